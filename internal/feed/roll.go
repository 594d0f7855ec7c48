package feed

import (
	"slices"

	"redoutlet/internal/chart/roster"
)

// Roll is the list of a book's patients: who they are, and where.
type Roll struct{ book *Book }

// RollOf returns the roll of a book.
func RollOf(b *Book) Roll { return Roll{b} }

// Numbers lists the ids of all numbers that are known to be one patient's with
// this one, itself included.
func (r Roll) Numbers(id PatientID) []PatientID {
	r.book.mu.Lock()
	defer r.book.mu.Unlock()
	return slices.Clone(r.book.kin.all(id))
}

// Line is the summary of one patient, by any of the patient's numbers, or
// ErrNoPatient.
func (r Roll) Line(id PatientID) (roster.Summary, error) {
	r.book.mu.Lock()
	defer r.book.mu.Unlock()
	line, ok := r.book.lines[r.book.kin.of(id)]
	if !ok {
		return roster.Summary{}, ErrNoPatient
	}
	return line, nil
}
