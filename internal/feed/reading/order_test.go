package reading_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/reading/request"
)

const stay = "PV1|1|I|4W^12^B||||||||||||||||V77^^^ZZHOSP"

// placed is a message that a computer of orders sends.
func placed(kind, at string, segments ...string) []byte {
	return message(append([]string{header(kind, at), pid, stay}, segments...)...)
}

// lines are the orders of a chart, as words: what, kind, state, stage.
func lines(c *chart.Chart) []string {
	var all []string
	for _, o := range c.Orders {
		all = append(all, strings.Join([]string{o.What, string(o.Kind), string(o.State), string(o.Stage)}, "|"))
	}
	return all
}

// Every kind of order is read from the messages that carry it.
func TestOrdersOfEveryKind(t *testing.T) {
	const nw = "ORC|NW|P1^CPOE|F1^LAB||||||20261124080000"
	obr := func(code, section string) string { return "OBR|1|||" + code + strings.Repeat("|", 20) + section }
	for _, tt := range []struct {
		kind  string
		lines []string
		want  string
	}{
		{"ORM^O01", []string{nw, obr("AMB^walk three times a day^L", "PT")}, "walk three times a day|activity|ACTIVE|"},
		{"ORM^O01", []string{nw, obr("ECHO^Echocardiogram^L", "")}, "Echocardiogram|other|ACTIVE|"},
		{"OMG^O19", []string{nw, obr("VS4^vital signs every 4 hours^L", "NRS")}, "vital signs every 4 hours|nursing|ACTIVE|"},
		{"OMG^O19", []string{nw, obr("O2^oxygen 2 L/min^L", "RC")}, "oxygen 2 L/min|respiratory|ACTIVE|"},
		{"OMG^O19", []string{nw, obr("TELE^telemetry^L", "ICU")}, "telemetry|monitoring|ACTIVE|"},
		{"OMG^O19", []string{nw, obr("CARD^cardiology consult^L", "PHY")}, "cardiology consult|consult|ACTIVE|"},
		{"OMI^O23", []string{nw, obr("CXR^Chest radiograph^L", "")}, "Chest radiograph|imaging|ACTIVE|ORDERED, NO REPORT"},
		{"OML^O21", []string{nw, obr("K^Potassium^L", "")}, "Potassium|laboratory|ACTIVE|ORDERED, COLLECTION NOT RECORDED"},
		{"OMD^O03", []string{nw, "ODS|D||NPO^nothing by mouth^L|after midnight"}, "nothing by mouth|diet|ACTIVE|"},
		{"OMB^O27", []string{nw, "BPO|1|RBC^red cells^L|IRR^irradiated^L|2|||20261125080000||||||ANEM^anemia^L"}, "red cells|blood product|ACTIVE|"},
		{"OMS^O05", []string{nw, "RQD|1|BAND^bandage^L|||5|box^box^L"}, "bandage|supply|ACTIVE|"},
		{"OMN^O07", []string{nw, "RQD|1||MEAL^guest meal^L||1"}, "guest meal|supply|ACTIVE|"},
		{"ORM^O01", []string{obr("XYZ^no ORC at all^L", "")}, "no ORC at all|other|UNCLASSIFIED - VERIFY|"},
	} {
		if got := lines(fold(t, placed(tt.kind, "20261124080500", tt.lines...))); !slices.Equal(got, []string{tt.want}) {
			t.Errorf("%s %q: %q, want %q", tt.kind, tt.lines, got, tt.want)
		}
	}
}

