package lobby

import (
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity/access"
)

// The samples are invented people. They draw the golden pages and give the
// template check something to look into.

// sampleSheet is a morning in winter, far from any clock change.
func sampleSheet() sheet {
	zone := time.FixedZone("EST", -5*60*60)
	return sheet{now: time.Date(2026, time.November, 25, 10, 42, 0, 0, zone), zone: zone}
}

func samplePatient(id, family, given string) roster.Summary {
	return roster.Summary{Line: roster.Line{
		ID: id, Family: family, Given: given, Born: "1945-07-14", Sex: "F",
		BornAt: fact.Time{
			Text: "19450714", Precision: fact.ToDay, At: time.Date(1945, 7, 14, 0, 0, 0, 0, time.UTC),
		},
		Identifiers: []fact.ID{{Value: "004417" + id, Authority: "STBRIGID", Type: "MR"}},
		Unit:        "4 West", Room: "12", Bed: "B", InHouse: true,
	}}
}

func sampleGlass() any {
	return sampleSheet().glass(samplePatient("a1", "EVANS WEST", "Joan"), time.Time{})
}

func sampleGlassRefused() any {
	s := sampleSheet()
	page := s.glass(samplePatient("a1", "EVANS WEST", "Joan"), s.now.Add(2*time.Hour))
	return page.refused(access.Reason{Kind: access.Kinds()[1], Words: "short"}, access.ErrWords)
}
