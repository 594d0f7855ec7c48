package listing

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/notation"
)

// offShown is how long an appointment that is off is shown struck through, and
// how long one that has passed stands open (specification 5.8).
const offShown = 24 * time.Hour

// Appointments writes appointments, the next first; those that are over or
// off stand behind them.
func (w Writer) Appointments(list []appointment.Appointment) []Group {
	due, off := Group{}, Group{Title: "Off in the last 24 h"}
	past := Group{ID: "older-appointments", Title: "Earlier appointments", Closed: true}
	for i := range list {
		a := &list[i]
		switch {
		case a.State.Off() && w.Within(a.Since, offShown):
			off.Entries = append(off.Entries, w.appointment(a))
		case a.State.Off(), !w.Within(a.Start, offShown):
			past.Entries = append(past.Entries, w.appointment(a))
		default:
			due.Entries = append(due.Entries, w.appointment(a))
		}
	}
	return grouped(due, off, past)
}

func (w Writer) appointment(a *appointment.Appointment) Entry {
	e := Entry{Title: "time " + notation.NotRecorded, From: a.From, State: w.appointmentState(a), Struck: a.State.Off()}
	if !a.Start.IsZero() {
		e.Title = w.When(a.Start)
	}
	e.part("", a.Type)
	e.part("for", a.Reason)
	for _, r := range a.Resources {
		e.part(r.Kind, w.resource(r))
		if r.Start != a.Start {
			w.timePart(&e, "its own start", r.Start)
		}
		e.note(r.Note)
	}
	e.part("lasts", a.Duration)
	w.timePart(&e, "ends", a.End)
	w.timePart(&e, "was", a.Was)
	e.part("message sent for", a.Why)
	e.part("arranged by", a.Contact)
	for _, n := range a.Numbers {
		e.part("number", n.Value)
	}
	e.note(a.Note)
	w.mark(&e, a.Marks)
	return e
}

// appointmentState is the state, and the sender's own word for it where that
// says something else.
func (w Writer) appointmentState(a *appointment.Appointment) string {
	words := strings.ReplaceAll(string(a.State), "CANCELLED", "CANCELED")
	if a.State.Off() {
		words += " " + w.When(a.Since)
	}
	if a.Status != "" && !strings.EqualFold(a.Status, string(a.State)) {
		words += " (sent as " + a.Status + ")"
	}
	return words
}

func (w Writer) resource(r appointment.Resource) string {
	words := cmp.Or(r.Name, notation.NotRecorded)
	if r.Role != "" && r.Role != r.Name {
		words += " (" + r.Role + ")"
	}
	if r.Out {
		words += ", taken out of the appointment"
	}
	return words
}