// The whole of an order is kept, in the sender's words.
func TestOrderKeepsWhatIsSent(t *testing.T) {
	c := fold(t, placed("OML^O21", "20261124080500",
		"ORC|NW|P1^CPOE|F1^LAB|||||20261124|20261124080000|ZZE1^ZZENTER^EVA||ZZD1^ZZDOCTOR^DORA",
		"TQ1|1||Q6H|0600|||||R|if febrile",
		"OBR|1|||BC^Blood culture^L|||||||||fever since Monday|||ZZD1^ZZDOCTOR^DORA|||||||||||||||FEV^fever^L||||||||||||||LT^left^L",
		"NTE|1||draw before the antibiotic", "DG1|1||A41.9^sepsis^I10",
		"OBX|1|ST|LMP^last period^L||20261101", "SPM|1|||BLD^blood^L||||ARM^left arm^L|||||||||20261124073000|20261124081500"))
	o := c.Orders[0]
	got := []string{o.Specimen, o.Modifiers, strings.Join(o.Reasons, "; "), strings.Join(o.Lines, "; "), strings.Join(o.Notes, "; "),
		o.Frequency, o.AsNeeded, o.Orderer, o.EnteredBy, o.Visit.Value, o.Collected.Text, o.Received.Text, string(o.Stage)}
	want := []string{"blood left arm", "left", "fever; fever since Monday; sepsis", "last period: 20261101", "draw before the antibiotic",
		"Q6H, 0600", "if febrile", "DORA ZZDOCTOR", "EVA ZZENTER", "V77", "20261124073000", "20261124081500", "RECEIVED BY LABORATORY, NO RESULT"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(c.Results) != 0 {
		t.Errorf("an order became %d results", len(c.Results))
	}
}

// What is ordered, what is collected and what has a result are told apart, and a
// result closes the order that it names by number, from whatever source.
func TestPendingTests(t *testing.T) {
	nw := "ORC|NW|P1^CPOE|||||||20261124080000"
	obr := func(collected, status string) string {
		return "OBR|1|P1^CPOE||K^Potassium^L|||" + collected + strings.Repeat("|", 18) + status
	}
	report := func(status, row, value string) []byte {
		return oru("20261124100000", "OBR|1|P1^CPOE|L9^LAB|K^Potassium^L|||20261124083000"+strings.Repeat("|", 15)+"20261124095500|||"+status,
			"OBX|1|NM|K^potassium^L||"+value+"|mmol/L|||||"+row)
	}
	wanted := placed("OML^O21", "20261124080500", nw, obr("", ""))
	for _, tt := range []struct {
		name     string
		messages [][]byte
		want     order.Stage
	}{
		{"ordered", [][]byte{wanted}, "ORDERED, COLLECTION NOT RECORDED"},
		{"no specimen, says the laboratory", [][]byte{placed("OML^O21", "20261124080500", nw, obr("", "O"))}, "ORDERED, NOT COLLECTED"},
		{"collected", [][]byte{placed("OML^O21", "20261124080500", nw, obr("20261124080300", ""))}, "COLLECTED, NO RESULT"},
		{"a time that is planned", [][]byte{placed("OML^O21", "20261124080500", nw, obr("20261124180000", ""))}, "ORDERED, COLLECTION NOT RECORDED"},
		{"specimen received", [][]byte{placed("OML^O21", "20261124080500", nw, obr("", "I"))}, "RECEIVED BY LABORATORY, NO RESULT"},
		{"will not come", [][]byte{placed("OML^O21", "20261124080500", nw, obr("", "X"))}, "NO RESULT WILL COME - verify"},
		{"preliminary", [][]byte{wanted, report("P", "P", "4.1")}, "PRELIMINARY OR PARTIAL RESULT"},
		{"a final row, and more to come", [][]byte{wanted, report("A", "F", "4.1")}, "PRELIMINARY OR PARTIAL RESULT"},
		{"final", [][]byte{wanted, report("F", "F", "4.1")}, "RESULT REPORTED"},
		{"final, and the order late", [][]byte{report("F", "F", "4.1"), wanted}, "RESULT REPORTED"},
		{"pending row", [][]byte{wanted, report("I", "I", "")}, "COLLECTED, NO RESULT"},
		{"withdrawn", [][]byte{wanted, report("F", "W", "")}, "COLLECTED, NO RESULT"},
		{"no longer wanted", [][]byte{wanted, report("X", "X", "")}, "NO RESULT WILL COME - verify"},
	} {
		c := fold(t, tt.messages...)
		if len(c.Orders) != 1 || c.Orders[0].Stage != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, lines(c), tt.want)
		}
	}
}

