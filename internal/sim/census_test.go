package sim

import (
	"strings"
	"testing"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/stage"
)

// census replays ADT messages as a receiver would.
type census struct {
	t      *testing.T
	at     map[string]string // place by visit
	by     map[string]string // visit by place
	record map[string]bool   // record numbers in use
	kinds  map[string]int
}

func newCensus(t *testing.T) *census {
	return &census{t: t, at: map[string]string{}, by: map[string]string{}, record: map[string]bool{}, kinds: map[string]int{}}
}

func placeOf(m *hl7.Message, field int) string {
	s, _ := m.First("PV1")
	return placeIn(s.Field(field))
}

func placeIn(f hl7.Field) string {
	return strings.Join([]string{f.Component(1).Text(), f.Component(2).Text(), f.Component(3).Text()}, "-")
}

// take applies one message.
func (c *census) take(m Message) {
	read := parsed(c.t, m)
	if event := read.Header().Event; event == "A17" || event == "A20" {
		c.kinds[event]++
		if event == "A17" {
			c.swap(m, read)
		}
		return
	}
	event, visit := read.Header().Event, text(read, "PV1", 19, 1)
	c.kinds[event]++
	switch event {
	case "A01", "A04":
		c.enter(m, visit, placeOf(read, 3))
		c.record[text(read, "PID", 3, 1)] = true
	case "A02", "A06", "A12":
		if from := placeOf(read, 6); c.at[visit] != from {
			c.t.Fatalf("%s moves from %q, but the visit is at %q", m.ControlID, from, c.at[visit])
		}
		c.leave(m, visit)
		c.enter(m, visit, placeOf(read, 3))
	case "A03", "A11":
		if c.at[visit] != placeOf(read, 3) {
			c.t.Fatalf("%s ends a visit at %q, but it is at %q", m.ControlID, placeOf(read, 3), c.at[visit])
		}
		c.leave(m, visit)
	case "A13":
		c.enter(m, visit, placeOf(read, 3))
	case "A08", "A09", "A14", "A15", "A16", "A21", "A22", "A25", "A26", "A27", "A54", "A60":
		if c.at[visit] != placeOf(read, 3) {
			c.t.Fatalf("%s says %q, but the visit is at %q", m.ControlID, placeOf(read, 3), c.at[visit])
		}
	case "A28":
		c.record[text(read, "PID", 3, 1)] = true
	case "A40":
		c.merge(m, text(read, "PID", 3, 1), text(read, "MRG", 1, 1))
	case "A37":
		for _, s := range read.Segments() {
			if s.Name() == "PID" {
				c.record[s.Field(3).Component(1).Text()] = true
			}
		}
	}
}

// swap lets the two patients of an A17 change places.
func (c *census) swap(m Message, read *hl7.Message) {
	var visits, to []string
	for _, s := range read.Segments() {
		if s.Name() == "PV1" {
			visits = append(visits, s.Field(19).Component(1).Text())
			to = append(to, placeIn(s.Field(3)))
			if from := placeIn(s.Field(6)); c.at[visits[len(visits)-1]] != from {
				c.t.Fatalf("%s swaps from %q, but the visit is at %q", m.ControlID, from, c.at[visits[len(visits)-1]])
			}
		}
	}
	for _, visit := range visits {
		c.leave(m, visit)
	}
	for i, visit := range visits {
		c.enter(m, visit, to[i])
	}
}

func (c *census) enter(m Message, visit, place string) {
	if other := c.by[place]; other != "" {
		c.t.Fatalf("%s brings visit %s to %s, where %s lies", m.ControlID, visit, place, other)
	}
	if c.at[visit] != "" {
		c.t.Fatalf("%s brings visit %s to %s, but it is at %s", m.ControlID, visit, place, c.at[visit])
	}
	c.at[visit], c.by[place] = place, visit
}

func (c *census) leave(m Message, visit string) {
	place := c.at[visit]
	if place == "" {
		c.t.Fatalf("%s ends or moves visit %s, which is nowhere", m.ControlID, visit)
	}
	delete(c.at, visit)
	delete(c.by, place)
}

func (c *census) merge(m Message, kept, gone string) {
	if !c.record[kept] || !c.record[gone] || kept == gone {
		c.t.Fatalf("%s merges %s into %s, which are not two known numbers", m.ControlID, gone, kept)
	}
	delete(c.record, gone)
}

// withoutResends returns the messages of a source, those left out that repeat another under a new MSH-10.
func withoutResends(messages []Message, source Source) []Message {
	seen := map[string]bool{}
	var first []Message
	for _, m := range messages {
		if key := string(stage.Restamp(m.Body, "", "")); m.Source == source && !seen[key] {
			seen[key] = true
			first = append(first, m)
		}
	}
	return first
}

func TestNobodyLiesInAnothersBed(t *testing.T) {
	for seed := range uint64(2) {
		h, messages := days(seed, 4)
		c := newCensus(t)
		for _, m := range withoutResends(messages, Registration) {
			c.take(m)
		}
		now := h.Patients()
		if len(now) != len(c.at) || len(now) < 25 {
			t.Errorf("seed %d: %d patients are in the house, and %d by what was said", seed, len(now), len(c.at))
		}
		for _, p := range now {
			if place := strings.Join([]string{p.Unit, p.Room, p.Bed}, "-"); c.by[place] == "" {
				t.Errorf("seed %d: nobody was said to be at %s", seed, place)
			}
		}
		for _, event := range []string{"A01", "A02", "A03", "A04", "A08", "A11", "A12", "A13", "A40", "A37", "A17", "A20", "A06", "A14", "A15", "A16", "A21", "A22", "A05", "A28", "A54", "A60", "A09", "A10"} {
			if c.kinds[event] == 0 {
				t.Errorf("seed %d: no %s in four days", seed, event)
			}
		}
	}
}

func TestTheUnitsAreThere(t *testing.T) {
	h := New(1, startTime(), Options{})
	h.Until(startTime())
	units, twins := map[string]int{}, map[string]int{}
	for _, p := range h.Patients() {
		units[p.Unit]++
		family, _, _ := strings.Cut(p.Name, ",")
		twins[family+p.Born]++
	}
	for _, u := range stage.Units() {
		if units[u] == 0 {
			t.Errorf("nobody is in %s at the start", stage.UnitWords(u))
		}
	}
	pairs := 0
	for _, n := range twins {
		if n > 1 {
			pairs++
		}
	}
	if pairs == 0 {
		t.Error("there are no two of one family born on the same day")
	}
	if n := len(stage.AllBeds()); n < 55 || n > 70 {
		t.Errorf("there are %d beds", n)
	}
}
