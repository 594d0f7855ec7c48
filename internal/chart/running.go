package chart

import (
	"slices"

	"redoutlet/internal/chart/fact"
)

// Running is a chart that grows by facts. The zero Running is the chart of
// nothing.
type Running struct {
	folder folder
	told   []*fact.Fact // in the order of their stamps
	last   fact.Stamp
	short  bool // told was let go
}

// Grow adds facts, which stand in the order of their stamps, and returns the
// chart they come to, good until more are added. Facts that belong before some
// that were added already are put there. It returns nil where they do not fold,
// or belong before some that were let go: whoever has all the facts is to begin
// again.
func (r *Running) Grow(facts []*fact.Fact) (c *Chart) {
	defer func() {
		if recover() != nil {
			c = nil
		}
	}()
	if len(facts) > 0 && facts[0].Stamp.Compare(r.last) < 0 {
		if r.short {
			return nil
		}
		facts = slices.Concat(r.told, facts)
		slices.SortStableFunc(facts, func(a, b *fact.Fact) int { return a.Stamp.Compare(b.Stamp) })
		*r = Running{}
	}
	for _, told := range facts {
		r.folder.add(told)
		r.last = told.Stamp
	}
	if !r.short {
		r.told = append(r.told, facts...)
	}
	return r.folder.chart()
}

// LetGo forgets the facts, which hold on to the text of their messages: from
// then on they have to come in order.
func (r *Running) LetGo() { r.told, r.short = nil, true }
