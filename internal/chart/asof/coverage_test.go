package asof

import (
	"testing"
	"time"

	"redoutlet/internal/chart"
)

func TestOldestCritical(t *testing.T) {
	at := func(minute int) []Giving {
		return []Giving{{Source: "one", AsOf: time.Date(2026, 11, 24, 8, minute, 0, 0, time.UTC)}}
	}
	never := []Giving{{Source: "one"}}
	for name, c := range map[string]struct {
		coverage Coverage
		section  chart.Section
	}{
		"nobody gives anything":   {Coverage{}, ""},
		"the oldest":              {Coverage{chart.SectionCensus: at(3), chart.SectionResults: at(1), chart.SectionAllergies: at(2)}, chart.SectionResults},
		"only critical ones":      {Coverage{chart.SectionCensus: at(3), chart.SectionNotes: at(1)}, chart.SectionCensus},
		"never heard is oldest":   {Coverage{chart.SectionCensus: at(3), chart.SectionResults: never}, chart.SectionResults},
		"never heard, and first":  {Coverage{chart.SectionCensus: never, chart.SectionResults: at(1)}, chart.SectionCensus},
		"one of two never heard":  {Coverage{chart.SectionCensus: at(1), chart.SectionResults: append(at(3), never...)}, chart.SectionResults},
		"nobody gives the others": {Coverage{chart.SectionAdministrations: at(5)}, chart.SectionAdministrations},
	} {
		section, asOf := c.coverage.OldestCritical()
		if section != c.section || !asOf.Equal(c.coverage.AsOf(c.section)) {
			t.Errorf("%s: %q at %v, want %q", name, section, asOf, c.section)
		}
	}
}
