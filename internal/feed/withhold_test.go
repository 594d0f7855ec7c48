package feed_test

import (
	"strings"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
)

// rde writes a medication order; more comes after ORC-1 to ORC-3.
func rde(at, control, order, drug, orcRest string) []byte {
	return msg(
		"MSH|^~\\&|PHA|ZZHOSP|RO|ZZHOSP|"+at+"||RDE^O11|O"+at+control+order+"|P|2.5.1",
		"PID|1||one^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F",
		"ORC|"+control+"|"+order+"^CPOE||"+orcRest, "RXE||"+drug+"^"+drug+" tablet^L|5||mg",
	)
}

// behind returns the chart of a number as whoever broke the glass sees it.
func (h *house) behind(number string) *asof.View {
	h.t.Helper()
	id, err := feed.ParsePatientID(h.view(number).ID)
	must(h.t, err)
	v, err := h.book.ViewBehindGlass(h.t.Context(), id)
	must(h.t, err)
	return v
}

// restrictedOrder is ORC from field 4 on, with a code in ORC-28.
func restrictedOrder(code string) string { return strings.Repeat("|", 24) + code }

// TestH075WithheldByRuleUntilTheGlassIsBroken: what a label or a rule of the site
// protects is not on the chart, in whichever message of it that was said; the
// section says so in the fixed words, and behind broken glass all is there.
func TestH075WithheldByRuleUntilTheGlassIsBroken(t *testing.T) {
	site := live("pha")
	site.Withhold = []reading.Withholding{
		{Codes: []string{"methadone"}, Why: "substance use"}, {Units: []string{"SUD"}, Why: "42 CFR Part 2"},
	}
	unit := "PV1|1|I|SUD^1^1||||||||||||||||V1"
	for _, tt := range []struct {
		name     string
		messages [][]byte
		medicine bool // withheld
		result   bool
	}{
		{"nothing protected", [][]byte{rde("20261124080000", "NW", "1", "apixaban", "")}, false, false},
		{"labeled restricted", [][]byte{rde("20261124080000", "NW", "1", "naltrexone", restrictedOrder("R"))}, true, false},
		{"labeled in a coded value", [][]byte{rde("20261124080000", "NW", "1", "naltrexone", restrictedOrder("R^Restricted^HL70177"))}, true, false},
		{"labeled by the alternate code", [][]byte{rde("20261124080000", "NW", "1", "naltrexone", restrictedOrder("SUD^substance use^L^r^Restricted^HL70177"))}, true, false},
		{"labeled in a later repetition", [][]byte{rde("20261124080000", "NW", "1", "naltrexone", restrictedOrder("U^usual~V^Very restricted"))}, true, false},
		{"labeled as usual, in words", [][]byte{rde("20261124080000", "NW", "1", "naltrexone", restrictedOrder("U^Usual control^HL70177"))}, false, false},
		{"labeled as usual", [][]byte{rde("20261124080000", "NW", "1", "naltrexone", restrictedOrder("U"))}, false, false},
		{"labeled, and stopped without a label", [][]byte{
			rde("20261124080000", "NW", "1", "naltrexone", restrictedOrder("V")), rde("20261124090000", "DC", "1", "naltrexone", ""),
		}, true, false},
		{"labeled only later", [][]byte{
			rde("20261124080000", "NW", "1", "naltrexone", ""), rde("20261124090000", "XO", "1", "naltrexone", restrictedOrder("R")),
		}, true, false},
		{"by code", [][]byte{rde("20261124080000", "NW", "1", "methadone", "")}, true, false},
		{"by unit", [][]byte{msg(append(strings.Split(strings.TrimRight(string(oru("20261124080000", "one", "5.9")), "\r"), "\r"), unit)...)}, false, true},
		{"by unit, whose place and allergies are not", [][]byte{adt("A01", "20261124080000", "one", unit, "AL1|1|DA|PCN^penicillin^L")}, false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, site)
			h.send("pha", adt("A01", "20261124070000", "one", pv1, "AL1|1|DA|LTX^latex^L"))
			h.send("pha", tt.messages...)
			v, all := h.view("one"), h.behind("one")
			wantWithheld(t, "medications", v.Medications, all.Medications, tt.medicine)
			wantWithheld(t, "results", v.Results, all.Results, tt.result)
			if v.Allergies.Has(chart.Withheld) || v.Census.Has(chart.Withheld) || len(v.Allergies.Items) == 0 || len(v.Visits) == 0 {
				t.Error("allergies or places are withheld")
			}
			if tt.medicine && v.Medications.Words != chart.WordsWithheld {
				t.Errorf("the section says %q", v.Medications.Words)
			}
		})
	}
}

// TestH075ReasonOfAProtectedVisitIsWithheld: the reason for a stay in a protected
// unit, or of a patient who bears a mark, is on no list and no chart, whatever
// comes later; where the patient is and who the doctor is stays, and behind broken
// glass all is there.
func TestH075ReasonOfAProtectedVisitIsWithheld(t *testing.T) {
	site := live("pha")
	site.Withhold = []reading.Withholding{{Units: []string{"SUD"}, Why: "42 CFR Part 2"}, {Marked: []string{"PV1-16 = VIP"}, Why: "asked for it"}}
	for name, stay := range map[string]string{
		"by unit": "PV1|1|I|SUD^1^1||||D1^DOC^HUGO||||||||||||V1", "by mark": "PV1|1|I|W1^1^1||||D1^DOC^HUGO|||||||||VIP|||V1",
	} {
		h := newHouse(t, site)
		h.send("pha", adt("A01", "20261124070000", "one", stay, "PV2|||^opioid withdrawal"), adt("A08", "20261124080000", "one", "PV1|1|I|||||||||||||||||V1"))
		v, all := h.view("one"), h.behind("one")
		if got := v.Visits[0].Reason; got != chart.WordsWithheld || !v.Census.Has(chart.Withheld) {
			t.Errorf("%s: the chart says %q, flags %v", name, got, v.Census.Flags)
		}
		if all.Visits[0].Reason != "opioid withdrawal" || all.Census.Has(chart.Withheld) {
			t.Errorf("%s: behind the glass it says %q, flags %v", name, all.Visits[0].Reason, all.Census.Flags)
		}
		if p := h.book.Lines()[0].Presences[0]; p.Reason != chart.WordsWithheld || p.Doctor == "" || p.Place.Unit == "" {
			t.Errorf("%s: the list says %+v", name, p)
		}
	}
}

