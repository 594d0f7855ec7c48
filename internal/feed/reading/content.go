package reading

import (
	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/problem"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/feed/reading/segment"
	"redoutlet/internal/hl7"
)

// tellProblems reads PPR and its kin (PGL, PPP, PPG), which carry problems,
// goals and pathways. The entries themselves are read in every message.
func tellProblems(r *patient) {
	if !holds(r, "PRB") && !holds(r, "GOL") && !holds(r, "PTH") {
		r.quarantine("A message of problems or goals that holds no PRB, GOL or PTH segment.")
		return
	}
	r.observations()
}

// holds reports whether the patient at hand has a segment of a kind.
func holds(r *patient, name string) bool {
	_, ok := r.first(name)
	return ok
}

// tellConditions reads what is wrong with the patient and what was done about
// it, in whatever message. That a message says nothing of it takes nothing away
// (specification 6.1).
func tellConditions(r *patient) {
	visit := fact.ID{}
	if pv1, ok := r.first("PV1"); ok {
		visit = census{r}.visitNumber(pv1)
	}
	for _, c := range segment.Conditions(r.segments, visit, &r.clock) {
		if c.Note.Kind == problem.Diagnosis || c.Note.Kind == problem.Procedure {
			r.registered(FamilyDiagnoses)
		}
		if c.Actless && c.Segment == deleted(r.header.Type, r.header.Event) {
			c.Note.Remove = true
		}
		if c.Nameless() {
			r.unread(fact.SectionProblems, "An entry of the problems ("+c.Segment+") that does not say what it is.")
			continue
		}
		r.add(field.FirstTime(c.Told, r.event), c.Note)
	}
}

// deleted is the segment whose entries an event takes away by its meaning, where
// they do not say so themselves; "" for every other event.
func deleted(kind, event string) string {
	switch kind + "^" + event {
	case "PPR^PC3":
		return "PRB"
	case "PGL^PC8":
		return "GOL"
	case "PPP^PCD", "PPG^PCJ":
		return "PTH"
	}
	return ""
}

// tellContacts reads who stands by the patient and who cares for them, in
// whatever message, and whether the patient's whereabouts are protected.
func tellContacts(r *patient) {
	people, protection := segment.Contacts(r.segments, &r.clock)
	if protection != nil {
		r.add(r.event, protection)
	}
	for _, n := range people {
		r.registered(FamilyContacts)
		r.add(r.event, n)
	}
	for _, p := range segment.Policies(r.segments) { // who pays proves nothing of whom to call
		r.add(r.event, p)
	}
}

// tellShots reads VXU.
func tellShots(r *patient) {
	if !holds(r, "RXA") {
		r.quarantine("A vaccination record without an RXA segment: it does not say which vaccine.")
		return
	}
	for _, shot := range segment.Shots(r.segments, &r.clock) {
		if shot.Note.Vaccine.IsZero() {
			r.unread(fact.SectionImmunizations, "A vaccination record that names no vaccine.")
			continue
		}
		r.add(field.FirstTime(shot.Recorded, r.sent), shot.Note)
	}
}

// writes reads a document event (MDM); nil where there is no such event.
func writes(event string) func(*patient) {
	act, ok := segment.DocumentAct(event)
	if !ok {
		return nil
	}
	return func(r *patient) {
		txa, ok := r.first("TXA")
		if !ok {
			r.quarantine("A document message without a TXA segment: it does not say which document.")
			return
		}
		n := segment.Document(txa, r.segments, &r.clock)
		n.Act = act
		if n.Number.IsZero() && (act == document.Cancel || act == document.Status) {
			r.quarantine("A change of a document that does not say which one (TXA-12 is empty).")
			return
		}
		r.add(r.event, n)
	}
}

// blocksTime reports whether a message only says that time in a schedule is
// blocked or open again, which it may do without naming a patient.
func blocksTime(h hl7.Header) bool {
	act, ok := segment.AppointmentAct(h.Event)
	return h.Type == "SIU" && ok && (act == appointment.Block || act == appointment.Unblock)
}

// books reads a schedule event (SIU); nil where there is no such event. S25 is
// a query.
func books(event string) func(*patient) {
	act, ok := segment.AppointmentAct(event)
	if !ok {
		return nil
	}
	return func(r *patient) {
		sch, ok := r.msg.First("SCH")
		if !ok {
			r.quarantine("An appointment without an SCH segment: it does not say which appointment, or when.")
			return
		}
		n := segment.Appointment(sch, r.msg.Segments(), r.segments, &r.clock)
		n.Act = act
		r.observations()
		r.add(r.sent, n)
	}
}
