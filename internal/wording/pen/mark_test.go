package pen

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestMarks holds which marks ask for a person, and that a sender's value is
// not touched while our own time is written out.
func TestMarks(t *testing.T) {
	p := Pen{Now: time.Date(2026, 11, 25, 10, 42, 0, 0, time.UTC), Zone: time.UTC}
	got := p.Marks([]string{
		"changed 2026-11-25T06:58", "order control ZZ not known", "SENT AGAIN AS NEW AFTER IT WAS STOPPED - VERIFY",
		"a later final value was sent: 2026-11-25T06:58 mmol/L 2026-11-25T08:00 - verify",
		"SOURCES DISAGREE: pha says ACTIVE, 5 mg, 2026-11-25T06:58; ehr says HELD, 2026-11-25T08:00",
	})
	want := []Mark{
		{"changed 25-Nov-2026 06:58", "below"}, {"order control ZZ not known", "warn"}, {"SENT AGAIN AS NEW AFTER IT WAS STOPPED - VERIFY", "warn"},
		{"a later final value was sent: 2026-11-25T06:58 mmol/L 25-Nov-2026 08:00 - verify", "warn"},
		{"SOURCES DISAGREE: pha says ACTIVE, 5 mg, 25-Nov-2026 06:58; ehr says HELD, 25-Nov-2026 08:00", "warn"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
}
