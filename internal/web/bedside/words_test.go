package bedside

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/web/ui/uitest"
)

var (
	tags   = regexp.MustCompile(`(?s)<script.*?</script>|<noscript.*?</noscript>|<[^>]*>`)
	inline = regexp.MustCompile(`</?(?:span|b|bdi|time|a|strong)\b[^>]*>`)
	mainOf = regexp.MustCompile(`(?s)<main.*</main>`)
	cells  = regexp.MustCompile(`(?s)<(td|th|dd|li)\b[^>]*>(.*?)</(?:td|th|dd|li)>`)
	banned = regexp.MustCompile(`(?i)\bnone\b|\bn/a\b|\bnull\b|\bnil\b|\bunknown\b|\bno data\b|\bnot applicable\b|<no value>|\?\?|%!`)
	says   = regexp.MustCompile(`\b(?:NOT|NO|NEVER|WITHHELD|INCOMPLETE|UNCLASSIFIED)\b[A-Z /'-]*`)
)

// text is what a reader sees of the page itself.
func text(page string) string {
	main := inline.ReplaceAllStringFunc(mainOf.FindString(page), func(tag string) string {
		for _, class := range []string{"block", "allergyword", "alike", "flag"} {
			if strings.Contains(tag, class) {
				return " "
			}
		}
		return ""
	})
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(main, " "))), " ")
}

// TestNoOtherWordsForAbsence reads every clinical page as a reader does: no
// empty cell, none of the words that have ever been misread, and no absence in
// capitals that is not in the list.
func TestNoOtherWordsForAbsence(t *testing.T) {
	allowed := slices.Concat(Absences(), []string{
		"NOT GIVEN", "NO-SHOW", "INCOMPLETE: ", "NOT RECONCILED", "NOT ON THE CENSUS LIST", "NO KNOWN ALLERGIES", "NO KNOWN FOOD ALLERGIES", "NEVER HEARD", "NOT A REAL PATIENT, OR A SOURCE ON TRIAL", "NOT AN ORDER FORM",
	})
	g := gallery(t)
	for _, d := range drawings() {
		if !clinical(d) && d.Template != "unit" {
			continue
		}
		page := g.Page(t, d)
		words := text(page)
		if strings.Contains(d.Name, "hostile") {
			words = "" // other people's words
		}
		if found := banned.FindString(withoutAllowed(words, allowed)); found != "" {
			t.Errorf("%s says %q", d.Name, found)
		}
		if found := says.FindString(withoutAllowed(words, allowed)); found != "" {
			t.Errorf("%s says %q, which is not in the list of absences", d.Name, found)
		}
		for _, cell := range cells.FindAllStringSubmatch(page, -1) {
			if c := strings.TrimSpace(tags.ReplaceAllString(cell[2], "")); c == "" || c == "-" || c == "—" {
				t.Errorf("%s has an empty cell: %s", d.Name, cell[0])
			}
		}
	}
}

// withoutAllowed takes the listed phrases out, the longest first.
func withoutAllowed(words string, allowed []string) string {
	slices.SortFunc(allowed, func(a, b string) int { return len(b) - len(a) })
	for _, phrase := range allowed {
		words = strings.ReplaceAll(words, phrase, " ")
	}
	return words
}

