package feed

import "sync"

// Change says whose chart changed, and on which units.
type Change struct {
	All      bool // any may have, and what stands around them
	Patients []string
	Units    []string
}

// watchers are the pages that are open.
type watchers struct {
	mu   sync.Mutex
	next int
	all  map[int]chan Change
}

// Watch returns a channel of changes and a function that ends it. A watcher
// that does not keep up misses changes, never the newest state: pages read the
// chart again whatever the change was.
func (b *Book) Watch() (<-chan Change, func()) {
	w := &b.watchers
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[int]chan Change{}
	}
	id, ch := w.next, make(chan Change, 64)
	w.next++
	w.all[id] = ch
	return ch, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.all, id)
	}
}

// Tell tells whoever watches of a change that no message brought.
func (b *Book) Tell(c Change) { b.watchers.tell(c) }

func (w *watchers) tell(c Change) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, ch := range w.all {
		select {
		case ch <- c:
		default:
		}
	}
}
