package voice

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
)

// Coverage says who gives each section, by what was heard of each source and by
// what its profile declares (specification section 8).
func (v *Voices) Coverage(declared []reading.Profile) asof.Coverage {
	cov := asof.Coverage{}
	keys := slices.SortedFunc(maps.Keys(v.marks), func(x, y Key) int {
		return cmp.Or(strings.Compare(x.Source, y.Source), strings.Compare(string(x.Family), string(y.Family)))
	})
	for _, key := range keys {
		mark := v.mark(key)
		for _, section := range key.Family.Sections() {
			if v.declares(key.Source, section) {
				cov[section] = append(cov[section], v.giving(key, mark, section))
			}
		}
	}
	v.addSilent(cov, declared)
	return cov
}

// giving is what a source gives of a section, by what was heard of it and by
// its profile (specification section 8).
func (v *Voices) giving(key Key, mark Mark, s fact.Section) asof.Giving {
	p := v.house.Site(key.Source).Profile
	g := asof.Giving{
		Source: key.Source, AsOf: mark.AsOf, Habit: v.habit(key), Link: v.Linked(key.Source),
		Partly: p.Partly[s], Units: p.Covers[s], Primary: slices.Contains(p.Primary, s), Behind: v.Skew(key.Source),
	}
	g.Own.Ageing, g.Own.Stale = p.SilenceLimits()
	if alive := v.alive[key.Source]; !g.AsOf.IsZero() && alive.After(g.AsOf) {
		g.AsOf, g.Answered = alive, alive
	}
	return g
}

// Linked says whether a source has a connection open to us.
func (v *Voices) Linked(source string) asof.Link {
	if v.house.Linked == nil {
		return asof.LinkNotKnown
	}
	return v.house.Linked(source)
}

// mark is what was heard of a source in a family. Allergies travel with
// registration: any message of it proves the source alive, and the allergies it
// last sent may be old and still all there is.
func (v *Voices) mark(key Key) Mark {
	mark := v.marks[key]
	if key.Family.Registered() {
		mark.AsOf = later(mark.AsOf, v.marks[Key{key.Source, reading.FamilyRegistration}].AsOf)
	}
	return mark
}

// declares reports whether the site lets a source give a section: by its
// profile, or, where that is silent, because it was heard to.
func (v *Voices) declares(source string, s fact.Section) bool {
	p := v.house.Site(source).Profile
	if _, lacks := p.Lacks[s]; lacks {
		return false
	}
	_, partly := p.Partly[s]
	return len(p.Gives) == 0 || slices.Contains(p.Gives, s) || partly || s == fact.SectionIdentity
}

// addSilent adds the sources that were declared to give a section and have
// never been heard to.
func (v *Voices) addSilent(cov asof.Coverage, declared []reading.Profile) {
	for _, p := range declared {
		for _, section := range slices.Concat(p.Gives, slices.Sorted(maps.Keys(p.Partly))) {
			heard := slices.ContainsFunc(cov[section], func(g asof.Giving) bool { return g.Source == p.Name })
			if !heard && v.declares(p.Name, section) {
				cov[section] = append(cov[section], v.giving(Key{Source: p.Name}, Mark{}, section))
			}
		}
	}
}

// habit is how a source is silent in a family when it falls silent as it did.
// Of what travels with registration nothing is learned apart.
func (v *Voices) habit(key Key) asof.Habit {
	if key.Family.Registered() {
		key.Family = reading.FamilyRegistration
	}
	h := v.habits[key]
	if h == nil {
		return asof.Habit{}
	}
	usual, longest, known := h.week.Habit(v.marks[key].Heard, v.house.Site(key.Source).Zone)
	if !known {
		return asof.Habit{}
	}
	return asof.Habit{Usual: usual, Longest: longest}
}

func later(x, y time.Time) time.Time {
	if x.Before(y) {
		return y
	}
	return x
}
