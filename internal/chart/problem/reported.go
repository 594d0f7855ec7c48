package problem

import (
	"redoutlet/internal/chart/fact"
)

// Names name the entry by its number, as far as that is told apart from those
// of other systems: two sources that give out the same number mean two entries.
func (p *Problem) Names() []string {
	if p.Number.IsZero() || p.Number.Authority == "" {
		return nil
	}
	return []string{string(p.Kind) + "\x1f" + p.Number.Key()}
}

// Says is what stands on a page of the entry, in the sender's words.
func (p *Problem) Says() string {
	words := fact.Join(p.Problem, p.Type, p.Confirmed, p.Persistence, p.Status)
	if !p.Removed.IsZero() {
		words += ", removed"
	}
	return words
}

// Mark adds a warning in words.
func (p *Problem) Mark(words string) { p.Marks = fact.AppendOnce(p.Marks, words) }
