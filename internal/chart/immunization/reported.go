package immunization

import (
	"redoutlet/internal/chart/fact"
)

// Names name the vaccination by its number and vaccine, as far as the number is
// told apart from those of other systems.
func (i *Immunization) Names() []string {
	if i.Number.Authority == "" {
		return nil
	}
	return names(i.Number, i.Code)
}

// Says is what stands on a page of the vaccination, in the sender's words.
func (i *Immunization) Says() string {
	return fact.Join(i.Status, i.Vaccine, i.At.ISO(), i.Lot)
}

// Mark adds a warning in words.
func (i *Immunization) Mark(words string) { i.Marks = fact.AppendOnce(i.Marks, words) }
