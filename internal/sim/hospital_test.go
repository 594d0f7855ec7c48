package sim

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/hl7"
)

// startTime is when the hospitals of these tests begin to live: a Monday morning.
func startTime() time.Time {
	return time.Date(2026, 3, 2, 6, 30, 0, 0, time.FixedZone("", -5*60*60))
}

// days returns what a hospital says in its past and so many days after it.
func days(seed uint64, n int) (*Hospital, []Message) {
	h := New(seed, startTime(), Options{})
	return h, h.Until(startTime().AddDate(0, 0, n))
}

// parsed reads a message and fails the test if it is none.
func parsed(t *testing.T, m Message) *hl7.Message {
	t.Helper()
	read, err := hl7.Parse(m.Body)
	if err != nil {
		t.Fatalf("%s is not a message: %v", m.ControlID, err)
	}
	return read
}

// text returns a component of the first segment of a name.
func text(m *hl7.Message, segment string, field, component int) string {
	s, _ := m.First(segment)
	return s.Field(field).Component(component).Text()
}

func TestSameSeedSameBytes(t *testing.T) {
	_, first := days(7, 1)
	_, again := days(7, 1)
	if i := difference(first, again); i >= 0 {
		t.Errorf("the same seed gives something else from message %d on", i)
	}
	if other := New(8, startTime(), Options{}).Next(); bytes.Equal(first[0].Body, other.Body) {
		t.Error("another seed gives the same first message")
	}
	if i := difference(SyntheticDay(3), SyntheticDay(3)); i >= 0 {
		t.Errorf("the same day gives something else from message %d on", i)
	}
}

// difference returns where two lists of messages begin to differ, or -1.
func difference(a, b []Message) int {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || !same(a[i], b[i]) {
			return i
		}
	}
	return -1
}

func same(a, b Message) bool {
	return a.At.Equal(b.At) && a.Source == b.Source && a.ControlID == b.ControlID && a.Load == b.Load && bytes.Equal(a.Body, b.Body)
}

func TestNextAndUntilSayTheSame(t *testing.T) {
	_, want := days(5, 1)
	h := New(5, startTime(), Options{})
	for i := range want {
		if got := h.Next(); !same(want[i], got) {
			t.Fatalf("message %d: Next says\n%q\nUntil\n%q", i, got.Body, want[i].Body)
		}
	}
}

func TestThePastComesFirst(t *testing.T) {
	h, messages := days(2, 1)
	load := 0
	for i, m := range messages {
		if i > 0 && m.At.Before(messages[i-1].At) {
			t.Fatalf("message %d was sent before the one ahead of it", i)
		}
		if m.Load != m.At.Before(h.Start()) {
			t.Fatalf("message %d: Load is %v at %v", i, m.Load, m.At)
		}
		if m.Load {
			load++
		}
	}
	if load < 500 || load > len(messages)-500 {
		t.Errorf("%d of %d messages are of the past; both should be hundreds", load, len(messages))
	}
}

func TestBusyMeansMore(t *testing.T) {
	quiet := New(4, startTime(), Options{})
	busy := New(4, startTime(), Options{Busy: 6})
	end := startTime().Add(2 * time.Hour)
	few, many := len(quiet.Until(end)), len(busy.Until(end))
	past := len(New(4, startTime(), Options{}).Until(startTime()))
	if many-past < 2*(few-past) {
		t.Errorf("a hospital six times as busy said %d, a usual one %d", many-past, few-past)
	}
}

func TestProcessingIDIsAsAsked(t *testing.T) {
	for asked, want := range map[string]string{"": "T", "P": "P", "D": "D"} {
		m := New(1, startTime(), Options{Processing: asked}).Next()
		if got := parsed(t, m).Header().ProcessingID; got != want {
			t.Errorf("asked for %q, MSH-11 is %q", asked, got)
		}
	}
}

// TestEveryMessageReadsBack reads every message and writes it again from its fields.
func TestEveryMessageReadsBack(t *testing.T) {
	_, messages := days(11, 1)
	seen := map[string]bool{}
	for _, m := range messages {
		read := parsed(t, m)
		header := read.Header()
		if header.ControlID != m.ControlID || seen[string(m.Source)+m.ControlID] {
			t.Fatalf("control id %q of %q is not its own", header.ControlID, m.ControlID)
		}
		seen[string(m.Source)+m.ControlID] = true
		if !header.Time.At.Equal(m.At) || header.Version != "2.5.1" || header.ProcessingID != "T" {
			t.Fatalf("%s: header %+v does not fit", m.ControlID, header)
		}
		if got := rewritten(t, read); !bytes.Equal(got, m.Body) {
			t.Fatalf("%s: written again it is\n%q\nnot\n%q", m.ControlID, got, m.Body)
		}
		if header.Event == "A20" { // of a bed and of nobody
			continue
		}
		if text(read, "PID", 3, 1) == "" || text(read, "PID", 5, 1) == "" {
			t.Fatalf("%s: it does not say whom it is about", m.ControlID)
		}
		if strings.Contains(string(m.Body), "|^|") {
			t.Fatalf("%s: a field holds nothing but a delimiter", m.ControlID)
		}
	}
}

func rewritten(t *testing.T, m *hl7.Message) []byte {
	t.Helper()
	b := hl7.NewBuilder(m.Delimiters())
	for _, s := range m.Segments() {
		out := b.Segment(s.Name())
		first := 1
		if s.Name() == "MSH" {
			first = 3
		}
		for n := first; n <= s.Fields(); n++ {
			out.SetRaw(n, s.Field(n).Raw())
		}
	}
	body, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func BenchmarkSyntheticDay(b *testing.B) {
	n := 0
	for b.Loop() {
		n += len(SyntheticDay(1))
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "messages/s")
}
