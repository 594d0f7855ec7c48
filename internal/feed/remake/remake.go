// Package remake makes the charts of a book again by other profiles while the
// book goes on serving.
//
// Where a change of a profile bears on what letters are read to say, a [Maker]
// makes every chart again beside those that serve, in memory, and has them take
// their place in one transaction: no page ever shows half of each.
package remake

import (
	"context"
	"fmt"
	"sync"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
)

// Maker has the letters of one book read by other profiles. It is safe for
// concurrent use.
type Maker struct {
	book    *feed.Book
	counter feed.Counter
	turn    sync.Mutex // held while charts are made again
	mu      sync.Mutex
	current Progress
}

// Progress is how far the making of charts has come, or came the last time.
type Progress struct {
	Running bool
	Read    int64       // the number of the last letter that was read again
	Last    int64       // the number to get to; 0 where charts were never made again
	Before  feed.Counts // what became of the letters by the profiles before
	After   feed.Counts // and by those that are in force since
	Failed  bool        // it broke off; the charts are as before, and it is tried again
}

// New returns the maker of a book; there is one for each. counter counts what
// became of the letters of the book.
func New(b *feed.Book, counter feed.Counter) *Maker { return &Maker{book: b, counter: counter} }

// Progress says how far it has come.
func (m *Maker) Progress() Progress {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.current
}

func (m *Maker) note(change func(*Progress)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change(&m.current)
}

// Declare has the book read by these profiles, and returns when it does. A
// profile that has changed only in what it shows or promises is in force at
// once. After an error the book reads as before.
func (m *Maker) Declare(ctx context.Context, profiles []reading.Profile) error {
	m.turn.Lock()
	defer m.turn.Unlock()
	made := newDraft()
	next, err := feed.OpenBeside(ctx, m.book, profiles, made)
	if err != nil {
		return err
	}
	if next.Same() {
		next.Declare()
		return nil
	}
	return m.remake(ctx, next, made)
}

// remake makes every chart again and has them take the place of those before.
func (m *Maker) remake(ctx context.Context, next *feed.Beside, made *draft) error {
	before, err := m.counter.Counts(ctx)
	if err != nil {
		return fmt.Errorf("counting the feed: %w", err)
	}
	m.note(func(p *Progress) { *p = Progress{Running: true, Last: feed.ReadTo(m.book), Before: before} })
	err = next.CatchUp(ctx, func(int64) {
		m.note(func(p *Progress) { p.Read, p.Last = feed.ReadTo(next.Book), feed.ReadTo(m.book) })
	})
	if err == nil {
		err = next.Supplant(ctx, made.whole)
	}
	after, counting := m.counter.Counts(ctx)
	if err == nil {
		err = counting
	}
	m.note(func(p *Progress) {
		p.Running, p.After, p.Failed = false, after, err != nil
	})
	if err != nil {
		return fmt.Errorf("making charts again: %w", err)
	}
	return nil
}
