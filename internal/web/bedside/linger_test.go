package bedside

import (
	"slices"
	"testing"

	"redoutlet/internal/chart/roster"
)

// TestH026LingeringIsListedByItself: who lingers stands in the census with the
// words, and once more in a list of their own.
func TestH026LingeringIsListedByItself(t *testing.T) {
	const words = "VERIFY PRESENCE: no message about the patient since 14-Nov-2026"
	p, ok := sampleUnit().(*unitPage)
	if !ok || len(p.Rows) < 3 || len(p.Verify) != 1 || p.Verify[0].Unheard != words || !slices.Contains(p.Verify[0].Flags, words) {
		t.Fatalf("to verify: %+v", p.Verify)
	}
	if want := "1 patient of whom no message has spoken for 10 days or more, and no discharge came. Look whether they are here."; p.VerifyHow != want {
		t.Errorf("%q, want %q", p.VerifyHow, want)
	}
	silent := sampleSummary("a1", "EVANS WEST", "Jonathan", "12", "B")
	for heard, want := range map[string]int{"2026-11-15": 1, "2026-11-16": 0, "": 0, "2026-12-01": 0} {
		silent.Heard = heard
		page := censusSheet{sampleSheet()}.unit(Unit{Name: "4 West", VerifyDays: 10}, []roster.Summary{silent})
		if len(page.Verify) != want || len(page.Rows) != 1 {
			t.Errorf("heard on %q: %d to verify, want %d", heard, len(page.Verify), want)
		}
	}
	if got := (censusSheet{sampleSheet()}).unitRow(Unit{Silent: 2}, "").Verify; got != "VERIFY PRESENCE of 2" {
		t.Errorf("list of units: %q", got)
	}
}

// TestH026DeathHeadsTheChart: the banner says it as it was sent, and no age goes
// on counting.
func TestH026DeathHeadsTheChart(t *testing.T) {
	for sent, want := range map[string]string{
		"Y": "DECEASED, time not sent", "Y 202611250900": "DECEASED, sent as Y 202611250900", "202611250900": "DECEASED, sent as 202611250900", "": "", "N": "",
	} {
		v := sampleView()
		v.Died = sent
		if b := sampleSheet().banner(v); b.Died != want || (b.Age == "") != (want != "") {
			t.Errorf("sent %q: %q, age %q", sent, b.Died, b.Age)
		}
	}
}
