// Package notice tells pages that are open whose chart changed.
package notice

import "sync"

// Change says whose chart changed, and on which units.
type Change struct {
	All      bool // any may have, and what stands around them
	Patients []string
	Units    []string
}

// Board is where changes are told to whoever watches. The zero Board has no
// watchers. It is safe for concurrent use.
type Board struct {
	mu   sync.Mutex
	next int
	all  map[int]chan Change
}

// behind is how many changes wait for a watcher before it misses any.
const behind = 64

// Watch returns a channel of changes and a function that ends it. A watcher
// that does not keep up misses changes, never the newest state: pages read the
// chart again whatever the change was.
func (b *Board) Watch() (<-chan Change, func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all == nil {
		b.all = map[int]chan Change{}
	}
	id, ch := b.next, make(chan Change, behind)
	b.next++
	b.all[id] = ch
	return ch, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.all, id)
	}
}

// Tell tells whoever watches of a change, and waits for nobody.
func (b *Board) Tell(c Change) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ch := range b.all {
		select {
		case ch <- c:
		default:
		}
	}
}
