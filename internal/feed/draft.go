package feed

import (
	"context"
	"slices"
)

// draft is a projection in memory: what charts that are being made again have
// come to, until they take the place of those that serve. Letters and sealed
// summaries apart, it holds what the projection on disk does.
type draft struct {
	batches []Batch
	touched map[PatientID][]touched
	seen    map[Fingerprint]int64
	summary map[PatientID]*SealedSummary // the newest of each, in its batch
}

// touched says that a letter bears on a patient.
type touched struct {
	number int64
	on     Bearing
}

func newDraft() *draft {
	return &draft{touched: map[PatientID][]touched{}, seen: map[Fingerprint]int64{}, summary: map[PatientID]*SealedSummary{}}
}

// Load implements [Projection]: a draft begins with nothing.
func (d *draft) Load(context.Context) (Saved, error) { return Saved{}, nil }

// Touching implements [Projection].
func (d *draft) Touching(_ context.Context, people []PatientID, on ...Bearing) ([]int64, error) {
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

// Known implements [Projection].
func (d *draft) Known(_ context.Context, prints []Fingerprint) ([]int64, error) {
	numbers := make([]int64, len(prints))
	for i, p := range prints {
		numbers[i] = d.seen[p]
	}
	return numbers, nil
}

// Commit implements [Projection]. A summary that a later one replaces is not
// held on to: in a long feed that would be most of the memory.
func (d *draft) Commit(_ context.Context, b Batch) error {
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

// Replace implements [Projection].
func (d *draft) Replace(_ context.Context, batches []Batch) error {
	*d = *newDraft()
	d.batches = batches
	return nil
}

// whole is everything that was committed, in order.
func (d *draft) whole() []Batch {
	for i := range d.batches {
		b := &d.batches[i]
		b.Summaries = slices.DeleteFunc(b.Summaries, func(s SealedSummary) bool { return s.Sealed.Bytes == nil })
	}
	return d.batches
}

// upTo is an archive that ends at a letter.
type upTo struct {
	Archive
	last func() int64
}

// After implements [Archive].
func (a upTo) After(ctx context.Context, after int64, limit int) ([]SealedLetter, error) {
	last := a.last()
	letters, err := a.Archive.After(ctx, after, limit)
	end := slices.IndexFunc(letters, func(l SealedLetter) bool { return l.Number > last })
	if end >= 0 {
		letters = letters[:end]
	}
	return letters, err
}
