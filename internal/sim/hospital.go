package sim

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Source is a system that sends.
type Source string

// The systems of the hospital.
const (
	Registration Source = "registration" // ADT: who is where, and allergies
	Pharmacy     Source = "pharmacy"     // RDE: medication orders; RAS: doses given
	Laboratory   Source = "laboratory"   // ORU: results
)

// Sources returns all systems of the hospital.
func Sources() []Source { return []Source{Registration, Pharmacy, Laboratory} }

// Message is one thing sent.
type Message struct {
	At        time.Time // when it was sent, in simulated time; MSH-7
	Source    Source    // the system that sent it
	ControlID string    // MSH-10
	Load      bool      // of the past that is sent before life begins
	Body      []byte    // the message without its frame
}

// Options are what kind of hospital it is. The zero value is a usual one.
type Options struct {
	// Processing is MSH-11.1: T training, P production, D debugging. Empty is T.
	Processing string

	// Busy is how many times more happens than in a real hospital of this size, which is about one message in half a
	// minute. Doses that are due at a time of day stay where they are. Zero is 1.
	Busy float64

	// Past is how much of the time before the start is told in full. What is older is told by admissions, orders and
	// first results alone. Zero is 24 hours.
	Past time.Duration

	// Patients is how many are there at the start. Zero is 46.
	Patients int
}

// orDefaults returns o with its zero fields filled.
func (o Options) orDefaults() Options {
	return Options{
		Processing: cmp.Or(o.Processing, "T"),
		Busy:       cmp.Or(max(o.Busy, 0), 1),
		Past:       cmp.Or(max(o.Past, 0), 24*time.Hour),
		Patients:   cmp.Or(max(o.Patients, 0), 46),
	}
}

// Hospital is a hospital in simulated time. It is safe for use by several goroutines at once; make one with [New].
type Hospital struct {
	mu           sync.Mutex
	house        *house
	registration *registration
	pharmacy     *pharmacy
	laboratory   *laboratory
	life         []occurrence
}

// New returns the hospital of a seed at the time start, with its past not yet told. Times are written in the zone of
// start.
func New(seed uint64, start time.Time, o Options) *Hospital {
	o = o.orDefaults()
	start = start.Truncate(time.Second)
	s := &house{
		options: o, start: start, dice: rand.New(rand.NewPCG(seed, seed^0x9e3779b97f4a7c15)),
		secrets: map[string]bool{}, phones: map[string]bool{},
	}
	h := &Hospital{house: s}
	h.pharmacy = &pharmacy{house: s, system: system{source: Pharmacy, app: "PHARMACY", prefix: "PH"}}
	h.laboratory = &laboratory{house: s, system: system{source: Laboratory, app: "LABORATORY", prefix: "LB"}}
	h.registration = &registration{
		house: s, system: system{source: Registration, app: "REGISTRATION", prefix: "AD"},
		beds: allBeds(), settle: h.settle, farewell: h.farewell,
	}
	h.pharmacy.somebody = func(wanted func(*patient) bool) *patient {
		return h.registration.somebody(Pharmacy, wanted)
	}
	h.life = occurrences(h)
	h.populate()
	return h
}

// settle begins what is done for a patient who has just come.
func (h *Hospital) settle(p *patient) {
	h.pharmacy.orderFirst(p)
	h.laboratory.drawFirst(p)
}

// farewell plans the end of the orders of a patient who has left.
func (h *Hospital) farewell(p *patient) {
	h.house.plan(h.house.now.Add(40*time.Minute), p, Pharmacy, func() {
		if !p.present() {
			h.pharmacy.stopAll(p)
		}
	})
}

// Start is when the past ends and life begins.
func (h *Hospital) Start() time.Time { return h.house.start }

// Next returns the next message. There is always one.
func (h *Hospital) Next() Message {
	h.mu.Lock()
	defer h.mu.Unlock()
	for len(h.house.out) == 0 {
		h.house.step()
	}
	m := h.house.out[0]
	h.house.out = h.house.out[1:]
	return m
}

// Until returns all messages up to the time t that were not returned before, t itself included.
func (h *Hospital) Until(t time.Time) []Message {
	h.mu.Lock()
	defer h.mu.Unlock()
	for !h.house.due().After(t) {
		h.house.step()
	}
	n := len(h.house.out)
	if i := slices.IndexFunc(h.house.out, func(m Message) bool { return m.At.After(t) }); i >= 0 {
		n = i
	}
	out := slices.Clone(h.house.out[:n])
	h.house.out = h.house.out[n:]
	return out
}

// Due is when something happens next. It may be that nothing is said of it.
func (h *Hospital) Due() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.house.out) > 0 {
		return h.house.out[0].At
	}
	return h.house.due()
}

// Secrets returns, sorted, what identifies the patients met so far, each as it stands in the messages: family and given
// names, record, visit and account numbers, streets, telephone numbers, and the names and numbers of their kin. None is
// shorter than four characters, so that finding one where it should not be is no accident.
func (h *Hospital) Secrets() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := make([]string, 0, len(h.house.secrets))
	for s := range h.house.secrets {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}
