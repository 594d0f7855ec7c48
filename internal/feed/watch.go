package feed

import "redoutlet/internal/feed/notice"

// Change says whose chart changed, and on which units.
type Change = notice.Change

// Watch returns a channel of changes and a function that ends it.
func (b *Book) Watch() (<-chan Change, func()) { return b.watchers.Watch() }

// Tell tells whoever watches of a change that no message brought.
func (b *Book) Tell(c Change) { b.watchers.Tell(c) }
