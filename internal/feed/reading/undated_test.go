package reading_test

import (
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
)

const (
	pv1  = "PV1|1|I|W1^101^1||||||||||||||||V1"
	dose = "RXA|0|1|20261124090000||DRUG^a drug^L|5|mg"
)

func TestUndatedDischargeHasEffectAndIsMarked(t *testing.T) {
	for _, when := range []string{"", "soon", `""`} {
		admit := message(header("ADT^A01", "20261124080000"), "EVN|A01|20261124080000", pid, pv1)
		discharge := message(header("ADT^A03", when), "EVN|A03|"+when, pid, pv1)
		c := fold(t, admit, discharge)
		if len(c.Visits) != 1 || c.Visits[0].State != visit.Discharged || c.Current() != nil {
			t.Fatalf("time %q: visits %+v", when, c.Visits)
		}
		if want := received.Add(time.Minute); !c.Visits[0].Ended.Equal(want) {
			t.Errorf("time %q: ended %v, want the time of receipt %v", when, c.Visits[0].Ended, want)
		}
		if len(c.Unread) != 1 || c.Unread[0].Section != fact.SectionCensus {
			t.Errorf("time %q: unread %+v", when, c.Unread)
		}
	}
}

func TestUndatedMessageMarksItsSection(t *testing.T) {
	for _, c := range []struct {
		name    string
		message []byte
		section fact.Section // "" for none
	}{
		{"an event time alone", message(header("ADT^A03", ""), "EVN|A03|20261124080000", pid, pv1), ""},
		{"a header time alone", message(header("ADT^A03", "20261124080000"), "EVN|A03", pid, pv1), ""},
		{"a person", message(header("ADT^A31", ""), "EVN|A31", pid), fact.SectionCensus},
		{"a result", oru("", "OBR|1||F1|CHEM", "OBX|1|NM|K||6.9|||||||F"), fact.SectionResults},
		{"a result that says when", oru("", obr("CHEM", "20261124080000", "", "F"), "OBX|1|NM|K||6.9|||||||F"), ""},
		{"a dose", message(header("RAS^O17", ""), pid, "ORC|RE|P1", dose), fact.SectionAdministrations},
		{"a dose that says when", message(header("RAS^O17", ""), pid, "ORC|RE|P1", dose+"|||||||||||||||20261124090500"), ""},
	} {
		unread := bodies[*fact.Unread](read("", c.message)[0])
		switch {
		case c.section == "" && len(unread) != 0:
			t.Errorf("%s: marked: %s", c.name, unread[0].Reason)
		case c.section != "" && (len(unread) != 1 || unread[0].Section != c.section):
			t.Errorf("%s: %d marks, want one of %s", c.name, len(unread), c.section)
		}
	}
}

func TestUndatedFactsAreRecordedAtNoTime(t *testing.T) {
	r := read("", message(header("ADT^A03", ""), "EVN|A03", pid, pv1))[0]
	for _, f := range r.Facts {
		if f.From.Recorded.Known() || f.From.Sent.Known() {
			t.Errorf("%T: recorded %v, sent %v: the sender said neither", f.Body, f.From.Recorded, f.From.Sent)
		}
		if !f.Stamp.At.At.Equal(received) {
			t.Errorf("%T stands at %v, want the time of receipt", f.Body, f.Stamp.At.At)
		}
	}
}
