package sim

import (
	"time"
)

// SyntheticDay returns about 3,000 messages of a seed: admissions, moves, discharges, mistakes taken back, merges,
// orders, doses, results, vital signs, notes and appointments of all kinds, and some sent again under another MSH-10. The same source never says two
// things of one patient in the same minute, whatever number the patient goes by, so the order of the day is plain from
// what the messages say and a test may shuffle and repeat them freely.
func SyntheticDay(seed uint64) []Message {
	start := time.Date(2026, time.November, 23, 7, 0, 0, 0, time.FixedZone("", -5*60*60))
	h := New(seed, start, Options{Past: 2 * time.Hour})
	return h.Until(start.Add(12 * time.Hour))
}
