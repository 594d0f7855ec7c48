package answer

import (
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/serve/tenancy/tenancytest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var now = time.Date(2026, 11, 24, 23, 59, 0, 0, time.UTC)

// site is a tenant on a real record, with its key.
type site struct{ *tenancytest.Site }

func newSite(t *testing.T) *site {
	t.Helper()
	return &site{tenancytest.New(t, func() time.Time { return now })}
}

// The list of units and the chart of a patient on one of them name the same
// moment, also where a source that was declared was never heard.
func TestUnitAndPatientAgreeOnTheOldest(t *testing.T) {
	silent := reading.NewProfile("lab", "UTC")
	silent.Gives = []fact.Section{fact.SectionResults}
	for name, profiles := range map[string][]reading.Profile{
		"heard":       {reading.NewProfile("feed", "UTC")},
		"never heard": {reading.NewProfile("feed", "UTC"), silent},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			tenant := s.Tenant(t, profiles...)
			book := s.Receive(t, tenant)
			served := Tenants{tenancytest.Name: tenant}
			units, err := served.Units(t.Context(), tenancytest.Name)
			must(t, err)
			lines, err := served.Lines(t.Context(), tenancytest.Name)
			must(t, err)
			view, err := served.View(t.Context(), tenancytest.Name, book.Lines()[0].Line.ID)
			must(t, err)
			if len(units) != 1 || len(lines) != 1 {
				t.Fatalf("%d units and %d lines, want one of each", len(units), len(lines))
			}
			if !units[0].Oldest.AsOf.Equal(view.Oldest.Time) || !lines[0].Oldest.AsOf.Equal(view.Oldest.Time) {
				t.Errorf("unit %v, line %v, patient %v", units[0].Oldest, lines[0].Oldest, view.Oldest)
			}
			if view.Oldest.IsZero() != (name == "never heard") {
				t.Errorf("oldest %v", view.Oldest)
			}
		})
	}
}
