package reading_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/appointment"
	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/immunization"
	"redoutlet/internal/chart/problem"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/feed/reading"
)

// about is a message of the patient of these tests.
func about(kind, at string, segments ...string) []byte {
	return message(append([]string{header(kind, at), pid}, segments...)...)
}

// mdm is a document message; txa goes on from TXA-12.
func mdm(event, at, number, parent, completion string, text ...string) []byte {
	txa := "TXA|1|HP^History and physical|TX|" + at + "|||||D1^MARSH^LENA|||" + number + "|" + parent + "||||" + completion
	segments := []string{"EVN|" + event + "|" + at, txa}
	for _, line := range text {
		segments = append(segments, "OBX|1|TX|||"+line)
	}
	return about("MDM^"+event, at, segments...)
}

// anyOrder folds the messages in many orders, and hands the chart of each to
// check. It fails where two differ.
func anyOrder(t *testing.T, messages [][]byte, check func(*chart.Chart)) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	messages = slices.Clone(messages)
	var want [32]byte
	for round := range 30 {
		c := fold(t, messages...)
		hash, err := c.Hash()
		if err != nil {
			t.Fatal(err)
		}
		if round == 0 {
			want = hash
			check(c)
		}
		if hash != want {
			check(c)
			t.Fatalf("round %d: another order gives another chart", round)
		}
		random.Shuffle(len(messages), func(i, j int) { messages[i], messages[j] = messages[j], messages[i] })
	}
}

// written says of a document all that may change, in one line.
func written(d *document.Document) string {
	var text []string
	for _, p := range d.Text {
		text = append(text, p.Text)
	}
	for _, a := range d.Addenda {
		for _, p := range a.Text {
			text = append(text, "added "+p.Text)
		}
	}
	return strings.Join([]string{d.Number.Value, string(d.State), d.Words, strings.Join(text, " / ")}, ": ")
}

