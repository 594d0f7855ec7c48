package reading

import (
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/tie"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// numbering reads what a message does to the numbers of a patient.
type numbering struct{ *patient }

// numbers makes a reader of numbers.
func numbers(read func(numbering)) func(*patient) {
	return func(r *patient) { read(numbering{r}) }
}

// merge reads the events that merge one number into another, or change one. The
// prior number stays an alias: nothing is rewritten, and what still comes for it
// follows (hazard H-011).
func (r numbering) merge() {
	mrg, ok := r.first("MRG")
	if !ok {
		r.quarantine("A merge without an MRG segment: it does not say which number was merged away.")
		return
	}
	priors := r.numbersIn(mrg, 1, 4)
	if len(priors) == 0 {
		r.quarantine("A merge whose MRG segment names no number with an assigning authority. Nothing was merged.")
		return
	}
	for _, prior := range priors {
		if prior.Key() != r.owner.Key() {
			r.tie(tie.Merge, r.owner, prior)
		}
	}
	r.linkOther(3, "AN", r.pid().Field(18))
	r.observations()
}

// numbersIn are the record numbers with an authority in these fields.
func (r numbering) numbersIn(s hl7.Segment, fields ...int) []fact.ID {
	var ids []fact.ID
	for _, field := range fields {
		for i := range s.Field(field).Reps() {
			id := r.declared(identifier(s.Field(field).Rep(i)))
			if !id.IsZero() && id.IsRecord() && id.Authority != "" {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func (r numbering) pid() hl7.Segment { return r.segments[0] }

// tie states what was done to two numbers, as a fact of the patient at hand.
// Who did it and why stand in EVN.
func (r *patient) tie(act tie.Act, survivor, prior fact.ID) {
	link := chart.Link{Survivor: survivor, Prior: prior, Act: act}
	if act != tie.List {
		link.When = r.event
		if evn, ok := r.msg.First("EVN"); ok {
			link.By, link.Why = field.Doctor(evn.Field(5).Rep(0)), field.Words(evn.Field(4).Rep(0))
		}
	}
	r.claim(survivor)
	r.claim(prior)
	r.add(r.event, &link)
	r.Ties = append(r.Ties, tie.Deed[fact.ID]{First: survivor, Second: prior, Act: act, Stamp: r.Facts[len(r.Facts)-1].Stamp.Sortable()})
}

// link reads that the patients of the message are one (A24).
func (r *message) link(patients []patient) { r.pairUp(patients, tie.Link) }

// part reads that the patients of the message are not one (A37): the first is
// none of the others. Each of them is told, since from now on their charts are
// two.
func (r *message) part(patients []patient) { r.pairUp(patients, tie.Part) }

func (r *message) pairUp(patients []patient, act tie.Act) {
	if len(patients) < 2 {
		r.quarantine("The event speaks of two patients, and the message names one. Nothing was changed.")
		return
	}
	first := &patients[0]
	for i := range patients[1:] {
		other := &patients[i+1]
		if first.owner.Key() == other.owner.Key() {
			r.quarantine("The event speaks of two patients, and the message names one twice. Nothing was changed.")
			return
		}
		first.tie(act, first.owner, other.owner)
		other.tie(act, first.owner, other.owner)
	}
}

// moveNumber reads A43. The standard has the number that moves in PID-3 and
// MRG-1 alike, the patient it leaves in MRG-4 and the one it comes to in PID-2;
// others name in MRG-1 the patient it leaves and in PID-3 the one it comes to.
func (r numbering) moveNumber() {
	mrg, _ := r.first("MRG")
	to, named := r.numbersIn(r.pid(), 3), r.numbersIn(mrg, 1)
	var moved, from []fact.ID
	for _, id := range named {
		if slices.ContainsFunc(to, func(t fact.ID) bool { return t.Key() == id.Key() }) {
			moved = append(moved, id)
		} else {
			from = append(from, id)
		}
	}
	switch {
	case len(moved) == 0 && len(from) == 0:
		r.quarantine("A move whose MRG segment names no number with an assigning authority. Nothing was moved.")
		return
	case len(moved) == 0:
		for _, prior := range from {
			r.tieBoth(tie.Move, r.owner, prior)
		}
	default:
		r.moveOut(moved, r.numbersIn(r.pid(), 2, 3))
	}
	r.observations()
}

// moveOut takes numbers away from whomever they were with, and to the patient
// that the others name.
func (r numbering) moveOut(moved, others []fact.ID) {
	for _, id := range moved {
		r.tie(tie.Alone, id, id)
		for _, other := range others {
			if !slices.ContainsFunc(moved, func(m fact.ID) bool { return m.Key() == other.Key() }) {
				r.tie(tie.Link, other, id)
			}
		}
	}
}

// tieBoth tells both numbers: afterwards they may be two patients'.
func (r numbering) tieBoth(act tie.Act, a, b fact.ID) {
	r.tie(act, a, b)
	theirs := patient{message: r.message, owner: b, segments: r.segments}
	theirs.tie(act, a, b)
}

// changeAccount reads the events that merge or change account numbers (A35,
// A41, A49).
func (r numbering) changeAccount() {
	if r.agrees() {
		r.linkOther(3, "AN", r.pid().Field(18))
		r.observations()
	}
}

// changeAlternate reads the events that change alternate numbers, of the
// patient (A48) or of the visit (A51).
func (r numbering) changeAlternate() {
	if !r.agrees() {
		return
	}
	r.linkOther(2, "ALTERNATE", r.pid().Field(4))
	if pv1, ok := r.first("PV1"); ok {
		r.linkOther(6, "ALTERNATE VISIT", pv1.Field(50))
		census(r).movement(visit.Update)
	}
	r.observations()
}

// changeVisit reads the events that merge visits (A42) or change the number of
// one (A50).
func (r numbering) changeVisit() {
	if !r.agrees() {
		return
	}
	stay := census(r)
	pv1, ok := r.first("PV1")
	if !ok || stay.visitNumber(pv1).IsZero() || stay.priorVisit().IsZero() {
		r.quarantine("The event changes the number of a visit, and the message does not give both numbers. Nothing was changed.")
		return
	}
	stay.movement(visit.Renumber)
	r.observations()
}

// agrees reports whether MRG-1, where it names a patient, names the one of the
// PID segment; else the message is set aside: what it changes is another's.
func (r numbering) agrees() bool {
	mrg, ok := r.first("MRG")
	if !ok {
		r.quarantine("The event changes a number, and no MRG segment says which one it was before. Nothing was changed.")
		return false
	}
	named := r.numbersIn(mrg, 1)
	ids, _ := r.identifiers(r.pid())
	same := func(id fact.ID) bool {
		return slices.ContainsFunc(ids, func(own fact.ID) bool { return own.Key() == id.Key() })
	}
	if len(named) > 0 && !slices.ContainsFunc(named, same) {
		r.quarantine("PID and MRG name two different patients, and the event is about one. Nothing was changed.")
		return false
	}
	return true
}

// linkOther keeps a number of another kind that was replaced: shown as a former
// one, and never what a patient is known by.
func (r numbering) linkOther(field int, kind string, now hl7.Field) {
	mrg, ok := r.first("MRG")
	if !ok {
		return
	}
	prior, survivor := identifier(mrg.Field(field).Rep(0)), identifier(now.Rep(0))
	if prior.IsZero() || survivor.IsZero() {
		return
	}
	prior.Type, survivor.Type = kind, kind
	if prior.Key() != survivor.Key() {
		r.add(r.event, &chart.Link{Survivor: survivor, Prior: prior, Act: tie.Merge})
	}
}
