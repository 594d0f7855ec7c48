package reading

import (
	"slices"
	"time"

	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/tie"
)

// Letter is one message as it was received: what Read needs, and nothing a
// later version may read differently.
type Letter struct {
	Number   int64 // our number, in order of arrival
	Source   string
	Received time.Time
	Wrapping Wrapping
	Raw      []byte
}

// Wrapping says in what state the bytes came off the wire.
type Wrapping byte

// The wrappings.
const (
	Whole    Wrapping = iota // a complete frame
	Damaged                  // a frame that broke off: never acknowledged, never charted
	TooLarge                 // the head of a frame beyond the limit: never acknowledged
	TooMany                  // what stood behind as many messages as one frame may hold: kept uncut, never charted
)

// Reading is what one message says.
type Reading struct {
	Kind   string // message type and event, as ADT^A01; "unreadable" where there is none
	Family Family
	State  Outcome
	Reason string // why it is quarantined or ignored, in plain words without any content
	// Letters says in which character set it is read, where that is not the one
	// that it declares; "" where it is.
	Letters string
	Facts   []*fact.Fact
	Ties    []tie.Deed[fact.ID] // what is done to numbers: whose they are
	Moves   []Move              // visits and accounts that it gives to another patient
	Beds    []bed.Report        // what it says of beds by themselves
	People  []fact.ID           // the record numbers it speaks of
	Gave    []Family            // what the source has shown it gives
}

// Move is a visit, or an account with its visits, that a message gives to
// another patient (A44, A45).
type Move struct {
	Number   fact.ID // of the visit or the account
	Formerly fact.ID // another number that it had, zero where none was sent
	Account  bool
	From, To fact.ID // patients
	Stamp    string  // when, as fact.Stamp.Sortable writes it
}

// IsTest reports whether any of it was sent as a test, or by a source on trial.
func (r *Reading) IsTest() bool {
	return slices.ContainsFunc(r.Facts, func(f *fact.Fact) bool { return f.From.Test })
}

// quarantine sets the reading aside with a reason and forgets its facts: half a
// message is not charted.
func (r *Reading) quarantine(reason string) {
	r.State, r.Reason, r.Facts, r.Ties, r.Moves, r.Beds, r.Gave = Quarantined, reason, nil, nil, nil, nil, nil
}
