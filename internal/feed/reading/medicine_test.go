package reading_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
)

// pharmacy is a message of a pharmacy about the patient of these tests.
func pharmacy(kind, at string, segments ...string) []byte {
	return message(append([]string{header(kind, at), pid}, segments...)...)
}

const orc = "ORC|NW|P1^CPOE|F1^PHARM||IP||||20261124080000|||ZZD1^ZZDOCTOR^DORA"

// oneMedicine is the only order of a chart.
func oneMedicine(t *testing.T, c *chart.Chart) *medication.Order {
	t.Helper()
	if len(c.Medications) != 1 {
		t.Fatalf("%d medication orders, want 1: %+v", len(c.Medications), c.Medications)
	}
	return &c.Medications[0]
}

// Every message that can carry a medication order gives the same one.
func TestMedicationOrderInEveryMessage(t *testing.T) {
	rxe := "RXE||HEP^heparin^L|5000||units^units^L|||||||||||||||||||||||PAIN^comfort^L"
	rxo := "RXO|HEP^heparin^L|5000||units^units^L||||||||||||||||PAIN^comfort^L"
	tq1 := "TQ1|1||BID|0800~2000||3^days|20261124080000|20261127080000|R"
	rxr := "RXR|SC^under the skin^L"
	for kind, body := range map[string]string{"RDE^O11": rxe, "RDE^O25": rxe, "OMP^O09": rxo, "ORM^O01": rxo, "ORP^O10": rxo, "RRE^O12": rxe} {
		m := oneMedicine(t, fold(t, pharmacy(kind, "20261124080500", orc, tq1, body, rxr)))
		got := []string{m.Drug, m.Dose, m.DoseUnit, m.Route, m.Frequency, m.Start.Text, m.Stop.Text, string(m.State), m.Prescriber}
		want := []string{"heparin", "5000", "units", "under the skin", "BID, 0800, 2000", "20261124080000", "20261127080000", "ACTIVE", "DORA ZZDOCTOR"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

// Complex timings keep every step, in the sender's words and order (hazards
// H-044, H-045).
func TestComplexTimings(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines []string
		want  []order.Step // times left out
		stop  string
	}{
		{"a taper", []string{
			"TQ1|1|40^mg|QAM|||3^days|20261124080000|20261127080000||||S",
			"TQ1|2|20^mg|QAM|||3^days|20261127080000|20261130080000||||S",
			"TQ1|3|10^mg|QOD||||20261130080000|||||||4",
		}, []order.Step{
			{Amount: "40 mg", Repeat: "QAM", Duration: "3 days", Join: "then"}, {Amount: "20 mg", Repeat: "QAM", Duration: "3 days", Join: "then"},
			{Amount: "10 mg", Repeat: "QOD", Total: "4"},
		}, ""}, // the last step has no end, so the order has none
		{"alternating", []string{"TQ1|1|5^mg|QJ135|||||||||A", "TQ1|2|2.5^mg|QJ246"}, []order.Step{
			{Amount: "5 mg", Repeat: "QJ135", Join: "and"}, {Amount: "2.5 mg", Repeat: "QJ246"},
		}, ""},
		{"two ends", []string{"TQ1|1||QAM||||20261124|20261127", "TQ1|2||QHS||||20261124|20261201"}, []order.Step{{Repeat: "QAM"}, {Repeat: "QHS"}}, "20261201"},
		{"if needed", []string{"TQ1|1||Q4H||||||PRN|pain over 4|not more than 6 in 24 h, at least 4 h apart"}, []order.Step{
			{Repeat: "Q4H", Priority: "PRN", Condition: "pain over 4", Text: "not more than 6 in 24 h, at least 4 h apart"},
		}, ""},
		{"a pattern aligned to the calendar", []string{"TQ1|1||Q1D^DW^0800"}, []order.Step{{Repeat: "Q1D DW 0800"}}, ""},
		{"a pattern with words", []string{"TQ1|1||BID&twice a day&L"}, []order.Step{{Repeat: "twice a day"}}, ""},
		{"a site's code", []string{"TQ1|1||ZZQ7X"}, []order.Step{{Repeat: "ZZQ7X"}}, ""},
		{"a conjunction of its own", []string{"TQ1|1||QD|||||||||Z"}, []order.Step{{Repeat: "QD", Join: "Z"}}, ""},
		{"once", []string{"TQ1|1||ONCE||||||S|||||1"}, []order.Step{{Repeat: "ONCE", Priority: "S", Total: "1"}}, ""},
	} {
		m := oneMedicine(t, fold(t, pharmacy("RDE^O11", "20261124080500", append(append([]string{orc}, tt.lines...), "RXE||PRE^prednisone^L|1")...)))
		got := slices.Clone(m.Steps)
		for i := range got {
			got[i].Start, got[i].Stop = fact.Time{}, fact.Time{}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if m.Stop.Text != tt.stop || !strings.Contains(m.AsSent, tt.lines[0]) {
			t.Errorf("%s: stop %q, as sent %q", tt.name, m.Stop.Text, m.AsSent)
		}
	}
}

// The timing field of older versions, with repetitions.
func TestOlderTimings(t *testing.T) {
	m := oneMedicine(t, fold(t, pharmacy("RDE^O01", "20261124080500", orc,
		"RXE|40&mg^QAM^D3^20261124^20261127^R^^^S~20&mg^QAM&0900^D3^20261127^20261130^R^if awake^with food|PRE^prednisone^L|1")))
	if len(m.Steps) != 2 || m.Steps[0].Amount != "40 mg" || m.Steps[0].Join != "then" || m.Steps[1].Times != "0900" || m.Steps[1].Duration != "D3" {
		t.Errorf("steps %+v", m.Steps)
	}
	if m.Stop.Text != "20261130" || m.AsNeeded != "if awake" || m.Frequency != "QAM, 0900, with food" {
		t.Errorf("stop %q, if needed %q, frequency %q", m.Stop.Text, m.AsNeeded, m.Frequency)
	}
}

// A changed timing replaces the old one whole: no condition, step or end of it
// lives on.
func TestChangedTimingIsWhole(t *testing.T) {
	first := pharmacy("RDE^O11", "20261124080500", orc, "TQ1|1||Q4H||||20261124|20261125||pain", "TQ1|2||QHS", "RXE||ACE^acetaminophen^L|650||mg")
	change := pharmacy("RDE^O11", "20261124090500", "ORC|XO|P1^CPOE|F1^PHARM||||||20261124090000", "TQ1|1||Q6H", "RXE||ACE^acetaminophen^L|500||mg")
	m := oneMedicine(t, fold(t, first, change))
	if m.AsNeeded != "" || !m.Stop.IsZero() || len(m.Steps) != 1 || m.Frequency != "Q6H" || m.Start.Text != "20261124" || m.Dose != "500" {
		t.Errorf("after the change: %+v", m)
	}
}

// Hazard H-042: an infusion or a mixture shows every component, whatever the
// message.
func TestH042MixtureKeepsEveryComponent(t *testing.T) {
	lines := []string{orc, "TQ1|1||CONTINUOUS", "RXO|TPN^parenteral nutrition^L|2000||mL", "RXR|IV|||IV"}
	for i := range 12 {
		lines = append(lines, "RXC|A|C"+string(rune('A'+i))+"^component "+string(rune('A'+i))+"^L|"+string(rune('1'+i%9))+".5|g")
	}
	lines[4] = "RXC|B|DEX^dextrose^L|500|mL"
	for _, kind := range []string{"OMP^O09", "RDE^O11", "ORM^O01"} {
		m := oneMedicine(t, fold(t, pharmacy(kind, "20261124080500", lines...)))
		if len(m.Parts) != 12 || m.Parts[0] != "base dextrose 500 mL" || m.Parts[11] != "additive component L 3.5 g" || !m.Infusion() {
			t.Errorf("%s: %q, infusion %v", kind, m.Parts, m.Infusion())
		}
	}
}

// A damaged order beside a good one: the good one is listed, and the patient's
// list says that one could not be read.
func TestH042UnreadOrderIsMarked(t *testing.T) {
	c := fold(t, pharmacy("RDE^O11", "20261124080500", orc, "RXE||HEP^heparin^L|5000||units", "ORC|NW|P2^CPOE", "RXE|"))
	l := asof.Of(c, "x", nil, received).Medications
	if len(l.Items) != 2 || !l.Has(chart.Incomplete) || len(l.Unread) != 1 {
		t.Errorf("%d items, %d unread, flags %v", len(l.Items), len(l.Unread), l.Flags)
	}
}

// Hazard H-044: numbers and units stand as they were sent.
func TestH044AmountsStandAsSent(t *testing.T) {
	for _, amount := range []string{".5", "0.5", "1.0", "1000000", "1e3", "0,5", "1/2", "<5", "5-10", "٣", "0.10", "5 mg"} {
		for _, unit := range []string{"mg", "mcg", "µg", "U", "units/h", "mL/hr", "mg/kg"} {
			c := fold(t,
				pharmacy("RDE^O11", "20261124080500", orc, "RXE||X^drug^L|"+amount+"||"+unit+strings.Repeat("|", 18)+amount+"|"+unit+"|"+amount+"|"+unit),
				pharmacy("RAS^O17", "20261124081500", "ORC|RE|P1^CPOE", "RXA|0|1|20261124081000||X^drug^L|"+amount+"|"+unit+"|||||||||||||CP"),
				pharmacy("RDS^O13", "20261124081600", "ORC|RE|P1^CPOE", "RXD|1|X^drug^L|20261124081100|"+amount+"|"+unit))
			m, d, s := oneMedicine(t, c), c.Doses[0], c.Supplies[0]
			if m.Dose != amount || m.DoseUnit != unit || d.Amount != amount || d.Unit != unit || s.Amount != amount || s.Unit != unit {
				t.Errorf("%s %s: ordered %q %q, given %q %q, removed %q %q", amount, unit, m.Dose, m.DoseUnit, d.Amount, d.Unit, s.Amount, s.Unit)
			}
			if want := amount + " " + unit; m.Rate != want || m.Strength != want {
				t.Errorf("%s: rate %q, strength %q", want, m.Rate, m.Strength)
			}
		}
	}
}

// RGV instructs and RDS supplies: neither is ever a dose, in whatever order they
// come, and neither changes an order.
func TestInstructionAndSupplyAreNeverGiven(t *testing.T) {
	order := pharmacy("RDE^O11", "20261124080500", orc, "RXE||HEP^heparin^L|5000||units")
	rds := pharmacy("RDS^O13", "20261124090500", "ORC|RE|P1^CPOE|F1^PHARM||CM", "RXD|1|HEP^heparin^L|20261124090000|1|vial||RX77||first dose|ZZN1^ZZNURSE^NELL", "NTE|1||cabinet 4 West")
	rgv := pharmacy("RGV^O15", "20261124091500", "ORC|RE|P1^CPOE|F1^PHARM", "TQ1|1||ONCE||||20261124100000", "RXG|1|1||HEP^heparin^L|5000||units||with care")
	loose := pharmacy("RDS^O13", "20261124092500", "ORC|RE|P9^CPOE", "RXD|1|MOR^morphine^L|20261124092000|1|syringe")
	for _, messages := range [][][]byte{{order, rds, rgv, loose}, {loose, rgv, rds, order}, {rds, rds, loose, order, rgv}} {
		c := fold(t, messages...)
		cov := asof.Coverage{fact.SectionAdministrations: {{Source: "mar", AsOf: received}}}
		v := asof.Of(c, "x", cov, received)
		line := v.Medications.Items[0]
		if len(v.Administrations.Items) != 0 || line.LastGiven != nil || line.LastWords != chart.WordsNeverGiven || line.Shown != "ACTIVE" {
			t.Errorf("doses %+v, last given %+v %q, state %s", v.Administrations.Items, line.LastGiven, line.LastWords, line.Shown)
		}
		if d := line.Dispensed; d == nil || d.Act != medication.Dispensed || d.Amount != "1" || d.Unit != "vial" || d.By != "NELL ZZNURSE" || d.Note != "first dose\ncabinet 4 West" {
			t.Errorf("dispensed %+v", d)
		}
		if i := line.Instructed; i == nil || i.Act != medication.Instructed || i.Amount != "5000" || i.At.Text != "20261124100000" {
			t.Errorf("instructed %+v", i)
		}
		if len(v.Loose) != 1 || v.Loose[0].Drug != "morphine" || v.Loose[0].Act != medication.Dispensed {
			t.Errorf("under no order: %+v", v.Loose)
		}
	}
}

// Hazard H-048: what is taken at home, or ordered outside a stay, never stands
// among the orders of the stay.
func TestH048HomeMedicinesAreNoOrders(t *testing.T) {
	line := func(placer, kind, drug string) []string {
		return []string{"ORC|NW|" + placer + "^CPOE" + strings.Repeat("|", 27) + kind, "RXE||" + drug + "^" + drug + "^L|1"}
	}
	var segments []string
	for i, kind := range []string{"I", "O", "HOME", ""} {
		segments = append(segments, line("P"+string(rune('1'+i)), kind, "drug"+kind)...)
	}
	p := profile("")
	p.HomeCodes = []string{"home"}
	v := asof.Of(chart.Fold(readBy(p, pharmacy("RDE^O11", "20261124080500", segments...))[0].Facts), "x", nil, received)
	got := map[string]string{}
	for _, m := range v.Medications.Items {
		got[m.Drug] = m.Group
		if m.Group == "home" && m.LastWords != "" {
			t.Errorf("a home medicine says %q", m.LastWords)
		}
	}
	want := map[string]string{"drugI": "active", "drug": "active", "drugO": "outpatient", "drugHOME": "home"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// Hazard H-049: an infusion is known by its rate, its unit, its mixture or its
// words, and high alert drugs by the site's list.
func TestH049InfusionsAndHighAlert(t *testing.T) {
	for _, tt := range []struct {
		rxe, rxr  string
		infusion  bool
		highAlert string
	}{
		{"RXE||HEP^heparin infusion^L|1000||units/h", "RXR|IV", true, "heparin"},
		{"RXE||NS^sodium chloride 0.9 %^L|1000||mL" + strings.Repeat("|", 18) + "125|mL/hr", "RXR|IV", true, ""},
		{"RXE||HYD^hydromorphone^L|0.2||mg", "RXR|IV||PCA^PCA pump^HL70164", true, "hydromorphone"},
		{"RXE||NOR^norepinephrine^L|0.05||mcg/kg/min", "RXR|IV", true, "norepinephrine"},
		{"RXE||INS^insulin lispro^L|4||units", "RXR|SC", false, "insulin"},
		{"RXE||AMO^amoxicillin^L|500||mg", "RXR|PO", false, ""},
		{"RXE||MOR^morphine^L|2||mg", "RXR|IV|||IVP^IV push^HL70165", false, "morphine"},
		{"RXE||KCL^POTASSIUM CHLORIDE 20 mEq/100 mL^L|20||mEq", "RXR|IV", false, "potassium chloride"},
		{"RXE||EPI^epinephrines^L|1||mg", "RXR|IV", false, ""}, // part of a word is no match
	} {
		m := oneMedicine(t, fold(t, pharmacy("RDE^O11", "20261124080500", orc, tt.rxe, tt.rxr)))
		if m.Infusion() != tt.infusion || m.HighAlert != tt.highAlert {
			t.Errorf("%s: infusion %v, high alert %q", tt.rxe, m.Infusion(), m.HighAlert)
		}
	}
}

// Hazard H-046: holds show with their reason and time, and end with a release.
func TestH046HoldAndRelease(t *testing.T) {
	steps := [][]byte{
		pharmacy("RDE^O11", "20261124080500", orc, "RXE||MET^metoprolol^L|25||mg", "NTE|1||hold if heart rate is under 55"),
		pharmacy("ORM^O01", "20261124090000", "ORC|HD|P1^CPOE|||HD||||20261124085900|||||||BRADY^heart rate 48^L"),
		pharmacy("ORM^O01", "20261124100000", "ORC|RL|P1^CPOE||||||20261124095900"),
	}
	held := oneMedicine(t, fold(t, steps[:2]...))
	if held.State != order.Held || held.Reason != "heart rate 48" || held.Since.Text != "20261124085900" || held.Notes[0] != "hold if heart rate is under 55" {
		t.Errorf("held: %+v", held)
	}
	if m := oneMedicine(t, fold(t, steps[0], steps[2], steps[1])); m.State != order.Active {
		t.Errorf("released: %s", m.State)
	}
}

// Several records under one order: an infusion started, changed and stopped.
func TestInfusionRecords(t *testing.T) {
	c := fold(t, pharmacy("RAS^O17", "20261124120000", "ORC|RE|P1^CPOE",
		"RXA|0|1|20261124080000||HEP^heparin^L|1000|units|||ZZN1^ZZNURSE^NELL||HR|25000^units|units||||||CP|A",
		"NTE|1||started", "RXR|IV",
		"RXA|0|2|20261124100000||HEP^heparin^L|1200|units/h||RATE^rate changed^L|ZZN1^ZZNURSE^NELL||||||||||CP|A",
		"RXA|0|3|20261124080000|20261124113000|HEP^heparin^L|4000|units||STOP^stopped^L|ZZN1^ZZNURSE^NELL||||||||||CP|A"))
	if len(c.Doses) != 3 {
		t.Fatalf("%d records, want 3", len(c.Doses))
	}
	var running []string
	for _, d := range c.Doses {
		if d.Running() {
			running = append(running, d.At.Text+" "+d.Note+" "+d.Per)
		}
	}
	slices.Sort(running)
	if diff := cmp.Diff([]string{"20261124080000 started HR", "20261124100000 rate changed "}, running); diff != "" {
		t.Errorf("running (-want +got):\n%s", diff)
	}
	if last := asof.Of(c, "x", nil, received.Add(time.Hour)).Administrations.Items; len(last) != 3 {
		t.Errorf("%d shown", len(last))
	}
}
