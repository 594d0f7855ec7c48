package visit

import (
	"cmp"
	"slices"
	"time"

	"redoutlet/internal/chart/fact"
)

// Fold replays the movements of one patient in order.
type Fold struct {
	visits    []*replay
	unmatched []Unmatched
	seen      map[movementKey]bool
	deleted   fact.Time // of the person (A29)
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

// Add takes what one message says of a visit.
func (f *Fold) Add(m *Movement, told *fact.Fact) {
	if f.repeats(m, told) {
		return
	}
	if m.Act == DeletePerson {
		f.deletePerson(m, told)
		return
	}
	f.renumber(m, told.From.Source)
	run := f.find(m, told)
	if run == nil {
		if needsVisit(m) || m.Act == Discharge && m.Visit.IsZero() && f.newest(Active) != nil {
			f.miss(m, told)
			return
		}
		run = f.open(m, told)
	}
	if opens(m.Act) {
		f.deleted = fact.Time{} // whoever is admitted again was not deleted for good
	}
	if !run.apply(m, told) {
		f.note(m, told)
	}
}

// repeats notes an event and reports whether it was told before. An update may
// be, and changes nothing then; a long stay has hundreds.
func (f *Fold) repeats(m *Movement, told *fact.Fact) bool {
	if m.Act == Update {
		return false
	}
	key := movementKey{m.Act, told.From.Source, m.Visit.Key(), m.Place, told.Stamp.At.At}
	if f.seen[key] {
		return true
	}
	if f.seen == nil {
		f.seen = map[movementKey]bool{}
	}
	f.seen[key] = true
	for old := range f.seen { // what was undone can happen again, even within the minute
		if old.visit == key.visit && old.source == key.source && (opposes(old.act, key.act) || opposes(key.act, old.act)) {
			delete(f.seen, old)
		}
	}
	return false
}

// needsVisit reports whether an act says something of a visit that is there
// already, and never that there is one.
func needsVisit(m *Movement) bool {
	switch m.Act {
	case Delete, Return, CancelReturn, Renumber:
		return true
	}
	return cancels(m.Act)
}

func opens(a Act) bool {
	return a == Admit || a == Register || a == PreAdmit || a == AwaitAdmit || a == Transfer || a == CancelDischarge
}

// open begins a visit that we hear of for the first time.
func (f *Fold) open(m *Movement, told *fact.Fact) *replay {
	run := &replay{Visit: Visit{Number: m.Visit, State: Active, From: told.From}, source: told.From.Source}
	switch {
	case m.Act == PreAdmit, m.Act == AwaitAdmit:
		run.State = Expected
	case m.Act == Update && m.Discharged.Known() && !m.Discharged.At.After(m.Event.At):
		run.describe(m) // news of a visit that was over before we listened
		run.move(m.Place, m.Event)
		run.Discharged = m.Discharged
		run.end(Discharged, run.leftAt(m), told)
	}
	f.visits = append(f.visits, run)
	return run
}

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
	case m.Act == Discharge, m.Act == CancelAdmit, m.Act == CancelPreAdmit, m.Act == CancelAwaitAdmit, m.Act == Delete:
		return unnumbered
	case m.Act == PreAdmit, m.Act == AwaitAdmit:
		return cmp.Or(unnumbered, f.newest(Expected))
	case m.Act == CancelDischarge:
		return f.newest(Discharged)
	}
	return cmp.Or(unnumbered, f.newest(Active), f.last())
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

// miss takes what fits no visit. A cancelled discharge or transfer says where
// the patient is: better a visit too many on the census than a patient in a bed
// and on no list (H-023). The same is true of whoever comes back from leave.
func (f *Fold) miss(m *Movement, told *fact.Fact) {
	switch m.Act {
	case CancelTransfer, CancelDischarge, Return, CancelReturn, CancelLeave, CancelArrive, CancelDepart:
		if m.Place.IsZero() {
			break
		}
		run := f.open(m, told)
		run.describe(m)
		run.move(m.Place, m.Event)
		if m.Act == CancelReturn {
			run.Leave = &Absence{Since: m.Event, Due: m.DueBack}
		}
		return
	}
	f.note(m, told)
}

// note keeps an event that fits nothing.
func (f *Fold) note(m *Movement, told *fact.Fact) {
	what := m.Act.Words() + " that matches no visit"
	if m.Act == Discharge {
		what = "A discharge that names no visit"
	}
	f.unmatched = append(f.unmatched, Unmatched{Act: m.Act, What: what, Visit: m.Visit, At: m.Event, From: told.From})
}

// deletePerson ends every visit that goes on or is expected: its sender says
// that there is no such person. Nothing is forgotten.
func (f *Fold) deletePerson(m *Movement, told *fact.Fact) {
	f.deleted = m.Event
	for _, run := range f.visits {
		if run.State == Active || run.State == Expected {
			run.end(Deleted, m.Event.At, told)
		}
	}
}

// renumber gives a visit the number that a movement says it has now. Where both
// numbers have a visit, the two are one: the places of both are its places.
func (f *Fold) renumber(m *Movement, source string) {
	if m.Formerly.IsZero() || m.Visit.IsZero() || m.Formerly == m.Visit {
		return
	}
	old := slices.IndexFunc(f.visits, func(r *replay) bool { return r.named(m.Formerly, source) })
	now := slices.IndexFunc(f.visits, func(r *replay) bool { return r.named(m.Visit, source) })
	switch {
	case now == old:
	case now < 0:
		run := f.visits[old]
		run.Formerly, run.Number = append(run.Formerly, run.Number), m.Visit
	case old < 0: // what still comes for the old number is this visit's
		run := f.visits[now]
		run.Formerly = append(run.Formerly, m.Formerly)
	default:
		f.visits[now].join(f.visits[old])
		f.visits = slices.Delete(f.visits, old, old+1)
	}
}

// Finish returns the visits, the oldest first, and the events that match none.
func (f *Fold) Finish() ([]Visit, []Unmatched) {
	visits := make([]Visit, 0, len(f.visits))
	for _, run := range f.visits {
		v := run.Visit // a copy: the fold may go on
		v.Stays, v.Formerly, v.Pending = slices.Clone(v.Stays), slices.Clone(v.Formerly), slices.Clone(v.Pending)
		visits = append(visits, v)
	}
	return visits, f.unmatched
}

// PersonDeleted is when a source said that there is no such person, zero where
// none does.
func (f *Fold) PersonDeleted() fact.Time { return f.deleted }
