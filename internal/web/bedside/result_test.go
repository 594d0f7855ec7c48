package bedside

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/web/bedside/listing"
)

// measured is a final result some time before the sample moment.
func measured(test, value, unit string, ago time.Duration) result.Result {
	return result.Result{Panel: "chemistry", Test: test, HasValue: true, Value: value, Unit: unit, Numeric: true, Status: "F", Words: "FINAL", At: sentAt(ago)}
}

// TestH057UnitsAndPlacesOfMeasurementStandApart: no unit is made up or converted,
// a missing one is said to be missing, and what was measured at the bedside is
// told from the laboratory's.
func TestH057UnitsAndPlacesOfMeasurementStandApart(t *testing.T) {
	bedside := measured("Glucose", "9.9", "mmol/L", time.Hour)
	bedside.Bedside = true
	v := sampleView()
	v.Results.Items = []result.Result{measured("Glucose", "100", "mg/dL", time.Hour), measured("Glucose", "5.6", "mmol/L", time.Hour), measured("Troponin", "14", "", time.Hour), bedside}
	var got []string
	for _, g := range (resultSheet{sampleSheet()}).results(v).Groups {
		for _, r := range g.Results {
			got = append(got, g.Panel+": "+r.Test+" "+r.Value+" "+r.Unit)
		}
	}
	want := []string{"chemistry: Glucose 100 mg/dL", "chemistry: Glucose 5.6 mmol/L", "chemistry: Troponin 14 unit NOT STATED", "chemistry, POINT OF CARE: Glucose 9.9 mmol/L"}
	if !slices.Equal(got, want) {
		t.Errorf("results %q, want %q", got, want)
	}
}

// TestScoresLackNoUnit: a score has no unit, so that none was sent is not said of
// it, whether its code or its words tell that it is one; of any other number it is.
func TestScoresLackNoUnit(t *testing.T) {
	for _, tt := range []struct {
		code, words string
		want        string
	}{
		{"72514-3", "Pain severity", ""}, {"9269-2", "GCS total", ""}, {"NEWS2", "National Early Warning Score 2 (NEWS2)", ""},
		{"", "Braden scale", ""}, {"", "score: sedation", ""}, {"8867-4", "Heart rate", wordsNoUnitStated},
		{"", "Scored something", wordsNoUnitStated}, {"", "Underscore", wordsNoUnitStated},
	} {
		r := measured(tt.words, "5", "", time.Hour)
		r.TestCode = fact.Coded{Code: tt.code, Text: tt.words}
		if got := (resultSheet{sampleSheet()}).result(&r).Unit; got != tt.want {
			t.Errorf("%s %s: unit %q, want %q", tt.code, tt.words, got, tt.want)
		}
	}
}

// TestH058CriticalAndLateResultsStayInSight: a critical value heads the section
// whatever came after it, and a culture of this stay stands open however long it
// takes.
func TestH058CriticalAndLateResultsStayInSight(t *testing.T) {
	critical := measured("Potassium", "6.9", "mmol/L", 70*time.Hour)
	critical.Flag = "HH"
	culture := measured("Blood culture", "Candida albicans", "", 9*24*time.Hour)
	culture.Numeric, culture.Service = false, "MB"
	old := measured("Sodium", "139", "mmol/L", 9*24*time.Hour)
	v := sampleView()
	v.Visits = []visit.Visit{{State: visit.Active, Admitted: sentAt(10 * 24 * time.Hour)}}
	v.Results.Items = nil
	for i := range 40 {
		v.Results.Items = append(v.Results.Items, measured(fmt.Sprintf("Normal %d", i), "1", "mmol/L", time.Hour))
	}
	v.Results.Items = append(v.Results.Items, critical, culture, old)
	sec := resultSheet{sampleSheet()}.results(v)
	if len(sec.Critical) != 1 || sec.Critical[0].Words != "Potassium 6.9 mmol/L" || sec.Critical[0].Flag != "CRITICALLY HIGH (HH)" {
		t.Errorf("critical: %+v", sec.Critical)
	}
	for test, open := range map[string]bool{"Blood culture": true, "Sodium": false, "Potassium": true} {
		if got := stands(sec.Groups, test); got != open || stands(sec.Older, test) == open {
			t.Errorf("%s stands open: %v, want %v", test, got, open)
		}
	}
	v.Visits[0].Admitted = sentAt(time.Hour)
	if stands((resultSheet{sampleSheet()}).results(v).Groups, "Blood culture") {
		t.Error("a culture of an earlier stay stands open")
	}
}

func stands(groups []resultGroup, test string) bool {
	return slices.ContainsFunc(groups, func(g resultGroup) bool {
		return slices.ContainsFunc(g.Results, func(r resultRow) bool { return r.Test == test })
	})
}

// TestRestrictedNotesAreWithheld: what a rule withholds of notes, problems and
// appointments is on no page (hazard H-075).
func TestRestrictedNotesAreWithheld(t *testing.T) {
	c := restrictedListings()
	v := asof.Lens{Coverage: coverage(time.Minute, whole), Now: sampleSheet().now}.View(c, "a1")
	if n := len(v.Notes.Items) + len(v.Problems.Items) + len(v.Appointments.Items) + len(v.Immunizations.Items) + len(v.Contacts.Items); n != 0 {
		t.Errorf("%d items are shown that a rule withholds", n)
	}
	v = asof.Lens{Coverage: coverage(time.Minute, whole), Now: sampleSheet().now, Open: true}.View(c, "a1")
	if len(v.Notes.Items) == 0 || len(v.Problems.Items) == 0 || len(v.Appointments.Items) == 0 {
		t.Error("behind broken glass something is missing")
	}
}

// restrictedListings is a chart of which a rule withholds every entry of a list.
func restrictedListings() *chart.Chart {
	from := *sampleFrom(1150, "engine")
	from.Label = "a rule of the site"
	s := listing.NewSamples(sampleSheet().listing(), &from)
	return &chart.Chart{Problems: s.Problems, Documents: s.Documents, Schedule: s.Appointments, Vaccines: s.Immunizations, Contacts: s.Contacts}
}