// Several tests under one number are several orders; one test that is renamed
// is one.
func TestTestsUnderOneNumber(t *testing.T) {
	orc := "ORC|NW|P1^CPOE|F1^LAB||||||20261124080000"
	two := placed("ORM^O01", "20261124080500", orc, "OBR|1|||K^Potassium^L"+strings.Repeat("|", 20)+"CH", "NTE|1||on ice", "OBR|2|||NA^Sodium^L"+strings.Repeat("|", 20)+"CH")
	answer := oru("20261124100000", "OBR|1|P1^CPOE|F1^LAB|K^Potassium^L", "OBX|1|NM|K^potassium^L||4.1||||||F")
	c := fold(t, two, answer)
	if want := []string{"Potassium|laboratory|ACTIVE|RESULT REPORTED", "Sodium|laboratory|ACTIVE|ORDERED, COLLECTION NOT RECORDED"}; !slices.Equal(lines(c), want) {
		t.Errorf("two tests: %q", lines(c))
	}
	if stopped := lines(fold(t, two, placed("ORM^O01", "20261124090000", "ORC|CA|P1^CPOE|F1^LAB||||||20261124085000"))); strings.Count(strings.Join(stopped, " "), "CANCELLED") != 2 {
		t.Errorf("canceled by number: %q", stopped)
	}
	renamed := fold(t, placed("ORM^O01", "20261124080500", orc, "OBR|1|||K^Potassium^L"), placed("OML^O21", "20261124081500", "ORC|SC|P1^CPOE|F1^LAB||IP", "OBR|1|||2823-3^Potassium SerPl^LN"))
	if got := lines(renamed); !slices.Equal(got, []string{"Potassium SerPl|laboratory|ACTIVE|ORDERED, COLLECTION NOT RECORDED"}) {
		t.Errorf("renamed: %q", got)
	}
}

// Specimens that lead their orders belong to those that follow.
func TestSpecimenThatLeads(t *testing.T) {
	c := fold(t, placed("OML^O33", "20261124080500",
		"SPM|1|||BLD^blood^L|||||||||||||20261124080000", "ORC|NW|P1^CPOE", "OBR|1|||K^Potassium^L",
		"SPM|2|||UR^urine^L", "ORC|NW|P2^CPOE", "OBR|1|||UC^Urine culture^L"))
	for _, o := range c.Orders {
		if want := map[string]string{"Potassium": "blood", "Urine culture": "urine"}[o.What]; o.Specimen != want {
			t.Errorf("%s: specimen %q, want %q", o.What, o.Specimen, want)
		}
	}
	if len(c.Orders) != 2 {
		t.Errorf("%q", lines(c))
	}
}

// A message that only names an order speaks of a medicine or of another order,
// whichever bears the number; of neither, it is shown as unclassified.
func TestBareOrders(t *testing.T) {
	medicine := pharmacy("RDE^O11", "20261124080500", "ORC|NW|M1^CPOE", "RXE||HEP^heparin^L|5000||units")
	test := placed("OML^O21", "20261124080500", "ORC|NW|T1^CPOE", "OBR|1|||K^Potassium^L")
	stop := func(number string) []byte {
		return placed("ORM^O01", "20261124090000", "ORC|DC|"+number+"^CPOE||||||20261124085900")
	}
	for _, messages := range [][][]byte{{medicine, test, stop("M1"), stop("T1"), stop("X1")}, {stop("X1"), stop("T1"), stop("M1"), test, medicine}} {
		c := fold(t, messages...)
		if m := oneMedicine(t, c); m.State != order.Discontinued {
			t.Errorf("the medicine is %s", m.State)
		}
		if want := []string{"Potassium|laboratory|DISCONTINUED|ORDERED, COLLECTION NOT RECORDED", "|other|DISCONTINUED|"}; !slices.Equal(lines(c), want) {
			t.Errorf("orders %q, want %q", lines(c), want)
		}
	}
}

