package feed_test

import (
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/contact"
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
			"; ehr says DISCONTINUED, apixaban tablet, 5 mg, 2026-11-24T09:00:00", true},
		{"an order of one alone", rde("20261124080000", "NW", "1", "apixaban", ""), rde("20261124090000", "NW", "2", "apixaban", ""), 2, "reported by ehr alone", false},
		{"a result of another order", oru("20261124083000", "one", "5.9"), otherOrder(oru("20261124083000", "one", "6.9")), 2, "reported by ehr alone", false},
		{"another value of the same order", oru("20261124083000", "one", "5.9"), oru("20261124093000", "one", "6.9"), 1, "; ehr says FINAL, 6.9 mmol/L", true},
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
			disagree := func(mark string) bool { return strings.HasPrefix(mark, chart.WordsDisagree) }
			if both := len(marks) == 1 && strings.Contains(marks[0], "pha says") && strings.Contains(marks[0], "ehr says"); slices.ContainsFunc(marks, disagree) && !both {
				t.Errorf("%s, late %v: that they disagree is to be said once, with what each says: %q", tt.name, late, marks)
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

// what the record of a patient holds beside orders and results, each under a
// number; said is the part in which two sources may differ.
func recorded(kind, at, number, said string) []byte {
	segments := map[string][]string{
		"ORU^R01": {"OBR|1||" + number + "^NUM|VS^vital signs^L|||20261124080000|||||||||||||||" + at + "|||F", "OBX|1|NM|8867-4^heart rate^LN||" + said + "|/min|||||F"},
		"PPR^PC1": {"PRB|AD|" + at + "|E11^diabetes^I10|" + number + "^NUM||||||||||" + said},
		"MDM^T02": {"TXA|1|HP|TX|" + at + "||||||||" + number + "^NUM|||||" + said, "OBX|1|TX|||text"},
		"SIU^S12": {"SCH|" + number + "^NUM||||||" + said + "||||^^^20261126090000"},
		"VXU^V04": {"ORC|RE||" + number + "^NUM", "RXA|0|1|20261101||141^influenza^CVX|0.5|mL" + strings.Repeat("|", 13) + said},
	}
	return msg(append([]string{"MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|" + at + "||" + kind + "|" + kind + number + at + "|P|2.5.1", "PID|1||one^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F"}, segments[kind]...)...)
}

// TestH074PrimaryStandsInEverySection: the same holds of vital signs, problems,
// documents, appointments and vaccinations. Contacts are the union of all
// sources, and whoever asks for an address to be protected is heard.
func TestH074PrimaryStandsInEverySection(t *testing.T) {
	for _, tt := range []struct{ kind, one, other string }{
		{"ORU^R01", "90", "130"}, {"PPR^PC1", "active", "resolved"}, {"MDM^T02", "AU", "DI"}, {"SIU^S12", "stress test", "biopsy"}, {"VXU^V04", "CP", "RE"},
	} {
		for _, other := range []struct{ number, said, mark string }{
			{"N1", tt.one, "also reported by ehr"}, {"N2", tt.one, "reported by ehr alone"}, {"N1", tt.other, "; ehr says"},
		} {
			first, ehr := live("first"), live("ehr")
			first.Primary = fact.Sections()
			h := newHouse(t, first, ehr)
			h.send("ehr", recorded(tt.kind, "20261124090000", other.number, other.said))
			h.send("first", recorded(tt.kind, "20261124080000", "N1", tt.one))
			if marks := marked(h.view("one")); !strings.Contains(strings.Join(marks, "\n"), other.mark) {
				t.Errorf("%s %s %s: marks %q, want %q", tt.kind, other.number, other.said, marks, other.mark)
			}
		}
	}
	first, ehr := live("first"), live("ehr")
	first.Primary = fact.Sections()
	h := newHouse(t, first, ehr)
	h.send("first", adt("A01", "20261124080000", "one", pv1, "NK1|1|WEST^JOAN|SPO|1 MILL LANE^^ZEDTOWN"))
	h.send("ehr", adt("A08", "20261124090000", "one", pv1, "PD1||||||||||||Y", "NK1|1|WEST^PETER|BRO"))
	people := h.view("one").Contacts.Items
	if len(people) != 2 {
		t.Fatalf("%d contacts, want those of both sources", len(people))
	}
	for _, p := range people {
		if p.Address != "" && p.Address != contact.WordsProtected {
			t.Errorf("the address is shown: %q", p.Address)
		}
	}
}

// marked are the marks on all that the view lists of the record.
func marked(v *asof.View) []string {
	var marks []string
	for _, i := range v.Vitals.Items {
		marks = append(marks, i.Marks...)
	}
	for _, i := range v.Problems.Items {
		marks = append(marks, i.Marks...)
	}
	for _, i := range v.Notes.Items {
		marks = append(marks, i.Marks...)
	}
	for _, i := range v.Appointments.Items {
		marks = append(marks, i.Marks...)
	}
	for _, i := range v.Immunizations.Items {
		marks = append(marks, i.Marks...)
	}
	return marks
}
