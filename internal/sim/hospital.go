package sim

import (
	"sync"
	"time"

	"redoutlet/internal/sim/stage"
)

// Hospital is a hospital in simulated time. It is safe for use by several goroutines at once; make one with [New].
type Hospital struct {
	mu           sync.Mutex
	house        *stage.House
	registration *registration
	pharmacy     *pharmacy
	laboratory   *laboratory
	life         []occurrence
}

// New returns the hospital of a seed at the time start, with its past not yet told. Times are written in the zone of
// start.
func New(seed uint64, start time.Time, o Options) *Hospital {
	s := stage.New(seed, start, o)
	h := &Hospital{house: s}
	h.pharmacy = &pharmacy{House: s, system: stage.System{Source: Pharmacy, App: "PHARMACY", Facility: facility, Prefix: "PH"}}
	h.laboratory = &laboratory{House: s, system: stage.System{Source: Laboratory, App: "LABORATORY", Facility: facility, Prefix: "LB"}}
	h.registration = &registration{
		People: stage.NewPeople(s), system: stage.System{Source: Registration, App: "REGISTRATION", Facility: facility, Prefix: "AD"},
		beds: stage.AllBeds(), settle: h.settle, farewell: h.farewell,
	}
	h.pharmacy.somebody = func(wanted func(*stage.Patient) bool) *stage.Patient {
		return h.registration.somebody(Pharmacy, wanted)
	}
	h.life = occurrences(h)
	h.populate()
	return h
}

// settle begins what is done for a patient who has just come.
func (h *Hospital) settle(p *stage.Patient) {
	h.pharmacy.orderFirst(p)
	h.laboratory.drawFirst(p)
}

// farewell plans the end of the orders of a patient who has left.
func (h *Hospital) farewell(p *stage.Patient) {
	h.house.Plan(h.house.Now.Add(40*time.Minute), p, Pharmacy, func() {
		if !p.Present() {
			h.pharmacy.stopAll(p)
		}
	})
}

// Start is when the past ends and life begins.
func (h *Hospital) Start() time.Time { return h.house.Start }

// Next returns the next message. There is always one.
func (h *Hospital) Next() Message {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.house.Next()
}

// Until returns all messages up to the time t that were not returned before, t itself included.
func (h *Hospital) Until(t time.Time) []Message {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.house.Until(t)
}

// Due is when something happens next. It may be that nothing is said of it.
func (h *Hospital) Due() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.house.Due()
}

// Secrets returns, sorted, what identifies the patients met so far, each as it stands in the messages: family and given
// names, record, visit and account numbers, streets, telephone numbers, and the names and numbers of their kin. None is
// shorter than four characters, so that finding one where it should not be is no accident.
func (h *Hospital) Secrets() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.house.Identifying()
}
