package feed

import (
	"bytes"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/tie"
)

// Edge is what one message did to two numbers.
type Edge = tie.Deed[PatientID]

// newKin returns which record numbers are one patient's.
func newKin(edges []Edge) *tie.People[PatientID] {
	return tie.NewPeople(func(a, b PatientID) int { return bytes.Compare(a[:], b[:]) }, edges)
}

// standing leaves out the links between numbers that are not one patient's: an
// undone merge is no part of either chart. That numbers were parted stays.
func (b *Book) standing(facts []*fact.Fact) []*fact.Fact {
	undone := func(f *fact.Fact) bool {
		link, ok := f.Body.(*chart.Link)
		if !ok || link.Act == tie.Part || link.Act == tie.Alone || !link.Prior.IsRecord() {
			return false
		}
		return b.kin.Of(b.numbers.id(link.Survivor)) != b.kin.Of(b.numbers.id(link.Prior))
	}
	if !slices.ContainsFunc(facts, undone) {
		return facts
	}
	return slices.DeleteFunc(slices.Clone(facts), undone)
}
