package reading_test

import (
	"testing"

	"redoutlet/internal/chart/fact"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/feed/reading"
)

func TestDefaultAuthorityIsForRecordNumbersOnly(t *testing.T) {
	for _, c := range []struct {
		list string
		want []fact.ID
	}{
		{"7^^^^MR", []fact.ID{{Value: "7", Authority: "ZZHOSP", Type: "MR"}}},
		{"7^^^^mrn", []fact.ID{{Value: "7", Authority: "ZZHOSP", Type: "mrn"}}},
		{"7", []fact.ID{{Value: "7", Authority: "ZZHOSP"}}},
		{"7^4^M11^^MR", []fact.ID{{Value: "7", Authority: "ZZHOSP", Type: "MR"}}}, // a check digit is no part of the number
		{"7^^^^PI", nil},
		{"7^^^^PT", nil},
		{"7^^^^PI~8^^^^MR", []fact.ID{{Value: "8", Authority: "ZZHOSP", Type: "MR"}}},
		{"7^^^ZZOTHER^PI", []fact.ID{{Value: "7", Authority: "ZZOTHER", Type: "PI"}}},
	} {
		r := read("ZZHOSP", message(header("ADT^A31", "20261124110000"), "PID|1||"+c.list+"||ZZTEST-ONE^ADA"))[0]
		var got []fact.ID
		for _, p := range bodies[*chart.Person](r) {
			got = append(got, p.IDs...)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", c.list, r.Reason, diff)
		}
		if (r.State == reading.Quarantined) != (c.want == nil) {
			t.Errorf("%s: %s", c.list, r.State)
		}
	}
}

func TestMergeTakesNoPatientNumberForARecordNumber(t *testing.T) {
	merge := func(prior string) reading.Reading {
		return read("ZZHOSP", message(header("ADT^A40", "20261124110000"), pid, "MRG|"+prior))[0]
	}
	if r := merge("7^^^^PI"); r.State != reading.Quarantined || len(r.Ties) != 0 {
		t.Errorf("a PI number without an authority is merged: %+v", r.Ties)
	}
	if r := merge("7^^^^MR"); len(r.Ties) != 1 || r.Ties[0].Second.Authority != "ZZHOSP" {
		t.Errorf("a record number is not merged: %+v", r.Ties)
	}
}

func TestDeathIsSaidByEitherField(t *testing.T) {
	for _, c := range []struct {
		at, indicator string
		want          fact.Said
	}{
		{"", "Y", fact.Said{Is: fact.Value, Text: "Y"}},
		{`""`, "Y", fact.Said{Is: fact.Value, Text: "Y"}},
		{"20261124", "Y", fact.Said{Is: fact.Value, Text: "Y 20261124"}},
		{"20261124", "", fact.Said{Is: fact.Value, Text: "20261124"}},
		{"", "N", fact.Said{Is: fact.Null}},
		{"", `""`, fact.Said{Is: fact.Null}},
		{`""`, "", fact.Said{}},
		{"", "", fact.Said{}},
	} {
		r := read("", message(header("ADT^A31", "20261124110000"), pid+"|||||||||||||||||||||"+c.at+"|"+c.indicator))[0]
		people := bodies[*chart.Person](r)
		if len(people) != 1 || people[0].Died != c.want {
			t.Errorf("PID-29 %q, PID-30 %q: %d people, want %+v", c.at, c.indicator, len(people), c.want)
		}
	}
}

func TestPatientOfAnUnreadMessageCanBeFound(t *testing.T) {
	for _, kind := range []string{"MDM^T02", "ADT^A40", "RDE^O11"} {
		c := fold(t, message(header(kind, "20261124110000"), pid))
		if len(c.IDs) != 1 || c.IDs[0].Value != "ZZ1" || c.Person.Family.Text != "ZZTEST-ONE" || c.Person.Given.Text != "ADA" {
			t.Errorf("%s: numbers %v", kind, len(c.IDs))
		}
		if len(c.Unread) != 1 {
			t.Errorf("%s: %d unread, want 1", kind, len(c.Unread))
		}
	}
}

func TestUnreadMessageNeverRenamesAPatient(t *testing.T) {
	known := message(header("ADT^A31", "20261124110000"), pid)
	unread := message(header("MDM^T02", "20261124120000"), "PID|1||ZZ1^^^ZZHOSP^MR||ZZTEST-TWO^BEA||19990101|M")
	c := fold(t, known, unread)
	if c.Person.Family.Text != "ZZTEST-ONE" || c.Person.Sex.Text != "F" || c.Person.Born.Text != "19440305" {
		t.Error("a message in quarantine changed who the patient is")
	}
}
