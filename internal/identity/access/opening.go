// Package access holds who looked at which chart, when and why, and how that is
// reviewed.
//
// Everything here is added and never altered: an opening, a broken glass, a
// draw, a decision, an act on an account. What was wrong is put right by adding
// what is right beside it.
package access

import (
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/seal"
)

// ID names a record for good: 128 random bits.
type ID = seal.RecordID

// Opening records that somebody opened a page that shows a patient.
type Opening struct {
	ID      ID
	At      time.Time
	Account string        // who
	Role    identity.Role // as whom, at that moment; "" in records of before roles were kept
	Patient [16]byte      // blind index
	Page    string        // which kind of page; nothing that names the patient
	Reason  Kind          // why, where the glass was broken; else ""
}

// PageGlass is the page of an opening that broke the glass.
const PageGlass = "break-glass"

// UnderGlass reports whether the opening showed, or led to, what is withheld by
// rule.
func (o Opening) UnderGlass() bool { return o.Reason != "" }

// Filter chooses openings and broken glasses. Each field left empty chooses all.
type Filter struct {
	Account  string
	Patients [][16]byte // any of them: a patient may have several numbers
	Page     string
	Glass    bool      // only under broken glass
	Since    time.Time // at or after
	Until    time.Time // before
	After    Place     // only what a list, newest first, has after this place
	Limit    int       // at most so many
}

// Place is where a list of openings goes on.
type Place struct {
	At time.Time
	ID ID
}

// Place is where the list goes on after the opening.
func (o Opening) Place() Place { return Place{o.At, o.ID} }
