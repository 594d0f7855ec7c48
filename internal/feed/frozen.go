package feed

import (
	"context"
	"fmt"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/guard"
)

// watched is a book as its guard sees it.
type watched struct{ book *Book }

// Facts implements [guard.House].
func (w watched) Facts(ctx context.Context, p guard.Patient) ([]*fact.Fact, error) {
	letters, err := w.book.read(ctx, PatientID(p), onChart, onList)
	var facts []*fact.Fact
	for _, l := range letters {
		facts = append(facts, l.facts...)
	}
	return facts, err
}

// Present implements [guard.House].
func (w watched) Present() map[guard.Patient]guard.Place {
	here := map[guard.Patient]guard.Place{}
	for head := range w.book.lines {
		if place := w.Place(guard.Patient(head)); place.InHouse {
			here[guard.Patient(head)] = place
		}
	}
	return here
}

// Place implements [guard.House]. Outpatients, and who comes again and again
// (HL7 table 0004), have no bed.
func (w watched) Place(p guard.Patient) guard.Place {
	line := w.book.lines[PatientID(p)]
	stays := slices.ContainsFunc(line.Presences, func(at roster.Presence) bool {
		return at.Here() && !slices.Contains([]string{"O", "R", "P"}, at.Class)
	})
	return guard.Place{InHouse: line.Line.InHouse, Unit: line.Line.Unit, Stays: stays}
}

// open has the guard go on from what was kept.
func (w watched) open(saved Saved) error {
	b := w.book
	if b.desk.Limits == (guard.Limits{}) {
		b.vigil = nil
		return nil
	}
	desk := guard.Desk{House: w, Limits: b.desk.Limits, Opener: b.desk.Opener, Sealer: b.desk.Sealer, Now: b.desk.Now}
	var err error
	b.vigil, err = guard.NewVigil(desk, saved.Kept, max(saved.Cursor, saved.Watched))
	return err
}

// watchBefore has the guard look at the batch before it is taken in.
func (s *step) watchBefore(ctx context.Context) (*guard.Turn, error) {
	b := s.book
	turn := b.vigil.Turn(s.batch.Cursor)
	for head := range headsIn(s) {
		if err := turn.Before(ctx, guard.Patient(head), s.freshOf(head)); err != nil {
			return nil, err
		}
	}
	return turn, nil
}

// headsIn are the patients of whom the batch brings anything.
func headsIn(s *step) map[PatientID]bool {
	heads := map[PatientID]bool{}
	for id := range s.fresh {
		heads[s.book.kin.Of(id)] = true
	}
	return heads
}

// watchAfter has the guard judge what the batch took away.
func (s *step) watchAfter(ctx context.Context, turn *guard.Turn) error {
	if turn == nil {
		var err error
		s.batch.Kept, err = s.book.vigil.Note()
		return err
	}
	taken, err := turn.After(ctx, func(f *guard.Freeze) (int, error) { return s.heldBack(ctx, f) })
	if err != nil {
		return err
	}
	s.batch.Kept, s.batch.KeptSince = taken.Keep, taken.Since
	s.frozen, s.held = taken.Began, taken.Held
	return nil
}

// heldBack counts the patients of whom a freeze still holds something back.
func (s *step) heldBack(ctx context.Context, f *guard.Freeze) (int, error) {
	patients := 0
	for _, p := range f.Patients {
		r, err := s.whole(ctx, s.book.kin.Of(PatientID(p)))
		if err != nil {
			return 0, err
		}
		if guard.HeldBack(r.chart(), guard.Shown(r.facts, r.chart(), []*guard.Freeze{f})) > 0 {
			patients++
		}
	}
	return patients, nil
}

// Freezes is what the guard of a book has frozen.
type Freezes struct{ book *Book }

// FreezesOf returns the freezes of a book.
func FreezesOf(b *Book) Freezes { return Freezes{b} }

// All lists every freeze there was, the newest first.
func (z Freezes) All() []guard.Freeze {
	z.book.mu.Lock()
	defer z.book.mu.Unlock()
	var list []guard.Freeze
	for _, f := range slices.Backward(z.book.vigil.All()) {
		list = append(list, f.Clone())
	}
	return list
}

// Holds says what is frozen now, for pages of units and of the hospital.
func (z Freezes) Holds() []asof.Hold {
	z.book.mu.Lock()
	defer z.book.mu.Unlock()
	return guard.Holds(z.book.vigil.Open())
}

// Limits are the limits from which on something is frozen.
func (z Freezes) Limits() guard.Limits { return z.book.desk.Limits }

// Decide records what a person decided about a freeze, and does it; or it fails
// with [guard.ErrNoFreeze].
func (z Freezes) Decide(ctx context.Context, id string, d guard.Decision) error {
	b := z.book
	b.stepping.Lock()
	defer b.stepping.Unlock()
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mend(ctx); err != nil {
		return err
	}
	d.Read = b.cursor
	kept, err := b.vigil.Decide(id, d)
	if err != nil {
		return err
	}
	b.broken = true // until it is kept
	err = b.desk.Projection.Commit(ctx, Batch{Version: b.version, Cursor: b.cursor, Kept: []guard.Keepsake{kept}})
	if err != nil {
		return fmt.Errorf("keeping a decision: %w", err)
	}
	b.broken = false
	b.watchers.Tell(Change{All: true})
	return watched{b}.keepLines(ctx)
}

// keepLines makes the lines of the patients anew whose leaving is held back.
func (w watched) keepLines(ctx context.Context) error {
	b := w.book
	b.keptLines = map[PatientID]roster.Summary{}
	for _, f := range b.vigil.Open() {
		if f.Section != fact.SectionCensus {
			continue
		}
		for _, p := range f.Patients {
			head := b.kin.Of(PatientID(p))
			shown, now, err := w.chart(ctx, head)
			if err != nil {
				return err
			}
			if guard.Left(now, shown) {
				line := roster.Of(shown, head.String())
				line.Flags = append(line.Flags, guard.MarkLeft)
				b.keptLines[head] = line.Apart()
			}
		}
	}
	return nil
}

// line is a patient's line as lists show it.
func (w watched) line(head PatientID) (roster.Summary, bool) {
	b := w.book
	if line, ok := b.keptLines[head]; ok {
		return line, true
	}
	line, ok := b.lines[head]
	return line, ok
}

// concerning lists the freezes that a patient's chart tells of.
func (w watched) concerning(head PatientID) []*guard.Freeze {
	b := w.book
	line := b.lines[head].Line
	var names []guard.Patient
	for _, id := range b.kin.All(head) {
		names = append(names, guard.Patient(id))
	}
	return b.vigil.Concerning(names, line.Unit, line.InHouse)
}

// chart is a patient's chart as it is shown, and as it is by all facts.
func (w watched) chart(ctx context.Context, head PatientID) (shown, now *chart.Chart, err error) {
	r, err := w.book.record(ctx, head)
	if err != nil {
		return nil, nil, err
	}
	now = r.chart()
	return guard.Shown(r.facts, now, w.concerning(head)), now, nil
}
