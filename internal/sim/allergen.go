package sim

import (
	"strings"

	"redoutlet/internal/sim/fiction"
)

// allergy is one row of AL1.
type allergy struct {
	kind     string // AL1-2, HL7 table 0127
	code     string // AL1-3.1; empty where somebody typed the words
	words    string // AL1-3.2
	severity string // AL1-4, HL7 table 0128; empty where it was not asked
	reaction string // AL1-5
	noted    string // AL1-6
}

// The codes of a statement that there are no allergies.
const (
	denialSNOMED = "716186003"
	denialSite   = "NKA"
)

// newAllergy makes up an allergy that p does not have yet; ok is false if the dice fell on one of theirs.
func (s *house) newAllergy(p *patient) (a allergy, ok bool) {
	from := pick(s, fiction.Allergens())
	for _, have := range p.allergies {
		if strings.EqualFold(have.words, from.Words) {
			return allergy{}, false
		}
	}
	a = allergy{kind: from.Kind, code: from.Code, words: from.Words, reaction: pick(s, from.Reactions)}
	a.severity = pick(s, []string{"SV", "SV", "MO", "MO", "MI", "U", ""})
	if s.chance(70) {
		a.noted = s.birthday(0, 15).Format("20060102")
	}
	return a, true
}

// askAllergies fills in what a patient says when asked; three in ten are not asked at first.
func (s *house) askAllergies(p *patient) {
	switch n := s.dice.IntN(100); {
	case n < 52:
		for range 1 + s.dice.IntN(3) {
			if a, ok := s.newAllergy(p); ok {
				p.allergies = append(p.allergies, a)
			}
		}
	case n < 62:
		p.denial = denialSNOMED
	case n < 72:
		p.denial = denialSite
	}
}
