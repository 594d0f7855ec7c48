package hl7

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// read parses a file of testdata.
func read(t *testing.T, name string) *Message {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(raw))
}

func parse(t *testing.T, raw string) *Message {
	t.Helper()
	m, err := Parse([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// all returns the segments of that name.
func all(m *Message, name string) (found []Segment) {
	for _, s := range m.Segments() {
		if s.Name() == name {
			found = append(found, s)
		}
	}
	return found
}

func first(t *testing.T, m *Message, name string) Segment {
	t.Helper()
	s, ok := m.First(name)
	if !ok {
		t.Fatalf("no %s", name)
	}
	return s
}

// want compares a text.
func want(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

// The delimiters are those that the header declares: five, three, or all different.
func TestCaseDelimiters(t *testing.T) {
	five := read(t, "case-09-1-truncation-char.hl7")
	allergy := first(t, five, "AL1").Field(3)
	want(t, "cut allergy", allergy.Component(2).Text(), "PENICILLIN G BENZATHINE INJECT#")
	if !allergy.Component(2).IsTruncated() {
		t.Error("the allergy is not marked as cut")
	}
	want(t, "observation", first(t, five, "OBX").Field(5).Text(), "BAG #2 GROUP O NEG")
	h := five.Header()
	want(t, "MSH-9, 10, 12", h.Type+" "+h.ControlID+" "+h.Version, "ADT ZZ09-1 2.7.1")

	three := read(t, "case-09-2-no-escape-char.hl7")
	want(t, "allergy with &", first(t, three, "AL1").Field(3).Component(2).Text(), "ASPIRIN & CODEINE")

	own := read(t, "case-09-3-own-delimiters.hl7")
	comment := all(own, "OBX")[0].Field(5)
	want(t, "comment", comment.Component(1).Text(), "pH 7.01 | pCO2 88 ^ rising ~ twice & falling pO2")
	want(t, "pH", all(own, "OBX")[1].Field(5).Text()+all(own, "OBX")[1].Field(8).Text(), "7.01LL")
	id := first(t, own, "PID").Field(3)
	want(t, "MRN", id.Component(1).Text()+" of "+id.Component(4).Text(), "1090003 of ZZHOSP")
}

// A time keeps the digits, the precision and the zone that were sent.
func TestCaseTimes(t *testing.T) {
	eastern := location(t, "America/New_York")
	year := ParseTime(first(t, read(t, "case-11-1-year-of-birth.hl7"), "PID").Field(7).Text(), eastern)
	if year.Precision != Year || year.Text != "1951" {
		t.Errorf("year of birth: %+v", year)
	}
	doses := all(read(t, "case-11-2-repeated-hour.hl7"), "RXA")
	one, two := ParseTime(doses[0].Field(3).Text(), eastern), ParseTime(doses[1].Field(3).Text(), eastern)
	if apart := two.At.Sub(one.At); apart != time.Hour || one.Ambiguous || one.Zone != "-0400" || two.Zone != "-0500" {
		t.Errorf("doses are %v apart, in %s and %s", apart, one.Zone, two.Zone)
	}
	var times []Time
	for _, obx := range all(read(t, "case-11-3-precisions.hl7"), "OBX") {
		times = append(times, ParseTime(obx.Field(14).Text(), eastern))
	}
	var got []Precision
	for _, x := range times {
		got = append(got, x.Precision)
	}
	if diff := cmp.Diff([]Precision{Minute, Day, Hour, Minute, Second}, got); diff != "" {
		t.Error(diff)
	}
	if !times[0].At.Equal(times[4].At) {
		t.Error("potassium and glucose were taken at the same instant")
	}
	if lactate := times[3]; !lactate.Odd || lactate.At.Format("2006-01-02 15:04") != "2026-11-25 00:00" {
		t.Errorf("2400 is the end of the 24th, and odd: %+v", lactate)
	}
}

// Two double quotes delete; they are neither text nor an identifier.
func TestCaseNull(t *testing.T) {
	one := first(t, read(t, "case-12-1.hl7"), "PID").Field(3)
	if one.Reps() != 2 || one.Rep(1).Component(1).State() != Null || one.Rep(1).Component(4).State() != Present {
		t.Errorf("PID-3 has %d repetitions, the second is %v", one.Reps(), one.Rep(1).Component(1).State())
	}
	want(t, "text of an identifier that is null", one.Rep(1).Text(), "^^^ZZNATL^NI")

	m := read(t, "case-12-3.hl7")
	pid, pv1 := first(t, m, "PID"), first(t, m, "PV1")
	states := map[string]State{
		"phone": pid.Field(13).State(), "address": pid.Field(11).State(), "middle": pid.Field(5).Component(3).State(),
		"bed": pv1.Field(3).State(), "attending": pv1.Field(7).State(), "attending family": pv1.Field(7).Component(2).State(),
		"given": pid.Field(5).Component(2).State(), "not sent": pv1.Field(60).State(),
	}
	if diff := cmp.Diff(map[string]State{"phone": Null, "address": Absent, "middle": Null, "bed": Absent,
		"attending": Null, "attending family": Null, "given": Present, "not sent": Absent}, states); diff != "" {
		t.Error(diff)
	}
	want(t, "name", pid.Field(5).Text(), "ZZTEST-LARCH^INGA^")
}

// Values are read as sent, with comparators, with commas and without a type.
func TestCaseComparators(t *testing.T) {
	var got []string
	for _, obx := range all(read(t, "case-18-input.hl7"), "OBX") {
		got = append(got, obx.Field(2).Text()+" "+obx.Field(5).Text())
	}
	wanted := []string{"SN <^14", "SN >^600", "SN ^1^:^640", "SN ^2^-^5", "NM <5", " 6.9", "String 8.1", "NM 065.88", "NM 1,4", "NM "}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Error(diff)
	}
}

// The answer goes back to the sender's own names, in its version.
func TestCaseAck(t *testing.T) {
	now := time.Date(2026, 11, 24, 11, 0, 1, 0, time.FixedZone("", -5*3600))
	for name, wanted := range map[string]string{
		"case-06-1-al-ne.hl7": `MSH|^~\&|ZZOUTLET|ZZHOSP|ZZADT^ADT9^L|ZZHOSP^SITE1^L|20261124110001-0500||ACK^A08^ACK|7|P|2.5.1` +
			"\rMSA|CA|ZZ06-1\r",
		"case-06-5-empty.hl7": `MSH|^~\&|ZZOUTLET|ZZHOSP|ZZADT^ADT9^L|ZZHOSP^SITE1^L|20261124110001-0500||ACK^A08|7|P|2.3` +
			"\rMSA|CA|ZZ06-5\r",
		"case-06-7-no-control-id.hl7": `MSH|^~\&|ZZOUTLET|ZZHOSP|ZZPOC|ZZHOSP|20261124110001-0500||ACK^R01^ACK|7|P|2.5.1` +
			"\rMSA|CA\r",
		"case-09-2-no-escape-char.hl7": `MSH|^~&|ZZOUTLET|ZZHOSP|ZZCLIN|ZZHOSP|20261124110001-0500||ACK^A08|7|P|2.3` +
			"\rMSA|CA|ZZ09-2\r",
		"case-09-3-own-delimiters.hl7": `MSH$%*!@$ZZOUTLET$ZZHOSP$ZZBGA$ZZHOSP$20261124110001-0500$$ACK%R01%ACK$7$P$2.5.1` +
			"\rMSA$CA$ZZ09-3\r",
	} {
		want(t, name, string(Ack(read(t, name), AckCommitAccept, "7", now, "")), wanted)
	}
	h := read(t, "case-06-2-ne-al.hl7").Header()
	want(t, "MSH-15 and 16", h.AcceptAck+h.AppAck, "NEAL")
	want(t, "an acknowledgement", read(t, "case-06-6-an-ack.hl7").Header().Type, "ACK")
}
