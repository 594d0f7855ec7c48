package feed

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"redoutlet/internal/feed/reading"
)

// Remaker has the letters of a book read by other profiles while the book goes
// on serving. Where a change bears on what letters are read to say, every
// chart is made again beside those that serve, and takes their place in one
// transaction: no page ever shows half of each. It is safe for concurrent use.
type Remaker struct {
	book    *Book
	turn    sync.Mutex // held while charts are made again
	mu      sync.Mutex
	current Remaking
}

// Remaking is how far the making of charts has come, or came the last time.
type Remaking struct {
	Running bool
	Read    int64  // the number of the last letter that was read again
	Last    int64  // the number to get to
	Before  Counts // what became of the letters by the profiles before
	After   Counts // and by those that are in force since
	Failed  string // why it broke off, in words; the charts are as before
}

// NewRemaker returns the remaker of a book; there is one for each.
func NewRemaker(b *Book) *Remaker { return &Remaker{book: b} }

// Progress says how far it has come.
func (m *Remaker) Progress() Remaking {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.current
}

func (m *Remaker) note(change func(*Remaking)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change(&m.current)
}

// Declare has the book read by these profiles, and returns when it does. A
// profile that has changed only in what it shows or promises is in force at
// once. After an error the book reads as before.
func (m *Remaker) Declare(ctx context.Context, profiles []reading.Profile) error {
	m.turn.Lock()
	defer m.turn.Unlock()
	desk := m.settled()
	desk.Profiles, desk.Archive = profiles, upTo{desk.Archive, func() int64 { return readTo(m.book) }}
	made := newDraft()
	desk.Projection = made
	next, err := OpenBook(ctx, desk)
	if err != nil {
		return err
	}
	if next.version == m.book.version {
		m.declare(next)
		return nil
	}
	return m.remake(ctx, next, made)
}

// remake makes every chart again and has them take the place of those before.
func (m *Remaker) remake(ctx context.Context, next *Book, made *draft) error {
	before, err := m.book.desk.Counter.Counts(ctx)
	if err != nil {
		return fmt.Errorf("counting the feed: %w", err)
	}
	m.note(func(r *Remaking) { *r = Remaking{Running: true, Last: readTo(m.book), Before: before} })
	err = next.CatchUp(ctx, func(int64) {
		m.note(func(r *Remaking) { r.Read, r.Last = readTo(next), readTo(m.book) })
	})
	if err == nil {
		err = m.supplant(ctx, next, made)
	}
	after, counting := m.book.desk.Counter.Counts(ctx)
	if err == nil {
		err = counting
	}
	m.note(func(r *Remaking) {
		r.Running, r.After = false, after
		if err != nil {
			r.Failed = "Making the charts again broke off. They are as they were before, and it is tried again."
		}
	})
	if err != nil {
		return fmt.Errorf("making charts again: %w", err)
	}
	return nil
}

// settled is what the book works with now.
func (m *Remaker) settled() Desk {
	m.book.mu.Lock()
	defer m.book.mu.Unlock()
	return m.book.desk
}

// readTo is the number of the last letter that the book has read.
func readTo(b *Book) int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.cursor
}

// declare takes over profiles by which letters are read as before.
func (m *Remaker) declare(next *Book) {
	m.book.mu.Lock()
	adopt(m.book, next)
	m.book.mu.Unlock()
	m.book.watchers.tell(Change{All: true})
}

// supplant puts the charts of next, which has read as far as the book had a
// moment ago, in the place of the book's own. No letter is read meanwhile.
func (m *Remaker) supplant(ctx context.Context, next *Book, made *draft) error {
	b := m.book
	b.stepping.Lock()
	defer b.stepping.Unlock()
	if err := next.CatchUp(ctx, nil); err != nil { // what was read in that moment
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken = true // until all is done
	if err := b.desk.Projection.Replace(ctx, slices.Clone(made.whole())); err != nil {
		return fmt.Errorf("putting charts in their place: %w", err)
	}
	adopt(b, next)
	err := b.load(ctx)
	b.watchers.tell(Change{All: true})
	return err
}

// adopt has a book read by the profiles of another.
func adopt(b, next *Book) {
	b.desk.Profiles, b.version = next.desk.Profiles, next.version
	b.reader.sites.Store(next.reader.sites.Load())
}
