package reading

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/hl7"
)

// moves reads an ADT event that opens, moves or closes a visit.
func moves(act visit.Act) func(*patient) {
	return func(r *patient) {
		r.movement(act)
		r.observations()
	}
}

func (r *patient) movement(act visit.Act) {
	pv1, ok := r.first("PV1")
	if !ok {
		if act != visit.Update {
			r.unread(fact.SectionCensus, "The event moves a patient, but no PV1 segment says where.")
		}
		return
	}
	m := &visit.Movement{
		Act: act, Visit: r.visitNumber(pv1), Place: place(pv1.Field(3)), Prior: place(pv1.Field(6)),
		Class:     saidField(pv1.Field(2), words),
		Attending: saidField(pv1.Field(7), doctor),
		Service:   saidField(pv1.Field(10), words),
		Admitted:  r.time(pv1.Field(44)), Discharged: r.time(pv1.Field(45)), Event: firstTime(r.happens, r.received),
	}
	if pv2, ok := r.first("PV2"); ok {
		m.Reason = saidField(pv2.Field(3), words)
	}
	r.add(r.event, m)
}

// first finds a segment of the patient at hand.
func (r *patient) first(name string) (hl7.Segment, bool) {
	for _, s := range r.segments {
		if s.Name() == name {
			return s, true
		}
	}
	return hl7.Segment{}, false
}

// visitNumber is PV1-19. Numbers of different sources are different numbers
// unless the sender names an authority.
func (r *patient) visitNumber(pv1 hl7.Segment) fact.ID {
	id := identifier(pv1.Field(19).Rep(0))
	id.Type = ""
	return id
}

// place reads a PL. A null is no place.
func place(f hl7.Field) visit.Place {
	v := f.Rep(0)
	name := func(n int) string {
		c := v.Component(n)
		if sub := c.Sub(1).Text(); sub != "" {
			return sub
		}
		return c.Text()
	}
	p := visit.Place{Unit: name(1), Room: name(2), Bed: name(3)}
	if !p.IsZero() {
		p.Facility = name(4)
	}
	return p
}

// merge reads the events that merge one number into another. The prior number
// stays an alias: nothing is rewritten, and what still comes for it follows
// (hazard H-011).
func (r *patient) merge() {
	mrg, ok := r.first("MRG")
	if !ok {
		r.quarantine("A merge without an MRG segment: it does not say which number was merged away.")
		return
	}
	var priors []fact.ID
	for _, field := range []int{1, 4} {
		for i := range mrg.Field(field).Reps() {
			id := r.declared(identifier(mrg.Field(field).Rep(i)))
			if !id.IsZero() && id.IsRecord() && id.Authority != "" {
				priors = append(priors, id)
			}
		}
	}
	if len(priors) == 0 {
		r.quarantine("A merge whose MRG segment names no number with an assigning authority. Nothing was merged.")
		return
	}
	for _, prior := range priors {
		r.linkMerged(prior)
	}
	r.observations()
}

func (r *patient) linkMerged(prior fact.ID) {
	if prior.Key() == r.owner.Key() {
		return
	}
	link := chart.Link{Survivor: r.owner, Prior: prior, Merged: true}
	r.Links = append(r.Links, link)
	r.claim(prior)
	r.add(r.event, &link)
}
