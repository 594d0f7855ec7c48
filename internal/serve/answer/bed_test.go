package answer

import (
	"slices"
	"testing"
	"time"

	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// A unit of which only beds are reported is listed: nobody is in it.
func TestUnitOfBedsAloneIsListed(t *testing.T) {
	beds := map[string][]bed.Report{"W1": {{Place: visit.Place{Unit: "W1", Bed: "1"}}}, "W2": {{Place: visit.Place{Unit: "W2", Bed: "1"}}}}
	list := reportedToo([]roster.Unit{{Name: "W1", Patients: 2}}, beds)
	if len(list) != 2 || list[0] != (roster.Unit{Name: "W1", Patients: 2}) || list[1] != (roster.Unit{Name: "W2"}) {
		t.Errorf("%+v", list)
	}
}

// A unit is listed for whoever is there for now or has just left, as for those
// whose bed it is; each is counted where the bed is, and nobody twice.
func TestH024UnitOfGuestsAloneIsListed(t *testing.T) {
	at := func(unit string, kind roster.Kind, left time.Duration) roster.Presence {
		p := roster.Presence{Kind: kind, Place: visit.Place{Unit: unit}, ShowFor: 24 * time.Hour}
		if left > 0 {
			p.Left = now.Add(-left)
		}
		return p
	}
	got := roster.CountUnits([]roster.Summary{
		{Presences: []roster.Presence{at("W1", roster.InBed, 0), at("Dialysis", roster.Guest, 0), at("ICU", roster.Coming, 0)}},
		{Presences: []roster.Presence{at("", roster.InBed, 0), at("W2", roster.InBed, time.Hour)}},
		{Presences: []roster.Presence{at("W3", roster.InBed, 48*time.Hour)}},
		{Presences: []roster.Presence{at("", roster.InBed, time.Hour)}},
	}, roster.Linger{Now: now, Zone: time.UTC, Days: roster.UsualVerifyDays})
	want := []roster.Unit{{Name: "", Patients: 1}, {Name: "Dialysis", Guests: 1}, {Name: "ICU", Guests: 1}, {Name: "W1", Patients: 1}, {Name: "W2"}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
