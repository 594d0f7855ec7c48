package observation

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/wording/pen"
	"redoutlet/internal/wording/sample"
)

// writer writes at the sample moment.
func writer() Writer { return Writer{pen.Pen{Now: sample.Now(), Zone: sample.Zone()}} }

// sentAt is a sent time some way before the sample moment.
func sentAt(ago time.Duration) fact.Time {
	return sample.Time(sample.Now().Add(-ago).In(sample.Zone()).Format("200601021504"))
}

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
	v := &asof.View{}
	v.Results.Items = []result.Result{measured("Glucose", "100", "mg/dL", time.Hour), measured("Glucose", "5.6", "mmol/L", time.Hour), measured("Troponin", "14", "", time.Hour), bedside}
	var got []string
	for _, g := range writer().Results(v).Groups {
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
		if got := writer().result(&r).Unit; got != tt.want {
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
	v := &asof.View{Line: roster.Line{InHouse: true}}
	v.Visits = []visit.Visit{{State: visit.Active, Admitted: sentAt(10 * 24 * time.Hour)}}
	v.Results.Items = nil
	for i := range 40 {
		v.Results.Items = append(v.Results.Items, measured(fmt.Sprintf("Normal %d", i), "1", "mmol/L", time.Hour))
	}
	v.Results.Items = append(v.Results.Items, critical, culture, old)
	sec := writer().Results(v)
	if len(sec.Critical) != 1 || sec.Critical[0].Words != "Potassium 6.9 mmol/L" || sec.Critical[0].Flag != "CRITICALLY HIGH (HH)" {
		t.Errorf("critical: %+v", sec.Critical)
	}
	for test, open := range map[string]bool{"Blood culture": true, "Sodium": false, "Potassium": true} {
		if got := stands(sec.Groups, test); got != open || stands(sec.Older, test) == open {
			t.Errorf("%s stands open: %v, want %v", test, got, open)
		}
	}
	v.Visits[0].Admitted = sentAt(time.Hour)
	if stands(writer().Results(v).Groups, "Blood culture") {
		t.Error("a culture of an earlier stay stands open")
	}
}

func stands(groups []Group, test string) bool {
	return slices.ContainsFunc(groups, func(g Group) bool {
		return slices.ContainsFunc(g.Results, func(r Row) bool { return r.Test == test })
	})
}

func TestResultsOlderThanThreeDaysAreOneStepAway(t *testing.T) {
	v := &asof.View{}
	v.Results.Items = []result.Result{
		{Test: "new", At: sentAt(71 * time.Hour)}, {Test: "old", At: sentAt(73 * time.Hour)},
		{Test: "undated"}, {Test: "odd", At: fact.Time{Text: "??"}},
	}
	sec := writer().Results(v)
	var got []string
	for _, g := range append(sec.Groups, sec.Older...) {
		got = append(got, g.At.Text+" "+g.Results[0].Test)
	}
	want := []string{"22-Nov-2026 11:42 new", "time NOT RECORDED undated", "?? (as sent) odd", "22-Nov-2026 09:42 old"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	if sec.OlderTitle != "1 result older than 72 h" {
		t.Errorf("older: %q", sec.OlderTitle)
	}
}

// TestH058ResultsThatDosesRestOnStandOpen: the last two potassiums, INRs and drug
// levels stand open however old they are, and every screen for antibodies.
func TestH058ResultsThatDosesRestOnStandOpen(t *testing.T) {
	v := &asof.View{}
	add := func(test, code string, days int, marks ...string) {
		v.Results.Items = append(v.Results.Items, result.Result{
			Test: test, TestCode: fact.Coded{Code: code}, HasValue: true, Value: "1", At: sentAt(time.Duration(days) * 24 * time.Hour), Marks: marks,
		})
	}
	for _, days := range []int{4, 5, 6} {
		add("potassium", "2823-3", days)
		add("Vancomycin trough", "ZZV", days)
		add("INR", "ZZINR", days)
		add("Hemoglobin", "ZZHB", days)
		add("sodium", "2951-2", days)
		add("antibody screen", "890-4", 100*days, result.WordsAntibodies)
	}
	v.Results.Items = append(v.Results.Items, result.Result{Test: "troponin", At: sentAt(96 * time.Hour)}) // has no value
	open := map[string]int{}
	for _, g := range writer().Results(v).Groups {
		for _, r := range g.Results {
			open[r.Test]++
		}
	}
	want := map[string]int{"potassium": 2, "Vancomycin trough": 2, "INR": 2, "Hemoglobin": 2, "antibody screen": 3}
	if diff := cmp.Diff(want, open); diff != "" {
		t.Errorf("open results (-want +got):\n%s", diff)
	}
}
