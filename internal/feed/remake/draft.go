package remake

import (
	"context"
	"slices"

	"redoutlet/internal/feed"
)

// draft is a projection in memory: what charts that are being made again have
// come to, until they take the place of those that serve. Letters and sealed
// summaries apart, it holds what the projection on disk does.
type draft struct {
	batches []feed.Batch
	touched map[feed.PatientID][]touched
	seen    map[feed.Fingerprint]int64
	summary map[feed.PatientID]*feed.SealedSummary // the newest of each, in its batch
}

// touched says that a letter bears on a patient.
type touched struct {
	number int64
	on     feed.Bearing
}

func newDraft() *draft {
	return &draft{touched: map[feed.PatientID][]touched{}, seen: map[feed.Fingerprint]int64{}, summary: map[feed.PatientID]*feed.SealedSummary{}}
}

// Load implements [feed.Projection]: a draft begins with nothing.
func (d *draft) Load(context.Context) (feed.Saved, error) { return feed.Saved{}, nil }

// Touching implements [feed.Projection].
func (d *draft) Touching(_ context.Context, people []feed.PatientID, on ...feed.Bearing) ([]int64, error) {
	var numbers []int64
	for _, id := range people {
		for _, t := range d.touched[id] {
			if len(on) == 0 || slices.Contains(on, t.on) {
				numbers = append(numbers, t.number)
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), nil
}

// Known implements [feed.Projection].
func (d *draft) Known(_ context.Context, prints []feed.Fingerprint) ([]int64, error) {
	numbers := make([]int64, len(prints))
	for i, p := range prints {
		numbers[i] = d.seen[p]
	}
	return numbers, nil
}

// Commit implements [feed.Projection]. A summary that a later one replaces is not
// held on to: in a long feed that would be most of the memory.
func (d *draft) Commit(_ context.Context, b feed.Batch) error {
	for _, t := range b.Touches {
		d.touched[t.Patient] = append(d.touched[t.Patient], touched{t.Number, t.On})
	}
	for _, s := range b.Seen {
		d.seen[s.Fingerprint] = s.Number
	}
	for i := range b.Summaries {
		s := &b.Summaries[i]
		if old := d.summary[s.Patient]; old != nil {
			old.Sealed.Bytes = nil
		}
		d.summary[s.Patient] = s
	}
	d.batches = append(d.batches, b)
	return nil
}

// Replace implements [feed.Projection].
func (d *draft) Replace(_ context.Context, batches []feed.Batch) error {
	*d = *newDraft()
	d.batches = batches
	return nil
}

// whole is everything that was committed, in order.
func (d *draft) whole() []feed.Batch {
	for i := range d.batches {
		b := &d.batches[i]
		b.Summaries = slices.DeleteFunc(b.Summaries, func(s feed.SealedSummary) bool { return s.Sealed.Bytes == nil })
	}
	return d.batches
}
