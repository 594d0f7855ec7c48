// Package visit adds up the movements of a patient to visits: where the patient
// is, since when, and where before.
package visit

import (
	"cmp"
	"slices"
	"time"

	"redoutlet/internal/chart/fact"
)

// Act is what an ADT event does to a visit.
type Act uint8

// The acts of a [Movement].
const (
	Update          Act = iota // A08 and its kin: newer values, same visit
	Admit                      // A01
	Register                   // A04
	Transfer                   // A02
	Discharge                  // A03
	CancelAdmit                // A11
	CancelTransfer             // A12
	CancelDischarge            // A13
)

// Place is a bed, or as much of one as was sent (PL).
type Place struct {
	Unit     string `json:"unit,omitempty"`
	Room     string `json:"room,omitempty"`
	Bed      string `json:"bed,omitempty"`
	Facility string `json:"facility,omitempty"`
}

// IsZero reports whether no place was sent.
func (p Place) IsZero() bool { return p == Place{} }

// Movement is what an ADT message says of a visit.
type Movement struct {
	Act        Act
	Visit      fact.ID   // PV1-19; zero where none was sent
	Place      Place     // PV1-3
	Prior      Place     // PV1-6
	Class      fact.Said // PV1-2
	Attending  fact.Said // PV1-7, in the sender's words
	Service    fact.Said // PV1-10
	Reason     fact.Said // PV2-3
	Admitted   fact.Time // PV1-44
	Discharged fact.Time // PV1-45
	Event      fact.Time // EVN-6, else EVN-2, else MSH-7
}

// About is the section of the census.
func (*Movement) About() fact.Section { return fact.SectionCensus }

// State is whether a visit goes on.
type State string

// The states of a visit.
const (
	Active     State = "active"
	Discharged State = "discharged"
	Cancelled  State = "cancelled"
)

// Stay is one place of a visit, and since when.
type Stay struct {
	Place Place     `json:"place"`
	Since fact.Time `json:"since"`
}

// Visit is one stay or appointment in the house, as its events add up.
type Visit struct {
	Number     fact.ID    `json:"number"`
	State      State      `json:"state"`
	Stays      []Stay     `json:"stays"` // places in order; the last is where the patient is
	Class      string     `json:"class,omitempty"`
	Attending  string     `json:"attending,omitempty"`
	Service    string     `json:"service,omitempty"`
	Reason     string     `json:"reason,omitempty"`
	Admitted   fact.Time  `json:"admitted"`
	Discharged fact.Time  `json:"discharged"`
	Ended      time.Time  `json:"-"`              // instant of discharge or cancellation
	From       *fact.From `json:"from,omitempty"` // message that said the state
}

// Place is where the visit is now, or was last.
func (v *Visit) Place() Place {
	if len(v.Stays) == 0 {
		return Place{}
	}
	return v.Stays[len(v.Stays)-1].Place
}

// Since is when the visit came to its present place.
func (v *Visit) Since() fact.Time {
	if len(v.Stays) == 0 {
		return fact.Time{}
	}
	return v.Stays[len(v.Stays)-1].Since
}

// Unmatched is a cancellation that fits no visit we know: shown, never applied
// to another visit (hazard H-021).
type Unmatched struct {
	Act   Act        `json:"-"`
	What  string     `json:"what"`
	Visit fact.ID    `json:"visit"`
	At    fact.Time  `json:"at"`
	From  *fact.From `json:"from,omitempty"`
}

// Fold replays the movements of one patient in order.
type Fold struct {
	visits    []*replay
	unmatched []Unmatched
	seen      map[movementKey]bool
}

// movementKey is the identity of an event: a sender that resends it under
// another control id has not moved the patient twice (hazard H-043).
type movementKey struct {
	act    Act
	source string
	visit  string
	place  Place
	at     time.Time
}

// undoes is the act that takes another back.
func undoes(a, b Act) bool {
	pairs := map[Act]Act{CancelAdmit: Admit, CancelTransfer: Transfer, CancelDischarge: Discharge}
	return pairs[a] == b && cancels(a) || pairs[b] == a && cancels(b)
}

// replay is a visit while it is being replayed.
type replay struct {
	Visit
	source string // whose number it has, where that names no authority
}

// Add takes what one message says of a visit.
func (f *Fold) Add(m *Movement, told *fact.Fact) {
	key := movementKey{m.Act, told.From.Source, m.Visit.Key(), m.Place, told.Stamp.At.At}
	if m.Act != Update && f.seen[key] {
		return
	}
	if f.seen == nil {
		f.seen = map[movementKey]bool{}
	}
	f.seen[key] = true
	for old := range f.seen { // what was undone can happen again, even within the minute
		if old.visit == key.visit && old.source == key.source && undoes(old.act, key.act) {
			delete(f.seen, old)
		}
	}
	run := f.find(m, told)
	if run == nil {
		if cancels(m.Act) || m.Act == Discharge && m.Visit.IsZero() && f.newest(Active) != nil {
			f.miss(m, told)
			return
		}
		run = &replay{Visit: Visit{Number: m.Visit, State: Active, From: told.From}, source: told.From.Source}
		f.visits = append(f.visits, run)
		if m.Act == Update && m.Discharged.Known() && !m.Discharged.At.After(m.Event.At) {
			m = m.ended() // news of a visit that was over before we listened
		}
	}
	run.apply(m, told)
}

// ended is the movement as the discharge it tells of.
func (m *Movement) ended() *Movement {
	over := *m
	over.Act = Discharge
	return &over
}

func cancels(a Act) bool { return a == CancelAdmit || a == CancelTransfer || a == CancelDischarge }

