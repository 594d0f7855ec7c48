package feed

import (
	"container/list"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
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

// summary folds only what a list shows. Whether care went on after a discharge
// takes the whole chart.
func (r *record) summary(id string) roster.Summary {
	if r.folded == nil {
		listed := make([]*fact.Fact, 0, 64)
		for _, fact := range r.facts {
			switch fact.Body.(type) {
			case *chart.Person, *chart.Link, *visit.Movement:
				listed = append(listed, fact)
			}
		}
		if c, sound := fold(listed); sound && (c.Current() != nil || len(c.Visits) == 0) {
			return roster.Of(c, id)
		}
	}
	return roster.Of(r.chart(), id)
}

// records keeps the patients used last, up to a number of facts.
type records struct {
	limit  int
	facts  int
	byID   map[PatientID]*list.Element
	recent *list.List // of *shelved, the last used in front
}

type shelved struct {
	id     PatientID
	record *record
	size   int // weight when it was last counted
}

func newRecords(limit int) *records {
	return &records{limit: limit, byID: map[PatientID]*list.Element{}, recent: list.New()}
}

func (rs *records) get(id PatientID) (*record, bool) {
	e, ok := rs.byID[id]
	if !ok {
		return nil, false
	}
	rs.recent.MoveToFront(e)
	return e.Value.(*shelved).record, true
}

// put keeps a record and lets go of those used longest ago.
func (rs *records) put(id PatientID, r *record) {
	rs.drop(id)
	s := &shelved{id: id, record: r, size: r.weight}
	rs.byID[id] = rs.recent.PushFront(s)
	rs.facts += s.size
	for rs.facts > rs.limit && rs.recent.Len() > 1 {
		rs.drop(rs.recent.Back().Value.(*shelved).id)
	}
}

func (rs *records) drop(id PatientID) {
	if e, ok := rs.byID[id]; ok {
		rs.facts -= e.Value.(*shelved).size
		rs.recent.Remove(e)
		delete(rs.byID, id)
	}
}
