package asof

import (
	"slices"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

// Critical lists the sections whose oldest as-of heads a page (specification 2.3).
func Critical() []fact.Section {
	return []fact.Section{fact.SectionCensus, fact.SectionAllergies, fact.SectionMedications, fact.SectionAdministrations, fact.SectionResults}
}

// Giving is what one source can say of one section, and up to when it has.
type Giving struct {
	Source   string
	AsOf     time.Time // latest instant the section is known complete to; zero: never heard
	Answered time.Time // when it last answered a heartbeat; zero: never, or none is sent
	Habit    Habit     // how it is silent at this hour; zero: not learned yet
	Own      Limit     // the site's own limits of its silence, which count where they are shorter; zero: none
	Link     Link
	Partly   string        // what it does not give of the section, "" for all of it
	Units    []string      // the units it gives the section for; empty: all
	Behind   time.Duration // how far its times are behind ours, 0 within what is allowed
	Primary  bool          // its word stands first where another source says otherwise
}

// Habit is how a source is silent at the hour when its silence began, as was
// learned from the hours of the weeks before.
type Habit struct {
	Usual   time.Duration // half of its silences are no longer
	Longest time.Duration // the 99.9th percentile; 0: too little was heard to say
}

// Link says whether a source has a connection open to us.
type Link uint8

// The states of a connection.
const (
	LinkNotKnown Link = iota // whoever asks does not listen, as a command beside the server
	LinkOpen
	LinkClosed
)

// String says the state in words.
func (l Link) String() string {
	switch l {
	case LinkOpen:
		return "open"
	case LinkClosed:
		return "closed"
	}
	return "not known"
}

// MarshalText writes [Link.String].
func (l Link) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what MarshalText wrote; what it does not know is not known.
func (l *Link) UnmarshalText(text []byte) error {
	*l = LinkNotKnown
	for _, known := range []Link{LinkOpen, LinkClosed} {
		if known.String() == string(text) {
			*l = known
		}
	}
	return nil
}

// covers reports whether the source gives the section for patients of a unit.
// A unit that is not known is not covered by a source that gives only some.
func (g Giving) covers(unit string) bool {
	return len(g.Units) == 0 || slices.Contains(g.Units, unit)
}

// Coverage says who gives each section. A section that is not in it is given
// by nobody.
type Coverage map[fact.Section][]Giving

// For is the coverage of a patient in a unit.
func (c Coverage) For(unit string) Coverage {
	covered := make(Coverage, len(c))
	for section, givings := range c {
		for _, g := range givings {
			if g.covers(unit) {
				covered[section] = append(covered[section], g)
			}
		}
	}
	return covered
}

// unitOf is the unit whose sources give a chart: where the patient is, or where
// the patient was last or is expected. Who has left has not left their reach.
func unitOf(c *chart.Chart) string {
	if v := c.Current(); v != nil {
		return v.Place().Unit
	}
	for _, v := range slices.Backward(c.Visits) {
		if unit := v.Place().Unit; unit != "" && v.State != visit.Cancelled && v.State != visit.Deleted {
			return unit
		}
	}
	return ""
}

// AsOf is the oldest as-of among the sources that give a section: the section
// is complete only up to there.
func (c Coverage) AsOf(s fact.Section) time.Time {
	var oldest time.Time
	for i, g := range c[s] {
		if i == 0 || g.AsOf.Before(oldest) {
			oldest = g.AsOf
		}
	}
	return oldest
}

// Sources names the sources that give a section.
func (c Coverage) Sources(s fact.Section) []string {
	var names []string
	for _, g := range c[s] {
		if !slices.Contains(names, g.Source) {
			names = append(names, g.Source)
		}
	}
	return names
}

// OldestCritical is the critical section that is furthest behind, and its
// as-of. One whose source was never heard is behind every other, and its as-of
// is zero. A section that nobody gives says so itself and does not count; "" is
// returned where nobody gives any.
func (c Coverage) OldestCritical() (fact.Section, time.Time) {
	var oldest fact.Section
	for _, s := range Critical() {
		if len(c[s]) > 0 && (oldest == "" || c.AsOf(s).Before(c.AsOf(oldest))) {
			oldest = s
		}
	}
	return oldest, c.AsOf(oldest)
}

// Furthest is the standing of the critical section that is furthest behind; its
// Section is "" where nobody gives any.
func (c Coverage) Furthest(now time.Time) Standing {
	oldest, _ := c.OldestCritical()
	return c.Standing(oldest, now)
}

// Worst is the standing of the critical section that is worst off by its own
// limits, and of those that are equally so of the oldest. It is not always the
// oldest one: a part is stale after half an hour, and another not after four.
func (c Coverage) Worst(now time.Time) Standing {
	worst := c.Furthest(now)
	for _, s := range Critical() {
		if len(c[s]) == 0 {
			continue
		}
		if st := c.Standing(s, now); st.Freshness.Badness() > worst.Freshness.Badness() {
			worst = st
		}
	}
	return worst
}
