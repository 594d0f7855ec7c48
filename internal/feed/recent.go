package feed

import "container/list"

// recent keeps what was used last, up to a limit of weight.
type recent[T any] struct {
	limit  int
	held   int
	weigh  func(T) int
	byID   map[PatientID]*list.Element
	recent *list.List // of *shelved[T], the last used in front
}

type shelved[T any] struct {
	id     PatientID
	thing  T
	weight int // when it was last put
}

func newRecent[T any](limit int, weigh func(T) int) *recent[T] {
	return &recent[T]{limit: limit, weigh: weigh, byID: map[PatientID]*list.Element{}, recent: list.New()}
}

func (rs *recent[T]) get(id PatientID) (thing T, ok bool) {
	e, ok := rs.byID[id]
	if !ok {
		return thing, false
	}
	rs.recent.MoveToFront(e)
	return e.Value.(*shelved[T]).thing, true
}

// put keeps a thing, or weighs it again, and lets go of those used longest ago.
func (rs *recent[T]) put(id PatientID, thing T) {
	rs.drop(id)
	s := &shelved[T]{id: id, thing: thing, weight: rs.weigh(thing)}
	rs.byID[id] = rs.recent.PushFront(s)
	rs.held += s.weight
	for rs.held > rs.limit && rs.recent.Len() > 1 {
		rs.drop(rs.recent.Back().Value.(*shelved[T]).id)
	}
}

func (rs *recent[T]) drop(id PatientID) {
	if e, ok := rs.byID[id]; ok {
		rs.held -= e.Value.(*shelved[T]).weight
		rs.recent.Remove(e)
		delete(rs.byID, id)
	}
}
