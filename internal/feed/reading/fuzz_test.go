package reading_test

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/sentence"
	"redoutlet/internal/feed/reading"
)

// fuzzKind puts whatever segments come under a header of one message type: there
// is an outcome, a reason where it is not charted, and a chart that folds the
// same when every fact is doubled.
func fuzzKind(f *testing.F, kinds, segments []string) {
	for i := range kinds {
		for _, s := range segments {
			f.Add(uint8(i), s)
		}
	}
	p := reading.NewProfile("feed", "UTC")
	f.Fuzz(func(t *testing.T, kind uint8, body string) {
		raw := message(header(kinds[int(kind)%len(kinds)], "202611240800"), pid, body)
		r := reading.Of(reading.Letter{Number: 1, Source: "feed", Raw: raw}, &p, time.UTC)
		if r.State != reading.Charted && r.Reason == "" {
			t.Fatalf("%s is %s without a reason", r.Kind, r.State)
		}
		once, twice := chart.Fold(r.Facts), chart.Fold(append(r.Facts[:len(r.Facts):len(r.Facts)], r.Facts...))
		a, err := once.Hash()
		if err != nil {
			t.Fatal(err)
		}
		if b, err := twice.Hash(); err != nil || a != b {
			t.Fatalf("the same facts twice give another chart (%v)", err)
		}
		asof.Of(once, "x", nil, received)
		for _, fact := range r.Facts {
			if sentence.Of(fact) == "A fact." {
				t.Fatalf("%T is not described", fact.Body)
			}
		}
	})
}

func joined(segments ...string) string { return strings.Join(segments, "\r") }

func FuzzDocument(f *testing.F) {
	fuzzKind(f, []string{"MDM^T01", "MDM^T02", "MDM^T03", "MDM^T04", "MDM^T05", "MDM^T06", "MDM^T07", "MDM^T08", "MDM^T09", "MDM^T10", "MDM^T11"}, []string{
		joined("TXA|1|HP|TX|202611240800|||||D1^M^L|||N1|N0||||AU|R|AV||why|D1^M^L^^^^^^^^^^^^202611240800", "OBX|1|TX|||text"),
	})
}

func FuzzAppointment(f *testing.F) {
	fuzzKind(f, append(booked(), "SIU^S23", "SIU^S24"), []string{
		joined("SCH|A1|F1|1|||12|why|type|30|MIN|^^^202611260900||||||||||||||Booked", "NTE|1||note", "RGS|1", "AIS|1|A|MRI|202611260900|||30|MIN||Booked", "NTE|1||fast", "AIG|1||X", "AIL|1||W1^1", "AIP|1||D1^O^A|R"),
		"SCH||||||||||||", "RGS|1",
	})
}

func FuzzProblem(f *testing.F) {
	fuzzKind(f, []string{"PPR^PC1", "PPR^PC2", "PPR^PC3", "PGL^PC6", "PGL^PC8", "PPP^PCB", "PPG^PCG", "ADT^A08", "REF^I12"}, []string{
		joined("PRB|AD|20261124|E11^D^I10|P1|||2009|||||^c|^s|^a||2008|text", "NTE|1||note", "GOL|UP||G1", "PTH|DE||P1|2", "DG1|1||J18|P|2026|A", "PR1|1||47|A|2026"),
	})
}

func FuzzImmunization(f *testing.F) {
	fuzzKind(f, []string{"VXU^V04"}, []string{
		joined("ORC|RE||F1", "RXA|0|1|20261101||141^I^CVX|0.5|mL||00|D1^A^R|||||L|2027|Z|no||RE|A|2026", "RXR|IM|LA", "OBX|1|CE|E||V", "NTE|1||x"),
	})
}

func FuzzContact(f *testing.F) {
	fuzzKind(f, []string{"ADT^A08", "ADT^A31"}, []string{
		joined("PD1||||D1^O^A||||||||Y", "IN1|1|P|C|N||||||||||||||||||||||||||||||||12", "NK1|1|W^J|SPO|1 M^^Z^^^^BA|555~556|557|EC|2026|2027", "ROL|1|AD|PP|D1^O^A|2026|2027", "PRT|1|AD||AP|D1^O^A"),
	})
}

func FuzzResult(f *testing.F) {
	fuzzKind(f, []string{"ORU^R01", "ORU^R30", "ORU^R31", "ORU^R32", "OUL^R21", "OUL^R22", "OUL^R23", "OUL^R24", "OPU^R25"}, []string{
		joined("SPM|1|^B1||BLD", "OBR|1|P1|F1|BC|||2026|||||||||||||||2026||MB|F|O&o&L^1^w|||^C1&L", "ORC|RE|P1|F1", "OBX|1|CE|O^o^L|1|E^e^L||||||F", "NTE|1||x", "OBX|2|ED|8867-4^h^LN||^TEXT^PLAIN^Base64^aGk=||||||C", "SPM|2|^B2||UR"),
	})
}