// find returns the visit a movement belongs to. The first number seen names a
// visit that had none. A movement without a number describes or moves the
// newest visit that goes on, but it ends none that has a number: taking a
// patient off the census needs the visit named.
func (f *Fold) find(m *Movement, told *fact.Fact) *replay {
	var unnumbered *replay
	for _, run := range slices.Backward(f.visits) {
		if !m.Visit.IsZero() && run.named(m.Visit, told.From.Source) {
			return run
		}
		if run.Number.IsZero() && run.State == Active && unnumbered == nil {
			unnumbered = run
		}
	}
	switch {
	case !m.Visit.IsZero():
		if unnumbered != nil {
			unnumbered.Number = m.Visit
		}
		return unnumbered
	case m.Act == Discharge || m.Act == CancelAdmit:
		return unnumbered
	case m.Act == CancelDischarge:
		return f.newest(Discharged)
	}
	return cmp.Or(unnumbered, f.newest(Active), f.last())
}

// named reports whether a number names the visit. Without an authority, it is
// the number of its source: a clinic's visit 1 is not the hospital's.
func (v *replay) named(number fact.ID, source string) bool {
	return v.Number.Value == number.Value && v.Number.Authority == number.Authority &&
		(number.Authority != "" || v.source == source)
}

func (f *Fold) newest(state State) *replay {
	for _, run := range slices.Backward(f.visits) {
		if run.State == state {
			return run
		}
	}
	return nil
}

func (f *Fold) last() *replay {
	if len(f.visits) == 0 {
		return nil
	}
	return f.visits[len(f.visits)-1]
}

func (f *Fold) miss(m *Movement, told *fact.Fact) {
	what := map[Act]string{
		Discharge:       "A discharge that names no visit",
		CancelAdmit:     "A canceled admission that matches no visit",
		CancelTransfer:  "A canceled transfer that matches no visit",
		CancelDischarge: "A canceled discharge that matches no visit",
	}[m.Act]
	// A cancelled discharge or transfer says where the patient is: better a
	// visit too many on the census than a patient in a bed and on no list (H-023).
	if (m.Act == CancelTransfer || m.Act == CancelDischarge) && !m.Place.IsZero() {
		run := &replay{Visit: Visit{Number: m.Visit, State: Active, From: told.From}, source: told.From.Source}
		f.visits = append(f.visits, run)
		run.describe(m)
		run.move(m.Place, m.Event)
		return
	}
	f.unmatched = append(f.unmatched, Unmatched{Act: m.Act, What: what, Visit: m.Visit, At: m.Event, From: told.From})
}

func (v *replay) apply(m *Movement, told *fact.Fact) {
	v.describe(m)
	switch m.Act {
	case Admit, Register:
		v.reopen(told)
		v.move(m.Place, m.Event)
	case Transfer:
		v.reopen(told) // whoever is moved is in the house
		v.move(m.Place, m.Event)
	case Update:
		v.move(m.Place, m.Event)
	case Discharge:
		v.move(m.Place, m.Event)
		v.Discharged = cmp.Or(m.Discharged, m.Event)
		v.end(Discharged, v.leftAt(m), told)
	case CancelAdmit:
		v.end(Cancelled, m.Event.At, told)
	case CancelTransfer:
		v.goBack(m)
	case CancelDischarge:
		v.reopen(told)
		if len(v.Stays) == 0 {
			v.move(m.Place, m.Event)
		}
	}
}

func (v *replay) describe(m *Movement) {
	set := func(to *string, said fact.Said) {
		if said.Is != fact.Nothing {
			*to = said.Text
		}
	}
	set(&v.Class, m.Class)
	set(&v.Attending, m.Attending)
	set(&v.Service, m.Service)
	set(&v.Reason, m.Reason)
	if !m.Admitted.IsZero() {
		v.Admitted = m.Admitted
	}
	if v.Admitted.IsZero() && (m.Act == Admit || m.Act == Register) {
		v.Admitted = m.Event
	}
}

func (v *replay) move(to Place, since fact.Time) {
	if to.IsZero() || to == v.Visit.Place() {
		return
	}
	v.Stays = append(v.Stays, Stay{Place: to, Since: since})
}

// goBack undoes the last move from our own record of places. A place named by
// the cancellation wins where it is neither the cancelled place nor the one we
// remember; some senders repeat the cancelled place there (hazard H-022).
func (v *replay) goBack(m *Movement) {
	here := v.Visit.Place()
	if m.Place == here && len(v.Stays) < 2 {
		return
	}
	if len(v.Stays) > 0 && !(len(v.Stays) == 1 && m.Place.IsZero()) {
		v.Stays = v.Stays[:len(v.Stays)-1]
	}
	if m.Place != here {
		v.move(m.Place, m.Event)
	}
}

func (v *replay) reopen(told *fact.Fact) {
	v.State, v.Discharged, v.Ended, v.From = Active, fact.Time{}, time.Time{}, told.From
}

// leftAt is the instant of a discharge: the time sent for it where that lies
// between admission and event, else the event. Senders fill PV1-45 with
// anything.
func (v *replay) leftAt(m *Movement) time.Time {
	said := m.Discharged
	if !said.Known() || said.At.After(m.Event.At) || v.Admitted.Known() && said.At.Before(v.Admitted.At) {
		return m.Event.At
	}
	return said.At
}

func (v *replay) end(state State, at time.Time, told *fact.Fact) {
	v.State, v.Ended, v.From = state, at, told.From
}

// Finish returns the visits, the oldest first, and the cancellations that match
// none.
func (f *Fold) Finish() ([]Visit, []Unmatched) {
	visits := make([]Visit, 0, len(f.visits))
	for _, run := range f.visits {
		visits = append(visits, run.Visit)
	}
	return visits, f.unmatched
}

// Origin is the message that the visit stands for.
func (v Visit) Origin() *fact.From { return v.From }
