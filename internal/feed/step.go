package feed

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/tie"
	"redoutlet/internal/feed/envelope"
	"redoutlet/internal/feed/owner"
	"redoutlet/internal/feed/parallel"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/voice"
)

// Step reads the next letters that wait, keeps what they come to in one
// transaction, and returns how many there were; 0 means that nothing waits. Of
// exact replays it reads nothing: they are dropped and counted.
// After an error nothing is kept and Step can be called again.
func (b *Book) Step(ctx context.Context) (int, error) {
	b.stepping.Lock()
	defer b.stepping.Unlock()
	cursor, err := b.begin(ctx)
	if err != nil {
		return 0, err
	}
	sealed, err := b.desk.Archive.After(ctx, cursor, stepLetters)
	if err != nil {
		return 0, fmt.Errorf("reading what waits: %w", err)
	}
	if len(sealed) == 0 {
		return 0, nil
	}
	s := newStep(b, sealed[len(sealed)-1].Number)
	fresh, err := s.sift(ctx, sealed)
	if err != nil {
		return 0, err
	}
	if err := s.open(fresh); err != nil {
		return 0, err
	}
	if err := s.apply(ctx); err != nil {
		return 0, err
	}
	return len(sealed), nil
}

func newStep(b *Book, cursor int64) *step {
	return &step{
		book: b, fresh: map[PatientID]arrived{}, listed: map[PatientID]bool{}, heardOn: map[PatientID]string{}, heard: map[voice.Key]voice.Mark{},
		units: map[string]bool{}, patients: map[PatientID]bool{},
		batch: Batch{Version: b.version, Cursor: cursor},
	}
}

// begin returns up to which letter the book has read.
func (b *Book) begin(ctx context.Context) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.mend(ctx); err != nil {
		return 0, err
	}
	return b.cursor, nil
}

// step is one batch of letters on its way into the book.
type step struct {
	book     *Book
	letters  []reading.Letter
	readings []reading.Reading
	fresh    map[PatientID]arrived    // what is new by patient
	listed   map[PatientID]bool       // patients whose summary may change
	heard    map[voice.Key]voice.Mark // what the batch adds
	units    map[string]bool          // units whose census shows or showed somebody who changed
	patients map[PatientID]bool       // whose chart changed
	frozen   bool                     // a freeze began or ended
	// disturbed are the visits of which earlier letters may have to be judged again.
	disturbed []PatientID
	known     map[int64]bool       // letters that were heard when they were read before
	times     []times              // of the letters that were heard
	heardOn   map[PatientID]string // day of the newest message in the batch, by patient
	batch     Batch
}

// times are those of one letter: when it was sent, by the clock of its source,
// and received by ours.
type times struct {
	source         string
	sent, received time.Time
}

// arrived is what a batch brings of one patient.
type arrived struct {
	facts []*fact.Fact
	bytes int // of the letters they stand in
}

// open opens and reads letters, on every processor.
func (s *step) open(letters []SealedLetter) error {
	s.letters, s.readings = make([]reading.Letter, len(letters)), make([]reading.Reading, len(letters))
	failures := make([]error, len(letters))
	parallel.Each(len(letters), func(i int) {
		s.letters[i], s.readings[i], failures[i] = s.book.reader.take(letters[i])
		letters[i] = SealedLetter{} // read, and long perhaps
	})
	return errors.Join(failures...)
}

// apply changes the book and keeps the batch. Pages see the change while the
// disk still writes it: what it says stands in letters, which were on disk
// before they were acknowledged. Should keeping fail, the book is loaded again
// from what is kept, by whoever asks next for a chart or a list where that fails
// too.
func (s *step) apply(ctx context.Context) error {
	b := s.book
	b.mu.Lock()
	defer b.mu.Unlock()
	err := s.take(ctx)
	if err == nil {
		b.pending = s.fresh
		b.mu.Unlock()
		err = b.desk.Projection.Commit(ctx, s.batch)
		b.mu.Lock()
		b.pending = nil
	}
	if err != nil {
		return fallBack(ctx, b, fmt.Errorf("keeping charts: %w", err))
	}
	b.cursor = s.batch.Cursor
	settling{s}.compare()
	b.watchers.Tell(s.change())
	return nil
}

// take changes the book by the batch. Left half done, the book is broken.
func (s *step) take(ctx context.Context) error {
	s.book.broken = true
	if err := (settling{s}).all(ctx); err != nil {
		return err
	}
	for _, mark := range s.heard {
		s.batch.Voices = append(s.batch.Voices, s.book.voices.Learned(mark))
	}
	turn, err := s.watchBefore(ctx)
	if err == nil {
		err = s.summarize(ctx)
	}
	if err == nil {
		err = s.watchAfter(ctx, turn)
	}
	if err == nil {
		err = watched{s.book}.keepLinesOf(ctx, s)
	}
	s.book.broken = err != nil
	return err
}

// matters reports whether a reading can change the patient's line in a list:
// registration does, what states code status, precautions or diet (hazard
// H-060), and so does a sign of care after a discharge, or a message
// that names somebody else under the number.
func (s *step) matters(r *reading.Reading, id PatientID) bool {
	states := func(f *fact.Fact) bool { return chart.States(f.Body) }
	if r.Family == reading.FamilyRegistration || len(r.Ties) > 0 || slices.ContainsFunc(r.Facts, states) {
		return true
	}
	line, known := s.book.lines[s.book.kin.Of(id)]
	switch {
	case !known, renames(r, &line.Line):
		return true
	case line.Line.InHouse:
		return false
	}
	return len(line.Presences) > 0
}

