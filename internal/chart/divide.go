package chart

import "redoutlet/internal/chart/fact"

// Divide parts facts by whose word stands first (specification P8): in the
// sections that have a primary source, what other sources say stands beside.
// What restricts a fact restricts its kin on either side.
func Divide(facts []*fact.Fact, primary map[fact.Section]string) (first, beside []*fact.Fact) {
	for _, f := range fact.Restrict(facts) {
		section := f.Body.About()
		source, divided := primary[section]
		if divided && !united(section) && f.From.Source != source {
			beside = append(beside, f)
			continue
		}
		first = append(first, f)
	}
	return first, beside
}

// united reports whether a section is the union of all sources and is never
// divided: allergies (hazard H-074), doses and orders, which nothing sets beside
// one another and of which none may be missed, and contacts, whose protection
// holds whoever asked for it (hazard H-071).
func united(s fact.Section) bool {
	switch s {
	case fact.SectionIdentity, fact.SectionAllergies, fact.SectionAdministrations, fact.SectionOrders, fact.SectionContacts:
		return true
	}
	return false
}
