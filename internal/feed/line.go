package feed

import (
	"context"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
)

// A line of a list says who a patient is and where: little of the chart, and
// changed by few messages. It grows with them and is kept apart from the chart,
// or every message of a registration that tells of each click would have the
// whole chart read and folded again.

// line makes a patient's summary as of the batch. Whether care went on after a
// discharge takes the whole chart.
func (s *step) line(ctx context.Context, head PatientID) (roster.Summary, error) {
	c, err := s.listing(ctx, head)
	if err != nil {
		return roster.Summary{}, err
	}
	if c != nil && (c.Current() != nil || len(c.Visits) == 0) {
		return roster.Of(c, head.String()), nil
	}
	r, err := s.whole(ctx, head)
	if err != nil {
		return roster.Summary{}, err
	}
	summary := roster.Of(r.chart(), head.String())
	s.fail(r.failed)
	return summary, nil
}

// listing is the chart of what a list shows, nil where it does not fold.
func (s *step) listing(ctx context.Context, head PatientID) (*chart.Chart, error) {
	b, news := s.book, listed(s.freshOf(head))
	letters := s.bytesOf(head)
	if g, ok := b.lists.Get(head); ok {
		if c := g.grow(news, letters); c != nil {
			b.lists.Put(head, g)
			return c, nil
		}
		b.lists.Drop(head) // out of order, or unsound
	}
	said, err := b.read(ctx, head, onList)
	if err != nil {
		return nil, err
	}
	g := &growing{}
	for _, l := range said {
		news = append(news, listed(l.facts)...)
		g.letters, g.longest = g.letters+l.bytes, max(g.longest, l.bytes)
	}
	slices.SortStableFunc(news, inOrder)
	c := g.grow(news, letters)
	if c != nil {
		b.lists.Put(head, g)
	}
	return c, nil
}

// growing is what a list shows of a patient, as it grows.
type growing struct {
	chart.Running
	letters int // bytes of the letters it holds on to
	longest int // bytes of those of one batch
}

// grow adds facts that stand in letters of so many bytes. Those of a long stay
// are let go: they hold on to the text of their letters.
func (g *growing) grow(facts []*fact.Fact, letters int) *chart.Chart {
	c := g.Grow(facts)
	g.letters, g.longest = g.letters+letters, max(g.longest, letters)
	if g.letters > bytesPerLine {
		g.LetGo()
		g.letters = 0
	}
	return c
}

// weight is what it takes in memory, in patients of the usual size: the words
// it holds are part of their letters, and one scanned document is a long letter.
func (g *growing) weight() int { return 1 + max(g.letters, g.longest)/bytesPerList }

// bytesOf is how long the letters are that the batch brings of a patient.
func (s *step) bytesOf(head PatientID) int {
	bytes := 0
	for _, id := range s.book.kin.All(head) {
		bytes += s.fresh[id].bytes
	}
	return bytes
}

// whole is a patient's record with what the batch brings.
func (s *step) whole(ctx context.Context, head PatientID) (*record, error) {
	b := s.book
	if r, ok := b.records.Get(head); ok {
		return r, nil
	}
	r, err := b.record(ctx, head)
	if err != nil {
		return nil, err
	}
	s.renew(head, r)
	return r, nil
}

// renew gives a record in memory what the batch brings.
func (s *step) renew(head PatientID, r *record) {
	for _, id := range s.book.kin.All(head) {
		if a, ok := s.fresh[id]; ok {
			r.add(s.book.kin.Standing(a.facts), a.bytes)
		}
	}
	s.book.records.Put(head, r)
}

// freshOf is what the batch brings of a patient, in order.
func (s *step) freshOf(head PatientID) []*fact.Fact {
	var facts []*fact.Fact
	for _, id := range s.book.kin.All(head) {
		facts = append(facts, s.book.kin.Standing(s.fresh[id].facts)...)
	}
	slices.SortStableFunc(facts, inOrder)
	return facts
}

func inOrder(a, b *fact.Fact) int { return a.Stamp.Compare(b.Stamp) }

// listed picks the facts that a list shows.
func listed(facts []*fact.Fact) []*fact.Fact {
	var kept []*fact.Fact
	for _, f := range facts {
		switch f.Body.(type) {
		case *chart.Person, *chart.Link, *visit.Movement:
			kept = append(kept, f)
		default:
			if chart.States(f.Body) {
				kept = append(kept, f)
			}
		}
	}
	return kept
}
