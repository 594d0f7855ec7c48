package result

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
)

// place is where a result stands in the list: what goes on from another result
// stands below it (specification 5.5).
type place struct {
	at   time.Time // collection of what it goes on from, else its own
	root string    // order of what it goes on from, else its own
	row  int       // of what it goes on from
	sub  string    // of what it goes on from
}

// deepest is how many results may go on from one another: more than any
// laboratory does, and an end where two name each other.
const deepest = 5

// place gives every result its place, and those with a parent the parent's
// words.
func (f *Fold) place(all []Result) {
	byRoot := map[string][]*Result{}
	for i := range all {
		byRoot[all[i].root] = append(byRoot[all[i].root], &all[i])
	}
	for i := range all {
		r := &all[i]
		if up := f.parentOf(r, byRoot); up != nil && r.Parent.Words == "" {
			told := *r.Parent
			told.Words = up.Value
			r.Parent = &told
		}
		top := r
		for range deepest {
			up := f.parentOf(top, byRoot)
			if up == nil {
				break
			}
			top = up
		}
		r.place = place{top.At.At, top.root, -1, ""}
		if top != r {
			r.place.row, r.place.sub = top.row, top.Sub
		}
	}
}

// parentOf finds the result that another says it goes on from; nil where there
// is none, or where it is not here.
func (f *Fold) parentOf(r *Result, byRoot map[string][]*Result) *Result {
	if r.Parent == nil {
		return nil
	}
	root := f.groups.Root(fact.Numbers{Placer: r.Parent.Placer, Filler: r.Parent.Filler, Source: r.From.Source})
	if root == "" {
		root = r.root // only OBR-26: within its own order
	}
	var found *Result
	for _, up := range byRoot[root] {
		same := r.Parent.Test.IsZero() || up.TestCode.Code == r.Parent.Test.Code && up.Sub == r.Parent.Sub
		if up != r && same && (found == nil || up.row < found.row) {
			found = up
		}
	}
	return found
}

func (p place) compare(q place) int {
	return cmp.Or(q.at.Compare(p.at), strings.Compare(p.root, q.root), cmp.Compare(p.row, q.row), strings.Compare(p.sub, q.sub))
}

// compareResults puts the newest collection first. A time sent only to the day
// or hour sorts by its earliest instant; the page says what was not sent.
func compareResults(a, b *Result) int {
	if c := a.place.compare(b.place); c != 0 {
		return c
	}
	return cmp.Or(
		strings.Compare(a.root, b.root),
		cmp.Compare(a.row, b.row),
		strings.Compare(a.TestCode.Code, b.TestCode.Code),
		strings.Compare(a.Sub, b.Sub),
		strings.Compare(a.specimen(), b.specimen()),
		strings.Compare(a.text, b.text),
	)
}

func (r *Result) specimen() string { return cmp.Or(r.Bottle, r.Specimen) }
