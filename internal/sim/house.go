package sim

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"time"
	"unicode/utf8"
)

// house is what the departments of a hospital share: its clock, its dice and what it has said.
type house struct {
	options Options
	start   time.Time
	now     time.Time
	dice    *rand.Rand
	agenda  agenda
	pushed  int
	out     []Message
	secrets map[string]bool
	phones  map[string]bool // given to somebody
	prompt  bool            // somebody sits at the screen: what is done is recorded at once
}

// event is something that will happen.
type event struct {
	at      time.Time
	number  int // in the order of planning, for events of one instant
	patient *patient
	source  Source
	happen  func()
}

// agenda is a heap of events, the next first.
type agenda []event

func (a agenda) Len() int      { return len(a) }
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a agenda) Less(i, j int) bool {
	if c := a[i].at.Compare(a[j].at); c != 0 {
		return c < 0
	}
	return a[i].number < a[j].number
}

// Push is for container/heap.
func (a *agenda) Push(x any) { *a = append(*a, x.(event)) }

// Pop is for container/heap.
func (a *agenda) Pop() any {
	last := len(*a) - 1
	e := (*a)[last]
	(*a)[last] = event{}
	*a = (*a)[:last]
	return e
}

// plan puts an event on the agenda, in the minute of at and at a second between 10 and 59, so that what was recorded a
// few seconds earlier still falls into the same minute.
func (s *house) plan(at time.Time, p *patient, source Source, happen func()) {
	at = at.Truncate(time.Minute)
	if !at.After(s.now) {
		at = s.now.Truncate(time.Minute).Add(time.Minute)
	}
	s.push(event{at: at.Add(s.between(10*time.Second, 59*time.Second)), patient: p, source: source, happen: happen})
}

// push puts an event on the agenda as it is.
func (s *house) push(e event) {
	s.pushed++
	e.number = s.pushed
	heap.Push(&s.agenda, e)
}

// due is the time of the next event.
func (s *house) due() time.Time { return s.agenda[0].at }

// step lets the next event happen. A source says one thing a minute of one patient, so that the order of what it says is
// plain even to a receiver that reads times to the minute; what comes too early is put off.
func (s *house) step() {
	e := heap.Pop(&s.agenda).(event)
	s.now = e.at
	if e.patient != nil && !s.quiet(e.patient, e.source) {
		s.plan(s.now.Add(time.Minute), e.patient, e.source, e.happen)
		return
	}
	e.happen()
}

// quiet reports whether source has said nothing of the patient in this minute.
func (s *house) quiet(p *patient, source Source) bool {
	return p.said[source].Truncate(time.Minute).Before(s.now.Truncate(time.Minute))
}

// living reports whether the past is over.
func (s *house) living() bool { return !s.now.Before(s.start) }

// between returns a duration of whole seconds from low to high.
func (s *house) between(low, high time.Duration) time.Duration {
	return low + time.Duration(s.dice.Int64N(int64((high-low)/time.Second)+1))*time.Second
}

// chance is true in percent of a hundred cases.
func (s *house) chance(percent int) bool { return s.dice.IntN(100) < percent }

// pick returns one of the list.
func pick[T any](s *house, list []T) T { return list[s.dice.IntN(len(list))] }

// keepSecret remembers what identifies somebody.
func (s *house) keepSecret(texts ...string) {
	for _, text := range texts {
		if utf8.RuneCountInString(text) >= 4 {
			s.secrets[text] = true
		}
	}
}

// serial writes a number that no other of its series has.
func serial(series string, n int) string { return fmt.Sprintf("%s%07d", series, n) }
