package feed

import (
	"slices"

	"redoutlet/internal/chart/alike"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
)

// people are the patients of a book as searches and warnings look through them:
// in one piece of memory, and made ready for it when a line changes, which is
// seldom, rather than when somebody waits.
type people struct {
	list []known
	at   map[PatientID]int       // where in the list
	here map[PatientID]*neighbor // those in the house
	// children are the patients who were sent with a mother's number, by its key.
	children map[string][]PatientID
}

type known struct {
	id     PatientID
	entry  lookup.Entry
	mother string // the key of her number, "" where none was sent
}

// neighbor is a patient in the house, as others are compared with them.
type neighbor struct {
	roster.Line
	name alike.Name
}

func newPeople(lines map[PatientID]roster.Summary) *people {
	p := &people{
		list: make([]known, 0, len(lines)), at: make(map[PatientID]int, len(lines)), here: map[PatientID]*neighbor{},
		children: map[string][]PatientID{},
	}
	for id, s := range lines {
		p.put(id, &s.Line)
	}
	return p
}

// put takes a patient's line, in the place of an earlier one.
func (p *people) put(id PatientID, l *roster.Line) {
	one := known{id: id, entry: lookup.EntryOf(l)}
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
		p.here[id] = &neighbor{*l, alike.NameOf(l)}
	}
}

// drop forgets a patient. The last of the list takes the place.
func (p *people) drop(id PatientID) {
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
func (p *people) leave(child *known) {
	rest := slices.DeleteFunc(p.children[child.mother], func(id PatientID) bool { return id == child.id })
	if p.children[child.mother] = rest; len(rest) == 0 {
		delete(p.children, child.mother)
	}
}

// inHouse lists the patients who are in the house.
func (p *people) inHouse() []*neighbor {
	list := make([]*neighbor, 0, len(p.here))
	for _, n := range p.here {
		list = append(list, n)
	}
	return list
}
