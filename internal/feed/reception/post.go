package reception

import (
	"context"
	"errors"
	"sync"

	"redoutlet/internal/feed"
)

// Keep keeps letters durably, in order, in one transaction: when it returns
// without error they are on disk.
type Keep func(ctx context.Context, letters []feed.SealedLetter) error

// Post commits the letters of all connections of a tenant in groups: while one
// group is on its way to disk the next gathers, so that a hundred senders cost
// one fsync. Run must be running for letters to be kept.
type Post struct {
	keep  Keep
	kept  func() // told after each group, so that reading can begin
	queue chan posted
	done  chan struct{} // closed at the end: nothing more is taken
	over  chan struct{} // closed when what was queued is kept too
	long  sync.Mutex    // held while a long letter is sealed
}

type posted struct {
	letter feed.SealedLetter
	result chan error // nil: the letter is on disk
}

// How much goes into one group. Rows beyond some hundreds gain nothing; bytes
// bound the transaction's memory and its share of the write-ahead log.
const (
	groupLetters = 512
	groupBytes   = 8 << 20
)

// ErrClosed is returned for a letter handed in after the post has stopped.
var ErrClosed = errors.New("the server is stopping: send the message again")

// NewPost returns a post that keeps with keep and tells kept after each group;
// kept may be nil.
func NewPost(keep Keep, kept func()) *Post {
	return &Post{keep: keep, kept: kept, queue: make(chan posted, groupLetters), done: make(chan struct{}), over: make(chan struct{})}
}

// hand puts a letter in the queue and returns where it is told whether that was kept.
func (p *Post) hand(ctx context.Context, letter feed.SealedLetter) <-chan error {
	item := posted{letter: letter, result: make(chan error, 1)}
	select {
	case <-p.done: // first: a queue with room would be chosen as often
		item.result <- ErrClosed
		return item.result
	default:
	}
	select {
	case p.queue <- item:
	case <-p.done:
		item.result <- ErrClosed
	case <-ctx.Done():
		item.result <- ctx.Err()
	}
	return item.result
}

// wait waits until a letter is kept. One that came into the queue behind the last
// that was kept never is, and is refused.
func (p *Post) wait(ctx context.Context, result <-chan error) error {
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		return ctx.Err()
	case <-p.over:
	}
	select {
	case err := <-result:
		return err
	default:
		return ErrClosed
	}
}

func (p *Post) waitAll(ctx context.Context, results []<-chan error) error {
	for _, result := range results {
		if err := p.wait(ctx, result); err != nil {
			return err
		}
	}
	return nil
}

// Run commits groups until ctx ends, then what is still queued, and returns.
func (p *Post) Run(ctx context.Context) error {
	defer p.drain()
	for {
		select {
		case first := <-p.queue:
			p.commit(p.gather(first))
		case <-ctx.Done():
			return nil
		}
	}
}

// gather takes what is waiting behind the first letter, up to a group's size.
func (p *Post) gather(first posted) []posted {
	group, size := []posted{first}, len(first.letter.Sealed.Bytes)
	for len(group) < groupLetters && size < groupBytes {
		select {
		case next := <-p.queue:
			group = append(group, next)
			size += len(next.letter.Sealed.Bytes)
		default:
			return group
		}
	}
	return group
}

// commit keeps a group. It does not end with the context of Run: a group that
// was begun is finished, so that its senders are answered.
func (p *Post) commit(group []posted) {
	letters := make([]feed.SealedLetter, len(group))
	for i := range group {
		letters[i] = group[i].letter
	}
	err := p.keep(context.Background(), letters)
	for i := range group {
		group[i].result <- err
	}
	if err == nil && p.kept != nil {
		p.kept()
	}
}

// drain commits what was queued before the end and refuses what comes after.
func (p *Post) drain() {
	defer close(p.over)
	close(p.done)
	for {
		select {
		case first := <-p.queue:
			p.commit(p.gather(first))
		default:
			return
		}
	}
}
