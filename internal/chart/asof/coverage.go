package asof

import (
	"time"

	"redoutlet/internal/chart/fact"
)

// Critical lists the sections whose oldest as-of heads a page (specification 2.3).
func Critical() []fact.Section {
	return []fact.Section{fact.SectionCensus, fact.SectionAllergies, fact.SectionMedications, fact.SectionAdministrations, fact.SectionResults}
}

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

// The degrees of freshness.
const (
	Fresh      Freshness = "FRESH"
	Ageing     Freshness = "AGEING"
	Stale      Freshness = "STALE"
	NeverHeard Freshness = "NEVER HEARD"
)

// FreshnessAt judges an as-of at a moment.
func FreshnessAt(s fact.Section, asOf, now time.Time) Freshness {
	limit := LimitOf(s)
	switch age := now.Sub(asOf); {
	case asOf.IsZero():
		return NeverHeard
	case age >= limit.Stale:
		return Stale
	case age >= limit.Ageing:
		return Ageing
	}
	return Fresh
}

// Giving is what one source can say of one section, and up to when it has.
type Giving struct {
	Source string
	AsOf   time.Time // latest instant the section is known complete to; zero: never heard
}

// Coverage says who gives each section. A section that is not in it is given
// by nobody.
type Coverage map[fact.Section][]Giving

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
		names = append(names, g.Source)
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
