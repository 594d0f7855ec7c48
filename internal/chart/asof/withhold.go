package asof

import (
	"slices"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
)

// told is an item that says which message it stands for, as every item of a
// section that a rule may withhold does.
type told interface{ Origin() *fact.From }

// restricted reports whether an item is withheld by rule (hazard H-075).
func restricted(item any) bool {
	t, ok := item.(told)
	if !ok {
		return false
	}
	from := t.Origin()
	return from != nil && from.Label != ""
}

// withhold takes out of a section what a rule withholds, and reports whether
// there was any. Behind broken glass everything is shown.
func withhold[T any](f framing, items []T) (shown []T, withheld bool) {
	if f.open {
		return items, false
	}
	kept := func(item *T) bool { return !restricted(item) } // by pointer: items are wide, and a chart has hundreds
	first := 0
	for first < len(items) && kept(&items[first]) {
		first++
	}
	switch first {
	case 0:
		shown = []T{} // a list without entries is one all the same
	case len(items):
		return items, false
	default:
		shown = slices.Clone(items[:first])
	}
	for i := first + 1; i < len(items); i++ {
		if kept(&items[i]) {
			shown = append(shown, items[i])
		}
	}
	return shown, first < len(items)
}

// visible is a dose, unless a rule withholds it.
func (f framing) visible(d *medication.Dose) *medication.Dose {
	if d == nil || !f.open && restricted(*d) {
		return nil
	}
	return d
}
