package feed

import (
	"slices"

	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/neighbor"
	"redoutlet/internal/chart/roster"
)

// Roll is the list of a book's patients: who they are, and where.
type Roll struct{ book *Book }

// RollOf returns the roll of a book.
func RollOf(b *Book) Roll { return Roll{b} }

// Numbers lists the ids of all numbers that are known to be one patient's with
// this one, itself included.
func (r Roll) Numbers(id PatientID) []PatientID {
	defer looking(r.book)()
	return slices.Clone(r.book.kin.All(id))
}

// Line is the summary of one patient, by any of the patient's numbers, or
// ErrNoPatient.
func (r Roll) Line(id PatientID) (roster.Summary, error) {
	defer looking(r.book)()
	line, ok := watched(r).line(r.book.kin.Of(id))
	if !ok {
		return roster.Summary{}, ErrNoPatient
	}
	return line, nil
}

// Search finds the patients who fit what was typed, those in the house first,
// with who may be taken for each. Where nobody fits it finds those whose names
// are nearly what was typed.
func (r Roll) Search(q lookup.Query) lookup.Found {
	defer looking(r.book)()
	found := lookup.Found{}
	fit := r.fitting(q.Fits)
	if len(fit) == 0 && q.Named() {
		fit = r.fitting(q.Nearly)
		found.Close = len(fit) > 0
	}
	slices.SortFunc(fit, lookup.Compare)
	found.Total = len(fit)
	fit = fit[:min(len(fit), lookup.Shown)]
	here, now := r.book.people.InHouse(), r.book.desk.Now()
	for _, s := range fit {
		found.Rows = append(found.Rows, lookup.Row{
			Summary: *s, Alerts: append(neighbor.Alerts(here, &s.Line), neighbor.Twins(fit, s, now)...), Names: q.OtherNames(&s.Line, found.Close),
		})
	}
	return found
}

// fitting lists the patients whom a test lets pass. The caller holds the lock.
func (r Roll) fitting(fits func(*lookup.Entry) bool) []*roster.Summary {
	var fit []*roster.Summary
	for _, id := range r.book.people.Fitting(fits) {
		s, _ := watched(r).line(id)
		fit = append(fit, &s)
	}
	return fit
}
