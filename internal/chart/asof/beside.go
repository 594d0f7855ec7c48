package asof

import (
	"slices"
	"strings"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
)

// Primaries names the source whose word stands first, for each section that
// more than one source gives. Where none is declared, or two are, no source is
// put before another.
func (c Coverage) Primaries() map[fact.Section]string {
	primaries := map[fact.Section]string{}
	for section, givings := range c {
		first := slices.IndexFunc(givings, func(g Giving) bool { return g.Primary })
		if first < 0 {
			continue
		}
		source := givings[first].Source
		other := func(g Giving) bool { return g.Source != source }
		rival := func(g Giving) bool { return g.Primary && other(g) }
		if slices.ContainsFunc(givings, other) && !slices.ContainsFunc(givings, rival) {
			primaries[section] = source
		}
	}
	return primaries
}

// frameWith frames a section with what other sources than its primary say of it.
func frameWith[T any, P reported[T]](f framing, s fact.Section, items func(framing) []T) List[T] {
	l := frameList(f, s, items(f))
	if f.beside == nil {
		return l
	}
	others := f
	beside := *f.beside
	beside.Doses = f.chart.Doses // of what is ordered, whoever charted it
	others.chart = &beside
	told, withheld := withhold(f, items(others))
	if withheld && !l.Has(chart.Withheld) {
		l.Flags = append(l.Flags, chart.Withheld)
	}
	if len(told) == 0 {
		return l
	}
	l.Items = slices.Clone(l.Items)
	besides[T, P](&l, told)
	l.State, l.Words = chart.Listed, ""
	return l
}

// reported is an item that two sources may report: it names what it is about,
// says what stands on the page of it, and takes a mark.
type reported[T any] interface {
	*T
	told
	Names() []string
	Says() string
	Mark(words string)
}

// besides adds to a section what other sources than its primary say: that they
// report the same, that they disagree, or an entry that they alone have.
// Entries are the same only where a number with its authority says so; nothing
// is matched by what it looks like (hazard H-074).
func besides[T any, P reported[T]](l *List[T], others []T) {
	said := map[string]P{}
	for i := range l.Items {
		item := P(&l.Items[i])
		for _, name := range item.Names() {
			said[name] = item
		}
	}
	var alone []T
	disputes := map[P][]string{}
	for i := range others {
		other := P(&others[i])
		first := sameAs(said, other)
		switch {
		case first == nil:
			other.Mark("reported by " + sourceOf(other) + " alone")
			alone = append(alone, others[i])
		case first.Says() == other.Says():
			first.Mark("also reported by " + sourceOf(other))
		default:
			disputes[first] = append(disputes[first], claim(other))
			if !l.Has(chart.Conflict) {
				l.Flags = append(l.Flags, chart.Conflict)
			}
		}
	}
	for i := range l.Items { // each once, with what everybody says
		if first := P(&l.Items[i]); disputes[first] != nil {
			first.Mark(chart.WordsDisagree + " " + claim(first) + "; " + strings.Join(disputes[first], "; "))
		}
	}
	l.Items = append(l.Items, alone...)
}

// claim is what a source says of an item, and when it recorded that.
func claim[T any, P reported[T]](item P) string {
	return sourceOf(item) + " says " + item.Says() + recorded(item)
}

func sameAs[T any, P reported[T]](said map[string]P, other P) P {
	for _, name := range other.Names() {
		if first := said[name]; first != nil {
			return first
		}
	}
	return nil
}

func sourceOf(t told) string {
	if from := t.Origin(); from != nil {
		return from.Source
	}
	return "a source"
}

// recorded is when a source recorded what it says.
func recorded(t told) string {
	if from := t.Origin(); from != nil && from.Recorded.Known() {
		return ", " + from.Recorded.ISO()
	}
	return ""
}