// What a filler answers counts where it names an order: a refusal above all.
func TestAnswersToOrders(t *testing.T) {
	test := placed("OML^O21", "20261124080500", "ORC|NW|T1^CPOE", "OBR|1|||K^Potassium^L")
	answer := func(kind string, segments ...string) []byte { return placed(kind, "20261124081000", segments...) }
	for _, tt := range []struct {
		name   string
		answer []byte
		want   string
	}{
		{"accepted", answer("ORL^O22", "MSA|AA|1", "ORC|OK|T1^CPOE|L1^LAB||IP"), "ACTIVE"},
		{"not accepted", answer("ORL^O22", "MSA|AE|1", "ORC|UA|T1^CPOE|L1^LAB"), "ORDER NOT ACCEPTED - verify"},
		{"data errors", answer("ORR^O02", "MSA|AE|1", "ORC|DE|T1^CPOE"), "ORDER NOT ACCEPTED - verify"},
		{"not found", answer("ORG^O20", "MSA|AE|1", "ORC|SC|T1^CPOE|||ER"), "ORDER NOT ACCEPTED - verify"},
	} {
		for _, messages := range [][][]byte{{test, tt.answer}, {tt.answer, test}} {
			c := fold(t, messages...)
			if len(c.Orders) != 1 || string(c.Orders[0].State) != tt.want {
				t.Errorf("%s: %q, want %s", tt.name, lines(c), tt.want)
			}
		}
	}
	for name, tt := range map[string]struct {
		raw  []byte
		want reading.Outcome
	}{
		"no order":                  {message(header("ORR^O02", "20261124081000"), "MSA|AA|1"), reading.Ignored},
		"no patient":                {message(header("ORR^O02", "20261124081000"), "MSA|AA|1", "ORC|OK|T1^CPOE"), reading.Ignored},
		"a refusal, and no patient": {message(header("ORR^O02", "20261124081000"), "MSA|AE|1", "ORC|UA|T1^CPOE"), reading.Quarantined},
	} {
		if r := read("", tt.raw)[0]; r.State != tt.want || r.Reason == "" {
			t.Errorf("%s: %s %q, want %s", name, r.State, r.Reason, tt.want)
		}
	}
}

// Results sent along with a new order are results, and no orders.
func TestEarlierResultsInAnOrder(t *testing.T) {
	c := fold(t, placed("OML^O21", "20261124080500", "ORC|NW|P1^CPOE", "OBR|1|||K^Potassium^L",
		"ORC|PR|P0^CPOE|L0^LAB", "OBR|1|P0^CPOE|L0^LAB|K^Potassium^L|||20261120080000", "OBX|1|NM|K^potassium^L||3.9|mmol/L|||||F"))
	if len(c.Orders) != 1 || len(c.Results) != 1 || c.Results[0].Value != "3.9" {
		t.Errorf("%q, %d results", lines(c), len(c.Results))
	}
}

