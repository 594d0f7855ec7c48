package lobby

import (
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
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

func sampleNumbers() any {
	s := sampleSheet()
	patient := samplePatient("a1", "EVANS WEST", "Joan")
	patient.Line.Identifiers = append(patient.Line.Identifiers, fact.ID{Value: "000017", Authority: "STBRIGID", Type: "MR"})
	return s.numbers(patient, []chart.Parting{{
		Number: patient.Line.Identifiers[0], Other: fact.ID{Value: "000099", Authority: "STBRIGID", Type: "MR"}, By: "R. Adeyemi",
	}})
}

func sampleNumbersRefused() any {
	return sampleNumbers().(*numbersPage).refused("", "short")
}

func sampleSearch() any {
	s := sampleSheet()
	here, left, away := samplePatient("a1", "EVANS WEST", "Joan"), samplePatient("b2", "EVANS", "Jonathan"), samplePatient("c3", "Evans", "Joan")
	left.Line.InHouse = false
	left.Presences = []roster.Presence{{
		Place: visit.Place{Unit: "4 West", Room: "7", Bed: "A"}, Left: s.now.Add(-3 * time.Hour), LeftWord: "discharged", ShowFor: 48 * time.Hour,
	}}
	away.Line.InHouse = false
	return s.search("evans 04/05/1945", []string{"04/05/1945 can be read as 05-Apr-1945 or 04-May-1945: patients born on any of them are listed."}, Answer{
		Found: lookup.Found{Total: 3, Rows: []lookup.Row{
			{Summary: here, Alerts: []string{"LOOK-ALIKE: same family name and birth date as 4 West - 10 - A, number 004417d4"}}, {Summary: left}, {Summary: away, Names: []string{"Joan EVANS-SMITH"}},
		}},
		Census: sampleCensus(time.Minute),
	}, true)
}

// sampleCensus is how it is known where patients are, whose source was heard so
// long ago.
func sampleCensus(silent time.Duration) asof.Standing {
	now := sampleSheet().now
	heard := asof.Coverage{fact.SectionCensus: {{Source: "registration", AsOf: now.Add(-silent)}}}
	return heard.Standing(fact.SectionCensus, now)
}
