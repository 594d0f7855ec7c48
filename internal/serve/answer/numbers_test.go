package answer

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
	"redoutlet/internal/serve/tenancy/tenancytest"
)

// TestH012APersonSplitsWhatWasMerged: what a person finds is a message of our
// own. It parts the charts, says who and why on both, and is there after a
// rebuild; a link takes it back. It proves no source alive, and is no test.
func TestH012APersonSplitsWhatWasMerged(t *testing.T) {
	s := newSite(t)
	live := reading.NewProfile("adt", "UTC")
	live.Live = true
	tenant := s.Tenant(t, live)
	must(t, tenant.Unlock(t.Context(), s.Key))
	running, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- tenant.RunPost(running) }()
	t.Cleanup(func() { stop(); must(t, <-done) })
	ts := Tenants{tenancytest.Name: tenant}
	book, err := tenant.Book()
	must(t, err)
	send := func(event, at, number, more string) {
		t.Helper()
		raw := strings.Join([]string{
			"MSH|^~\\&|ADT|ZZ|RO|ZZ|" + at + "||ADT^" + event + "|" + at + "|P|2.5.1", "EVN|" + event + "|" + at,
			"PID|1||" + number + "^^^ZZ^MR||ZZTEST-ALDER^ADA||19440305|F", more,
		}, "\r")
		_, err := tenant.Intake("adt").Receive(t.Context(), mllp.Frame{Data: []byte(raw), Size: int64(len(raw))})()
		must(t, err)
		must(t, book.CatchUp(t.Context(), nil))
	}
	hash := func() [32]byte {
		t.Helper()
		sum, err := book.Hash(t.Context(), nil)
		must(t, err)
		return sum
	}
	send("A01", "20260301080000", "a", "PV1|1|I|W1^1^1||||||||||||||||V1")
	send("A01", "20260301081000", "b", "PV1|1|I|W1^2^1||||||||||||||||V2")
	apart := hash()
	send("A40", "20260301090000", "b", "MRG|a^^^ZZ^MR")
	together := hash()

	who := identity.Who{Tenant: tenancytest.Name, Name: "nurse", Title: "R. Adeyemi", Role: identity.Nurse}
	a, b := fact.ID{Value: "a", Authority: "ZZ", Type: "MR"}, fact.ID{Value: "b", Authority: "ZZ", Type: "MR"}
	finding := reading.Finding{Numbers: []fact.ID{a, b}, By: who.Title, Why: "two wristbands | two people", At: now.Add(time.Hour)}
	find := func(wait time.Duration, want bool) {
		t.Helper()
		shown, err := finder{ts, wait}.Find(t.Context(), who, finding)
		must(t, err)
		if shown != want {
			t.Errorf("waiting %v, it is shown %v, want %v", wait, shown, want)
		}
	}
	find(0, false) // nobody reads yet: it is kept, and nobody waits for what comes before it
	must(t, book.CatchUp(t.Context(), nil))
	if hash() != apart {
		t.Error("split: not the charts before the merge")
	}
	for _, number := range []string{"a^ZZ", "b^ZZ"} {
		lines := book.Find(number)
		if len(lines) != 1 || lines[0].Test {
			t.Fatalf("%s: %+v", number, lines)
		}
		parted, err := ts.Partings(t.Context(), tenancytest.Name, lines[0].ID)
		must(t, err)
		if len(parted) != 1 || parted[0].By != "R. Adeyemi" || parted[0].Why != "two wristbands | two people" {
			t.Errorf("%s: %+v", number, parted)
		}
	}
	if sources := book.Coverage().Sources(fact.SectionCensus); slices.Contains(sources, reading.Desk) {
		t.Errorf("the desk counts as a source: %v", sources)
	}
	must(t, book.Rebuild(t.Context(), nil))
	if hash() != apart {
		t.Error("split: not the same charts after a rebuild")
	}

	finding.Together, finding.At = true, now.Add(2*time.Hour)
	ended := make(chan error, 1)
	go func() { ended <- tenant.RunReader(running, func(err error) { t.Error(err) }) }()
	t.Cleanup(func() { stop(); must(t, <-ended) })
	find(time.Hour, true)
	if hash() != together {
		t.Error("linked again: not the chart of the merge")
	}
	if n := len(feed.RollOf(book).Numbers(mustID(t, book.Find("a^ZZ")[0].ID))); n != 2 {
		t.Errorf("linked again: %d numbers", n)
	}
}

func mustID(t *testing.T, text string) feed.PatientID {
	t.Helper()
	id, err := feed.ParsePatientID(text)
	must(t, err)
	return id
}
