package sim

import (
	"strings"
	"sync"
	"time"

	"redoutlet/internal/sim/care"
	"redoutlet/internal/sim/stage"
)

// Hospital is a hospital in simulated time. It is safe for use by several goroutines at once; make one with [New].
type Hospital struct {
	mu           sync.Mutex
	house        *stage.House
	registration *registration
	pharmacy     *pharmacy
	laboratory   *laboratory
	flowsheet    *care.Flowsheet
	documents    *care.Documents
	orders       *care.Orders
	schedule     *care.Schedule
	life         []occurrence
}

// New returns the hospital of a seed at the time start, with its past not yet told. Times are written in the zone of
// start.
func New(seed uint64, start time.Time, o Options) *Hospital {
	s := stage.New(seed, start, o)
	h := &Hospital{house: s}
	h.orders = care.NewOrders(s, from(Orders, "OR"))
	h.flowsheet = care.NewFlowsheet(s, from(Flowsheet, "FS"))
	h.documents = care.NewDocuments(s, from(Documents, "DO"))
	h.schedule = care.NewSchedule(s, from(Schedule, "SC"))
	h.pharmacy = &pharmacy{House: s, system: from(Pharmacy, "PH")}
	h.laboratory = &laboratory{House: s, system: from(Laboratory, "LB"), ordered: h.orders.Laboratory}
	h.registration = &registration{
		People: stage.NewPeople(s), system: from(Registration, "AD"),
		beds: stage.AllBeds(), settle: h.settle, settleIn: h.settleIn, farewell: h.farewell,
	}
	h.pharmacy.somebody = func(wanted func(*stage.Patient) bool) *stage.Patient {
		return h.registration.somebody(Pharmacy, wanted)
	}
	h.life = occurrences(h)
	h.populate()
	return h
}

// from is how a system of the hospital names itself; its messages are numbered after the prefix.
func from(source Source, prefix string) stage.System {
	return stage.System{Source: source, App: strings.ToUpper(string(source)), Facility: facility, Prefix: prefix}
}

// settle begins what is done for a patient who has just come.
func (h *Hospital) settle(p *stage.Patient) {
	h.pharmacy.orderFirst(p)
	h.laboratory.drawFirst(p)
	h.flowsheet.Welcome(p)
	h.documents.Welcome(p)
	h.orders.Welcome(p)
}

// settleIn begins what is done for somebody who lay in the emergency department and is an inpatient now.
func (h *Hospital) settleIn(p *stage.Patient) {
	h.pharmacy.orderFirst(p)
	h.orders.TakeIn(p)
}

// farewell plans the end of the orders of a patient who has left.
func (h *Hospital) farewell(p *stage.Patient) {
	h.house.Plan(h.house.Now.Add(40*time.Minute), p, Pharmacy, func() {
		if !p.Present() {
			h.pharmacy.stopAll(p)
		}
	})
	h.documents.Farewell(p)
	h.orders.Farewell(p)
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