// renames reports whether a reading names the patient other than the line does.
// What a message leaves out it does not rename: few but registration send all.
func renames(r *reading.Reading, line *roster.Line) bool {
	other := func(said fact.Said, value, have string) bool { return said.Is != fact.Nothing && value != have }
	for _, fact := range r.Facts {
		p, ok := fact.Body.(*chart.Person)
		if ok && (other(p.Family, p.Family.Text, line.Family) || other(p.Given, p.Given.Text, line.Given) ||
			other(p.Sex, p.Sex.Text, line.Sex) || other(p.Born, p.BornAt.ISO(), line.Born)) {
			return true
		}
	}
	return false
}

// tie takes what was done to two numbers. Patients that it joins or parts are
// made again from the facts of their numbers.
func (s *step) tie(deed tie.Deed[fact.ID]) {
	b := s.book
	edge := owner.Edge{First: b.kin.ID(deed.First), Second: b.kin.ID(deed.Second), Act: deed.Act, Stamp: deed.Stamp}
	if edge.Act == tie.List {
		edge.Stamp = "" // kept once, however often it is repeated
	}
	regrouped, isNew := b.kin.Add(edge)
	for _, head := range regrouped.After {
		s.disturbed = append(s.disturbed, b.kin.Contested(b.kin.All(head))...)
	}
	if isNew {
		s.batch.Edges = append(s.batch.Edges, edge)
	}
	heard := ""
	for _, head := range regrouped.Before {
		heard = max(heard, b.lines[head].Heard)
		s.forget(head)
		s.remove(head)
	}
	for _, head := range regrouped.After {
		s.listed[head], s.heardOn[head] = true, max(s.heardOn[head], heard)
	}
}

// remove takes a patient's line from the lists: nobody goes by it now, or it is
// made anew.
func (s *step) remove(head PatientID) {
	if line, ok := s.book.lines[head]; ok {
		s.shown(line)
		s.batch.Dropped = append(s.batch.Dropped, head)
		delete(s.book.lines, head)
		s.book.people.Drop(head)
	}
}

// hear notes what the source has shown it gives, and the time it sent.
func (s *step) hear(l *reading.Letter, r *reading.Reading) {
	if s.known[l.Number] {
		return
	}
	s.book.voices.Hear(l, r.Gave)
	for _, family := range r.Gave {
		key := voice.Key{Source: l.Source, Family: family}
		s.heard[key] = s.heard[key].With(l, family)
	}
	if len(r.Facts) > 0 && r.Facts[0].From.Sent.Known() {
		s.times = append(s.times, times{l.Source, r.Facts[0].From.Sent.At, l.Received})
	}
}

// summarize gives what is new to the records in memory, and makes the summaries
// that may have changed. Who is in memory nowhere is read when somebody looks.
func (s *step) summarize(ctx context.Context) error {
	b, held := s.book, map[PatientID]*record{}
	for id := range s.fresh {
		head := b.kin.Of(id)
		if r, ok := b.records.Get(head); ok {
			held[head] = r
		}
	}
	for head, r := range held {
		s.renew(head, r)
	}
	heads := map[PatientID]bool{}
	for id := range s.listed {
		heads[b.kin.Of(id)] = true
	}
	for head := range heads {
		summary, err := s.line(ctx, head)
		if err == nil {
			err = s.show(head, summary)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// show takes a summary into the batch where it says something new.
func (s *step) show(head PatientID, summary roster.Summary) error {
	if len(summary.Line.Identifiers) == 0 { // a number that others name, and of which nothing was said
		s.remove(head)
		return nil
	}
	old, ok := s.book.lines[head]
	summary.Heard = max(old.Heard, s.heardOn[head])
	if ok && reflect.DeepEqual(old, summary) {
		return nil
	}
	s.patients[head] = true
	s.shown(old)
	sealed, err := envelope.SealSummary(s.book.desk.Sealer, head, summary)
	if err != nil {
		return err
	}
	summary = summary.Apart()
	s.book.lines[head] = summary
	s.book.people.Put(head, &summary.Line)
	s.batch.Summaries = append(s.batch.Summaries, sealed)
	return nil
}

// fail quarantines letters of the batch that turn out not to fold.
func (s *step) fail(numbers []int64) {
	for i := range s.batch.Settled {
		if settled := &s.batch.Settled[i]; slices.Contains(numbers, settled.Number) {
			settled.State, settled.Reason = reading.Quarantined, reasonFailed
		}
	}
}

// shown notes the units whose census shows a patient, or did before a step.
func (s *step) shown(summary roster.Summary) {
	now := s.book.desk.Now()
	for _, p := range summary.Presences {
		if p.ShownAt(now) {
			s.units[p.Place.Unit] = true
		}
	}
}

// change says who changed, for pages that are open: also for those of a unit
// that a patient has left.
func (s *step) change() Change {
	for id := range s.fresh {
		s.patients[s.book.kin.Of(id)] = true
	}
	c := Change{All: s.frozen}
	for id := range s.patients {
		s.shown(s.book.lines[id])
		c.Patients = append(c.Patients, id.String())
	}
	c.Units = slices.Collect(maps.Keys(s.units))
	return c
}
