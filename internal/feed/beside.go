package feed

import (
	"context"
	"fmt"
	"slices"

	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/reading"
)

// Beside is a book that is made of the letters that another has read, by other
// profiles, while that one serves (see package remake).
type Beside struct {
	*Book
	serving *Book
}

// OpenBeside opens such a book on a projection of its own.
func OpenBeside(ctx context.Context, serving *Book, profiles []reading.Profile, p Projection) (*Beside, error) {
	serving.mu.Lock()
	desk := serving.desk
	serving.mu.Unlock()
	desk.Profiles, desk.Projection = profiles, p
	desk.Limits = guard.Limits{} // what is read a second time freezes nothing
	desk.Archive = upTo{desk.Archive, func() int64 { return ReadTo(serving) }}
	next, err := OpenBook(ctx, desk)
	return &Beside{next, serving}, err
}

// ReadTo is the number of the last letter that a book has read.
func ReadTo(b *Book) int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.cursor
}

// Same reports whether letters are read as the serving book reads them.
func (n *Beside) Same() bool { return n.version == n.serving.version }

// Declare has the serving book take over profiles that read letters the same,
// between two of its steps.
func (n *Beside) Declare() {
	b := n.serving
	b.stepping.Lock()
	defer b.stepping.Unlock()
	b.mu.Lock()
	n.adopt()
	b.mu.Unlock()
	b.watchers.Tell(Change{All: true})
}

// Supplant puts the charts that were made, which are as far as the serving book
// was a moment ago, in the place of its own. made returns everything that was
// committed to the projection. No letter is read meanwhile.
func (n *Beside) Supplant(ctx context.Context, made func() []Batch) error {
	b := n.serving
	b.stepping.Lock()
	defer b.stepping.Unlock()
	if err := n.CatchUp(ctx, nil); err != nil { // what was read in that moment
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.broken = true // until all is done
	if err := b.desk.Projection.Replace(ctx, made()); err != nil {
		return fmt.Errorf("putting charts in their place: %w", err)
	}
	n.adopt()
	err := b.load(ctx)
	b.voices.Remember(n.voices) // the times as these profiles read them
	b.watchers.Tell(Change{All: true})
	return err
}

// adopt has the serving book read by the profiles of this one.
func (n *Beside) adopt() {
	b := n.serving
	b.desk.Profiles, b.version = n.desk.Profiles, n.version
	b.reader.sites.Store(n.reader.sites.Load())
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
