package reading_test

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
)

// pid names the patient of these tests.
const pid = "PID|1||ZZ1^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F"

// received is when the first letter of a test is kept; each later one is kept a
// minute after the one before.
var received = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// header is an MSH segment sent at a time.
func header(kind, at string) string {
	return "MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|" + at + "||" + kind + "|1|P|2.5.1"
}

// message joins segments as they are sent.
func message(segments ...string) []byte { return []byte(strings.Join(segments, "\r") + "\r") }

// oru is a result message of the patient of these tests.
func oru(at string, segments ...string) []byte {
	return message(append([]string{header("ORU^R01", at), pid}, segments...)...)
}

// profile is a live source.
func profile(authority string) reading.Profile {
	p := reading.NewProfile("feed", "UTC")
	p.Live, p.Authority = true, authority
	return p
}

// read reads messages of a live source in the order of their arrival.
func read(authority string, messages ...[]byte) []reading.Reading {
	return readBy(profile(authority), messages...)
}

// readBy reads messages by a profile.
func readBy(p reading.Profile, messages ...[]byte) []reading.Reading {
	var all []reading.Reading
	for i, raw := range messages {
		l := reading.Letter{Number: int64(i + 1), Source: "feed", Received: received.Add(time.Duration(i) * time.Minute), Raw: raw}
		all = append(all, reading.Of(l, &p, time.UTC))
	}
	return all
}

// fold is the chart that the messages add up to.
func fold(t *testing.T, messages ...[]byte) *chart.Chart {
	t.Helper()
	var facts []*fact.Fact
	for i, r := range read("", messages...) {
		if r.State == reading.Ignored {
			t.Fatalf("message %d is ignored: %s", i+1, r.Reason)
		}
		facts = append(facts, r.Facts...)
	}
	return chart.Fold(facts)
}

// bodies are the facts of one kind in a reading.
func bodies[T fact.Body](r reading.Reading) []T {
	var found []T
	for _, f := range r.Facts {
		if body, ok := f.Body.(T); ok {
			found = append(found, body)
		}
	}
	return found
}
