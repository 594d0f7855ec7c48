// Package visit adds up the movements of a patient to visits: where the patient
// is, since when, where before, and what is to come.
package visit

import (
	"time"

	"redoutlet/internal/chart/fact"
)

// Place is a bed, or as much of one as was sent (PL).
type Place struct {
	Unit     string `json:"unit,omitempty"`
	Room     string `json:"room,omitempty"`
	Bed      string `json:"bed,omitempty"`
	Facility string `json:"facility,omitempty"`
}

// IsZero reports whether no place was sent.
func (p Place) IsZero() bool { return p == Place{} }

// State is whether a visit goes on.
type State string

// The states of a visit.
const (
	Expected   State = "expected" // pre-admitted: in no census until the admission
	Active     State = "active"
	Discharged State = "discharged"
	Cancelled  State = "cancelled"
	Deleted    State = "deleted" // by its sender, as entered in error: kept, and shown as removed
)

// Stay is one place of a visit, and since when.
type Stay struct {
	Place Place     `json:"place"`
	Since fact.Time `json:"since"`
}

// Errand is where the patient is, or is on the way to, while the bed stays
// theirs (A09, A10).
type Errand struct {
	Place   Place     `json:"place"` // zero where none was sent
	Since   fact.Time `json:"since"`
	Arrived bool      `json:"arrived"` // false: IN TRANSIT
}

// Absence is a leave: the bed stays theirs.
type Absence struct {
	Since fact.Time `json:"since"`
	Due   fact.Time `json:"due"` // back by
}

// Pending is what is to happen, as its sender said.
type Pending struct {
	What  string    `json:"what"`           // admission, transfer, discharge
	Place Place     `json:"place,omitzero"` // where to
	Due   fact.Time `json:"due"`
	Said  fact.Time `json:"said"` // when it was announced
}

// What can be pending.
const (
	PendingAdmission = "admission"
	PendingTransfer  = "transfer"
	PendingDischarge = "discharge"
)

// Visit is one stay or appointment in the house, as its events add up.
type Visit struct {
	Number     fact.ID   `json:"number"`
	Formerly   []fact.ID `json:"formerly,omitempty"` // numbers it had before
	State      State     `json:"state"`
	Stays      []Stay    `json:"stays"` // places in order; the last is where the patient is
	Errand     *Errand   `json:"errand,omitempty"`
	Leave      *Absence  `json:"leave,omitempty"`
	Pending    []Pending `json:"pending,omitempty"`
	Class      string    `json:"class,omitempty"`
	Kind       string    `json:"patient_type,omitempty"`
	Attending  string    `json:"attending,omitempty"`
	Referring  string    `json:"referring,omitempty"`
	Admitting  string    `json:"admitting,omitempty"`
	Consulting string    `json:"consulting,omitempty"`
	Service    string    `json:"service,omitempty"`
	Important  string    `json:"vip,omitempty"` // the sender's code
	Reason     string    `json:"reason,omitempty"`
	Arrival    string    `json:"mode_of_arrival,omitempty"`
	Guarded    string    `json:"-"`                           // why a rule withholds the reason and the service: policy, and no fact
	DueOut     fact.Time `json:"discharge_expected,omitzero"` // as sent, whether or not it was announced as pending
	// Conditions are what registration says of the patient for this visit, as
	// pregnant or blind (HL7 table 0009).
	Conditions []fact.Coded `json:"conditions,omitempty"`
	Admitted   fact.Time    `json:"admitted"`
	Discharged fact.Time    `json:"discharged"`
	Ended      time.Time    `json:"-"`              // instant of discharge, cancellation or deletion
	From       *fact.From   `json:"from,omitempty"` // message that said the state
}

// Withhold puts words in the place of what a rule withholds of the visit, and
// reports whether there was any (hazard H-075). Where the patient is stays.
func (v *Visit) Withhold(words string) bool {
	if v.Guarded == "" || v.Reason == "" && v.Service == "" {
		return false
	}
	for _, said := range []*string{&v.Reason, &v.Service} {
		if *said != "" {
			*said = words
		}
	}
	return true
}

// Place is where the visit is now, or was last.
func (v *Visit) Place() Place {
	if len(v.Stays) == 0 {
		return Place{}
	}
	return v.Stays[len(v.Stays)-1].Place
}

// Since is when the visit came to its present place.
func (v *Visit) Since() fact.Time {
	if len(v.Stays) == 0 {
		return fact.Time{}
	}
	return v.Stays[len(v.Stays)-1].Since
}

// InTransit reports whether the patient has left for somewhere and not arrived.
func (v *Visit) InTransit() bool { return v.State == Active && v.Errand != nil && !v.Errand.Arrived }

// Unmatched is an event that fits no visit we know, or nothing that happened to
// one: shown, never applied to another visit (hazard H-021).
type Unmatched struct {
	Act   Act        `json:"-"`
	What  string     `json:"what"`
	Visit fact.ID    `json:"visit"`
	At    fact.Time  `json:"at"`
	From  *fact.From `json:"from,omitempty"`
}

// Origin is the message that the visit stands for.
func (v Visit) Origin() *fact.From { return v.From }
