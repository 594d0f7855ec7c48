package asof

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

func TestOldestCritical(t *testing.T) {
	at := func(minute int) []Giving {
		return []Giving{{Source: "one", AsOf: time.Date(2026, 11, 24, 8, minute, 0, 0, time.UTC)}}
	}
	never := []Giving{{Source: "one"}}
	for name, c := range map[string]struct {
		coverage Coverage
		section  fact.Section
	}{
		"nobody gives anything":   {Coverage{}, ""},
		"the oldest":              {Coverage{fact.SectionCensus: at(3), fact.SectionResults: at(1), fact.SectionAllergies: at(2)}, fact.SectionResults},
		"only critical ones":      {Coverage{fact.SectionCensus: at(3), fact.SectionNotes: at(1)}, fact.SectionCensus},
		"never heard is oldest":   {Coverage{fact.SectionCensus: at(3), fact.SectionResults: never}, fact.SectionResults},
		"never heard, and first":  {Coverage{fact.SectionCensus: never, fact.SectionResults: at(1)}, fact.SectionCensus},
		"one of two never heard":  {Coverage{fact.SectionCensus: at(1), fact.SectionResults: append(at(3), never...)}, fact.SectionResults},
		"nobody gives the others": {Coverage{fact.SectionAdministrations: at(5)}, fact.SectionAdministrations},
	} {
		section, asOf := c.coverage.OldestCritical()
		if section != c.section || !asOf.Equal(c.coverage.AsOf(c.section)) {
			t.Errorf("%s: %q at %v, want %q", name, section, asOf, c.section)
		}
	}
}

// TestTheWorstIsNotAlwaysTheOldest: a part that only ages does not stand for a unit in which another is stale, though it
// is a minute older: their limits are not the same.
func TestTheWorstIsNotAlwaysTheOldest(t *testing.T) {
	now := time.Date(2026, time.November, 25, 10, 42, 0, 0, time.UTC)
	cov := Coverage{
		fact.SectionCensus:  {{Source: "registration", AsOf: now.Add(-40 * time.Minute)}},
		fact.SectionResults: {{Source: "laboratory", AsOf: now.Add(-41 * time.Minute)}},
	}
	if st := cov.Worst(now); st.Section != fact.SectionCensus || st.Freshness != Stale {
		t.Errorf("the part worst off is %s, %v; want that of who is where, stale", st.Section, st.Freshness)
	}
	cov[fact.SectionCensus][0].AsOf = now.Add(-9 * time.Minute)
	if st := cov.Worst(now); st.Section != fact.SectionResults {
		t.Errorf("the part worst off is %s, want the results", st.Section)
	}
}

// A source that gives a section for some units gives it for who lies there, and
// for who left from there: what it said of them stands, and it is heard still.
func TestH040CoverageIsThatOfTheUnitTheyLeft(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	cov := Coverage{fact.SectionNotes: {{Source: "ward", AsOf: now, Units: []string{"W1"}}, {Source: "clinic", AsOf: now, Units: []string{"CLINIC"}}}}
	at := func(unit string, state visit.State) visit.Visit {
		return visit.Visit{State: state, Stays: []visit.Stay{{Place: visit.Place{Unit: unit}}}}
	}
	for name, tt := range map[string]struct {
		visits []visit.Visit
		want   string
	}{
		"in the house":              {[]visit.Visit{at("CLINIC", visit.Discharged), at("W1", visit.Active)}, "ward"},
		"left":                      {[]visit.Visit{at("CLINIC", visit.Discharged), at("W1", visit.Discharged)}, "ward"},
		"expected":                  {[]visit.Visit{at("CLINIC", visit.Expected)}, "clinic"},
		"the last was cancelled":    {[]visit.Visit{at("CLINIC", visit.Discharged), at("W1", visit.Cancelled)}, "clinic"},
		"another unit than any":     {[]visit.Visit{at("W9", visit.Discharged)}, ""},
		"nobody knows of what unit": {nil, ""},
	} {
		v := Of(&chart.Chart{Visits: tt.visits}, "a1", cov, now)
		if got := strings.Join(v.Notes.Sources, " "); got != tt.want {
			t.Errorf("%s: notes are given by %q, want %q", name, got, tt.want)
		}
	}
}
