package chart

import "redoutlet/internal/chart/fact"

// Running is a chart that grows by facts in the order of their stamps. The zero
// Running is the chart of nothing.
type Running struct {
	folder folder
	last   fact.Stamp
}

// Grow adds facts, which stand in the order of their stamps, and returns the
// chart they come to, good until more are added. It returns nil where the first
// of them belongs before one that was added already, or where they do not fold:
// whoever has all the facts is to begin again.
func (r *Running) Grow(facts []*fact.Fact) (c *Chart) {
	defer func() {
		if recover() != nil {
			c = nil
		}
	}()
	if len(facts) > 0 && facts[0].Stamp.Compare(r.last) < 0 {
		return nil
	}
	for _, told := range facts {
		r.folder.add(told)
		r.last = told.Stamp
	}
	return r.folder.chart()
}
