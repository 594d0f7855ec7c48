package clock

import (
	"testing"
	"time"
)

// at is when these tests begin.
var at = time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)

// machine is a machine whose clocks a test sets.
type machine struct{ Reading }

func (m *machine) read() Reading { return m.Reading }

// pass has both clocks run.
func (m *machine) pass(d time.Duration) { m.Wall, m.Run = m.Wall.Add(d), m.Run+d }

// TestH004WrongClockIsNoticed does to our clock what clocks do.
func TestH004WrongClockIsNoticed(t *testing.T) {
	hear := func(w *Watch, n int, sent time.Time, m *machine) {
		for range n {
			w.Witness("adt", sent, m.Wall)
			w.Witness("lab", sent, m.Wall)
		}
	}
	for _, tt := range []struct {
		name string
		seen time.Time
		do   func(m *machine, w *Watch)
		want string
	}{
		{"nothing", at, func(*machine, *Watch) {}, ""},
		{"runs for a month", at, func(m *machine, _ *Watch) { m.pass(31 * 24 * time.Hour) }, ""},
		{"is set right by half a minute", at, func(m *machine, _ *Watch) { m.Wall = m.Wall.Add(-30 * time.Second) }, ""},
		{"two hours back", at, func(m *machine, _ *Watch) { m.Wall = m.Wall.Add(-2 * time.Hour) }, WordsBack},
		{"two hours forward", at, func(m *machine, _ *Watch) { m.Wall = m.Wall.Add(2 * time.Hour) }, WordsForward},
		{"to 1970", at, func(m *machine, _ *Watch) { m.Wall = time.Unix(0, 0) }, WordsBack},
		{"to 2099", at, func(m *machine, _ *Watch) { m.Wall = time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC) }, WordsForward},
		{"over a leap day", at, func(m *machine, _ *Watch) { m.pass(2*365*24*time.Hour + 100*24*time.Hour) }, ""},
		{"back, and put right again", at, func(m *machine, w *Watch) {
			m.Wall = m.Wall.Add(-2 * time.Hour)
			w.Doubt()
			m.Wall = m.Wall.Add(2 * time.Hour)
		}, ""},
		{"forward, and the senders say the same", at, func(m *machine, w *Watch) {
			m.Wall = m.Wall.Add(2 * time.Hour)
			w.Doubt()
			hear(w, 2, m.Wall.Add(-time.Second), m)
		}, ""},
		{"forward, and the senders do not", at, func(m *machine, w *Watch) {
			m.Wall = m.Wall.Add(2 * time.Hour)
			hear(w, 9, m.Wall.Add(-2*time.Hour), m)
		}, WordsForward},
		{"behind what is on disk at the start", at.Add(time.Hour), func(*machine, *Watch) {}, WordsBeforeSeen},
		{"behind what is on disk, until it gets there", at.Add(time.Hour), func(m *machine, _ *Watch) { m.Wall = m.Wall.Add(time.Hour) }, ""},
		{"behind what is on disk, which was wrong", at.Add(time.Hour), func(m *machine, w *Watch) { hear(w, 2, m.Wall, m) }, ""},
		{"every source says another day", at, func(m *machine, w *Watch) { hear(w, 1, m.Wall.Add(-48*time.Hour), m) }, WordsApart},
		{"a backlog of days that is told at once", at, func(m *machine, w *Watch) {
			hear(w, 1, m.Wall.Add(-48*time.Hour), m)
			hear(w, 2, m.Wall.Add(-11*time.Hour), m)
		}, ""},
		{"every source says another day, and once another time", at, func(m *machine, w *Watch) {
			hear(w, 1, m.Wall.Add(-48*time.Hour), m)
			hear(w, 1, m.Wall.Add(-11*time.Hour), m)
		}, WordsApart},
		{"a message that has waited is no witness", at, func(m *machine, w *Watch) {
			m.Wall = m.Wall.Add(2 * time.Hour)
			for range 9 {
				w.Witness("adt", m.Wall.Add(-2*time.Hour), m.Wall.Add(-2*time.Hour))
			}
		}, WordsForward},
		{"one source says another day", at, func(m *machine, w *Watch) { w.Witness("adt", m.Wall.Add(48*time.Hour), m.Wall) }, ""},
		{"two say another day, each its own", at, func(m *machine, w *Watch) {
			w.Witness("adt", m.Wall.Add(48*time.Hour), m.Wall)
			w.Witness("lab", m.Wall.Add(-48*time.Hour), m.Wall)
		}, ""},
	} {
		m := &machine{Reading{Wall: at}}
		w := NewWatch(m.read, tt.seen)
		m.pass(time.Minute)
		tt.do(m, w)
		if got := w.Doubt(); got != tt.want {
			t.Errorf("%s: doubt %q, want %q", tt.name, got, tt.want)
		}
	}
	early := &machine{Reading{Wall: time.Unix(0, 0)}}
	if got := NewWatch(early.read, time.Time{}).Doubt(); got != WordsBeforeMade {
		t.Errorf("started in 1970: doubt %q", got)
	}
}

func TestSkewIsSaidOfAClockAndNotOfABacklog(t *testing.T) {
	for _, tt := range []struct {
		name   string
		behind []time.Duration
		want   time.Duration
	}{
		{"nothing", nil, 0},
		{"too little", []time.Duration{time.Hour, time.Hour}, 0},
		{"one that was held up", []time.Duration{1, 1, 1, time.Hour, 1}, 1},
		{"a clock two hours ahead", []time.Duration{-2 * time.Hour, -2 * time.Hour, -2 * time.Hour, 5, -2 * time.Hour}, -2 * time.Hour},
		{"a backlog, and one on time", []time.Duration{9 * time.Hour, 8 * time.Hour, 7 * time.Hour, 6 * time.Hour, 1}, 0},
		{"a past that was told in a moment, and nothing since", []time.Duration{44 * time.Minute, 37 * time.Minute, 30 * time.Minute, 22 * time.Minute, 14 * time.Minute}, 0},
		{"a clock two hours behind", []time.Duration{2*time.Hour + 5, 2 * time.Hour, 2*time.Hour + 1, 2*time.Hour + 2, 2*time.Hour + 9}, 2 * time.Hour},
		{"what was long ago is forgotten", append(repeated(time.Hour, 20), repeated(1, 15)...), 1},
	} {
		var s Skew
		for _, d := range tt.behind {
			s.Add(at.Add(-d), at)
		}
		if got := s.Behind(); got != tt.want {
			t.Errorf("%s: %v behind, want %v", tt.name, got, tt.want)
		}
	}
}

func repeated(d time.Duration, n int) []time.Duration {
	list := make([]time.Duration, n)
	for i := range list {
		list[i] = d
	}
	return list
}
