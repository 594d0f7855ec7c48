package result

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
)

// Fold groups notes by result and settles each group. Notes are added in the
// order of their stamps.
type Fold struct {
	notes  []entry
	groups fact.Groups
}

type entry struct {
	note *Note
	fact *fact.Fact
}

// Add takes what one message says of a result.
func (f *Fold) Add(n *Note, told *fact.Fact) {
	f.groups.Join(named(n, told))
	f.notes = append(f.notes, entry{n, told})
}

// named is how the note names its order. A result and its correction come from
// one laboratory, so numbers without a namespace are those of their source.
func named(n *Note, told *fact.Fact) fact.Numbers {
	return fact.Numbers{Placer: n.Placer, Filler: n.Filler, Source: told.From.Source}
}

// base is what the numbers of a result name: filler order, panel, OBX-3 and
// OBX-4 (specification 6.2; the panel because laboratories put several under
// one number). A vital sign has its time in it: it is measured again and again
// under one number, or none.
func (f *Fold) base(e entry) string {
	n := e.note
	order := f.groups.Root(named(n, e.fact))
	if order == "" {
		order = "panel\x1f" + e.fact.From.Source + "\x1f" + n.Panel.Code + "\x1f" + n.Panel.Text + "\x1f" + n.Observed.Text
	}
	panel := cmp.Or(n.Panel.Code, n.Panel.Text)
	base := order + "\x1e" + panel + "\x1f" + cmp.Or(n.Test.Code, n.Test.Text) + "\x1f" + n.Test.System + "\x1f" + n.Sub
	if n.Vital {
		base += "\x1f" + instant(n.Observed)
	}
	return base
}

// instant is a time as part of a key: two ways to write one time are one.
func instant(t fact.Time) string {
	if !t.Known() {
		return t.Text
	}
	return t.At.Format(time.RFC3339Nano)
}

// split tells how the notes of one base are told apart further.
type split struct {
	named  [3]map[string]bool // what was named of each of the things in apart
	series bool               // by the time of collection
}

// apart is what tells results apart that have a base in common: the filler's
// order, where one request has several, the specimen, and the result that it
// goes on from.
func (n *Note) apart() [3]string {
	return [3]string{n.Filler.Value, n.specimen(), n.Parent.row()}
}

// row is what the parent is called among the rows of its order.
func (p Parent) row() string {
	if p.IsZero() {
		return ""
	}
	return strings.Trim(cmp.Or(p.Test.Code, p.Test.Text)+"\x1f"+cmp.Or(p.Sub, p.Words), "\x1f")
}

// splits looks at all the notes: laboratories put two bottles, or two times of
// one test, under one number, and several orders of their own under one request
// (specification 6.2). A note that names no specimen means the one that others
// name, where they name only one; so with the rest.
func (f *Fold) splits() (bases []string, found map[string]*split) {
	found = map[string]*split{}
	for _, e := range f.notes {
		base := f.base(e)
		bases = append(bases, base)
		s := found[base]
		if s == nil {
			s = &split{}
			found[base] = s
		}
		s.note(e.note.apart())
		s.series = s.series || e.note.Series
	}
	return bases, found
}

func (s *split) note(apart [3]string) {
	for i, name := range apart {
		if name == "" {
			continue
		}
		if s.named[i] == nil {
			s.named[i] = map[string]bool{}
		}
		s.named[i][name] = true
	}
}

// specimen is what was examined, by its number where it has one.
func (n *Note) specimen() string { return cmp.Or(n.Bottle, n.Specimen) }

// key is the identity of a result; line tells the lines of one text apart by
// their place.
func (s *split) key(base string, n *Note) (key, line string) {
	key = base
	for i, name := range n.apart() {
		if len(s.named[i]) > 1 {
			key += "\x1d" + name
		}
	}
	if s.series {
		key += "\x1d" + instant(n.Observed)
	}
	return key, key + "\x1f" + strconv.Itoa(n.Repeat)
}

// group is what was said of one result, or of one line of a text.
type group struct {
	text, line string // the keys of the whole text, and of the line
	said       []entry
}

// grouped puts together what was said of each result, in the order in which
// results were first named.
func (f *Fold) grouped() []group {
	groups := make([]group, 0, len(f.notes))
	at := make(map[string]int, len(f.notes))
	bases, splits := f.splits()
	for i, e := range f.notes {
		text, line := splits[bases[i]].key(bases[i], e.note)
		n, known := at[line]
		if !known {
			n = len(groups)
			at[line] = n
			groups = append(groups, group{text: text, line: line})
		}
		groups[n].said = append(groups[n].said, e)
	}
	return groups
}

// Finish returns the results and the vital signs, the newest collection first.
func (f *Fold) Finish() (results, vitals []Result) {
	groups := f.grouped()
	heads := make(map[string]fact.Stamp, len(groups)) // when the first line of a text was said last
	all := make([]Result, len(groups))                // wide, and hundreds: never grown, and filled where they stand
	for i, g := range groups {
		r := &all[i]
		*r = settle(g.said)
		r.root, _, _ = strings.Cut(g.line, "\x1e")
		if r.text = g.text; g.said[0].note.Repeat == 0 {
			heads[r.text] = r.said
		}
	}
	// A text that came again with fewer lines has lost the others.
	if len(heads) < len(all) {
		all = slices.DeleteFunc(all, func(r Result) bool { return heads[r.text].Later(r.said) })
	}
	all = withoutAnnouncements(all)
	f.place(all)
	signs := 0
	for i := range all {
		if all[i].vital {
			signs++
		}
	}
	results, vitals = slices.Grow(results, len(all)-signs), slices.Grow(vitals, signs)
	for _, r := range inOrder(all) {
		if r.vital {
			vitals = append(vitals, *r)
		} else {
			results = append(results, *r)
		}
	}
	return results, vitals
}

// inOrder sorts pointers: a result is wide, and a chart has hundreds.
func inOrder(all []Result) []*Result {
	sorted := make([]*Result, len(all))
	for i := range all {
		sorted[i] = &all[i]
	}
	slices.SortStableFunc(sorted, compareResults)
	return sorted
}

// withoutAnnouncements drops the row that only says a panel is pending, once
// rows of the panel are there. What the laboratory wrote beside it stays, and so
// does that there will be no result, where that was said after a row.
func withoutAnnouncements(results []Result) []Result {
	type panel struct {
		root string
		code fact.Coded
	}
	arrived := map[panel]fact.Stamp{} // the last row
	for i := range results {
		if r := &results[i]; r.TestCode != r.PanelCode {
			of := panel{r.root, r.PanelCode}
			if last, any := arrived[of]; !any || r.said.Later(last) {
				arrived[of] = r.said
			}
		}
	}
	return slices.DeleteFunc(results, func(r Result) bool {
		last, any := arrived[panel{r.root, r.PanelCode}]
		canceled := strings.EqualFold(r.Status, "X") && r.said.Later(last)
		return any && !r.HasValue && r.Note == "" && r.TestCode == r.PanelCode && !canceled
	})
}
