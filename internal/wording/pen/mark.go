package pen

import (
	"strings"
	"unicode"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/notation"
)

// Mark is something odd that was seen while an item was put together.
type Mark struct {
	Words string
	Class string // warn where a person has to verify, else below
}

// Marks writes the chart's marks. Those that ask for a person begin in capitals
// or say verify; the others only tell what happened.
func (p Pen) Marks(words []string) []Mark {
	var list []Mark
	for _, w := range words {
		class := "below"
		if asksForPerson(w) {
			class = "warn"
		}
		list = append(list, Mark{p.Dated(w), class})
	}
	return list
}

func asksForPerson(words string) bool {
	for _, r := range words {
		return unicode.IsUpper(r) || strings.Contains(words, "verify") || strings.Contains(words, "not known")
	}
	return false
}

// Dated writes the time that ends a mark as people read it; the marks are our
// own words, made where no zone is known. Where sources disagree, each of them
// ends in a time.
func (p Pen) Dated(words string) string {
	claims := []string{words}
	if strings.HasPrefix(words, chart.WordsDisagree) {
		claims = strings.Split(words, "; ")
	}
	for i := range claims {
		claims[i] = notation.Dated(claims[i], p.Zone)
	}
	return strings.Join(claims, "; ")
}

// NumberWords is an order number with the system that gave it.
func NumberWords(id fact.ID) string {
	if id.Authority == "" {
		return id.Value
	}
	return id.Value + " (" + id.Authority + ")"
}
