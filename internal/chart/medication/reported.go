package medication

import (
	"strings"

	"redoutlet/internal/chart/fact"
)

// Names name the order by its numbers, as far as they are told apart from those
// of other systems: two sources that give out the same number mean two orders.
func (o *Order) Names() []string {
	var numbers []fact.ID
	for _, id := range o.Numbers {
		if id.Authority != "" {
			numbers = append(numbers, id)
		}
	}
	return fact.OrderNames(numbers...)
}

// Says is what stands on a page of the order: its state and the sig, in the
// sender's words.
func (o *Order) Says() string {
	said := []string{string(o.State)}
	for _, words := range []string{o.Drug, o.Strength, o.Form, strings.TrimSpace(o.Dose + " " + o.DoseUnit), o.Route, o.Rate, o.Frequency, o.AsNeeded} {
		if words != "" {
			said = append(said, words)
		}
	}
	return strings.Join(said, ", ")
}

// Mark adds a warning in words.
func (o *Order) Mark(words string) { o.Marks = fact.AppendOnce(o.Marks, words) }