func wantWithheld[T any](t *testing.T, name string, shown, all asof.List[T], want bool) {
	t.Helper()
	if shown.Has(chart.Withheld) != want || (len(shown.Items) < len(all.Items)) != want || all.Has(chart.Withheld) {
		t.Errorf("%s: %d of %d shown, flags %v, behind the glass %v; withheld %v", name, len(shown.Items), len(all.Items), shown.Flags, all.Flags, want)
	}
}

// What is withheld is policy, not fact: the hash of the charts is the same.
func TestWithholdingLeavesTheHash(t *testing.T) {
	open, shut := newHouse(t, live("pha")), func() *house {
		p := live("pha")
		p.Withhold = []reading.Withholding{{Sections: []fact.Section{fact.SectionMedications}, Codes: []string{"methadone"}}}
		return newHouse(t, p)
	}()
	for _, h := range []*house{open, shut} {
		h.send("pha", rde("20261124080000", "NW", "1", "methadone", ""))
	}
	if open.hash() != shut.hash() {
		t.Error("a rule that withholds has changed the facts")
	}
}

// TestH075MessageAsReceivedIsWithheldToo: what a rule protects is not read in the
// message it came in either, whichever message of it said so and whether it could
// be charted; who, where and which allergies stay, and behind broken glass all is
// there, byte for byte.
func TestH075MessageAsReceivedIsWithheldToo(t *testing.T) {
	site := live("pha")
	site.Withhold = []reading.Withholding{
		{Codes: []string{"methadone"}, Why: "substance use"},
		{Marked: []string{"PV1-16 = VIP", "ARV-3"}, Why: "asked for by the patient"},
	}
	arrival := func(rest ...string) []byte { return adt("A01", "20261124070000", "one", rest...) }
	vip := "PV1|1|I|4W^12^B|||||||||||||VIP"
	for _, tt := range []struct {
		name    string
		before  [][]byte
		message []byte
		hidden  string // "" where nothing is withheld
		stays   string
	}{
		{"nothing protected", nil, rde("20261124080000", "NW", "1", "apixaban", ""), "", "apixaban"},
		{"by code", nil, rde("20261124080000", "NW", "1", "methadone", ""), "methadone", "ZZTEST-ONE"},
		{"by its label", nil, rde("20261124080000", "NW", "1", "naltrexone", restrictedOrder("R")), "naltrexone", "ZZTEST-ONE"},
		{"labeled in another message of the order", [][]byte{rde("20261124090000", "XO", "1", "naltrexone", restrictedOrder("R"))},
			rde("20261124080000", "NW", "1", "naltrexone", ""), "naltrexone", "ZZTEST-ONE"},
		{"marked in a field", nil, arrival(vip, "AL1|1|DA|PCN^penicillin^L", "DG1|1||F11.20^opioid dependence^I10|||A"), "opioid", "penicillin"},
		{"marked by a segment", nil, arrival(pv1, "ARV|1|A|VIP", "DG1|1||F11.20^opioid dependence^I10|||A"), "opioid", "W1"},
		{"not marked", nil, arrival(pv1, "DG1|1||J18.9^pneumonia^I10|||A"), "", "pneumonia"},
		{"of a kind that is not understood", nil, msg("MSH|^~\\&|PHA|ZZHOSP|RO|ZZHOSP|20261124080000||XYZ^X01|1|P|2.5.1",
			"PID|1||one^^^ZZHOSP^MR||ZZTEST-ONE^ADA", "ZRX|methadone^methadone 10 mg^L"), "methadone 10", "ZZTEST-ONE"},
		{"no message at all", nil, []byte("PID|1||one\rRXE||methadone^methadone 10 mg"), "methadone 10", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, site)
			h.send("pha", tt.before...)
			h.send("pha", tt.message)
			number := feed.ReadTo(h.book)
			shut, err := h.book.Message(t.Context(), number, nil)
			must(t, err)
			open, err := h.book.Message(t.Context(), number, func(string) bool { return true })
			must(t, err)
			text, all := textOf(shut), textOf(open)
			if tt.hidden != "" && strings.Contains(text, tt.hidden) || !strings.Contains(text, tt.stays) {
				t.Errorf("shown:\n%q\nwant %q and not %q", text, tt.stays, tt.hidden)
			}
			if shut.Passages.Withheld() != (tt.hidden != "") || open.Passages.Withheld() {
				t.Errorf("withheld %v, behind the glass %v", shut.Passages.Withheld(), open.Passages.Withheld())
			}
			if !strings.HasPrefix(all, string(tt.message)) || open.Size != len(tt.message) {
				t.Errorf("behind the glass:\n%q\nwant all of\n%q", all, tt.message)
			}
		})
	}
}

// textOf is all that can be read of a message.
func textOf(k *feed.Kept) string {
	return string(k.Passages.Raw()) + strings.Join(k.Changes, "\n")
}
