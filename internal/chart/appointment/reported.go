package appointment

import (
	"redoutlet/internal/chart/fact"
)

// Names name the appointment by its numbers, as far as they are told apart from
// those of other systems: two schedulers that give out the same number mean two
// appointments.
func (a *Appointment) Names() []string {
	var names []string
	for _, id := range a.Numbers {
		if id.Authority != "" {
			names = append(names, "appointment\x1f"+id.Key())
		}
	}
	return names
}

// Says is what stands on a page of the appointment: what became of it, when it
// is and what for.
func (a *Appointment) Says() string {
	return fact.Join(string(a.State), a.Start.ISO(), a.Type, a.Reason)
}

// Mark adds a warning in words.
func (a *Appointment) Mark(words string) { a.Marks = fact.AppendOnce(a.Marks, words) }
