package screen_test

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"redoutlet/internal/pack/screen"
	"redoutlet/internal/pack/sheet"
)

// TestOneFileWithoutScriptOrNetwork: all that is said of every patient stands in
// the file as text, whatever it holds, and nothing in the file is run or fetched.
func TestOneFileWithoutScriptOrNetwork(t *testing.T) {
	hostile := `<script src="http://example.org/x.js">alert(1)</script> & "O'ZZTEST" ` + "\u202e"
	banner := &sheet.Banner{Name: sheet.Plain(hostile), Place: sheet.Plain("4 West - 12"), Allergies: sheet.Words{sheet.Bold("penicillin")}, Band: "TEST"}
	s := sheet.Sheet{Title: "RESULTS", Banner: banner, Blocks: []sheet.Block{
		sheet.Heading{Title: "Chemistry", Known: "source laboratory"},
		sheet.Notice{Weight: sheet.Heavy, Words: sheet.Words{sheet.Bold("STALE")}},
		sheet.Para{Words: sheet.Words{sheet.Plain(hostile), {Text: "4.1", Struck: true}}},
		sheet.Facts{Facts: []sheet.Fact{{Label: "Weight", Value: sheet.Words{sheet.Bold("81 kg")}}}},
		sheet.Items{Items: [][]sheet.Words{{{sheet.Plain("first")}, {sheet.Plain("second")}}}},
		sheet.Table{Columns: []sheet.Column{{Title: "Test"}, {Title: "08"}}, Rows: []sheet.Row{{Group: "If needed"}, {Cells: []sheet.Cell{{Lines: []sheet.Words{{sheet.Plain("sodium")}}}, {Check: true, Lines: []sheet.Words{{sheet.Plain("CHECK")}}}}}}},
		sheet.Writing{Label: "New orders", Lines: 3}, sheet.Verbatim{Text: sheet.Plain("one\ntwo")},
	}}
	out, err := screen.New()
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	err = out.Write(&page, screen.Page{Title: "4 West pack 1188", Times: "Built now", Note: "INFORMATION COPY", Patients: []screen.Patient{{Code: "K7Q2", Sheets: []sheet.Sheet{s}}}})
	if err != nil {
		t.Fatal(err)
	}
	text := page.String()
	for _, bad := range []string{"<script", "http:", "https:", "<link", "<img", "javascript", "\u202e"} {
		without := strings.ReplaceAll(text, `&#34;http://example.org/x.js&#34;`, "")
		if strings.Contains(without, bad) {
			t.Errorf("the file holds %q", bad)
		}
	}
	said := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, ""))
	for _, want := range []string{"4 West pack 1188", "4 West - 12", "penicillin", "TEST", "Chemistry", "source laboratory", "STALE", "4.1", "Weight 81 kg", "first", "second", "If needed", "sodium", "CHECK", "New orders", "one\ntwo", `<script src="http`, "O'ZZTEST", "[U+202E]"} {
		if !strings.Contains(said, want) {
			t.Errorf("the file does not say %q", want)
		}
	}
}

// TestAnEmptyUnitSaysSo: a file without patients is no mistake.
func TestAnEmptyUnitSaysSo(t *testing.T) {
	out, err := screen.New()
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := out.Write(&page, screen.Page{Title: "4 West"}); err != nil || !strings.Contains(page.String(), "0 patients are known to be in this unit.") {
		t.Errorf("%v: %s", err, page.String()[max(0, page.Len()-300):])
	}
}
