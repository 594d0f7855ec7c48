// Package recent keeps what was used last, up to a limit of weight, and lets go
// of what was used longest ago.
package recent

import "container/list"

// Things are what was used last. They are not safe for concurrent use.
type Things[K comparable, T any] struct {
	limit  int
	held   int
	weigh  func(T) int
	byKey  map[K]*list.Element
	recent *list.List // of *shelved[K, T], the last used in front
}

type shelved[K comparable, T any] struct {
	key    K
	thing  T
	weight int // when it was last put
}

// New returns things of which at most limit of what weigh says is held.
func New[K comparable, T any](limit int, weigh func(T) int) *Things[K, T] {
	return &Things[K, T]{limit: limit, weigh: weigh, byKey: map[K]*list.Element{}, recent: list.New()}
}

// Get returns a thing that is held, and counts it as used.
func (rs *Things[K, T]) Get(key K) (thing T, ok bool) {
	e, ok := rs.byKey[key]
	if !ok {
		return thing, false
	}
	rs.recent.MoveToFront(e)
	return e.Value.(*shelved[K, T]).thing, true
}

// Put keeps a thing, or weighs it again, and lets go of those used longest ago.
func (rs *Things[K, T]) Put(key K, thing T) {
	rs.Drop(key)
	s := &shelved[K, T]{key: key, thing: thing, weight: rs.weigh(thing)}
	rs.byKey[key] = rs.recent.PushFront(s)
	rs.held += s.weight
	for rs.held > rs.limit && rs.recent.Len() > 1 {
		rs.Drop(rs.recent.Back().Value.(*shelved[K, T]).key)
	}
}

// Drop lets go of a thing.
func (rs *Things[K, T]) Drop(key K) {
	if e, ok := rs.byKey[key]; ok {
		rs.held -= e.Value.(*shelved[K, T]).weight
		rs.recent.Remove(e)
		delete(rs.byKey, key)
	}
}
