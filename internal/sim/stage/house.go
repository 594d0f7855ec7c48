package stage

import (
	"container/heap"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"
	"unicode/utf8"
)

// House is what the departments of a hospital share: its clock, its dice and what it has said.
type House struct {
	Options Options
	Start   time.Time
	Now     time.Time
	Dice    *rand.Rand
	agenda  agenda
	pushed  int
	Out     []Message
	secrets map[string]bool
	Prompt  bool // somebody sits at the screen: what is done is recorded at once
}

// Event is something that will happen.
type Event struct {
	At      time.Time
	number  int // in the order of planning, for events of one instant
	patient *Patient
	source  Source
	Happen  func()
}

// agenda is a heap of events, the next first.
type agenda []Event

func (a agenda) Len() int      { return len(a) }
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a agenda) Less(i, j int) bool {
	if c := a[i].At.Compare(a[j].At); c != 0 {
		return c < 0
	}
	return a[i].number < a[j].number
}

// Push is for container/heap.
func (a *agenda) Push(x any) { *a = append(*a, x.(Event)) }

// Pop is for container/heap.
func (a *agenda) Pop() any {
	last := len(*a) - 1
	e := (*a)[last]
	(*a)[last] = Event{}
	*a = (*a)[:last]
	return e
}

// Plan puts an event on the agenda, in the minute of at and at a second between 10 and 59, so that what was recorded a
// few seconds earlier still falls into the same minute.
func (s *House) Plan(at time.Time, p *Patient, source Source, happen func()) {
	at = at.Truncate(time.Minute)
	if !at.After(s.Now) {
		at = s.Now.Truncate(time.Minute).Add(time.Minute)
	}
	s.Push(Event{At: at.Add(s.Between(10*time.Second, 59*time.Second)), patient: p, source: source, Happen: happen})
}

// Push puts an event on the agenda as it is.
func (s *House) Push(e Event) {
	s.pushed++
	e.number = s.pushed
	heap.Push(&s.agenda, e)
}

// New returns the house of a seed at the time start, in which nothing is planned yet. Times are written in the zone of
// start.
func New(seed uint64, start time.Time, o Options) *House {
	return &House{
		Options: o.orDefaults(), Start: start.Truncate(time.Second), Dice: rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15)),
		secrets: map[string]bool{},
	}
}

// Due is when something happens or is said next.
func (s *House) Due() time.Time {
	if len(s.Out) > 0 {
		return s.Out[0].At
	}
	return s.agenda[0].At
}

// Next returns the next message. The agenda must never run empty.
func (s *House) Next() Message {
	for len(s.Out) == 0 {
		s.step()
	}
	m := s.Out[0]
	s.Out = s.Out[1:]
	return m
}

// Until returns all messages up to the time t that were not returned before, t itself included.
func (s *House) Until(t time.Time) []Message {
	for !s.agenda[0].At.After(t) {
		s.step()
	}
	n := len(s.Out)
	if i := slices.IndexFunc(s.Out, func(m Message) bool { return m.At.After(t) }); i >= 0 {
		n = i
	}
	out := slices.Clone(s.Out[:n])
	s.Out = s.Out[n:]
	return out
}

// step lets the next event happen. A source says one thing a minute of one patient, so that the order of what it says is
// plain even to a receiver that reads times to the minute; what comes too early is put off.
func (s *House) step() {
	e := heap.Pop(&s.agenda).(Event)
	s.Now = e.At
	if e.patient != nil && !s.Quiet(e.patient, e.source) {
		s.Plan(s.Now.Add(time.Minute), e.patient, e.source, e.Happen)
		return
	}
	e.Happen()
}

// Quiet reports whether source has said nothing of the patient in this minute.
func (s *House) Quiet(p *Patient, source Source) bool {
	return p.Said[source].Truncate(time.Minute).Before(s.Now.Truncate(time.Minute))
}

// Soonest returns at, or the beginning of the past that is told in full if that is later.
func (s *House) Soonest(at time.Time) time.Time {
	if told := s.Start.Add(-s.Options.Past); at.Before(told) {
		return told
	}
	return at
}

// Living reports whether the past is over.
func (s *House) Living() bool { return !s.Now.Before(s.Start) }

// Between returns a duration of whole seconds from low to high.
func (s *House) Between(low, high time.Duration) time.Duration {
	return low + time.Duration(s.Dice.Int64N(int64((high-low)/time.Second)+1))*time.Second
}

// Chance is true in percent of a hundred cases.
func (s *House) Chance(percent int) bool { return s.Dice.IntN(100) < percent }

// Pick returns one of the list.
func Pick[T any](s *House, list []T) T { return list[s.Dice.IntN(len(list))] }

// Identifying returns, sorted, what identifies the people met so far, each as it stands in the messages.
func (s *House) Identifying() []string { return slices.Sorted(maps.Keys(s.secrets)) }

// KeepSecret remembers what identifies somebody.
func (s *House) KeepSecret(texts ...string) {
	for _, text := range texts {
		if utf8.RuneCountInString(text) >= 4 {
			s.secrets[text] = true
		}
	}
}

// Serial writes a number that no other of its series has.
func Serial(series string, n int) string { return fmt.Sprintf("%s%07d", series, n) }