// TestEverySectionSaysItsState draws each state and flag and looks for its words.
func TestEverySectionSaysItsState(t *testing.T) {
	g := gallery(t)
	for _, tt := range []struct {
		name string
		view *asof.View
		want []string
	}{
		{"not recorded", emptyView(), []string{"Allergies " + chart.WordsNotRecorded, chart.IncompleteWords(1), "OBX-2 names a type that cannot be read message 1177"}},
		{"nothing stated", emptyView(), []string{
			"Code status " + chart.WordsNoCodeStatus, chart.WordsNoPrecautions, "Diet " + chart.WordsNotRecorded,
			"Orders source orders, as of 25-Nov-2026 10:40, 2 min ago " + chart.WordsNotRecorded,
		}},
		{"not available", bareView(), []string{chart.WordsNotAvailable, "NAME NOT RECORDED", "AS OF NOT KNOWN - CONFIRM BEFORE USE"}},
		{"asserted none", testView(), []string{"NO KNOWN ALLERGIES - stated 24-Nov-2026 by registration"}},
		{"stale", staleView(), []string{
			"STALE: nothing heard from pharmacy since 25-Nov-2026 09:31. CONFIRM BEFORE USE",
			"AGEING: nothing heard from registration since 25-Nov-2026 10:28",
			"As known at 25-Nov-2026 09:31, 1hr 11min ago",
			"Nothing from pharmacy since 25-Nov-2026 09:31: later orders and doses are not shown here. A dose may have been given.",
			"Never heard: results (from laboratory).", "MEDICATION ORDER LIST - NO ADMINISTRATION DATA",
		}},
		{"conflict", conflictView(), []string{
			"SOURCES DISAGREE: penicillin, latex NO KNOWN ALLERGIES - stated 24-Nov-2026 09:15 by ADEYEMI, R", wordsWithheld,
			"Code status SOURCES DISAGREE: DNR, may intubate (", "N (in HL7's table: no-code, do not resuscitate, sent in PV2-41", "An order that does not say what is ordered.",
			"DECEASED, sent as 202611250900", "REQUEST TO CHANGE FAILED - verify", "5.1 mmol/L 25-Nov-2026 08:00 - verify",
		}},
		{"full", sampleView(), []string{
			"insulin glargine HIGH ALERT (insulin) — 100 units in 1 mL DOSE 18 units — under the skin — at bedtime",
			"latex — reaction NOT RECORDED — severity NOT RECORDED", "severe", "READ THE PUMP", "REFUSED 25-Nov-2026 08:12: feels dizzy",
			"corrected 25-Nov-2026 07:40, was 71 g/L", "WITHDRAWN BY SOURCE 25-Nov-2026 07:55 - DO NOT USE",
			"24-Nov-2026 (time not sent)", "CRITICALLY HIGH (HH)", "NOT CHARTED AS GIVEN SINCE START, 24-Nov-2026 11:00",
			"prednisone — tablet by mouth — 3 steps, in the order sent 40 mg — every morning — from 24-Nov-2026 08:00 — for 3 days then 20 mg",
			"removed, not proof of giving 25-Nov-2026 09:55: 1 vial", "instructed, not proof of giving", "HOME MEDICINES (not orders) (1) levothyroxine",
			"HOME MEDICINES STOPPED (not orders) (1) warfarin", "0 doses known to be given in the last 24 h, up to 25-Nov-2026 10:40. THERE MAY BE MORE - VERIFY",
			"Code status DNR, may intubate (by order, by MARSH, Lena, since 23-Nov-2026 16:00, visit V883120)", "History only, does not hold now: Full code",
			"B (in HL7's table: blind, sent in PV2-41", "EXPIRES 25-Nov-2026 12:00", "NOT FOR TRANSFUSION", "ORDERED, COLLECTION NOT RECORDED",
			"RECEIVED BY LABORATORY, NO RESULT, collected 25-Nov-2026 06:40", "Timed, in the next 48 h (1) Vancomycin level", "HELD since 25-Nov-2026 07:00: dizzy",
			"Dressing, right heel — kind NOT RECORDED UNCLASSIFIED - VERIFY",
			"ENTRY REVERSED 25-Nov-2026 04:20", "HELD since 25-Nov-2026 07:00: reason NOT RECORDED", "formerly 000017", "verify wristband",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := text(g.Page(t, uitest.Drawn(tt.name, "patient", sampleSheet().patient(tt.view))))
			for _, want := range tt.want {
				if !strings.Contains(got, want) {
					t.Errorf("the page does not say %q:\n%s", want, got)
				}
			}
			if strings.Contains(got, "Precautions "+chart.WordsNoPrecautions) {
				t.Error("the page says twice that it speaks of precautions")
			}
		})
	}
}

// TestNothingIsCutOrRun draws hostile text: every character of it is on the
// page, and none of it has become markup.
func TestNothingIsCutOrRun(t *testing.T) {
	g := gallery(t)
	for _, d := range drawings() {
		page := g.Page(t, d)
		for _, markup := range []string{"<script>", "<img", "onerror=alert(1)>", " style=", "\u202e", "\u202d", "\x07", "javascript:"} {
			if strings.Contains(page, markup) {
				t.Errorf("%s holds %q", d.Name, markup)
			}
		}
		if !strings.Contains(d.Name, "hostile") {
			continue
		}
		got := text(page)
		for _, want := range []string{hostile, longDrug, "O'ZZTEST-[U+202E]NEVE[U+202C][U+0007] Ngọc"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s has lost %q", d.Name, want)
			}
		}
	}
}
