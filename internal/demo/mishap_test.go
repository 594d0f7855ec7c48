package demo

import (
	"testing"
	"time"

	"redoutlet/internal/sim"
	"redoutlet/internal/sim/ehr"
	"redoutlet/internal/sim/fault"
)

// ticking says one message of the laboratory in a minute, for three hours.
type ticking struct {
	start time.Time
	said  int
}

func (f *ticking) Start() time.Time { return f.start }
func (f *ticking) Due() time.Time   { return f.start.Add(time.Duration(f.said) * time.Minute) }

func (f *ticking) Until(t time.Time) (said []sim.Message) {
	for f.said < 180 && !f.Due().After(t) {
		said = append(said, sim.Message{At: f.Due(), Source: sim.Laboratory, ControlID: "1", Body: []byte("MSH|^~\\&|LAB||||20260302060000||ORU^R01|1|P|2.5.1\rPID|1||1||Castañeda\r")})
		f.said++
	}
	return said
}

// TestButtonsBefallWhatIsOnItsWay presses each button that does something to messages on their way: it begins then, ends by
// itself, and what comes after is as it was.
func TestButtonsBefallWhatIsOnItsWay(t *testing.T) {
	for button, want := range map[ehr.Mishap]struct {
		fault string
		many  int
	}{
		ehr.Reorder: {"reordered", 5}, ehr.Truncate: {"truncated", 5}, ehr.Letters: {"wrong letters", 5}, ehr.Clock: {"wrong clock", 60},
	} {
		start := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
		live := fault.Ready(&ticking{start: start})
		pressed := start.Add(10 * time.Minute)
		before := live.Until(pressed.Add(-time.Second))
		onTheWay(live, button, fault.Spell{From: pressed, Seed: 1})
		bad := 0
		for _, m := range append(before, live.Until(start.Add(5*time.Hour))...) {
			if m.Fault == "" {
				continue
			}
			if bad++; m.Fault != want.fault || m.At.Before(pressed) {
				t.Errorf("%s: a message of %v bears the fault %q", button, m.At, m.Fault)
			}
		}
		if bad != want.many {
			t.Errorf("%s befell %d messages, want %d", button, bad, want.many)
		}
	}
}
