package feed

import (
	"context"
	"fmt"
	"slices"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/owner"
	"redoutlet/internal/feed/reading"
)

// settling is a step that finds out whose what it brings is.
type settling struct{ *step }

// all takes the batch's readings into it. What they do to numbers and to
// visits comes first: whose a fact is depends on all of that.
func (s settling) all(ctx context.Context) error {
	for i := range s.readings {
		for _, deed := range s.readings[i].Ties {
			s.tie(deed)
		}
		fresh, disturbed := s.book.kin.Hear(s.letters[i].Source, &s.readings[i])
		s.batch.Tenures = append(s.batch.Tenures, fresh...)
		s.disturbed = append(s.disturbed, disturbed...)
	}
	if err := s.judgeAgain(ctx); err != nil {
		return err
	}
	for i := range s.readings {
		s.settle(&s.letters[i], &s.readings[i])
	}
	return nil
}

// settle takes one reading into the batch.
func (s settling) settle(l *reading.Letter, said *reading.Reading) {
	r, placed := s.book.kin.Judge(l, *said)
	s.takeIn(l, &r, placed)
	s.hearOfBeds(&r)
	s.hear(l, &r)
}

func (s settling) takeIn(l *reading.Letter, r *reading.Reading, placed owner.Facts) {
	s.batch.Settled = append(s.batch.Settled, Settlement{l.Number, r.State, r.Kind, r.Reason})
	for _, number := range r.People {
		id := s.book.kin.ID(number)
		touch := Touch{id, l.Number, onChart}
		if s.matters(r, id) {
			touch.On, s.listed[id] = onList, true
		}
		s.noteDay(l, r, id)
		s.batch.Touches = append(s.batch.Touches, touch)
	}
	for owner, facts := range placed {
		a := s.fresh[owner]
		s.fresh[owner] = arrived{append(a.facts, facts...), a.bytes + len(l.Raw)}
	}
	for _, id := range s.book.kin.Named(r, placed)[len(r.People):] { // it stands on the chart of another
		s.noteDay(l, r, id)
		s.listed[id] = true
	}
}

// noteDay notes on which day a patient was spoken of last. The line of who is in
// the house changes by that once a day (hazard H-026).
func (s settling) noteDay(l *reading.Letter, r *reading.Reading, id PatientID) {
	at := l.Received
	if sent := r.Facts; len(sent) > 0 && sent[0].From.Sent.Known() && sent[0].From.Sent.At.Before(at) {
		at = sent[0].From.Sent.At
	}
	head := s.book.kin.Of(id)
	day := roster.Day(at, s.book.reader.site("").loc)
	s.heardOn[head] = max(s.heardOn[head], day)
	if line, known := s.book.lines[head]; known && line.Line.InHouse && day > line.Heard {
		s.listed[id] = true
	}
}

// judgeAgain judges the earlier letters anew that name a visit of which the
// batch says something, and has the charts made again that they may stand on.
func (s settling) judgeAgain(ctx context.Context) error {
	b := s.book
	var numbers []PatientID
	for _, head := range b.kin.Concerned(s.disturbed) {
		s.forget(head)
		s.listed[head] = true
		numbers = append(numbers, b.kin.All(head)...)
	}
	if len(numbers) == 0 {
		return nil
	}
	touched, err := b.desk.Projection.Touching(ctx, numbers)
	if err != nil {
		return fmt.Errorf("finding the messages of a visit: %w", err)
	}
	for part := range slices.Chunk(touched, stepLetters) {
		sealed, err := b.desk.Archive.Numbered(ctx, part)
		if err != nil {
			return fmt.Errorf("reading the messages of a visit: %w", err)
		}
		for i := range sealed {
			if err := s.settleAgain(sealed[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// settleAgain says what becomes of an earlier letter that may depend on whose a
// visit is.
func (s settling) settleAgain(sealed SealedLetter) error {
	letter, said, err := s.book.reader.take(sealed)
	if err != nil || said.State != reading.Charted {
		return err
	}
	r, _ := s.book.kin.Judge(&letter, said)
	s.batch.Settled = append(s.batch.Settled, Settlement{letter.Number, r.State, r.Kind, r.Reason})
	return nil
}

// forget lets go of what is in memory of a patient: it is made again.
func (s *step) forget(head PatientID) {
	s.book.records.Drop(head)
	s.book.lists.Drop(head)
	s.book.vigil.Forget(guard.Patient(head))
	s.patients[head] = true
}

// compare holds the clocks of the sources against ours, once the batch is kept:
// a batch that is read a second time is no second witness.
func (s settling) compare() {
	b := s.book
	for _, t := range s.times {
		b.voices.Compare(t.source, t.sent, t.received)
		if b.desk.Clock != nil {
			b.desk.Clock.Witness(t.source, t.sent, t.received)
		}
	}
}
