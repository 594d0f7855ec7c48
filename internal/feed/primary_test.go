package feed_test

import (
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
)

// TestH074PrimaryStandsAndTheOtherIsSaid: two sources give orders and results.
// The primary's word stands in every order of arrival, and what the other says
// of the same number is beside it; nothing is matched by what it looks like.
func TestH074PrimaryStandsAndTheOtherIsSaid(t *testing.T) {
	for _, tt := range []struct {
		name  string
		first []byte // of the primary
		other []byte
		rows  int // medicines and results together
		mark  string
		flag  bool
	}{
		{"the same order", rde("20261124080000", "NW", "1", "apixaban", ""), rde("20261124080500", "NW", "1", "apixaban", ""), 1, "also reported by ehr", false},
		{"stopped in one", rde("20261124080000", "NW", "1", "apixaban", ""), rde("20261124090000", "DC", "1", "apixaban", ""), 1,
			"SOURCES DISAGREE: ehr says DISCONTINUED, apixaban tablet, 5 mg, 2026-11-24T09:00:00", true},
		{"an order of one alone", rde("20261124080000", "NW", "1", "apixaban", ""), rde("20261124090000", "NW", "2", "apixaban", ""), 2, "reported by ehr alone", false},
		{"a result of another order", oru("20261124083000", "one", "5.9"), otherOrder(oru("20261124083000", "one", "6.9")), 2, "reported by ehr alone", false},
		{"another value of the same order", oru("20261124083000", "one", "5.9"), oru("20261124093000", "one", "6.9"), 1, "SOURCES DISAGREE: ehr says FINAL, 6.9 mmol/L", true},
	} {
		for _, late := range []bool{false, true} {
			pha, ehr := live("pha"), live("ehr")
			pha.Primary = []fact.Section{fact.SectionMedications, fact.SectionResults, fact.SectionAllergies}
			h := newHouse(t, pha, ehr)
			sends := []func(){func() { h.send("pha", tt.first) }, func() { h.send("ehr", tt.other) }}
			if late {
				slices.Reverse(sends)
			}
			for _, send := range sends {
				send()
			}
			v := h.view("one")
			var marks []string
			for _, m := range v.Medications.Items {
				marks = append(marks, m.Marks...)
			}
			for _, r := range v.Results.Items {
				marks = append(marks, r.Marks...)
			}
			if rows := len(v.Medications.Items) + len(v.Results.Items); rows != tt.rows {
				t.Errorf("%s, late %v: %d rows, want %d", tt.name, late, rows, tt.rows)
			}
			if !strings.Contains(strings.Join(marks, "\n"), tt.mark) {
				t.Errorf("%s, late %v: marks %q, want %q", tt.name, late, marks, tt.mark)
			}
			if flag := v.Medications.Has(chart.Conflict) || v.Results.Has(chart.Conflict); flag != tt.flag {
				t.Errorf("%s, late %v: conflict %v", tt.name, late, flag)
			}
			for _, m := range v.Medications.Items {
				if m.From.Source == "pha" && m.State != "ACTIVE" {
					t.Errorf("%s, late %v: the primary's order is %s", tt.name, late, m.State)
				}
			}
		}
	}
}

// otherOrder puts a result under the numbers of another order.
func otherOrder(m []byte) []byte {
	return []byte(strings.NewReplacer("Pone^CPOE", "P2^CPOE", "Fone^LAB", "F2^LAB").Replace(string(m)))
}

// TestH074AllergiesAreTheUnion: whatever is declared, each source's allergies are
// listed, each with its source.
func TestH074AllergiesAreTheUnion(t *testing.T) {
	adtOf, ehr := live("adt"), live("ehr")
	adtOf.Primary = []fact.Section{fact.SectionAllergies}
	h := newHouse(t, adtOf, ehr)
	h.send("adt", adt("A01", "20261124080000", "one", pv1, "AL1|1|DA|PCN^penicillin^L"))
	h.send("ehr", adt("A08", "20261124090000", "one", pv1, "AL1|1|DA|LTX^latex^L"))
	var got []string
	for _, a := range h.view("one").Allergies.Items {
		got = append(got, a.Substance+" from "+a.From.Source)
	}
	if want := []string{"latex from ehr", "penicillin from adt"}; !slices.Equal(got, want) {
		t.Errorf("allergies %q, want %q", got, want)
	}
}
