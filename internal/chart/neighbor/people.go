// Package neighbor says who else is in the house, and warns of those who may be
// taken for one another.
package neighbor

import (
	"slices"

	"redoutlet/internal/chart/alike"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
)

// People are the patients of a house, by id, as searches and warnings look through them:
// in one piece of memory, and made ready for it when a line changes, which is
// seldom, rather than when somebody waits.
type People[K comparable] struct {
	list []known[K]
	at   map[K]int       // where in the list
	here map[K]*Neighbor // those in the house
	// children are the patients who were sent with a mother's number, by its key.
	children map[string][]K
}

type known[K comparable] struct {
	id     K
	entry  lookup.Entry
	mother string // the key of her number, "" where none was sent
}

// Neighbor is a patient in the house, as others are compared with them.
type Neighbor struct {
	roster.Line
	name alike.Name
}

// NewPeople returns the patients of these lines.
func NewPeople[K comparable](lines map[K]roster.Summary) *People[K] {
	p := &People[K]{
		list: make([]known[K], 0, len(lines)), at: make(map[K]int, len(lines)), here: map[K]*Neighbor{},
		children: map[string][]K{},
	}
	for id, s := range lines {
		p.Put(id, &s.Line)
	}
	return p
}

// Put takes a patient's line, in the place of an earlier one.
func (p *People[K]) Put(id K, l *roster.Line) {
	one := known[K]{id: id, entry: lookup.EntryOf(l)}
	if !l.Mother.IsZero() {
		one.mother = l.Mother.Key()
	}
	if at, ok := p.at[id]; ok {
		p.leave(&p.list[at])
		p.list[at] = one
	} else {
		p.at[id] = len(p.list)
		p.list = append(p.list, one)
	}
	if one.mother != "" {
		p.children[one.mother] = append(p.children[one.mother], id)
	}
	delete(p.here, id)
	if l.InHouse {
		p.here[id] = &Neighbor{*l, alike.NameOf(l)}
	}
}

// Drop forgets a patient. The last of the list takes the place.
func (p *People[K]) Drop(id K) {
	at, ok := p.at[id]
	if !ok {
		return
	}
	p.leave(&p.list[at])
	last := len(p.list) - 1
	p.list[at] = p.list[last]
	p.at[p.list[at].id] = at
	p.list = p.list[:last]
	delete(p.at, id)
	delete(p.here, id)
}

// leave takes a patient from the children of the mother who was sent before.
func (p *People[K]) leave(child *known[K]) {
	rest := slices.DeleteFunc(p.children[child.mother], func(id K) bool { return id == child.id })
	if p.children[child.mother] = rest; len(rest) == 0 {
		delete(p.children, child.mother)
	}
}

// InHouse lists the patients who are in the house.
func (p *People[K]) InHouse() []*Neighbor {
	list := make([]*Neighbor, 0, len(p.here))
	for _, n := range p.here {
		list = append(list, n)
	}
	return list
}

// Fitting lists the ids of the patients whom a test lets pass.
func (p *People[K]) Fitting(fits func(*lookup.Entry) bool) []K {
	var fit []K
	for i := range p.list {
		if fits(&p.list[i].entry) {
			fit = append(fit, p.list[i].id)
		}
	}
	return fit
}

// Children are the patients who were sent with a mother's number, by its key.
func (p *People[K]) Children(mother string) []K { return p.children[mother] }
