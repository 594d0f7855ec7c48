package chart

import "redoutlet/internal/chart/fact"

// Divide parts facts by whose word stands first (specification P8): in the
// sections that have a primary source, what other sources say stands beside.
// Allergies are never divided: they are the union of all sources (hazard H-074).
// What restricts a fact restricts its kin on either side.
func Divide(facts []*fact.Fact, primary map[fact.Section]string) (first, beside []*fact.Fact) {
	for _, f := range fact.Restrict(facts) {
		section := f.Body.About()
		source, divided := primary[section]
		if divided && section != fact.SectionAllergies && section != fact.SectionIdentity && f.From.Source != source {
			beside = append(beside, f)
			continue
		}
		first = append(first, f)
	}
	return first, beside
}
