package reading_test

import (
	"fmt"
	"strings"
	"testing"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/sentence"
	"redoutlet/internal/feed/reading"
)

// events are those of specification 6.1.
func events() []string {
	var list []string
	for n := 1; n <= 62; n++ {
		if n == 19 || n >= 56 && n <= 59 { // a query, and numbers that name no such event
			continue
		}
		list = append(list, fmt.Sprintf("A%02d", n))
	}
	return list
}

// event writes an event of two patients with everything that any event needs.
func event(name string) []byte {
	other := "PID|2||ZZ2^^^ZZHOSP^MR||ZZTEST-TWO^BERT||19500101|M"
	segments := []string{header("ADT^"+name, "20261124110000"), "EVN|" + name + "|20261124105900", pid}
	switch name {
	case "A20":
		return message(segments[0], segments[1], "NPU|W1^1^1|U", "NPU|W1^1^2|H")
	case "A17", "A24", "A37":
		segments = append(segments, "PV1|1|I|W1^1^1||||||||||||||||V1", other, "PV1|2|I|W1^2^1||||||||||||||||V2")
	case "A44", "A45":
		segments[2] += "||||||||||ACC"
		segments = append(segments, "MRG|ZZ2^^^ZZHOSP^MR||ACC||V1", "PV1|1|I|W1^1^1||||||||||||||||V1")
	case "A35", "A36", "A41", "A42", "A49", "A50", "A51", "A48":
		segments = append(segments, "MRG|ZZ1^^^ZZHOSP^MR|ALT|ACC||V0|AV0", "PV1|1|I|W1^1^1||||||||||||||||V1")
	default:
		segments = append(segments, "MRG|ZZ2^^^ZZHOSP^MR", "PV1|1|I|W1^1^1||||||||||||||||V1")
	}
	return message(segments...)
}

// A message that is cut off is on nobody's chart where the cut is in whom it is
// about, wherever there, and is a message like any other where it is not.
func TestCutOffIdentificationIsNobodys(t *testing.T) {
	whole := string(message(header("ADT^A08", "20261124110000"), "EVN|A08|20261124105900", "PID|1||ZZ12345^^^ZZHOSP^MR||ZZTEST^ADA||19440305|F"))
	name := strings.Index(whole, "ZZTEST")
	for end := strings.Index(whole, "PID"); end < len(whole); end++ {
		r := read("ZZHOSP", []byte(whole[:end]))[0]
		if end <= name && (r.State != reading.Quarantined || len(r.People) > 0 || len(r.Facts) > 0) {
			t.Errorf("%q: %s, %d people, %d facts", whole[end-12:end], r.State, len(r.People), len(r.Facts))
		}
		if end > name && r.State != reading.Charted {
			t.Errorf("%q: %s: %s", whole[end-12:end], r.State, r.Reason)
		}
	}
}

// Every event is charted; none is ignored.
func TestEveryEventIsRead(t *testing.T) {
	for _, name := range events() {
		r := read("", event(name))[0]
		if r.State != reading.Charted {
			t.Errorf("%s: %s %s", name, r.State, r.Reason)
		}
	}
}

// What an event needs and lacks is said, and nothing of it is charted.
func TestHalfAnEventChangesNothing(t *testing.T) {
	for name, segments := range map[string][]string{
		"A17": {"PV1|1|I|W1^1^1||||||||||||||||V1"},
		"A24": nil,
		"A37": {"PID|2||ZZ1^^^ZZHOSP^MR||ZZTEST-ONE^ADA"},
		"A40": {"MRG|7"},
		"A42": {"MRG|ZZ1^^^ZZHOSP^MR"},
		"A43": {"MRG|"},
		"A44": {"MRG|ZZ2^^^ZZHOSP^MR"},
		"A45": {"MRG|||ACC||V1", "PV1|1|I|W1^1^1||||||||||||||||V1"},
		"A47": nil,
		"A50": {"MRG|ZZ2^^^ZZHOSP^MR||||V0", "PV1|1|I|W1^1^1||||||||||||||||V1"},
	} {
		r := read("", message(append([]string{header("ADT^"+name, "20261124110000"), pid}, segments...)...))[0]
		if r.State != reading.Quarantined || len(r.Ties) != 0 || len(r.People) == 0 || !strings.Contains(r.Reason, ".") {
			t.Errorf("%s: %s %q, %d ties, %d people", name, r.State, r.Reason, len(r.Ties), len(r.People))
		}
	}
}

// FuzzRegistration reads every event with anything in its segments: there is an
// outcome, each fact is somebody's and can be described, and a chart of the
// facts is the same when each comes twice.
func FuzzRegistration(f *testing.F) {
	for i, name := range events() {
		f.Add(uint8(i), string(event(name)))
	}
	names := events()
	f.Fuzz(func(t *testing.T, n uint8, text string) {
		name := names[int(n)%len(names)]
		raw := message(header("ADT^"+name, "20261124110000"), "EVN|"+name+"|20261124105900", text)
		r := read("ZZHOSP", raw)[0]
		if r.State == "" || r.State != reading.Charted && r.Reason == "" {
			t.Fatalf("%s: state %q, reason %q", name, r.State, r.Reason)
		}
		for _, report := range r.Beds {
			if report.Place.IsZero() || report.Describe() == "" {
				t.Fatalf("%s: a report of no bed, or one that cannot be described", name)
			}
		}
		for _, fact := range r.Facts {
			if fact.Owner.Authority == "" || sentence.Of(fact) == "" {
				t.Fatalf("%s: a fact of nobody, or one that cannot be described", name)
			}
		}
		twice := append(r.Facts[:len(r.Facts):len(r.Facts)], r.Facts...)
		a, err := chart.Fold(r.Facts).Hash()
		b, again := chart.Fold(twice).Hash()
		if err != nil || again != nil || a != b {
			t.Fatalf("%s: the same facts twice give another chart (%v, %v)", name, err, again)
		}
	})
}
