package feed_test

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart/asof"
)

// These are other cases of the kinds that testdata/cases holds: what senders do
// who are near the standard, and not on it.

// about writes a message of any kind about the patient of these tests, MRN one.
func about(kind, at string, segments ...string) []byte {
	return with(kind, at, "one", "", segments...)
}

const (
	chemistry = "OBR|1|P1^CPOE|F1^LAB|CHEM^chemistry^L|||20261124080000|||||||||||||||20261124081000|||F"
	dosed     = "ORC|RE|88^CPOE|9^PH"
	infuse    = "RXE|^^^20261124080000|HEP^heparin^L|5||mg"
)

// prescribed is what an order says, with an ORC of its own.
func prescribed(at, control, numbers, status string) []byte {
	return about("RDE^O11", at, "ORC|"+control+"|"+numbers+"||"+status+"||||"+at, infuse)
}

// given is one record of a dose.
func given(at, sub, start, drug, rest string) []byte {
	return about("RAS^O17", at, dosed, "RXA|0|"+sub+"|"+start+"||"+drug+"|"+rest)
}

func states(v *asof.View) string {
	var all []string
	for _, m := range v.Medications.Items {
		all = append(all, string(m.State))
	}
	return strings.Join(all, ", ")
}

func values(v *asof.View) string {
	var all []string
	for _, r := range v.Results.Items {
		all = append(all, strings.TrimSpace(r.Test+" "+r.Value)+" "+r.Words)
	}
	return strings.Join(all, ", ")
}

func doses(v *asof.View) string {
	var all []string
	for _, d := range v.Administrations.Items {
		all = append(all, d.Drug+" "+d.Amount+" "+string(d.Status))
	}
	return strings.Join(all, ", ")
}

// variant is a case: messages about one patient, and what its chart comes to.
type variant struct {
	name     string
	messages [][]byte
	show     func(*asof.View) string
	want     string
}

