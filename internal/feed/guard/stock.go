package guard

import (
	"crypto/sha256"
	"encoding/json"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
)

// Item stands for one allergy or order in force, with all that is said of it.
type Item [16]byte

// Stock is what a chart holds that must not vanish unnoticed, by section.
type Stock map[fact.Section][]Item

// StockOf takes stock of a chart.
func StockOf(c *chart.Chart) Stock {
	s := Stock{}
	for i := range c.Allergies {
		if c.Allergies[i].State == "active" {
			s[fact.SectionAllergies] = append(s[fact.SectionAllergies], allergyItem(c.Allergies[i]))
		}
	}
	for i := range c.Medications {
		if !c.Medications[i].State.Ended() {
			s[fact.SectionMedications] = append(s[fact.SectionMedications], orderItem(c.Medications[i]))
		}
	}
	return s
}

// allergyItem is what an allergy says; which message said so last is no change.
func allergyItem(a chart.Allergy) Item {
	a.From = nil
	return digest(a)
}

// orderItem is what an order says. When its state began and what marks it
// carries belong to its history, not to what is to be given.
func orderItem(o medication.Order) Item {
	o.From, o.Marks, o.Since, o.Reason = nil, nil, fact.Time{}, ""
	return digest(o)
}

func digest(v any) Item {
	text, err := json.Marshal(v)
	if err != nil { // no fact is of a kind that cannot be written
		return Item{}
	}
	sum := sha256.Sum256(text)
	return Item(sum[:16])
}

// Gone counts the items of s that are not in the later stock, in one section.
func (s Stock) Gone(later Stock, of fact.Section) int {
	left := map[Item]int{}
	for _, item := range later[of] {
		left[item]++
	}
	gone := 0
	for _, item := range s[of] {
		if left[item]--; left[item] < 0 {
			gone++
		}
	}
	return gone
}

// Watched is the section of a fact that can take something away from a stock,
// "" for every other.
func Watched(f *fact.Fact) fact.Section {
	switch f.Body.(type) {
	case *chart.AllergyNote:
		return fact.SectionAllergies
	case *medication.OrderNote:
		return fact.SectionMedications
	}
	return ""
}
