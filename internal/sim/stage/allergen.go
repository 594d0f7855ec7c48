package stage

import (
	"strings"

	"redoutlet/internal/sim/fiction"
)

// Allergy is one row of AL1.
type Allergy struct {
	Number   string // IAM-7
	Kind     string // AL1-2, HL7 table 0127
	Code     string // AL1-3.1; empty where somebody typed the words
	Words    string // AL1-3.2
	Severity string // AL1-4, HL7 table 0128; empty where it was not asked
	Reaction string // AL1-5
	Noted    string // AL1-6
}

// The codes of a statement that there are no allergies.
const (
	DenialSNOMED = "716186003"
	DenialSite   = "NKA"
)

// NewAllergy makes up an allergy that p does not have yet; ok is false if the dice fell on one of theirs.
func (s *People) NewAllergy(p *Patient) (a Allergy, ok bool) {
	from := Pick(s.House, fiction.Allergens())
	for _, have := range p.Allergies {
		if strings.EqualFold(have.Words, from.Words) {
			return Allergy{}, false
		}
	}
	s.allergies++
	a = Allergy{Number: Serial("G", 500_000+s.allergies), Kind: from.Kind, Code: from.Code, Words: from.Words, Reaction: Pick(s.House, from.Reactions)}
	a.Severity = Pick(s.House, []string{"SV", "SV", "MO", "MO", "MI", "U", ""})
	if s.Chance(70) {
		a.Noted = s.Birthday(0, 15).Format("20060102")
	}
	return a, true
}

// AskAllergies fills in what a patient says when asked; three in ten are not asked at first.
func (s *People) AskAllergies(p *Patient) {
	switch n := s.Dice.IntN(100); {
	case n < 52:
		for range 1 + s.Dice.IntN(3) {
			if a, ok := s.NewAllergy(p); ok {
				p.Allergies = append(p.Allergies, a)
			}
		}
	case n < 62:
		p.Denial = DenialSNOMED
	case n < 72:
		p.Denial = DenialSite
	}
}