// Hazard H-060: what is stated of code status, and nothing where nothing is.
func TestH060CodeStatus(t *testing.T) {
	const admit, full = "20261124080000", "FULL^Full code^L"
	adt := func(visit, pv2, pd1 string) []byte {
		segments := []string{header("ADT^A01", admit), "EVN|A01|" + admit, pid}
		if pd1 != "" {
			segments = append(segments, "PD1|"+pd1)
		}
		segments = append(segments, "PV1|1|I|4W^12^B"+strings.Repeat("|", 16)+visit)
		if pv2 != "" {
			segments = append(segments, "PV2|"+pv2)
		}
		return message(segments...)
	}
	codeOrder := func(control, placer, visit, what string) []byte {
		return message(header("OMG^O19", "20261124081000"), pid, "PV1|1|I|4W^12^B"+strings.Repeat("|", 16)+visit,
			"ORC|"+control+"|"+placer+"^CPOE|||||||20261124080500|||ZZD1^ZZDOCTOR^DORA", "OBR|1|||"+what)
	}
	pv2 := func(field int, value string) string { return strings.Repeat("|", field-1) + value }
	p := profile("")
	p.OrderKinds = map[string]order.Kind{"FULL": order.CodeStatus, "DNR": order.CodeStatus, "RESUS": order.CodeStatus}
	for _, tt := range []struct {
		name     string
		messages [][]byte
		now      []string
		earlier  int
		disagree bool
	}{
		{"nobody says", [][]byte{adt("V1", "", "")}, nil, 0, false},
		{"ordered", [][]byte{adt("V1", "", ""), codeOrder("NW", "C1", "V1", "DNR^DNR, may intubate^L")}, []string{"DNR, may intubate"}, 0, false},
		{"an earlier visit", [][]byte{adt("V2", "", ""), codeOrder("NW", "C1", "V1", "DNR^DNR^L")}, nil, 1, false},
		{"stopped", [][]byte{adt("V1", "", ""), codeOrder("NW", "C1", "V1", "DNR^DNR^L"), codeOrder("DC", "C1", "V1", "DNR^DNR^L")}, nil, 1, false},
		{"no-code against an order", [][]byte{adt("V1", pv2(41, "N"), ""), codeOrder("NW", "C1", "V1", full)}, []string{"Full code", "N (in HL7's table: no-code, do not resuscitate)"}, 0, true},
		{"no-code and DNR agree", [][]byte{adt("V1", pv2(41, "N")+"||||DNR", "")}, []string{"N (in HL7's table: no-code, do not resuscitate)", "DNR (in HL7's table: do not resuscitate)"}, 0, false},
		{"no directive is not full code", [][]byte{adt("V1", pv2(45, "N"), "")}, []string{"N (in HL7's table: no directive)"}, 0, false},
		{"of the person", [][]byte{adt("V1", "", strings.Repeat("|", 14)+"DNR")}, []string{"DNR (in HL7's table: do not resuscitate)"}, 0, false},
		{"living will beside", [][]byte{adt("V1", pv2(43, "Y")+"||DNR", "")}, []string{"DNR (in HL7's table: do not resuscitate)", "living will: Y (in HL7's table: has a living will)"}, 0, false},
		{"two orders", [][]byte{adt("V1", "", ""), codeOrder("NW", "C1", "V1", full), codeOrder("NW", "C2", "V1", "DNR^DNR^L")}, []string{"DNR", "Full code"}, 0, true},
		{"an observation", [][]byte{adt("V1", "", ""), message(header("ORU^R01", "20261124090000"), pid, "PV1|1|I|4W"+strings.Repeat("|", 16)+"V1", "OBR|1", "OBX|1|ST|RESUS^resuscitation^L||no compressions||||||F")}, []string{"no compressions"}, 0, false},
		{"taken back", [][]byte{adt("V1", pv2(45, "DNR"), ""), message(header("ADT^A08", "20261124090000"), "EVN|A08|20261124090000", pid, "PV1|1|I|4W"+strings.Repeat("|", 16)+"V1", "PV2|"+pv2(45, `""`))}, nil, 0, false},
		{"not said again", [][]byte{adt("V1", pv2(45, "DNR"), ""), message(header("ADT^A08", "20261124090000"), "EVN|A08|20261124090000", pid, "PV1|1|I|4W"+strings.Repeat("|", 16)+"V1", "PV2||R")}, []string{"DNR (in HL7's table: do not resuscitate)"}, 0, false},
	} {
		var facts []*fact.Fact
		for _, r := range readBy(p, tt.messages...) {
			facts = append(facts, r.Facts...)
		}
		s := asof.Of(chart.Fold(facts), "x", nil, received).CodeStatus
		var now []string
		for i := range s.Items {
			now = append(now, s.Items[i].Sentence())
		}
		slices.Sort(now)
		slices.Sort(tt.now)
		if !slices.Equal(now, tt.now) || len(s.Earlier) != tt.earlier || s.Disagrees() != tt.disagree {
			t.Errorf("%s: %q, %d earlier, disagree %v; want %q, %d, %v", tt.name, now, len(s.Earlier), s.Disagrees(), tt.now, tt.earlier, tt.disagree)
		}
		if len(tt.now) == 0 && s.Words != chart.WordsNoCodeStatus {
			t.Errorf("%s: says %q", tt.name, s.Words)
		}
	}
}

