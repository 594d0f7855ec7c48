package chart

import "redoutlet/internal/chart/fact"

// Running is a chart that grows by facts in the order of their stamps. The zero
// Running is the chart of nothing.
type Running struct {
	folder folder
	last   fact.Stamp
}

// Add takes facts, which stand in the order of their stamps. It returns false,
// and has taken none, where the first of them belongs before one that it took
// already: whoever has all the facts is to begin again.
func (r *Running) Add(facts []*fact.Fact) bool {
	if len(facts) == 0 {
		return true
	}
	if facts[0].Stamp.Compare(r.last) < 0 {
		return false
	}
	for _, told := range facts {
		r.folder.add(told)
	}
	r.last = facts[len(facts)-1].Stamp
	return true
}

// Chart is the chart of the facts so far, good until more are added.
func (r *Running) Chart() *Chart { return r.folder.chart() }
