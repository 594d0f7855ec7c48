package asof

import (
	"math/rand/v2"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestFreshnessOfOneSource(t *testing.T) {
	for _, tt := range []struct {
		name   string
		giving Giving
		silent time.Duration
		want   Freshness
	}{
		{"just heard", Giving{}, 0, Fresh},
		{"just within amber", Giving{}, 15*time.Minute - 1, Fresh},
		{"amber", Giving{}, 15 * time.Minute, Ageing},
		{"red", Giving{}, time.Hour, Stale},
		{"red and connected", Giving{Link: LinkOpen}, time.Hour, Stale},
		{"red and not connected", Giving{Link: LinkClosed}, time.Hour, Down},
		{"not connected for a moment", Giving{Link: LinkClosed}, time.Minute, Fresh},
		{"longer than ever", Giving{Habit: Habit{time.Second, 3 * time.Minute}}, 4 * time.Minute, Ageing},
		{"not as long as ever", Giving{Habit: Habit{time.Second, 3 * time.Minute}}, 3*time.Minute - 1, Fresh},
		{"a habit never softens a limit", Giving{Habit: Habit{time.Hour, 9 * time.Hour}}, 15 * time.Minute, Ageing},
		{"the site's own amber", Giving{Own: Limit{10 * time.Second, 20 * time.Second}}, 10 * time.Second, Ageing},
		{"the site's own red", Giving{Own: Limit{10 * time.Second, 20 * time.Second}}, 20 * time.Second, Stale},
		{"just within the site's own", Giving{Own: Limit{10 * time.Second, 20 * time.Second}}, 10*time.Second - 1, Fresh},
		{"a red limit alone", Giving{Own: Limit{Stale: time.Minute}}, time.Minute - 1, Fresh},
		{"the site's own never softens amber", Giving{Own: Limit{time.Hour, 9 * time.Hour}}, 15 * time.Minute, Ageing},
		{"the site's own never softens red", Giving{Own: Limit{time.Hour, 9 * time.Hour}}, time.Hour, Stale},
		{"a habit is shorter than the site's own", Giving{Own: Limit{Ageing: 5 * time.Minute}, Habit: Habit{time.Second, 3 * time.Minute}}, 3 * time.Minute, Ageing},
	} {
		tt.giving.AsOf = noon.Add(-tt.silent)
		if got := tt.giving.FreshnessAt(fact.SectionResults, noon); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := (Giving{Link: LinkClosed}).FreshnessAt(fact.SectionResults, noon); got != NeverHeard {
		t.Errorf("never heard and not connected: %s", got)
	}
}

// TestH002NoGlobalAsOf: whatever the sources, each section shows its own as-of,
// and the head of the page shows the oldest critical one.
func TestH002NoGlobalAsOf(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		cov, oldest := Coverage{}, time.Time{}
		for _, s := range fact.Sections() {
			cov[s] = []Giving{{Source: "one", AsOf: noon.Add(-time.Duration(random.IntN(5000)) * time.Second)}}
		}
		for _, s := range Critical() {
			if at := cov[s][0].AsOf; oldest.IsZero() || at.Before(oldest) {
				oldest = at
			}
		}
		v := Of(chart.Fold(nil), "x", cov, noon)
		if !v.Oldest.Equal(oldest) {
			t.Fatalf("the page is headed by %v, want %v", v.Oldest, oldest)
		}
		for s, at := range map[fact.Section]Instant{
			fact.SectionCensus: v.Census.AsOf, fact.SectionAllergies: v.Allergies.AsOf, fact.SectionMedications: v.Medications.AsOf,
			fact.SectionAdministrations: v.Administrations.AsOf, fact.SectionResults: v.Results.AsOf, fact.SectionNotes: v.Notes.AsOf,
		} {
			if !at.Equal(cov[s][0].AsOf) {
				t.Fatalf("%s shows %v, want its own %v", s, at, cov[s][0].AsOf)
			}
		}
	}
}

// TestH073NothingRecordedIsSaidOfWholeSourcesAlone: a section without entries is
// NOT RECORDED only where whoever gives it is heard, gives all of it for this
// unit, and was understood (hazards H-030 and H-073).
func TestH073NothingRecordedIsSaidOfWholeSourcesAlone(t *testing.T) {
	heard := Giving{Source: "one", AsOf: noon}
	stale, partly, elsewhere := heard, heard, heard
	stale.AsOf = noon.Add(-100 * time.Hour)
	partly.Partly = "no infusions"
	elsewhere.Units = []string{"ICU"}
	for _, tt := range []struct {
		name    string
		givings []Giving
		unread  bool
		want    chart.State
	}{
		{"nobody gives it", nil, false, chart.NotAvailable},
		{"never heard", []Giving{{Source: "one"}}, false, chart.NotAvailable},
		{"heard and whole", []Giving{heard}, false, chart.NotRecorded},
		{"stale", []Giving{stale}, false, chart.NotAvailable},
		{"in part", []Giving{partly}, false, chart.NotAvailable},
		{"for another unit", []Giving{elsewhere}, false, chart.NotAvailable},
		{"one of two stale", []Giving{heard, stale}, false, chart.NotAvailable},
		{"one of two for another unit", []Giving{heard, elsewhere}, false, chart.NotRecorded},
		{"something unread", []Giving{heard}, true, chart.NotAvailable},
	} {
		for _, s := range fact.Sections() {
			c := chart.Fold(nil)
			if tt.unread {
				c.Unread = []fact.Unread{{Section: s, Reason: "not understood"}}
			}
			for section, l := range states(Of(c, "x", Coverage{s: tt.givings}, noon)) {
				want := chart.NotAvailable
				if section == s {
					want = tt.want
				}
				if l != want {
					t.Errorf("%s, %s: %s is %s, want %s", tt.name, s, section, l, want)
				}
			}
		}
	}
}

func states(v *View) map[fact.Section]chart.State {
	return map[fact.Section]chart.State{
		fact.SectionCensus: v.Census.State, fact.SectionAllergies: v.Allergies.State, fact.SectionMedications: v.Medications.State,
		fact.SectionAdministrations: v.Administrations.State, fact.SectionResults: v.Results.State, fact.SectionProblems: v.Problems.State,
		fact.SectionVitals: v.Vitals.State, fact.SectionOrders: v.Orders.State, fact.SectionNotes: v.Notes.State,
		fact.SectionAppointments: v.Appointments.State, fact.SectionContacts: v.Contacts.State,
	}
}