func TestDocumentsAddUpInEveryOrder(t *testing.T) {
	write := mdm("T02", "202611240800", "N1", "", "DO", "Seen.", `Chest clear.\.br\Plan: home.`)
	for _, tt := range []struct {
		name     string
		messages [][]byte
		want     []string
	}{
		{"written", [][]byte{write}, []string{"N1: CURRENT: UNSIGNED: documented: Seen.\nChest clear.\nPlan: home."}},
		{"signed without its text", [][]byte{write, mdm("T03", "202611240900", "N1", "", "LA")},
			[]string{"N1: CURRENT: legally signed: Seen.\nChest clear.\nPlan: home."}},
		{"changed, and no longer signed", [][]byte{mdm("T02", "202611240800", "N1", "", "AU", "one"), mdm("T08", "202611240900", "N1", "", "", "two")},
			[]string{"N1: CURRENT: UNSIGNED: status not sent: two"}},
		{"an addendum of its own number", [][]byte{write, mdm("T06", "202611240900", "N2", "N1", "AU", "Fell last week.")},
			[]string{"N2: CURRENT: signed: Fell last week.", "N1: CURRENT: UNSIGNED: documented: Seen.\nChest clear.\nPlan: home."}},
		{"an addendum under the same number", [][]byte{mdm("T02", "202611240800", "N1", "", "AU", "one"), mdm("T06", "202611240900", "N1", "N1", "AU", "two"), mdm("T06", "202611241000", "N1", "", "AU", "three")},
			[]string{"N1: CURRENT: signed: one / added two / added three"}},
		{"replaced", [][]byte{mdm("T02", "202611240800", "N1", "", "AU", "one"), mdm("T10", "202611240900", "N2", "N1", "AU", "two")},
			[]string{"N2: CURRENT: signed: two", "N1: REPLACED: signed: one"}},
		{"replaced by what was canceled", [][]byte{mdm("T02", "202611240800", "N1", "", "AU", "one"), mdm("T10", "202611240900", "N2", "N1", "AU", "two"), mdm("T11", "202611241000", "N2", "", "")},
			[]string{"N1: CURRENT: signed: one", "N2: CANCELLED: signed: "}},
		{"canceled", [][]byte{write, mdm("T11", "202611240900", "N1", "", "")}, []string{"N1: CANCELLED: UNSIGNED: documented: "}},
		{"canceled, then a status", [][]byte{write, mdm("T11", "202611240900", "N1", "", ""), mdm("T03", "202611241000", "N1", "", "LA")},
			[]string{"N1: CANCELLED: legally signed: "}},
		{"canceled and never written", [][]byte{mdm("T11", "202611240900", "N1", "", "")}, []string{"N1: CANCELLED: UNSIGNED: status not sent: "}},
		{"obsolete", [][]byte{write, about("MDM^T03", "202611240900", "EVN|T03|202611240900", "TXA|1|HP||||||||||N1|||||LA||OB")},
			[]string{"N1: WITHDRAWN: legally signed: "}},
		{"without a number, twice", [][]byte{mdm("T02", "202611240800", "", "", "AU", "one"), mdm("T02", "202611240900", "", "", "AU", "one")},
			[]string{": CURRENT: signed: one", ": CURRENT: signed: one"}},
	} {
		anyOrder(t, tt.messages, func(c *chart.Chart) {
			var got []string
			for i := range c.Documents {
				got = append(got, written(&c.Documents[i]))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

// TestOnlySignedIsSigned walks HL7 table 0271, and what is not in it.
func TestOnlySignedIsSigned(t *testing.T) {
	for code, signed := range map[string]bool{
		"AU": true, "LA": true, "la": true, "DI": false, "DO": false, "IN": false, "IP": false, "PA": false, "": false, "XX": false, `""`: false,
	} {
		c := fold(t, mdm("T02", "202611240800", "N1", "", code, "text"))
		if d := c.Documents[0]; d.Signed != signed || strings.HasPrefix(d.Words, "UNSIGNED") == signed {
			t.Errorf("%q: signed %v, in words %q", code, d.Signed, d.Words)
		}
	}
}

// siu is a schedule message.
func siu(event, at, placer, filler, start, status string, needs ...string) []byte {
	sch := "SCH|" + placer + "|" + filler + "|||||||30|MIN|^^^" + start + "||||||||||||||" + status
	return message(append([]string{header("SIU^"+event, at), sch, pid, "RGS|1"}, needs...)...)
}

func TestAppointmentsAddUpInEveryOrder(t *testing.T) {
	mri := "AIS|1||MRI^MRI brain^L|202611260900"
	book := siu("S12", "202611240800", "A1^S", "F1^R", "202611260900", "Booked", mri, "AIP|1||D1^OSEI^AMA|RAD^radiographer^L", "AIL|1||IMG^Room 2")
	for _, tt := range []struct {
		name     string
		messages [][]byte
		start    string
		state    appointment.State
		was      string
	}{
		{"booked", [][]byte{book}, "2026-11-26T09:00", appointment.Booked, ""},
		{"moved", [][]byte{book, siu("S13", "202611240900", "", "F1^R", "202611271000", "Booked")}, "2026-11-27T10:00", appointment.Booked, "2026-11-26T09:00"},
		{"canceled by the other number", [][]byte{book, siu("S15", "202611240900", "A1^S", "", "", "")}, "2026-11-26T09:00", appointment.Cancelled, ""},
		{"discontinued", [][]byte{book, siu("S16", "202611240900", "A1^S", "", "", "")}, "2026-11-26T09:00", appointment.Discontinued, ""},
		{"deleted", [][]byte{book, siu("S17", "202611240900", "A1^S", "", "", "")}, "2026-11-26T09:00", appointment.Deleted, ""},
		{"not come", [][]byte{book, siu("S26", "202611240900", "A1^S", "", "", "Noshow")}, "2026-11-26T09:00", appointment.NoShow, ""},
		{"canceled by its status", [][]byte{book, siu("S14", "202611240900", "A1^S", "", "", "Cancelled")}, "2026-11-26T09:00", appointment.Cancelled, ""},
		{"canceled, then a service less", [][]byte{book, siu("S15", "202611240900", "A1^S", "", "", ""), siu("S20", "202611241000", "A1^S", "", "", "", mri)}, "2026-11-26T09:00", appointment.Cancelled, ""},
		{"canceled and booked again", [][]byte{book, siu("S15", "202611240900", "A1^S", "", "", ""), siu("S13", "202611241000", "A1^S", "", "202611281000", "")}, "2026-11-28T10:00", appointment.Booked, "2026-11-26T09:00"},
		{"completed", [][]byte{book, siu("S14", "202611261000", "A1^S", "", "", "Complete")}, "2026-11-26T09:00", appointment.Complete, ""},
	} {
		anyOrder(t, tt.messages, func(c *chart.Chart) {
			if len(c.Schedule) != 1 {
				t.Fatalf("%s: %d appointments", tt.name, len(c.Schedule))
			}
			a := c.Schedule[0]
			if a.Start.ISO() != tt.start || a.State != tt.state || a.Was.ISO() != tt.was || a.Duration != "30 MIN" {
				t.Errorf("%s: %s %s was %q lasts %q", tt.name, a.Start.ISO(), a.State, a.Was.ISO(), a.Duration)
			}
			if len(a.Resources) != 3 || a.Resources[1].Name != "AMA OSEI" || a.Resources[2].Name != "IMG, Room 2" {
				t.Errorf("%s: resources %+v", tt.name, a.Resources)
			}
		})
	}
}

// TestBlockedTimeWithoutPatientIsKept: it is no error that nobody is named.
func TestBlockedTimeWithoutPatientIsKept(t *testing.T) {
	for event, want := range map[string]reading.Outcome{"S23": reading.Ignored, "S24": reading.Ignored, "S12": reading.Quarantined} {
		r := read("", message(header("SIU^"+event, "202611240800"), "SCH|A1", "RGS|1", "AIL|1||OR1"))[0]
		if r.State != want || r.Reason == "" {
			t.Errorf("%s without a patient: %s, %q", event, r.State, r.Reason)
		}
	}
	if r := read("", siu("S25", "202611240800", "A1", "", "", ""))[0]; r.State != reading.Quarantined {
		t.Errorf("S25: %s", r.State)
	}
}

func TestProblemsAddUpInEveryOrder(t *testing.T) {
	ppr := func(event, at, action, number, what string) []byte {
		return about("PPR^"+event, at, "PRB|"+action+"|"+at+"|"+what+"|"+number+"|||2009|||||^chronic|^confirmed|^active||2008", "NTE|1||on insulin")
	}
	dg1 := func(at, kind string) []byte {
		return about("ADT^A08", at, "EVN|A08|"+at, "PV1|1|I|||||||||||||||||V1", "DG1|1||J18.9^Pneumonia^I10|Pneumonia, right base|"+at+"|"+kind)
	}
	for _, tt := range []struct {
		name     string
		messages [][]byte
		want     []string
	}{
		{"added", [][]byte{ppr("PC1", "202611240800", "AD", "P1", "E11^Diabetes^I10")}, []string{"problem list: Diabetes: active"}},
		{"not deleted by a message without it", [][]byte{ppr("PC1", "202611240800", "AD", "P1", "E11^Diabetes^I10"), ppr("PC1", "202611240900", "AD", "P2", "I10^Hypertension^I10")},
			[]string{"problem list: Diabetes: active", "problem list: Hypertension: active"}},
		{"deleted by its number", [][]byte{ppr("PC1", "202611240800", "AD", "P1", "E11^Diabetes^I10"), ppr("PC3", "202611240900", "DE", "P1", "")},
			[]string{"problem list: Diabetes: active, removed 2026-11-24T09:00"}},
		{"deleted by the event alone", [][]byte{ppr("PC1", "202611240800", "AD", "P1", "E11^Diabetes^I10"), ppr("PC3", "202611240900", "", "P1", "E11^Diabetes^I10")},
			[]string{"problem list: Diabetes: active, removed 2026-11-24T09:00"}},
		{"kept by what the entry says, whatever the event", [][]byte{ppr("PC1", "202611240800", "AD", "P1", "E11^Diabetes^I10"), ppr("PC3", "202611240900", "UC", "P1", "E11^Diabetes^I10")},
			[]string{"problem list: Diabetes: active"}},
		{"deleted and added again", [][]byte{ppr("PC3", "202611240900", "DE", "P1", ""), ppr("PC1", "202611241000", "AD", "P1", "E11^Diabetes^I10")}, []string{"problem list: Diabetes: active"}},
		{"deleted, then said to be unchanged", [][]byte{ppr("PC3", "202611240900", "DE", "P1", "E11^Diabetes^I10"), ppr("PC2", "202611241000", "UC", "P1", "")},
			[]string{"problem list: Diabetes: active, removed 2026-11-24T09:00"}},
		{"a diagnosis prints its type", [][]byte{dg1("202611240800", "A"), dg1("202611240900", "W"), dg1("202611241000", "F"), dg1("202611241100", "X")},
			[]string{"X: Pneumonia, right base (Pneumonia): ", "final (F): Pneumonia, right base (Pneumonia): ", "working (W): Pneumonia, right base (Pneumonia): ", "admitting (A): Pneumonia, right base (Pneumonia): "}},
		{"a procedure", [][]byte{about("ADT^A08", "202611240800", "EVN|A08", "PR1|1||47.09^Appendectomy^I9|Appendectomy|202611240700||||||D2^OSEI^AMA")},
			[]string{"procedure: Appendectomy: "}},
		{"a goal and a pathway", [][]byte{about("PGL^PC6", "202611240800", "GOL|AD|202611240800|G1^Walks 50 m^L|G1", "PTH|AD||P1^Hip pathway^L|P9")},
			[]string{"goal: Walks 50 m: ", "pathway: Hip pathway: "}},
	} {
		anyOrder(t, tt.messages, func(c *chart.Chart) {
			var got []string
			for _, p := range c.Problems {
				line := string(p.Kind)
				if p.Kind == problem.Diagnosis {
					line = p.Type
				}
				line += ": " + p.Problem + ": " + p.Status
				if !p.Removed.IsZero() {
					line += ", removed " + p.Removed.ISO()
				}
				got = append(got, line)
			}
			slices.Sort(got)
			want := slices.Sorted(slices.Values(tt.want))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

func TestImmunizationsAddUpInEveryOrder(t *testing.T) {
	vxu := func(at, filler, completion, action, reason string) []byte {
		return about("VXU^V04", at, "ORC|RE||"+filler, "RXA|0|1|20261101||141^Influenza^CVX|0.5|mL||00^new^NIP001|D1^ADEYEMI^R|||||LOT1|20270601|ZZ^Zedmade^MVX|"+reason+"||"+completion+"|"+action+"|"+at,
			"RXR|IM^intramuscular|LA^left arm", "OBX|1|CE|64994-7^Eligibility^LN||V01^not eligible")
	}
	for _, tt := range []struct {
		name     string
		messages [][]byte
		status   string
		reason   string
	}{
		{"given", [][]byte{vxu("202611240800", "F1^REG", "CP", "A", "")}, immunization.Given, ""},
		{"refused", [][]byte{vxu("202611240800", "9999^REG", "RE", "A", "00^parental decision^NIP002")}, immunization.Refused, "parental decision"},
		{"not given", [][]byte{vxu("202611240800", "F1^REG", "NA", "A", "")}, immunization.NotGiven, ""},
		{"status not sent", [][]byte{vxu("202611240800", "F1^REG", "", "A", "")}, immunization.NotStated, ""},
		{"a status nobody knows", [][]byte{vxu("202611240800", "F1^REG", "QQ", "A", "")}, immunization.Unclassified, ""},
		{"taken back", [][]byte{vxu("202611240800", "F1^REG", "CP", "A", ""), vxu("202611240900", "F1^REG", "CP", "D", "")}, immunization.Reversed, ""},
		{"taken back without its number", [][]byte{vxu("202611240800", "", "CP", "A", ""), vxu("202611240900", "", "CP", "D", "")}, immunization.Reversed, ""},
		{"corrected", [][]byte{vxu("202611240800", "F1^REG", "CP", "A", ""), vxu("202611240900", "F1^REG", "PA", "U", "")}, immunization.Partly, ""},
	} {
		anyOrder(t, tt.messages, func(c *chart.Chart) {
			if len(c.Vaccines) != 1 || len(c.Doses) != 0 || len(c.Results) != 0 {
				t.Fatalf("%s: %d vaccinations, %d doses, %d results", tt.name, len(c.Vaccines), len(c.Doses), len(c.Results))
			}
			v := c.Vaccines[0]
			if v.Status != tt.status || v.Reason != tt.reason || v.Route != "intramuscular" || v.Site != "left arm" || v.Lot != "LOT1" || v.Note != "new\nEligibility: not eligible" {
				t.Errorf("%s: %+v", tt.name, v)
			}
		})
	}
}

// TestContactsHideAProtectedAddress holds hazard H-071: for a patient whose
// whereabouts are protected no address is on the chart, whatever came first.
func TestH071ContactsHideAProtectedAddress(t *testing.T) {
	kin := about("ADT^A08", "202611240800", "EVN|A08|202611240800", "NK1|1|WEST^JOAN|SPO^spouse|1 Mill Lane^^Zedtown^^^^BA|555-0148~555-0149|||||||||||||||||||||||||||",
		"NK1|2|WEST^PETER|BRO^brother|2 Mill Lane^^Zedtown")
	for _, tt := range []struct {
		name  string
		pd1   string
		shown string
	}{
		{"not said", "PD1|1", "ADDRESS REPORTED BAD: 1 Mill Lane, Zedtown"},
		{"protected", "PD1||||D1^OSEI^AMA||||||||Y", "ADDRESS PROTECTED - NOT SHOWN"},
		{"no longer", "PD1||||||||||||N", "ADDRESS REPORTED BAD: 1 Mill Lane, Zedtown"},
	} {
		later := about("ADT^A31", "202611240900", "EVN|A31|202611240900", tt.pd1, "NK1|1|WEST^JOAN|SPO^spouse|1 Mill Lane^^Zedtown^^^^BA|555-0148")
		anyOrder(t, [][]byte{kin, later}, func(c *chart.Chart) {
			if len(c.Contacts) < 2 || c.Contacts[0].Address != tt.shown || c.Contacts[0].Name != "JOAN WEST" {
				t.Fatalf("%s: %+v", tt.name, c.Contacts)
			}
			if marks := c.Contacts[1].Marks; len(marks) != 1 || !strings.Contains(marks[0], "not in the list sent 2026-11-24T09:00") {
				t.Errorf("%s: who the newer list leaves out is marked %q", tt.name, marks)
			}
			if c.Protected && strings.Contains(c.Contacts[1].Address, "Mill") {
				t.Errorf("%s: an address is shown", tt.name)
			}
		})
	}
}

// TestVitalSignsStandApart: by LOINC in either triple, or by a code that the site
// declares, and every measurement stays.
func TestVitalSignsStandApart(t *testing.T) {
	row := func(code, value, at string) []byte {
		return oru(at, "OBR|1||F1^MON|VS^vital signs^L|||"+at+"|||||||||||||||"+at+"|||F", "OBX|1|NM|"+code+"||"+value+"|/min|||||F|||"+at)
	}
	c := fold(t, row("8867-4^heart rate^LN", "90", "202611240800"), row("8867-4^heart rate^LN", "96", "202611240900"),
		row("HR^heart rate^L^8867-4^heart rate^LN", "99", "202611241000"), row("K^potassium^L", "6.9", "202611241000"), row("8867-4^something else^ZZ", "1", "202611241000"))
	var got []string
	for _, r := range c.Vitals {
		got = append(got, r.Value)
	}
	if want := []string{"99", "96", "90"}; !slices.Equal(got, want) {
		t.Errorf("vital signs %q, want %q", got, want)
	}
	if len(c.Results) != 2 {
		t.Errorf("%d results, want 2", len(c.Results))
	}
	p := reading.NewProfile("feed", "UTC")
	p.Live, p.VitalCodes = true, []string{"NEWS"}
	r := reading.Of(reading.Letter{Number: 1, Source: "feed", Raw: row("NEWS^early warning score^L", "7", "202611240800")}, &p, received.Location())
	if notes := bodies[*result.Note](r); len(notes) != 1 || notes[0].About() != fact.SectionVitals || !slices.Equal(r.Gave, []reading.Family{reading.FamilyVitals}) {
		t.Errorf("a code of the site: %+v, gave %v", notes, r.Gave)
	}
	p.VitalCodes = []string{"VS"}
	r = reading.Of(reading.Letter{Number: 1, Source: "feed", Raw: row("O2DEV^oxygen device^L", "nasal cannula", "202611240800")}, &p, received.Location())
	if notes := bodies[*result.Note](r); len(notes) != 1 || notes[0].About() != fact.SectionVitals {
		t.Errorf("a row below a panel of the site: %+v", notes)
	}
}

// TestSpecimenIsInTheKeyOfAResult: two bottles, or two times, under one number
// and panel do not overwrite one another, whatever comes first; a correction
// that does not name its only bottle finds it.
func TestSpecimenIsInTheKeyOfAResult(t *testing.T) {
	bottle := func(at, number, value, status string) []byte {
		return oru(at, "ORC|RE||F1^LAB", "OBR|1||F1^LAB|BC^blood culture^L|||202611240700|||||||||||||||"+at+"|||"+status,
			"OBX|1|ST|GRAM^Gram stain^L||"+value+"||||||"+status, "SPM|1|^"+number+"||BLD^blood")
	}
	nameless := func(at, value string) []byte {
		return oru(at, "ORC|RE||F1^LAB", "OBR|1||F1^LAB|BC^blood culture^L|||202611240700|||||||||||||||"+at+"|||C", "OBX|1|ST|GRAM^Gram stain^L||"+value+"||||||C")
	}
	series := oru("202611241200", "ORC|RE||F1^LAB", "OBR|1||F1^LAB|BC^blood culture^L|||202611240700|||||||||||||||202611241200|||F", "OBX|1|ST|GRAM^Gram stain^L||one||||||F",
		"OBR|2||F1^LAB|BC^blood culture^L|||202611241100|||||||||||||||202611241200|||F", "OBX|1|ST|GRAM^Gram stain^L||two||||||F")
	for _, tt := range []struct {
		name     string
		messages [][]byte
		want     []string
	}{
		{"two bottles", [][]byte{bottle("202611240800", "B1", "cocci", "F"), bottle("202611240900", "B2", "no growth", "F")}, []string{"B1 cocci", "B2 no growth"}},
		{"one corrected", [][]byte{bottle("202611240800", "B1", "cocci", "F"), bottle("202611240900", "B2", "no growth", "F"), bottle("202611241000", "B1", "rods", "C")}, []string{"B1 rods was cocci", "B2 no growth"}},
		{"corrected without its bottle", [][]byte{bottle("202611240800", "B1", "cocci", "F"), nameless("202611240900", "rods")}, []string{"B1 rods was cocci"}},
		{"two bottles, and one not named", [][]byte{bottle("202611240800", "B1", "cocci", "F"), bottle("202611240900", "B2", "no growth", "F"), nameless("202611241000", "rods")}, []string{" rods", "B1 cocci", "B2 no growth"}},
		{"two times in one message", [][]byte{series}, []string{" one", " two"}},
	} {
		anyOrder(t, tt.messages, func(c *chart.Chart) {
			var got []string
			for _, r := range c.Results {
				line := r.Bottle + " " + r.Value
				if r.Was != "" {
					line += " was " + r.Was
				}
				got = append(got, line)
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

// TestSusceptibilitiesStandBelowTheirOrganism follows OBR-26 and OBR-29.
func TestSusceptibilitiesStandBelowTheirOrganism(t *testing.T) {
	culture := oru("202611240900", "OBR|1||C1^LAB|BC^blood culture^L|||202611240700|||||||||||||||202611240900||MB|F",
		"OBX|1|CE|ORG^organism^L|1|ECOL^Escherichia coli^L||||||F", "OBX|2|CE|ORG^organism^L|2|KPNE^Klebsiella pneumoniae^L||||||F")
	drugs := func(at, filler, sub, drug, value string) []byte {
		return oru(at, "OBR|1||"+filler+"^LAB|SUS^susceptibility^L|||202611240700|||||||||||||||"+at+"||MB|F|ORG&organism&L^"+sub+"|||^C1&LAB",
			"OBX|1|ST|"+drug+"^"+drug+"^L||"+value+"||||||F")
	}
	messages := [][]byte{culture, drugs("202611241000", "S1", "1", "ampicillin", "R"), drugs("202611241000", "S2", "2", "meropenem", "S"), drugs("202611241100", "S1", "1", "cefazolin", "S")}
	anyOrder(t, messages, func(c *chart.Chart) {
		got := map[string]string{}
		for _, r := range c.Results {
			if r.Parent != nil {
				got[r.Test] = r.Parent.Words
			}
		}
		want := map[string]string{"ampicillin": "Escherichia coli", "cefazolin": "Escherichia coli", "meropenem": "Klebsiella pneumoniae"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("parents (-want +got):\n%s", diff)
		}
	})
}

func TestH059BloodGroupIsNotForTransfusion(t *testing.T) {
	for test, warned := range map[string]string{
		"882-1^ABO and Rh group^LN": result.WordsBloodGroup, "883-9^ABO group^LN": result.WordsBloodGroup, "10331-7^Rh^LN": result.WordsBloodGroup,
		"BG^Blood group^L": result.WordsBloodGroup, "890-4^Antibody screen^LN": result.WordsAntibodies, "AS^ANTIBODY SCREEN^L": result.WordsAntibodies,
		"3150-6^Inhaled oxygen^LN": result.WordsDevice, "3151-8^Oxygen flow^LN": result.WordsDevice, "K^potassium^L": "",
	} {
		c := fold(t, oru("202611240800", "OBR|1||F1^LAB|BB^blood bank^L|||202611240700", "OBX|1|ST|"+test+"||O positive||||||F"))
		rows := append(slices.Clone(c.Results), c.Vitals...)
		if got := strings.Join(rows[0].Marks, "; "); got != warned {
			t.Errorf("%s: marked %q, want %q", test, got, warned)
		}
	}
}

// TestSpecimenMessages read OUL, where the ORC follows its OBR and a specimen
// heads its orders.
func TestSpecimenMessages(t *testing.T) {
	r22 := about("OUL^R22", "202611240900", "SPM|1|^B1||SER^serum", "OBR|1|||NA^sodium^L|||202611240700|||||||||||||||202611240900|||F", "ORC|RE|P1^CPOE|F1^LAB", "OBX|1|NM|NA^sodium^L||139|mmol/L|||||F",
		"OBR|2|||K^potassium^L|||202611240700|||||||||||||||202611240900|||F", "ORC|RE|P2^CPOE|F2^LAB", "OBX|1|NM|K^potassium^L||4.1|mmol/L|||||F",
		"SPM|2|^B2||UR^urine", "OBR|3|||UNA^urine sodium^L|||202611240700|||||||||||||||202611240900|||F", "ORC|RE|P3^CPOE|F3^LAB", "OBX|1|NM|UNA^urine sodium^L||20|mmol/L|||||F")
	r24 := about("OUL^R24", "202611240900", "OBR|1|||NA^sodium^L|||202611240700|||||||||||||||202611240900|||F", "ORC|RE|P1^CPOE|F1^LAB", "SPM|1|^B1||SER^serum", "OBX|1|NM|NA^sodium^L||139|mmol/L|||||F")
	for _, tt := range []struct {
		name    string
		message []byte
		want    []string
	}{
		{"by specimen", r22, []string{"K F2 serum B1 4.1", "NA F1 serum B1 139", "UNA F3 urine B2 20"}},
		{"by order", r24, []string{"NA F1 serum B1 139"}},
	} {
		var got []string
		for _, r := range fold(t, tt.message).Results {
			got = append(got, strings.Join([]string{r.TestCode.Code, r.Filler.Value, r.Specimen, r.Bottle, r.Value}, " "))
		}
		slices.Sort(got)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
