package feed

import (
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
}

type known struct {
	id    PatientID
	entry lookup.Entry
}

// neighbor is a patient in the house, as others are compared with them.
type neighbor struct {
	roster.Line
	name alike.Name
}

func newPeople(lines map[PatientID]roster.Summary) *people {
	p := &people{
		list: make([]known, 0, len(lines)), at: make(map[PatientID]int, len(lines)), here: map[PatientID]*neighbor{},
	}
	for id, s := range lines {
		p.put(id, &s.Line)
	}
	return p
}

// put takes a patient's line, in the place of an earlier one.
func (p *people) put(id PatientID, l *roster.Line) {
	one := known{id, lookup.EntryOf(l)}
	if at, ok := p.at[id]; ok {
		p.list[at] = one
	} else {
		p.at[id] = len(p.list)
		p.list = append(p.list, one)
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
	last := len(p.list) - 1
	p.list[at] = p.list[last]
	p.at[p.list[at].id] = at
	p.list = p.list[:last]
	delete(p.at, id)
	delete(p.here, id)
}

// inHouse lists the patients who are in the house.
func (p *people) inHouse() []*neighbor {
	list := make([]*neighbor, 0, len(p.here))
	for _, n := range p.here {
		list = append(list, n)
	}
	return list
}
