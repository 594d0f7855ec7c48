package feed

import (
	"context"
	"fmt"
	"slices"
)

// ReadAgain reads letters anew that a book has read before, puts each where it
// belongs now, in one transaction, and says what became of each. What a
// quarantined letter had marked INCOMPLETE is so no longer, unless it still is
// not understood. Letters that the book has not come to yet are left to it.
func ReadAgain(ctx context.Context, b *Book, numbers []int64) ([]Settlement, error) {
	b.stepping.Lock()
	defer b.stepping.Unlock()
	cursor, err := b.begin(ctx)
	if err != nil {
		return nil, err
	}
	numbers = slices.DeleteFunc(slices.Clone(numbers), func(n int64) bool { return n > cursor })
	sealed, err := b.desk.Archive.Numbered(ctx, numbers)
	if err != nil {
		return nil, fmt.Errorf("reading messages again: %w", err)
	}
	s := newStep(b, cursor)
	if s.known, err = heard(ctx, b.desk.Counter, numbers); err != nil {
		return nil, err
	}
	if err := s.open(sealed); err != nil {
		return nil, err
	}
	if err := s.applyAgain(ctx); err != nil {
		return nil, err
	}
	return s.batch.Settled, nil
}

// heard picks the letters whose sources were heard by them before: all but those
// in quarantine, which gave nothing.
func heard(ctx context.Context, counter Counter, numbers []int64) (map[int64]bool, error) {
	known := map[int64]bool{}
	for _, n := range numbers {
		aside, err := counter.Quarantined(ctx, n+1, 1)
		if err != nil {
			return nil, fmt.Errorf("looking what is in quarantine: %w", err)
		}
		known[n] = !slices.Contains(aside, n)
	}
	return known, nil
}

// applyAgain is apply for letters that were read before: what is in memory of
// their patients is let go, since it holds what they said then. What they say of
// clocks is long past.
func (s *step) applyAgain(ctx context.Context) error {
	b := s.book
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken = true // until all is done
	if err := (settling{s}).all(ctx); err != nil {
		return fallBack(ctx, b, fmt.Errorf("reading messages again: %w", err))
	}
	for _, mark := range s.heard {
		s.batch.Voices = append(s.batch.Voices, mark)
	}
	for _, t := range s.batch.Touches {
		if t.Patient == b.kin.Board() {
			continue
		}
		for _, number := range b.kin.Everywhere(b.kin.Of(t.Patient)) {
			s.forget(b.kin.Of(number))
			s.listed[number] = true
		}
	}
	s.fresh = map[PatientID]arrived{} // it is read from the letters with all else
	kept := b.desk.Projection
	b.desk.Projection = ahead{kept, s.batch.Touches}
	err := s.summarize(ctx)
	if err == nil {
		err = watched{b}.keepLinesOf(ctx, s)
	}
	b.desk.Projection = kept
	if err == nil {
		err = kept.Commit(ctx, s.batch)
	}
	if err != nil {
		return fallBack(ctx, b, fmt.Errorf("keeping charts: %w", err))
	}
	b.broken = false
	b.watchers.Tell(s.change())
	return nil
}

// ahead is a projection together with what a batch is about to add to it.
type ahead struct {
	Projection
	touches []Touch
}

// Touching implements [Projection].
func (a ahead) Touching(ctx context.Context, people []PatientID, on ...Bearing) ([]int64, error) {
	numbers, err := a.Projection.Touching(ctx, people, on...)
	for _, t := range a.touches {
		if slices.Contains(people, t.Patient) && (len(on) == 0 || slices.Contains(on, t.On)) {
			numbers = append(numbers, t.Number)
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers), err
}

// PatientsOf counts the patients that letters name.
func PatientsOf(ctx context.Context, b *Book, numbers []int64) (int, error) {
	sealed, err := b.desk.Archive.Numbered(ctx, numbers)
	if err != nil {
		return 0, fmt.Errorf("finding whom messages name: %w", err)
	}
	named := map[PatientID]bool{}
	for i := range sealed {
		_, r, err := b.reader.take(sealed[i])
		if err != nil {
			return 0, err
		}
		b.mu.Lock()
		for _, number := range r.People {
			named[b.kin.Of(b.kin.ID(number))] = true
		}
		b.mu.Unlock()
	}
	return len(named), nil
}
