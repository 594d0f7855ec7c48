package asof

import (
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
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
