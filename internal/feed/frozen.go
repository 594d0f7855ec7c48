package feed

import (
	"context"
	"fmt"
	"maps"
	"slices"

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
	vigil, err := guard.NewVigil(desk, saved.Kept, max(saved.Cursor, saved.Watched))
	if err != nil {
		return err
	}
	b.vigil = vigil
	return nil
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
	s.frozen = taken.Began
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
	defer looking(z.book)()
	var list []guard.Freeze
	for _, f := range slices.Backward(z.book.vigil.All()) {
		list = append(list, f.Clone())
	}
	return list
}

// Holds says what is frozen now, for pages of units and of the hospital.
func (z Freezes) Holds() []asof.Hold {
	defer looking(z.book)()
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
	w := watched{b}
	if err = w.keepLines(ctx, w.held(), b.record); err == nil {
		err = b.desk.Projection.Commit(ctx, Batch{Version: b.version, Cursor: b.cursor, Kept: []guard.Keepsake{kept}})
	}
	if err != nil {
		return fallBack(ctx, b, fmt.Errorf("keeping a decision: %w", err))
	}
	b.broken = false
	b.watchers.Tell(Change{All: true})
	return nil
}

// leaving lists the open freezes that hold patients on the census.
func (w watched) leaving() []*guard.Freeze {
	return slices.DeleteFunc(w.book.vigil.Open(), func(f *guard.Freeze) bool { return f.Section != fact.SectionCensus })
}

// held are the patients whose leaving is held back, or was.
func (w watched) held() map[PatientID]bool {
	ids := map[PatientID]bool{}
	for id := range w.book.keptLines {
		ids[id] = true
	}
	for _, f := range w.leaving() {
		for _, p := range f.Patients {
			ids[PatientID(p)] = true
		}
	}
	return ids
}

// keepLines makes the lines anew of those of some patients whose leaving is held
// back. whole reads a record. After an error the lines are as before: somebody
// may still lie in a bed whom no list would show.
func (w watched) keepLines(ctx context.Context, ids map[PatientID]bool, whole func(context.Context, PatientID) (*record, error)) error {
	b, frozen := w.book, w.leaving()
	if len(frozen) == 0 && len(b.keptLines) == 0 {
		return nil
	}
	lines := map[PatientID]roster.Summary{}
	maps.Copy(lines, b.keptLines)
	for id := range ids {
		head := b.kin.Of(id) // the numbers may have become one since
		delete(lines, id)
		delete(lines, head)
		holds := func(f *guard.Freeze) bool { return slices.ContainsFunc(w.Names(guard.Patient(head)), f.Holds) }
		if !slices.ContainsFunc(frozen, holds) {
			continue
		}
		r, err := whole(ctx, head)
		if err != nil {
			return err
		}
		now := r.chart()
		if shown := guard.Shown(r.facts, now, w.concerning(head)); guard.Left(now, shown) {
			line := roster.Of(shown, head.String())
			line.Heard = b.lines[head].Heard
			line.Flags = append(line.Flags, guard.MarkLeft)
			lines[head] = line.Apart()
		}
	}
	b.keptLines = lines
	return nil
}

// keepLinesOf makes the lines anew whose leaving is held back, as of a batch.
func (w watched) keepLinesOf(ctx context.Context, s *step) error {
	ids := headsIn(s)
	if s.frozen {
		ids = w.held()
	}
	maps.Copy(ids, s.listed)
	maps.Copy(ids, s.patients)
	return w.keepLines(ctx, ids, s.whole)
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
	return b.vigil.Concerning(w.Names(guard.Patient(head)), line.Unit, line.InHouse)
}

// Names implements [guard.House].
func (w watched) Names(head guard.Patient) []guard.Patient {
	var names []guard.Patient
	for _, id := range w.book.kin.All(PatientID(head)) {
		names = append(names, guard.Patient(id))
	}
	return names
}
