package engine

import (
	"bytes"
	"testing"
	"time"

	"redoutlet/internal/sim"
)

// TestTogetherSaysAllInOrder holds that nothing is lost or changed where several feeds are one, and that Due never lies
// behind what is said next.
func TestTogetherSaysAllInOrder(t *testing.T) {
	start := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)
	hospital := func(seed uint64) *sim.Hospital {
		return sim.New(seed, start, sim.Options{Past: time.Hour, Patients: 5})
	}
	want := map[string]int{}
	end := start.Add(3 * time.Hour)
	for seed := range uint64(2) {
		for _, m := range hospital(seed).Until(end) {
			want[string(m.Body)]++
		}
	}
	f := Together(hospital(0), hospital(1))
	last := time.Time{}
	for due := f.Due(); !due.After(end); due = f.Due() {
		for _, m := range f.Until(due) {
			if m.At.Before(last) {
				t.Fatalf("%s at %v is said after %v", m.ControlID, m.At, last)
			}
			last = m.At
			want[string(m.Body)]--
		}
	}
	for body, n := range want {
		if n != 0 {
			t.Errorf("said %d times less than alone: %q", n, bytes.SplitN([]byte(body), []byte("\r"), 2)[0])
		}
	}
}