// What a site declares of its orders is refused where it cannot be followed.
func TestRulesThatCannotBeFollowed(t *testing.T) {
	for _, c := range []struct {
		rules request.Rules
		says  string // "": they can
	}{
		{request.Rules{OwnFields: map[string]order.Kind{"ZPI-4": order.Diet, "ZA1-12": order.CodeStatus}}, ""},
		{request.Rules{OwnFields: map[string]order.Kind{"PV2-4": order.Diet}}, "PV2-4"},
		{request.Rules{OwnFields: map[string]order.Kind{"ZPI": order.Diet}}, "as ZPI-4"},
		{request.Rules{OwnFields: map[string]order.Kind{"ZPI-0": order.Diet}}, "ZPI-0"},
		{request.Rules{OwnFields: map[string]order.Kind{"zpi-4": order.Diet}}, "zpi-4"},
		{request.Rules{OwnFields: map[string]order.Kind{"ZPI-4": order.Laboratory}}, "cannot state \"laboratory\": use code status, diet"},
		{request.Rules{OrderKinds: map[string]order.Kind{"DNR": "status of code"}}, "status of code"},
	} {
		err := c.rules.Check()
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v, want %q", c.rules, err, c.says)
		}
	}
}

// Hazard H-061: precautions from registration, orders and observations, and the
// fixed words where nothing is stated.
func TestH061Precautions(t *testing.T) {
	p := profile("")
	p.OrderKinds = map[string]order.Kind{"ISO": order.Isolation, "FALL": order.Precaution, "RESTR": order.Restraint}
	p.OwnFields = map[string]order.Kind{"ZPR-3": order.Isolation}
	visit := "PV1|1|I|4W" + strings.Repeat("|", 16) + "V1"
	admit := func(pv2 string) []byte {
		return message(header("ADT^A01", "20261124080000"), "EVN|A01|20261124080000", pid, visit, "PV2|"+pv2)
	}
	own := func(minute string, segments ...string) []byte {
		at := "202611240" + minute + "00"
		return message(append([]string{header("ADT^A08", at), "EVN|A08|" + at, pid, visit}, segments...)...)
	}
	isolation := message(header("ORM^O01", "20261124081000"), pid, visit, "ORC|NW|I1^CPOE", "OBR|1|||ISO^Contact isolation^L", "NTE|1||gown and gloves")
	fall := message(header("ORU^R01", "20261124082000"), pid, visit, "OBR|1", "OBX|1|CE|FALL^fall risk^L||H^high risk of falls^L||||||F")
	for _, tt := range []struct {
		name     string
		messages [][]byte
		want     []string
	}{
		{"nobody says", [][]byte{admit("")}, nil},
		{"registration", [][]byte{admit(strings.Repeat("|", 40) + "B~C^confused at night^L")}, []string{"B (in HL7's table: blind)", "confused at night"}},
		{"no-code is no precaution", [][]byte{admit(strings.Repeat("|", 40) + "N")}, nil},
		{"an order", [][]byte{admit(""), isolation}, []string{"Contact isolation; gown and gloves"}},
		{"an observation", [][]byte{admit(""), fall}, []string{"high risk of falls"}},
		{"segments of the site's own", [][]byte{own("900", "ZPR|1|x|C^Contact^L~D^Droplet^L", "ZPR|2||seizure", "ZPX|1||not declared")},
			[]string{"Contact", "Droplet", "seizure"}},
		{"own segments, said anew", [][]byte{own("900", "ZPR|1||C^Contact^L"), own("910", "ZPR|1||"), own("920", "ZPR|1||D^Droplet^L")}, []string{"Droplet"}},
		{"own segments, taken back", [][]byte{own("900", "ZPR|1||C^Contact^L"), own("910", `ZPR|1||""`)}, nil},
	} {
		var facts []*fact.Fact
		for _, r := range readBy(p, tt.messages...) {
			facts = append(facts, r.Facts...)
		}
		s := asof.Of(chart.Fold(facts), "x", nil, received).Precautions
		var got []string
		for i := range s.Items {
			got = append(got, s.Items[i].Sentence())
		}
		slices.Sort(got)
		if !slices.Equal(got, tt.want) || (len(got) == 0) != (s.Words == chart.WordsNoPrecautions) {
			t.Errorf("%s: %q %q, want %q", tt.name, got, s.Words, tt.want)
		}
	}
}
