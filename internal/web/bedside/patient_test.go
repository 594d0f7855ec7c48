package bedside

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/result"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/web/ui"
)

// sentAt is a sent time some way before the sample moment.
func sentAt(ago time.Duration) fact.Time {
	return sampleTime(sampleAgo(ago).Format("200601021504"))
}

// TestMedicineGroups holds what stands where: stopped orders stay in sight for a
// day, an order whose end cannot be told never leaves it.
func TestMedicineGroups(t *testing.T) {
	line := func(drug string, state medication.OrderState, group, shown string, since, stop fact.Time) asof.MedicationLine {
		return asof.MedicationLine{
			Order: medication.Order{Drug: drug, State: state, Since: since, Sig: medication.Sig{Stop: stop}},
			Group: group, Shown: shown,
		}
	}
	day := 24 * time.Hour
	v := sampleView()
	v.Medications.Items = []asof.MedicationLine{
		line("running", medication.OrderActive, "active", "ACTIVE", sentAt(9*day), fact.Time{}),
		line("stopped today", medication.OrderDiscontinued, "stopped", "DISCONTINUED", sentAt(23*time.Hour), fact.Time{}),
		line("stopped long ago", medication.OrderDiscontinued, "stopped", "DISCONTINUED", sentAt(25*time.Hour), fact.Time{}),
		line("stopped some time", medication.OrderCancelled, "stopped", "CANCELLED", fact.Time{}, fact.Time{}),
		line("ran out today", medication.OrderActive, "stopped", "STOP TIME PASSED", sentAt(9*day), sentAt(time.Hour)),
		line("ran out long ago", medication.OrderActive, "stopped", "STOP TIME PASSED", sentAt(9*day), sentAt(2*day)),
		line("odd", "", "unread", "", fact.Time{}, fact.Time{}),
	}
	sec := medicineSheet{sampleSheet()}.medicines(v)
	got := map[string][]string{}
	for _, g := range sec.Groups {
		for _, m := range g.Medicines {
			got[g.Title] = append(got[g.Title], m.Drug+": "+m.State)
		}
	}
	for _, m := range sec.Older {
		got[sec.OlderTitle] = append(got[sec.OlderTitle], m.Drug+": "+m.State)
	}
	want := map[string][]string{
		"Active (1)": {"running: "},
		"Stopped in the last 24 h (3)": {
			"stopped today: DISCONTINUED 24-Nov-2026 11:42", "stopped some time: CANCELLED", "ran out today: STOP TIME PASSED 25-Nov-2026 09:42",
		},
		"2 orders stopped earlier":   {"stopped long ago: DISCONTINUED 24-Nov-2026 09:42", "ran out long ago: STOP TIME PASSED 23-Nov-2026 10:42"},
		"Unread or unclassified (1)": {"odd: " + wordsUnclassified},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// TestNoAdministrationDataIsSaidAbove holds hazard H-040: an order list is
// never taken for a record of what was given.
func TestNoAdministrationDataIsSaidAbove(t *testing.T) {
	for _, tt := range []struct {
		sources []string
		state   asof.Freshness
		want    string
	}{
		{[]string{"pharmacy"}, asof.Fresh, ""},
		{[]string{"pharmacy"}, asof.Ageing, ""},
		{[]string{"pharmacy"}, asof.Stale, wordsOrderListOnly},
		{[]string{"pharmacy"}, asof.NeverHeard, wordsOrderListOnly},
		{nil, asof.NeverHeard, wordsOrderListOnly},
	} {
		v := sampleView()
		v.Administrations.Sources, v.Administrations.Freshness = tt.sources, tt.state
		if got := (medicineSheet{sampleSheet()}).medicines(v).OrdersOnly; got != tt.want {
			t.Errorf("%v %s: %q, want %q", tt.sources, tt.state, got, tt.want)
		}
	}
}

func TestResultsOlderThanThreeDaysAreOneStepAway(t *testing.T) {
	v := sampleView()
	v.Results.Items = []result.Result{
		{Test: "new", At: sentAt(71 * time.Hour)}, {Test: "old", At: sentAt(73 * time.Hour)},
		{Test: "undated"}, {Test: "odd", At: fact.Time{Text: "??"}},
	}
	sec := (resultSheet{sampleSheet()}).results(v)
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

func TestBanner(t *testing.T) {
	v := sampleView()
	b := sampleSheet().banner(v)
	if b.Age != "81y" || b.UnitTo != "/unit/4%20West" || b.Long || len(b.Also) != 1 || b.Also[0].Value != "9-77" {
		t.Errorf("banner %+v", b)
	}
	v.Died, v.Given = "Y", strings.Repeat("Evangeline-Rose ", 5)
	if b = sampleSheet().banner(v); b.Died != "DECEASED, time not sent" || b.Age != "" || !b.Long {
		t.Errorf("banner of a patient who died: %+v", b)
	}
	v.Died = "N"
	if b = sampleSheet().banner(v); b.Died != "" || b.Age != "81y" {
		t.Errorf("PID-30 N reads as a death: %+v", b)
	}
}

// TestAllergyLineSaysWhatMakesItUncertain holds that the banner never shows a
// bare list where the section below it is old or incomplete.
func TestAllergyLineSaysWhatMakesItUncertain(t *testing.T) {
	v := sampleView()
	v.Allergies.Freshness = asof.Stale
	v.Allergies.Flags = []chart.Flag{chart.Incomplete}
	v.Allergies.Unread = []fact.Unread{{}, {}}
	want := allergyLine{Substances: []string{"penicillin", "latex"}, Warnings: []string{chart.IncompleteWords(2), "STALE - CONFIRM BEFORE USE"}}
	if diff := cmp.Diff(want, sampleSheet().allergyLine(v)); diff != "" {
		t.Errorf("line (-want +got):\n%s", diff)
	}
	v.Allergies = noItems[chart.Allergy](v.Allergies, chart.NotAvailable)
	v.Allergies.Flags = nil
	want = allergyLine{Words: []string{chart.WordsNotAvailable}}
	if diff := cmp.Diff(want, sampleSheet().allergyLine(v)); diff != "" {
		t.Errorf("line (-want +got):\n%s", diff)
	}
}

// TestMarks holds which marks ask for a person, and that a sender's value is
// not touched while our own time is written out.
func TestMarks(t *testing.T) {
	got := sampleSheet().marks([]string{
		"changed 2026-11-25T06:58", "order control ZZ not known", "SENT AGAIN AS NEW AFTER IT WAS STOPPED - VERIFY",
		"a later final value was sent: 2026-11-25T06:58 mmol/L 2026-11-25T08:00 - verify",
	})
	want := []mark{
		{"changed 25-Nov-2026 06:58", "below"}, {"order control ZZ not known", "warn"}, {"SENT AGAIN AS NEW AFTER IT WAS STOPPED - VERIFY", "warn"},
		{"a later final value was sent: 2026-11-25T06:58 mmol/L 25-Nov-2026 08:00 - verify", "warn"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
}

func TestHeads(t *testing.T) {
	h := sampleSheet().patient(testView()).Head()
	want := ui.Head{Title: "Patient in 4 West", Test: true, Live: "patient:a1", Until: sampleSheet().now.Add(8 * time.Minute)}
	if diff := cmp.Diff(want, h, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Errorf("head (-want +got):\n%s", diff)
	}
}
