// Package voice holds what was heard of each source in each family of messages:
// when last, up to when it has told, how long it is usually silent, and how far
// its clock is off. From that and from what profiles declare it says who gives
// which section ([Voices.Coverage]).
package voice

import (
	"maps"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/clock"
	"redoutlet/internal/feed/reading"
)

// Key is one source in one family.
type Key struct {
	Source string
	Family reading.Family
}

// Mark is what was heard of one source in one family; in a batch the count is
// what it adds.
type Mark struct {
	Source string
	Family reading.Family
	Heard  time.Time
	AsOf   time.Time
	Count  int64
	Habit  string // how long it is usually silent, by the hour; "" in a batch: as before
}

// Site is what is declared of one source.
type Site struct {
	Profile *reading.Profile
	Zone    *time.Location
}

// House is what a [Voices] has to know of what is around it.
type House struct {
	Site   func(source string) Site
	Linked func(source string) asof.Link // nil where nobody here would know
}

// Voices is everything that was heard. It is not safe for concurrent use.
type Voices struct {
	house  House
	marks  map[Key]Mark
	habits map[Key]*habit
	skews  map[string]*clock.Skew // by source
	alive  map[string]time.Time   // when each source last answered a heartbeat
}

// New takes up what was heard before.
func New(house House, marks []Mark) *Voices {
	v := &Voices{house: house, marks: map[Key]Mark{}, habits: openHabits(marks), skews: map[string]*clock.Skew{}, alive: map[string]time.Time{}}
	for _, mark := range marks {
		v.marks[Key{mark.Source, mark.Family}] = mark
	}
	return v
}

// Remember takes over from others what is heard and kept in memory alone: how far
// clocks are off, and who answered when.
func (v *Voices) Remember(others *Voices) {
	if others != nil {
		maps.Copy(v.skews, others.skews)
		maps.Copy(v.alive, others.alive)
	}
}

// Answered notes that a source answered a heartbeat when nothing of it waited.
func (v *Voices) Answered(source string, at time.Time) { v.alive[source] = later(v.alive[source], at) }

// Hear takes a letter that a source has sent in some families.
func (v *Voices) Hear(l *reading.Letter, families []reading.Family) {
	for _, family := range families {
		key := Key{l.Source, family}
		v.learn(key, l)
		v.marks[key] = v.marks[key].With(l, family)
	}
}

// With adds one letter to what was heard.
func (m Mark) With(l *reading.Letter, family reading.Family) Mark {
	m.Source, m.Family = l.Source, family
	m.Count++
	if m.Heard.Before(l.Received) {
		m.Heard, m.AsOf = l.Received, l.Received
	}
	return m
}

// Said is one family of a source, and what it gives.
type Said struct {
	Mark
	Giving asof.Giving // of any section of the family
}

// Of lists what was heard of a source, in no order.
func (v *Voices) Of(source string) []Said {
	var said []Said
	for key := range v.marks {
		if key.Source == source {
			mark := v.mark(key)
			said = append(said, Said{mark, v.giving(key, mark, "")})
		}
	}
	return said
}
