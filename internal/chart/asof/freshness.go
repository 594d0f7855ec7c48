package asof

import (
	"time"

	"redoutlet/internal/chart/fact"
)

// Limit is how long a section's source may be silent: amber from Ageing, red
// from Stale (specification 2.2).
type Limit struct{ Ageing, Stale time.Duration }

// LimitOf returns the fixed limits of a section.
func LimitOf(s fact.Section) Limit {
	switch s {
	case fact.SectionCensus, fact.SectionIdentity:
		return Limit{10 * time.Minute, 30 * time.Minute}
	case fact.SectionAdministrations, fact.SectionMedications, fact.SectionResults:
		return Limit{15 * time.Minute, 60 * time.Minute}
	case fact.SectionVitals:
		return Limit{30 * time.Minute, 2 * time.Hour}
	case fact.SectionAllergies, fact.SectionOrders:
		return Limit{60 * time.Minute, 4 * time.Hour}
	case fact.SectionAppointments:
		return Limit{4 * time.Hour, 24 * time.Hour}
	}
	return Limit{24 * time.Hour, 72 * time.Hour}
}

// Freshness is how far a section can be trusted to be current.
type Freshness string

// The degrees of freshness, best first (design section 3c). Ageing begins at
// the amber limit, or earlier where a source is silent for longer than it ever
// is at this hour: then it is late.
const (
	Fresh      Freshness = "FRESH"
	Ageing     Freshness = "AGEING"
	NeverHeard Freshness = "NEVER HEARD"
	Stale      Freshness = "STALE"
	Down       Freshness = "DOWN" // stale, and not connected
)

// Badness puts degrees in order, the worst highest. A source that was never
// heard stands below a stale one: nobody has come to rely on it yet.
func (f Freshness) Badness() int {
	switch f {
	case Fresh:
		return 0
	case Ageing:
		return 1
	case Stale:
		return 3
	case Down:
		return 4
	}
	return 2
}

// Current reports whether what is not listed can be said not to be there: the
// source is heard, and not stale.
func (f Freshness) Current() bool { return f == Fresh || f == Ageing }

// FreshnessAt judges an as-of at a moment by the fixed limits alone.
func FreshnessAt(s fact.Section, asOf, now time.Time) Freshness {
	return Giving{AsOf: asOf}.FreshnessAt(s, now)
}

// FreshnessAt judges what a source gives of a section at a moment.
func (g Giving) FreshnessAt(s fact.Section, now time.Time) Freshness {
	limit := g.limit(s)
	switch age := now.Sub(g.AsOf); {
	case g.AsOf.IsZero():
		return NeverHeard
	case age >= limit.Stale && g.Link == LinkClosed:
		return Down
	case age >= limit.Stale:
		return Stale
	case age >= g.Silent(s):
		return Ageing
	}
	return Fresh
}

// limit is how long the source may be silent: the fixed limits, or the site's
// own where they are shorter.
func (g Giving) limit(s fact.Section) Limit {
	limit := LimitOf(s)
	if g.Own.Ageing > 0 {
		limit.Ageing = min(limit.Ageing, g.Own.Ageing)
	}
	if g.Own.Stale > 0 {
		limit.Stale = min(limit.Stale, g.Own.Stale)
	}
	limit.Ageing = min(limit.Ageing, limit.Stale)
	return limit
}

// Silent is how long the source may be silent before the section ages: the
// limit, or what was learned where that is shorter.
func (g Giving) Silent(s fact.Section) time.Duration {
	limit := g.limit(s).Ageing
	if g.Habit.Longest > 0 {
		limit = min(limit, g.Habit.Longest)
	}
	return limit
}

// late reports whether a silence is longer than was ever learned for its hour.
func (g Giving) late(silent time.Duration) bool {
	return g.Habit.Longest > 0 && silent >= g.Habit.Longest
}

// Changes are the moments at which the freshness of a section changes without
// news, in no order.
func (g Giving) Changes(s fact.Section) []time.Time {
	if g.AsOf.IsZero() {
		return nil
	}
	limit := g.limit(s)
	return []time.Time{g.AsOf.Add(g.Silent(s)), g.AsOf.Add(limit.Ageing), g.AsOf.Add(limit.Stale)}
}

// Standing is how a section is known at a moment: from whom, up to when, and
// how far that can be trusted.
type Standing struct {
	Section   fact.Section
	Sources   []string // who give it; empty: nobody
	AsOf      time.Time
	Freshness Freshness
	Late      Habit     // of the source that is silent for longer than it ever is; else zero
	Answered  time.Time // when the source that is behind last answered a heartbeat, where that is its as-of
	Partly    []string  // what is known not to be given, "source: words"
	Off       []Offset  // sources whose clocks are off
	Next      time.Time // when the freshness changes without news; zero: it does not
}

// Offset is a source whose clock is off: how far its times are behind ours,
// negative where they are ahead.
type Offset struct {
	Source string
	Behind time.Duration
}

// Standing judges a section at a moment: it is as fresh as the worst of the
// sources that give it.
func (c Coverage) Standing(s fact.Section, now time.Time) Standing {
	st := Standing{Section: s, Sources: c.Sources(s), AsOf: c.AsOf(s), Freshness: NeverHeard}
	for i, g := range c[s] {
		f := g.FreshnessAt(s, now)
		if i == 0 || f.Badness() > st.Freshness.Badness() {
			st.Freshness, st.Late = f, Habit{}
			if f != Fresh && g.late(now.Sub(g.AsOf)) {
				st.Late = g.Habit
			}
		}
		if !g.Answered.IsZero() && g.Answered.Equal(g.AsOf) && g.AsOf.Equal(st.AsOf) {
			st.Answered = g.Answered
		}
		if g.Partly != "" {
			st.Partly = append(st.Partly, g.Source+": "+g.Partly)
		}
		if g.Behind != 0 {
			st.Off = append(st.Off, Offset{g.Source, g.Behind})
		}
		for _, at := range g.Changes(s) {
			if at.After(now) && (st.Next.IsZero() || at.Before(st.Next)) {
				st.Next = at
			}
		}
	}
	return st
}