func runVariants(t *testing.T, cases []variant) {
	t.Helper()
	for _, c := range cases {
		h := newHouse(t)
		h.send("feed", c.messages...)
		if got := c.show(h.view("one")); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestStatusIsItsCode reads statuses and actions from senders that put words
// behind the code, as later versions of the standard do, or blanks around it: a
// withdrawal that is taken for no known status leaves the value standing.
func TestStatusIsItsCode(t *testing.T) {
	row := func(kind, value, status string) string {
		return "OBX|1|" + kind + "|K^potassium^L||" + value + "|mmol/L||HH|||" + status + "|||20261124080000"
	}
	high := about("ORU^R01", "20261124081000", chemistry, row("NM", "6.9", "F"))
	active := prescribed("20261124080000", "NW", "88^CPOE|9^PH", "IP")
	runVariants(t, []variant{
		{"withdrawn, with words", [][]byte{high, about("ORU^R01", "20261124083000", chemistry, row("NM", "", "W^withdrawn^HL70085"))}, values, "potassium WITHDRAWN"},
		{"withdrawn, with a blank", [][]byte{high, about("ORU^R01", "20261124083000", chemistry, row("NM", "", "W "))}, values, "potassium WITHDRAWN"},
		{"status of the panel, with words", [][]byte{about("ORU^R01", "20261124081000", chemistry+"^Final^HL70123", row("NM", "6.9", ""))}, values, "potassium 6.9 FINAL"},
		{"type with words", [][]byte{about("ORU^R01", "20261124081000", chemistry, row("SN^structured numeric", ">^6", "F"))}, values, "potassium >6 FINAL"},
		{"stop, with words", [][]byte{active, prescribed("20261124090000", "DC^discontinue^HL70119", "88^CPOE|9^PH", "DC^x^HL70038")}, states, "DISCONTINUED"},
		{"stop, with a blank", [][]byte{active, prescribed("20261124090000", "DC ", "88^CPOE|9^PH", "DC ")}, states, "DISCONTINUED"},
		{"refused dose, with words", [][]byte{given("20261124081000", "1", "20261124080000", "MOR^morphine^L", "2|mg|||||||||||||RE^refused^HL70322|A^add^HL70323")}, doses, "morphine 2 REFUSED"},
		{"reversed dose, with a blank", [][]byte{
			given("20261124081000", "1", "20261124080000", "MOR^morphine^L", "2|mg|||||||||||||CP|A"),
			given("20261124083000", "1", "20261124080000", "MOR^morphine^L", "2|mg|||||||||||||CP|D "),
		}, doses, "morphine 2 ENTRY REVERSED"},
	})
}

// TestBlanksAreNoPartOfANumber: a number that is filled up with blanks is the
// number without them (HL7 2.5.1, chapter 2.A.75: trailing blanks are optional).
// No reader could tell two such charts or orders apart.
func TestBlanksAreNoPartOfANumber(t *testing.T) {
	active := prescribed("20261124080000", "NW", "88^CPOE|", "IP")
	runVariants(t, []variant{
		{"order", [][]byte{active, prescribed("20261124090000", "DC", "88   ^CPOE |", "")}, states, "DISCONTINUED"},
		{"code of a test", [][]byte{
			about("ORU^R01", "20261124081000", chemistry, "OBX|1|NM|K^potassium^L||6.9|mmol/L|||||F"),
			about("ORU^R01", "20261124083000", chemistry, "OBX|1|NM|K   ^potassium^L ||4.1|mmol/L|||||C"),
		}, values, "potassium 4.1 CORRECTED"},
		{"parent of an order", [][]byte{active, prescribed("20261124090000", "RO", "89^CPOE|", "|||88 &CPOE ")}, states, "REPLACED, ACTIVE"},
	})
	h := newHouse(t)
	h.send("feed",
		adt("A01", "20261124080000", "one", "PV1|1|I|W1 ^101 ^1 ||||||||||||||||V1 "),
		msg("MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|20261124081000||ORU^R01|1|P |2.5.1", "PID|1||one  ^^^ZZHOSP ^MR ||ZZTEST-ONE^ADA",
			chemistry, "OBX|1|NM|K^potassium^L||6.9|mmol/L||HH|||F"),
		adt("A03", "20261124090000", "one", pv1))
	v := h.view("one")
	if n := len(h.book.Lines()); n != 1 {
		t.Errorf("%d charts, want 1", n)
	}
	if v.InHouse || len(v.Results.Items) != 1 || v.Visits[0].Stays[0].Place.Unit != "W1" {
		t.Errorf("in the house %v, results %q, place %+v", v.InHouse, values(v), v.Visits[0].Stays)
	}
}

// TestNoDoseVanishesBehindAnother: a dose is known by its order, sub-ids and
// time, and senders that count nothing put several drugs under one. What one
// message tells side by side stands side by side.
func TestNoDoseVanishesBehindAnother(t *testing.T) {
	two := about("RAS^O17", "20261124081000", dosed,
		"RXA|0|1|20261124080000||MOR^morphine^L|2|mg|||||||||||||CP|A",
		"RXA|0|1|20261124080000||NS^saline^L|100|mL|||||||||||||CP|A")
	saline := given("20261124083000", "1", "20261124080000", "NS^saline^L", "100|mL|||||||||||||CP|D")
	morphine := given("20261124081000", "1", "20261124080000", "MOR^morphine^L", "2|mg|||||||||||||CP|A")
	runVariants(t, []variant{
		{"two drugs", [][]byte{two}, doses, "morphine 2 GIVEN, saline 100 GIVEN"},
		{"two drugs, sent twice", [][]byte{two, two, bytes.Replace(two, []byte("20261124081000|"), []byte("20261124082000|"), 1)}, doses, "morphine 2 GIVEN, saline 100 GIVEN"},
		{"two drugs, one taken back", [][]byte{two, saline}, doses, "morphine 2 GIVEN, saline 100 ENTRY REVERSED"},
		{"two drugs, one taken back before", [][]byte{saline, two}, doses, "morphine 2 GIVEN, saline 100 ENTRY REVERSED"},
		{"two amounts of one drug", [][]byte{about("RAS^O17", "20261124081000", dosed,
			"RXA|0|1|20261124080000||MOR^morphine^L|2|mg|||||||||||||CP|A",
			"RXA|0|1|20261124080000||MOR^morphine^L|4|mg|||||||||||||CP|A")}, doseMarks,
			"morphine 4 GIVEN: told twice in one message, also as morphine 2 mg - VERIFY"},
		{"another drug by a later message", [][]byte{morphine, given("20261124083000", "1", "20261124080000", "HYD^hydromorphone^L", "1|mg|||||||||||||CP|A")}, doseMarks,
			"hydromorphone 1 GIVEN: told before as morphine 2 mg - VERIFY"},
		{"another drug by an edit", [][]byte{morphine, given("20261124083000", "1", "20261124080000", "HYD^hydromorphone^L", "1|mg|||||||||||||CP|U")}, doseMarks,
			"hydromorphone 1 GIVEN: edited 2026-11-24T08:30:00, told before as morphine 2 mg"},
		{"the same drug in other words", [][]byte{morphine, given("20261124083000", "1", "20261124080000", "MOR^Morphine inj^L", "2|mg|||||||||||||CP|A")}, doseMarks,
			"Morphine inj 2 GIVEN: "},
	})
}

func doseMarks(v *asof.View) string {
	var all []string
	for _, d := range v.Administrations.Items {
		all = append(all, d.Drug+" "+d.Amount+" "+string(d.Status)+": "+strings.Join(d.Marks, ", "))
	}
	return strings.Join(all, "; ")
}

// TestResultsOfOddSenders: what OBX-11, OBX-5 and OBR-22 hold beside the plain
// cases.
func TestResultsOfOddSenders(t *testing.T) {
	row := func(value, status string) string {
		return "OBX|1|NM|K^potassium^L||" + value + "|mmol/L||HH|||" + status + "|||20261124080000"
	}
	text := func(kind, value string) []byte {
		return about("ORU^R01", "20261124081000", chemistry, "OBX|1|"+kind+"|R^report^L||"+value+"||||||F")
	}
	high := about("ORU^R01", "20261124081000", chemistry, row("6.9", "F"))
	later := about("ORU^R01", "20261124083000", chemistry, row("", "W"))
	corrected := about("ORU^R01", "20261124083000", chemistry, row("4.1", "C"))
	runVariants(t, []variant{
		// Table 0085, N: it is documented that nobody looked for it. That is no result that is still to come.
		{"not looked for", [][]byte{about("ORU^R01", "20261124081000", chemistry, row("", "N"))}, values, "potassium NO RESULT"},
		{"another value under no known status", [][]byte{high, about("ORU^R01", "20261124083000", chemistry, row("4.1", "Q"))}, warnings,
			"6.9: a later value without a known status was sent: 4.1 mmol/L 2026-11-24T08:30:00 - verify"},
		// A laboratory that leaves OBR-22 as it was corrects when it says so (MSH-7), not when it first reported.
		{"withdrawn", [][]byte{high, later}, when, "2026-11-24T08:30:00"},
		{"withdrawn, and nothing was there", [][]byte{later}, when, "2026-11-24T08:10:00"},
		{"withdrawn twice", [][]byte{high, later, about("ORU^R01", "20261124090000", chemistry, row("", "W"))}, when, "2026-11-24T08:30:00"},
		{"corrected", [][]byte{high, corrected}, when, "2026-11-24T08:30:00"},
		{"corrected, and the panel reported anew", [][]byte{high, bytes.Replace(corrected, []byte("|20261124081000|||F"), []byte("|20261124082500|||F"), 1)}, when, "2026-11-24T08:25:00"},
		// Repetitions of a text are its lines (HL7 2.5.1, 2.A.79); every other delimiter in it is a character.
		{"lines", [][]byte{text("TX", "no fracture~heart ^ lungs & pleura~clear")}, values, "report no fracture\nheart ^ lungs & pleura\nclear FINAL"},
		{"lines, formatted", [][]byte{text("FT", `one~two\.br\three`)}, values, "report one\ntwo\nthree FINAL"},
		{"an escaped tilde", [][]byte{text("TX", `\R\ 5 cm`)}, values, "report ~ 5 cm FINAL"},
		{"a string with a tilde", [][]byte{text("ST", "~5 cm")}, values, "report ~5 cm FINAL"},
		{"an amount with its unit", [][]byte{text("CQ", "5^mL&milliliter&UCUM")}, values, "report 5 mL FINAL"},
		{"a pointer", [][]byte{text("RP", "ward7/scan.jpg^PACS&1.2&ISO^Image^JPEG")}, values,
			"report document kept elsewhere (Image JPEG), not shown here: ward7/scan.jpg FINAL"},
	})
}

func warnings(v *asof.View) string {
	var all []string
	for _, r := range v.Results.Items {
		all = append(all, r.Value+": "+strings.Join(r.Marks, ", "))
	}
	return strings.Join(all, "; ")
}

// when is when the first result was withdrawn or corrected.
func when(v *asof.View) string {
	r := v.Results.Items[0]
	return cmp.Or(r.Withdrawn, r.Corrected).ISO()
}

// TestRefusedRequestLeavesNothingBehind: what the filler refuses has not
// happened, and nothing on the line may say that it has.
func TestRefusedRequestLeavesNothingBehind(t *testing.T) {
	const numbers = "88^CPOE|9^PH"
	order := func(at, control, amount string) []byte {
		segments := []string{"ORC|" + control + "|" + numbers + "||||||" + at}
		if amount != "" {
			segments = append(segments, "RXE|^^^20261124080000|HEP^heparin^L|"+amount+"||mg")
		}
		return about("RDE^O11", at, segments...)
	}
	active, held := order("20261124080000", "NW", "5"), order("20261124081000", "HD", "")
	change := order("20261124090000", "XO", "10")
	const failed = "REQUEST TO CHANGE FAILED - verify (request to "
	runVariants(t, []variant{
		{"release", [][]byte{active, held, order("20261124090000", "RL", ""), order("20261124091000", "UR", "")}, orderLine, "5 HELD: " + failed + "release failed)"},
		{"release, told twice", [][]byte{active, held, order("20261124090000", "RL", ""), order("20261124090500", "RL", ""), order("20261124091000", "UR", "")}, orderLine,
			"5 HELD: " + failed + "release failed)"},
		{"change", [][]byte{active, change, order("20261124091000", "UX", "")}, orderLine, "5 ACTIVE: " + failed + "change failed)"},
		{"change, and the refusal repeats what was asked", [][]byte{active, change, order("20261124091000", "UX", "10")}, orderLine, "5 ACTIVE: " + failed + "change failed)"},
		{"change that was made", [][]byte{active, change, order("20261124091000", "XR", "10"), order("20261124092000", "UX", "")}, orderLine,
			"10 ACTIVE: changed 2026-11-24T09:00:00, changed 2026-11-24T09:10:00, " + failed + "change failed)"},
		{"refusal without a request", [][]byte{active, order("20261124091000", "UX", "")}, orderLine, "5 ACTIVE: " + failed + "change failed)"},
		{"change of an order that nobody sent", [][]byte{change, order("20261124091000", "UX", "")}, orderLine, "10 UNCLASSIFIED - VERIFY: " + failed + "change failed)"},
	})
}

func orderLine(v *asof.View) string {
	m := v.Medications.Items[0]
	return m.Dose + " " + string(m.State) + ": " + strings.Join(m.Marks, ", ")
}

// TestResultsUnderOnePlacerNumber: laboratories carry out one request by several
// orders of their own. A result is known by the filler's order (specification
// 6.2), and what belongs to another organism is another result.
func TestResultsUnderOnePlacerNumber(t *testing.T) {
	obr := func(filler, at, rest string) string {
		return "OBR|1|P1^CPOE|" + filler + "^LAB|SUS^panel^L|||" + at + "|||||||||||||||" + at + "||MB|F" + rest
	}
	below := func(sub string) string { return "|ORG&organism&L^" + sub + "|||P1&CPOE^F1&LAB" }
	row := func(value, status string) string { return "OBX|1|ST|OXA^oxacillin^L||" + value + "||||||" + status }
	serial := func(filler, at, value string) []byte {
		return about("ORU^R01", at, obr(filler, at, ""), row(value, "F"))
	}
	children := about("ORU^R01", "20261124090000",
		obr("F2", "20261124060000", below("1")), row("R", "F"), obr("F3", "20261124060000", below("2")), row("S", "F"))
	underOne := about("ORU^R01", "20261124090000",
		obr("F1", "20261124060000", below("1")), row("R", "F"), obr("F1", "20261124060000", below("2")), row("S", "F"))
	runVariants(t, []variant{
		{"a series", [][]byte{serial("F1", "20261124060000", "5.9"), serial("F2", "20261124100000", "4.1")}, resulted, "4.1 was , 5.9 was "},
		{"a series, the newest first", [][]byte{serial("F2", "20261124100000", "4.1"), serial("F1", "20261124060000", "5.9")}, resulted, "4.1 was , 5.9 was "},
		{"a correction", [][]byte{serial("F1", "20261124060000", "5.9"), about("ORU^R01", "20261124110000", obr("F1", "20261124060000", ""), row("4.1", "C"))}, resulted, "4.1 was 5.9"},
		{"a correction that leaves out the filler's number", [][]byte{serial("F1", "20261124060000", "5.9"), about("ORU^R01", "20261124110000", obr("", "20261124060000", ""), row("4.1", "C"))}, resulted, "4.1 was 5.9"},
		{"a correction that leaves out the placer's number", [][]byte{serial("F1", "20261124060000", "5.9"),
			about("ORU^R01", "20261124110000", strings.Replace(obr("F1", "20261124060000", ""), "P1^CPOE", "", 1), row("4.1", "C"))}, resulted, "4.1 was 5.9"},
		{"organisms, by orders of their own", [][]byte{children}, resulted, "R was , S was "},
		{"organisms, told twice", [][]byte{children, bytes.Replace(children, []byte("|20261124090000|"), []byte("|20261124093000|"), 1)}, resulted, "R was , S was "},
		{"organisms, under one order", [][]byte{underOne}, resulted, "R was , S was "},
		{"one of them corrected", [][]byte{underOne, about("ORU^R01", "20261124100000", obr("F1", "20261124095000", below("2")), row("R", "C"))}, resulted, "R was , R was S"},
	})
}

func resulted(v *asof.View) string {
	var all []string
	for _, r := range v.Results.Items {
		all = append(all, r.Value+" was "+r.Was)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// TestValueThatIsTakenBackByOtherWords: a value goes by a null, and what a
// laboratory says of it later is not dropped without a word.
func TestValueThatIsTakenBackByOtherWords(t *testing.T) {
	row := func(kind, value, unit, status string) string {
		return "OBX|1|" + kind + "|K^potassium^L||" + value + "|" + unit + "||HH|||" + status
	}
	later := func(segments ...string) []byte { return about("ORU^R01", "20261124083000", segments...) }
	high := about("ORU^R01", "20261124081000", chemistry, row("NM", "6.9", "mmol/L", "F"))
	canceled := strings.TrimSuffix(strings.Replace(chemistry, "20261124081000", "20261124083000", 1), "F") + "X"
	runVariants(t, []variant{
		{"corrected to a null", [][]byte{high, later(chemistry, row("NM", `""`, "mmol/L", "C"))}, stood, " CORRECTED, was 6.9: "},
		{"final, and a null", [][]byte{high, later(chemistry, row("NM", `""`, "mmol/L", "F"))}, stood, " FINAL, was 6.9: "},
		{"corrected to an empty field", [][]byte{high, later(chemistry, row("NM", "", "mmol/L", "C"))}, stood, "6.9 mmol/L CORRECTED, was : "},
		{"preliminary, and a null", [][]byte{high, later(chemistry, row("NM", `""`, "mmol/L", "P"))}, stood, "6.9 mmol/L FINAL, was : "},
		{"another unit", [][]byte{high, later(chemistry, row("NM", "6900", "umol/L", "C"))}, stood, "6900 umol/L CORRECTED, was 6.9 mmol/L: "},
		{"only another unit", [][]byte{high, later(chemistry, row("NM", "6.9", "mg/dL", "C"))}, stood, "6.9 mg/dL CORRECTED, was 6.9 mmol/L: "},
		{"cannot be had, after all", [][]byte{high, later(chemistry, row("ST", "HEMOLYZED", "", "X"))}, stood,
			"6.9 mmol/L FINAL, was : said later to be without a result 2026-11-24T08:30:00: HEMOLYZED - verify"},
		{"cannot be had, with a reason", [][]byte{later(chemistry, row("ST", "HEMOLYZED", "", "X"))}, stood, " NO RESULT, was : sent with it: HEMOLYZED"},
		{"had after all", [][]byte{about("ORU^R01", "20261124080500", strings.Replace(chemistry, "20261124081000", "20261124080500", 1), row("ST", "HEMOLYZED", "", "X")), high}, stood,
			"6.9 mmol/L FINAL, was : "},
		{"cannot be had, with a number", [][]byte{later(chemistry, row("NM", "6.9", "mmol/L", "X"))}, stood,
			" NO RESULT, was : a value stands in the message although its status says there is none"},
		{"the panel canceled, after its value", [][]byte{high, later(canceled)}, values, "chemistry NO RESULT, potassium 6.9 FINAL"},
		{"the value after the panel was canceled", [][]byte{about("ORU^R01", "20261124080500", strings.Replace(canceled, "20261124083000", "20261124080500", 1)), high}, values, "potassium 6.9 FINAL"},
	})
}

func stood(v *asof.View) string {
	r := v.Results.Items[0]
	value := ""
	if r.HasValue {
		value = r.Value + " " + r.Unit
	}
	return value + " " + r.Words + ", was " + r.Was + ": " + strings.Join(r.Marks, ", ")
}

// TestNoMedicineVanishesBehindAnother: a sender that numbers only the request
// tells of several medicines under one number.
func TestNoMedicineVanishesBehindAnother(t *testing.T) {
	order := func(control, filler, at, drug string) []string {
		return []string{"ORC|" + control + "|88^CPOE|" + filler + "||||||" + at, "RXE|^^^20261124080000|" + drug + "|5||mg"}
	}
	say := func(at string, orders ...[]string) []byte { return about("RDE^O11", at, slices.Concat(orders...)...) }
	const eight, nine = "20261124080000", "20261124090000"
	const heparin, warfarin = "HEP^heparin^L", "WAR^warfarin^L"
	two := say(eight, order("NW", "F1^PH", eight, heparin), order("NW", "F2^PH", eight, warfarin))
	alone := say(eight, order("NW", "", eight, heparin), order("NW", "", eight, warfarin))
	runVariants(t, []variant{
		{"by their own numbers", [][]byte{two}, medicines, "heparin ACTIVE, warfarin ACTIVE"},
		{"by no number of their own", [][]byte{alone}, medicines, "heparin ACTIVE, warfarin ACTIVE"},
		{"one of them stopped", [][]byte{two, say(nine, order("DC", "F2^PH", nine, warfarin))}, medicines, "heparin ACTIVE, warfarin DISCONTINUED"},
		{"the request stopped, without a drug", [][]byte{two, say(nine, []string{"ORC|DC|88^CPOE|||||||" + nine})}, medicines, "heparin DISCONTINUED, warfarin DISCONTINUED"},
		{"one of them stopped, without a drug", [][]byte{two, say(nine, []string{"ORC|DC|88^CPOE|F2^PH||||||" + nine})}, medicines, "heparin ACTIVE, warfarin DISCONTINUED"},
		{"the stop first", [][]byte{say(nine, []string{"ORC|DC|88^CPOE|F2^PH||||||" + nine}), two}, medicines, "heparin ACTIVE, warfarin DISCONTINUED"},
		{"one of them replaced", [][]byte{two, about("RDE^O11", nine, "ORC|RO|89^CPOE|F3^PH|||||88&CPOE^F2&PH|"+nine, "RXE|^^^20261124080000|WAR2^warfarin 2^L|2||mg")}, medicines,
			"heparin ACTIVE, warfarin 2 ACTIVE, warfarin REPLACED"},
		{"a dose of one", [][]byte{two, given(nine, "1", "20261124085500", warfarin, "5|mg|||||||||||||CP|A")}, lastGiven, "heparin never, warfarin 2026-11-24T08:55:00"},
		{"a dose of none that was ordered", [][]byte{two, given(nine, "1", "20261124085500", "XYZ^another^L", "5|mg|||||||||||||CP|A")}, lastGiven,
			"heparin 2026-11-24T08:55:00, warfarin 2026-11-24T08:55:00"},
		{"another drug by a later message", [][]byte{say(eight, order("NW", "F1^PH", eight, heparin)), say(nine, order("XO", "F1^PH", nine, warfarin))}, medicines, "warfarin ACTIVE"},
	})
}

func lastGiven(v *asof.View) string {
	var all []string
	for _, m := range v.Medications.Items {
		at := "never"
		if m.LastGiven != nil {
			at = m.LastGiven.At.ISO()
		}
		all = append(all, m.Drug+" "+at)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func medicines(v *asof.View) string {
	var all []string
	for _, m := range v.Medications.Items {
		all = append(all, m.Drug+" "+string(m.State))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
