package feed

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
)

// cover works out who gives each section, by what was heard of each source and
// by what its profile declares (specification section 8). The book is locked
// meanwhile.
type cover struct{ *Book }

// all is the coverage of every section.
func (c cover) all() asof.Coverage {
	cov := asof.Coverage{}
	keys := slices.SortedFunc(maps.Keys(c.voices), func(x, y voiceKey) int {
		return cmp.Or(strings.Compare(x.source, y.source), strings.Compare(string(x.family), string(y.family)))
	})
	for _, key := range keys {
		mark := c.voice(key)
		for _, section := range key.family.Sections() {
			if c.declares(key.source, section) {
				cov[section] = append(cov[section], c.giving(key, mark, section))
			}
		}
	}
	c.addSilent(cov)
	return cov
}

// giving is what a source gives of a section, by what was heard of it and by
// its profile (specification section 8).
func (c cover) giving(key voiceKey, mark VoiceMark, s fact.Section) asof.Giving {
	p := &c.reader.site(key.source).profile
	return asof.Giving{
		Source: key.source, AsOf: mark.AsOf, Habit: c.habit(key), Link: c.linked(key.source),
		Partly: p.Partly[s], Units: p.Covers[s], Primary: slices.Contains(p.Primary, s),
	}
}

func (c cover) linked(source string) asof.Link {
	if c.desk.Linked == nil {
		return asof.LinkNotKnown
	}
	return c.desk.Linked(source)
}

// voice is what was heard of a source in a family. Allergies travel with
// registration: any message of it proves the source alive, and the allergies it
// last sent may be old and still all there is.
func (c cover) voice(key voiceKey) VoiceMark {
	mark := c.voices[key]
	if key.family == reading.FamilyAllergies {
		mark.AsOf = later(mark.AsOf, c.voices[voiceKey{key.source, reading.FamilyRegistration}].AsOf)
	}
	return mark
}

// declares reports whether the site lets a source give a section: by its
// profile, or, where that is silent, because it was heard to.
func (c cover) declares(source string, s fact.Section) bool {
	p := &c.reader.site(source).profile
	if _, lacks := p.Lacks[s]; lacks {
		return false
	}
	_, partly := p.Partly[s]
	return len(p.Gives) == 0 || slices.Contains(p.Gives, s) || partly || s == fact.SectionIdentity
}

// addSilent adds the sources that were declared to give a section and have
// never been heard to.
func (c cover) addSilent(cov asof.Coverage) {
	for _, p := range c.desk.Profiles {
		for _, section := range slices.Concat(p.Gives, slices.Sorted(maps.Keys(p.Partly))) {
			heard := slices.ContainsFunc(cov[section], func(g asof.Giving) bool { return g.Source == p.Name })
			if !heard && c.declares(p.Name, section) {
				cov[section] = append(cov[section], c.giving(voiceKey{source: p.Name}, VoiceMark{}, section))
			}
		}
	}
}

// habit is how a source is silent in a family when it falls silent as it did.
// Of allergies, which come with any registration, nothing is learned apart.
func (c cover) habit(key voiceKey) asof.Habit {
	if key.family == reading.FamilyAllergies {
		key.family = reading.FamilyRegistration
	}
	h := c.habits[key]
	if h == nil {
		return asof.Habit{}
	}
	usual, longest, known := h.week.Habit(c.voices[key].Heard, c.reader.site(key.source).loc)
	if !known {
		return asof.Habit{}
	}
	return asof.Habit{Usual: usual, Longest: longest}
}
