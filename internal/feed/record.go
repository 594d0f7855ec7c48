package feed

import (
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
)

// record is one patient's facts in memory, and the chart they fold to.
type record struct {
	facts  []*fact.Fact
	weight int          // what the facts take in memory, in facts of the usual size
	folded *chart.Chart // nil: fold again
	failed []int64      // numbers of the letters that were left out, since they do not fold
}

// add takes the facts of one letter of so many bytes. They hold on to its
// text: one long report weighs as much as many short ones.
func (r *record) add(facts []*fact.Fact, letter int) {
	r.facts = append(r.facts, facts...)
	r.weight += max(len(facts), letter/bytesPerFact)
	r.folded = nil
}

// letters are the numbers of the letters that the record has read.
func (r *record) letters() map[int64]bool {
	read := map[int64]bool{}
	for _, f := range r.facts {
		read[f.From.Message] = true
	}
	return read
}

// without leaves out the facts whose letters were read.
func without(read map[int64]bool, facts []*fact.Fact) []*fact.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f *fact.Fact) bool { return read[f.From.Message] })
}

func (r *record) chart() *chart.Chart {
	if r.folded == nil {
		var sound bool
		if r.folded, sound = fold(r.facts); !sound {
			r.facts, r.failed = foldable(r.facts)
			r.folded = chart.Fold(r.facts)
		}
	}
	return r.folded
}

// fold folds facts and reports whether that went well.
func fold(facts []*fact.Fact) (c *chart.Chart, sound bool) {
	defer func() {
		if recover() != nil {
			c, sound = nil, false
		}
	}()
	return chart.Fold(facts), true
}

// foldable leaves out the letters at which folding fails beside those before
// them, marks what they say as not read, and names them.
func foldable(facts []*fact.Fact) (kept []*fact.Fact, failed []int64) {
	for len(facts) > 0 { // facts of one letter stand together
		n := 1
		for n < len(facts) && facts[n].From.Message == facts[0].From.Message {
			n++
		}
		with := slices.Concat(kept, facts[:n])
		if _, sound := fold(with); sound {
			kept = with
		} else {
			kept = append(kept, missed(facts[0], reasonFailed)...)
			failed = append(failed, facts[0].From.Message)
		}
		facts = facts[n:]
	}
	return kept, failed
}
