package bedside

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// A bed is never called empty, cleaned or blocked where a chart has somebody in
// it: the chart stands, and what contradicts it stands beside it.
func TestBedIsNeverCalledEmptyWhereAChartHasSomebody(t *testing.T) {
	s := censusSheet{sampleSheet()}
	at := visit.Place{Unit: "4 West", Room: "12", Bed: "B"}
	in := func(kind roster.Kind, since string) roster.Summary {
		p := sampleSummary("a1", "EVANS WEST", "Jonathan", "12", "B")
		p.Presences[0].Kind, p.Presences[0].Since = kind, sampleTime(since)
		return p
	}
	left := sampleLeft("d4", "LINDQVIST", "Per", "discharged", 48*60*60*1e9)
	left.Presences[0].Place = at
	reported := ", as of 25-Nov-2026 06:40, source registration"
	for _, c := range []struct {
		name, code  string
		patient     []roster.Summary
		apart, says string
		against     string
	}{
		{"nobody", "U", nil, "EMPTY", "Reported unoccupied" + reported, ""},
		{"nobody", "H", nil, "BEING CLEANED", "Reported housekeeping" + reported, ""},
		{"nobody", "C", nil, "BLOCKED", "Reported closed" + reported, ""},
		{"nobody", "K", nil, "BLOCKED", "Reported contaminated" + reported, ""},
		{"nobody", "O", nil, wordsNoChart, "Reported occupied" + reported, ""},
		{"nobody", "I", nil, wordsNoChart, "Reported isolated" + reported, ""},
		{"nobody", "Z9", nil, wordsNoChart, "Reported Z9" + reported, ""},
		{"nobody, and taken back", "", nil, "", "", ""},
		{"somebody", "U", []roster.Summary{in(roster.InBed, "202611241520")}, "", "", wordsContradicted + ": bed reported unoccupied" + reported},
		{"somebody, since nobody says", "H", []roster.Summary{in(roster.InBed, "")}, "", "", wordsContradicted + ": bed reported housekeeping" + reported},
		{"somebody since the same minute", "U", []roster.Summary{in(roster.InBed, "202611250640")}, "", "", wordsContradicted + ": bed reported unoccupied" + reported},
		{"somebody who came later", "U", []roster.Summary{in(roster.InBed, "202611250700")}, "", "", ""},
		{"somebody", "O", []roster.Summary{in(roster.InBed, "202611241520")}, "", "", ""},
		{"somebody", "I", []roster.Summary{in(roster.InBed, "202611241520")}, "", "Bed reported: isolated" + reported, ""},
		{"a guest", "U", []roster.Summary{in(roster.Guest, "202611241520")}, "", "", wordsContradicted + ": bed reported unoccupied" + reported},
		{"somebody who is expected", "U", []roster.Summary{in(roster.Coming, "")}, "EMPTY", "Reported unoccupied" + reported, ""},
		{"somebody who left later", "U", []roster.Summary{left}, wordsLeftSince, "Reported unoccupied" + reported, ""},
	} {
		r := bed.Report{Place: at, Said: fact.Coded{Code: c.code}, Stamp: fact.Stamp{At: sampleTime("202611250640")}, From: sampleFrom(77, "registration")}
		p := s.unit(Unit{Name: "4 West", Beds: []bed.Report{r}}, c.patient)
		apart, says, against := "", "", ""
		for _, row := range append(p.Rows, p.Soon...) {
			apart, says, against = apart+row.Apart, says+row.Reported, against+row.Contradicted
		}
		if diff := cmp.Diff([]string{c.apart, c.says, c.against}, []string{apart, says, against}); diff != "" {
			t.Errorf("%s, %q (-want +got):\n%s", c.name, c.code, diff)
		}
	}
}

// Beds without a patient stand among the others by room and bed, and nobody is
// counted for them.
func TestBedsStandAmongTheRowsByBed(t *testing.T) {
	p := sampleUnit().(*unitPage)
	var beds []string
	for _, row := range p.Rows {
		beds = append(beds, row.Bed)
	}
	if diff := cmp.Diff([]string{"2 - A", "3 - A", "3 - B", "7 - A", "9 - A", "9 - B", "10 - A", "12 - B"}, beds); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if p.Heading != "4 West: 3 patients" || p.Apart != " and 5 beds without a patient's chart" {
		t.Errorf("%q, %q", p.Heading, p.Apart)
	}
}
