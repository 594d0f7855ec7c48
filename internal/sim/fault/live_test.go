package fault

import (
	"testing"
	"time"

	"redoutlet/internal/sim/stage"
)

// TestFaultsBeginWhileTheFeedGoesOn lets two faults begin in the middle of an hour, one after the other: what was said
// before is as it was, each befalls its own spell, and nothing is lost.
func TestFaultsBeginWhileTheFeedGoesOn(t *testing.T) {
	live := Ready(hour())
	first, second := startTime().Add(20*time.Minute), startTime().Add(40*time.Minute)
	heard := live.Until(first.Add(-time.Second))
	clockAhead := func(f Feed, s Spell) Feed { return WrongClock(f, s, 3*time.Hour) }
	live.Befall(clockAhead, Spell{From: first, To: first.Add(5 * time.Minute)})
	heard = append(heard, live.Until(second.Add(-time.Second))...)
	live.Befall(Reordered, Spell{From: second, To: second.Add(5 * time.Minute)})
	heard = append(heard, live.Until(startTime().Add(2*time.Hour))...)
	if len(heard) != len(hour().Until(startTime().Add(2*time.Hour))) {
		t.Fatalf("%d messages are heard of an hour", len(heard))
	}
	befell := map[string]int{}
	for _, m := range heard {
		befell[m.Fault]++
		want := ""
		switch {
		case in(m, first):
			want = "wrong clock"
		case in(m, second):
			want = "reordered"
		}
		if m.Fault != want {
			t.Errorf("what was said at %v bears the fault %q, want %q", m.At, m.Fault, want)
		}
	}
	if befell["wrong clock"] != 5 || befell["reordered"] != 5 {
		t.Errorf("faults by name: %v, want five of each", befell)
	}
}

// in reports whether a message was said in the five minutes after a moment.
func in(m stage.Message, from time.Time) bool {
	return !m.At.Before(from) && m.At.Before(from.Add(5*time.Minute))
}
