// Package appointment adds up what messages say of a patient's appointments:
// booked, moved, canceled, missed.
package appointment

import (
	"strings"

	"redoutlet/internal/chart/fact"
)

// Act is what a message does with an appointment (SIU^S12 to S26).
type Act int

// The acts.
const (
	Book        Act = iota // S12
	Move                   // S13
	Modify                 // S14
	Cancel                 // S15
	Discontinue            // S16
	Delete                 // S17
	AddPart                // S18: a service or resource is added
	ModifyPart             // S19
	CancelPart             // S20, S21, S22: a service or resource is taken out
	Block                  // S23: the time is blocked
	Unblock                // S24
	Miss                   // S26: the patient did not come
)

// Resource is who or what an appointment takes, and where.
type Resource struct {
	Kind     string     `json:"kind"` // service, person, place, equipment
	Name     string     `json:"name"`
	Code     fact.Coded `json:"code"`
	Role     string     `json:"role,omitempty"`
	Start    fact.Time  `json:"start"`
	Duration string     `json:"duration,omitempty"` // as sent, with its unit
	Status   string     `json:"status,omitempty"`   // as sent (HL7 table 0278)
	Note     string     `json:"note,omitempty"`
	Out      bool       `json:"out,omitempty"` // taken out of the appointment
}

// Note is what one SIU message says of an appointment.
type Note struct {
	Act        Act
	Placer     fact.ID // SCH-1
	Filler     fact.ID // SCH-2
	Occurrence string  // SCH-3, of an appointment that repeats
	Why        string  // SCH-6: why the message was sent
	Reason     string  // SCH-7: why the patient comes
	Type       string  // SCH-8
	Duration   string  // SCH-9 with its unit SCH-10
	Start      fact.Time
	End        fact.Time
	Status     string // SCH-25 (HL7 table 0278)
	Contact    string // SCH-16 with SCH-17
	Notes      []string
	Resources  []Resource // AIS, AIP, AIL, AIG
}

// About is the section of appointments.
func (*Note) About() fact.Section { return fact.SectionAppointments }

// State is what became of an appointment.
type State string

// The states of an appointment.
const (
	Booked       State = "BOOKED"
	Pending      State = "PENDING"
	Started      State = "STARTED"
	Complete     State = "COMPLETE"
	Cancelled    State = "CANCELLED"
	Discontinued State = "DISCONTINUED"
	Deleted      State = "DELETED"
	NoShow       State = "NO-SHOW"
	Blocked      State = "BLOCKED"
	NotStated    State = "STATUS NOT STATED"
)

// Off reports whether nobody is to come.
func (s State) Off() bool {
	return s == Cancelled || s == Discontinued || s == Deleted || s == NoShow
}

// stateOf reads a filler status (HL7 table 0278), "" where it says nothing of
// the kind. Senders write it in many ways.
func stateOf(status string) State {
	switch strings.ToLower(status) {
	case "booked", "overbook":
		return Booked
	case "pending", "waitlist":
		return Pending
	case "started":
		return Started
	case "complete", "completed":
		return Complete
	case "cancelled", "canceled":
		return Cancelled
	case "dc", "discontinued":
		return Discontinued
	case "deleted":
		return Deleted
	case "noshow", "no-show", "no show":
		return NoShow
	case "blocked":
		return Blocked
	}
	return ""
}

// Appointment is one appointment as its messages add up.
type Appointment struct {
	Numbers   []fact.ID  `json:"numbers"`
	Start     fact.Time  `json:"start"`
	End       fact.Time  `json:"end"`
	Duration  string     `json:"duration,omitempty"`
	Type      string     `json:"type,omitempty"`
	Reason    string     `json:"reason,omitempty"`
	Why       string     `json:"why,omitempty"`
	Status    string     `json:"status,omitempty"` // as sent
	State     State      `json:"state"`
	Since     fact.Time  `json:"since"` // of the state
	Was       fact.Time  `json:"was"`   // the time it was moved from
	Contact   string     `json:"contact,omitempty"`
	Note      string     `json:"note,omitempty"`
	Resources []Resource `json:"resources"`
	Marks     []string   `json:"marks,omitempty"`
	From      *fact.From `json:"from,omitempty"`
	key       string
}

// Codes are what a rule of the site may withhold an appointment by (hazard
// H-075): its services.
func (n *Note) Codes() []fact.Coded {
	var codes []fact.Coded
	for i := range n.Resources {
		codes = append(codes, n.Resources[i].Code)
	}
	return codes
}

// Names names the appointment, so that what restricts one message of it
// restricts every other.
func (n *Note) Names() []string {
	var names []string
	for _, id := range []fact.ID{n.Placer, n.Filler} {
		if !id.IsZero() {
			names = append(names, "appointment\x1f"+id.Key())
		}
	}
	return names
}

// Origin is the message that the appointment stands for.
func (a Appointment) Origin() *fact.From { return a.From }
