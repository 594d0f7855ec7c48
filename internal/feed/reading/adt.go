package reading

import (
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/feed/reading/segment"
	"redoutlet/internal/hl7"
)

// moves reads an ADT event that opens, moves or closes a visit.
func moves(act visit.Act) func(*patient) {
	return func(r *patient) {
		census{r}.movement(act)
		r.observations()
	}
}

// census reads where a message says that a patient is.
type census struct{ *patient }

// measured reads an event that moves nobody: what was observed, and what every
// message says of a patient.
func measured(r *patient) { r.observations() }

func (r census) movement(act visit.Act) {
	pv1, ok := r.first("PV1")
	if !ok {
		if act != visit.Update {
			r.unread(fact.SectionCensus, "The event moves a patient, but no PV1 segment says where.")
		}
		return
	}
	m := &visit.Movement{
		Act: act, Visit: r.visitNumber(pv1), Formerly: r.priorVisit(),
		Place: field.Place(pv1.Field(3)), Prior: field.Place(pv1.Field(6)), Pending: field.Place(pv1.Field(42)),
		Temporary: field.Place(pv1.Field(11)), Back: pv1.Field(11).IsNull(),
		Class:      field.SaidField(pv1.Field(2), field.Words),
		Kind:       field.SaidField(pv1.Field(18), field.Words),
		Attending:  field.SaidField(pv1.Field(7), field.Doctor),
		Referring:  field.SaidAll(pv1.Field(8), field.Doctor),
		Admitting:  field.SaidAll(pv1.Field(17), field.Doctor),
		Conditions: segment.Registered(pv1.Field(15)),
		Consulting: field.SaidAll(pv1.Field(9), field.Doctor),
		Service:    field.SaidField(pv1.Field(10), field.Words),
		Important:  field.SaidField(pv1.Field(16), field.Words),
		Guarded:    r.protection.why(),
		Admitted:   r.time(pv1.Field(44)), Discharged: r.time(pv1.Field(45)), Event: field.FirstTime(r.happens, r.received),
	}
	if pv2, ok := r.first("PV2"); ok {
		m.Reason, m.Arrival = field.SaidField(pv2.Field(3), field.Words), field.SaidField(pv2.Field(38), field.Words)
		m.DueIn, m.DueOut, m.DueBack = r.time(pv2.Field(8)), r.time(pv2.Field(9)), r.time(pv2.Field(47))
		m.NotDueOut = pv2.Field(9).IsNull()
	}
	r.add(r.event, m)
}

// priorVisit is the number that MRG says the visit had.
func (r census) priorVisit() fact.ID {
	mrg, ok := r.first("MRG")
	if !ok {
		return fact.ID{}
	}
	id := identifier(mrg.Field(5).Rep(0))
	id.Type = ""
	return id
}

// deletion reads that a person was entered in error (A29). No visit is named:
// none goes on.
func (r census) deletion() {
	r.add(r.event, &visit.Movement{Act: visit.DeletePerson, Event: field.FirstTime(r.happens, r.received)})
}

// swap holds the two halves of a bed swap against each other (hazard H-020):
// it is done for both patients or for none.
func (r *message) swap(patients []patient) {
	const half = "A bed swap names two patients and a bed for each, and this message does not. Nobody was moved."
	if len(patients) != 2 || patients[0].owner.Key() == patients[1].owner.Key() {
		r.quarantine(half)
		return
	}
	var places []visit.Place
	for i := range patients {
		if pv1, ok := patients[i].first("PV1"); ok {
			places = append(places, field.Place(pv1.Field(3)))
		}
	}
	switch {
	case len(places) != 2 || places[0].IsZero() || places[1].IsZero():
		r.quarantine(half)
	case places[0] == places[1]:
		r.quarantine("A bed swap gives both patients the same bed. Nobody was moved.")
	}
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
func (r census) visitNumber(pv1 hl7.Segment) fact.ID {
	id := identifier(pv1.Field(19).Rep(0))
	id.Type = ""
	return id
}
