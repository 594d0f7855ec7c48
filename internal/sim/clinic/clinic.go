package clinic

import (
	"sync"
	"time"

	"redoutlet/internal/sim/care"
	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// Source is the clinic's one sending system.
const Source stage.Source = "clinic"

// Unit is the clinic in PV1-3.1: where its patients are.
const Unit = "CLINIC"

// facility is the clinic's assigning authority, and its name in MSH-4.
const facility = "LARKSPUR"

// Clinic is a clinic in simulated time. It is safe for use by several goroutines at once; make one with [New].
type Clinic struct {
	mu    sync.Mutex
	house *stage.House
	desk  *desk
}

// New returns the clinic of a seed at the time start, with the appointments of its first days not yet told.
func New(seed uint64, start time.Time, o stage.Options) *Clinic {
	s := stage.New(seed^0xc11c, start, o)
	from := func(prefix string) stage.System {
		return stage.System{Source: Source, App: "OFFICE", Facility: facility, Prefix: prefix}
	}
	d := &desk{
		People: stage.NewPeople(s), system: from("CA"), schedule: care.NewSchedule(s, from("CS")), flowsheet: care.NewFlowsheet(s, from("CV")),
		documents: care.NewDocuments(s, from("CD")), orders: care.NewOrders(s, from("CO")),
	}
	d.open()
	return &Clinic{house: s, desk: d}
}

// Start is when the past ends and life begins.
func (c *Clinic) Start() time.Time { return c.house.Start }

// Due is when something is said or happens next.
func (c *Clinic) Due() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.house.Due()
}

// Until returns all messages up to the time t that were not returned before, t itself included.
func (c *Clinic) Until(t time.Time) []stage.Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.house.Until(t)
}

// Secrets returns, sorted, what identifies the patients met so far, as it stands in the messages.
func (c *Clinic) Secrets() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.house.Identifying()
}

// Waiting returns the record numbers of those who are in the clinic now.
func (c *Clinic) Waiting() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var numbers []string
	for _, p := range c.desk.patients {
		if p.Present() {
			numbers = append(numbers, p.MRN)
		}
	}
	return numbers
}

// slots are when patients are seen: every half hour of a working day but for the noon hour.
func slots(day time.Time) (times []time.Time) {
	if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		return nil
	}
	for _, hour := range []int{8, 9, 10, 11, 13, 14, 15, 16} {
		at := time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, day.Location())
		times = append(times, at, at.Add(30*time.Minute))
	}
	return times
}

// rooms are the exam rooms of the providers, one each.
func room(provider int) *stage.Bed {
	return &stage.Bed{Unit: Unit, Room: "EX" + fiction.Providers()[provider].ID[2:]}
}
