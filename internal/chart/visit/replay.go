package visit

import (
	"cmp"
	"slices"
	"time"

	"redoutlet/internal/chart/fact"
)

// replay is a visit while it is being replayed, with what a cancellation may
// bring back.
type replay struct {
	Visit
	source      string       // whose number it has, where that names no authority
	errands     []undoErrand // before each departure and arrival
	leaves      []*Absence   // before each return
	doctors     []string     // before each change of the attending doctor
	consultants []string     // before each change of the consulting doctor
}

// undoErrand is where the patient was before a departure or an arrival.
type undoErrand struct {
	act    Act
	errand *Errand
	stays  []Stay
}

// named reports whether a number names the visit, or did. Without an authority,
// it is the number of its source: a clinic's visit 1 is not the hospital's.
func (v *replay) named(number fact.ID, source string) bool {
	is := func(n fact.ID) bool {
		return n.Value == number.Value && n.Authority == number.Authority && (number.Authority != "" || v.source == source)
	}
	return is(v.Number) || slices.ContainsFunc(v.Formerly, is)
}

// apply has the visit do as a movement says, and reports whether there was
// anything for it to do.
func (v *replay) apply(m *Movement, told *fact.Fact) bool {
	if !cancels(m.Act) {
		v.describe(m)
	}
	switch m.Act {
	case Admit, Register:
		v.reopen(told)
		v.Errand, v.Leave = nil, nil
		v.settle(PendingAdmission)
		v.move(m.Place, m.Event)
	case PreAdmit, AwaitAdmit:
		v.expect(m, told)
	case Transfer:
		v.reopen(told) // whoever is moved is in the house
		v.Errand = nil
		v.settle(PendingTransfer)
		v.move(m.Place, m.Event)
	case ChangeClass:
		if v.State == Expected {
			v.reopen(told)
			v.settle(PendingAdmission)
		}
		v.move(m.Place, m.Event)
	case Update, Renumber, ChangeDoctor, ChangeConsultant:
		v.move(m.Place, m.Event)
	case Discharge:
		v.move(m.Place, m.Event)
		v.Discharged = cmp.Or(m.Discharged, m.Event)
		v.end(Discharged, v.leftAt(m), told)
	case Delete:
		v.end(Deleted, m.Event.At, told)
	case Depart, Arrive:
		v.goOn(m)
	case Leave, Return:
		v.leave(m)
	case AwaitTransfer, AwaitDischarge:
		v.await(m)
	default:
		return v.cancel(m, told)
	}
	v.visiting(m)
	return true
}

// cancel takes back what happened before, from our own record of it.
func (v *replay) cancel(m *Movement, told *fact.Fact) bool {
	switch m.Act {
	case CancelAdmit:
		v.end(Cancelled, m.Event.At, told)
	case CancelPreAdmit:
		if v.State != Expected {
			return false // the admission came: nothing that only awaited it ends the stay
		}
		v.end(Cancelled, m.Event.At, told)
	case CancelTransfer:
		v.goBack(m)
	case CancelDischarge:
		v.reopen(told)
		if len(v.Stays) == 0 {
			v.move(m.Place, m.Event)
		}
	case CancelDepart:
		return v.undoErrand(Depart)
	case CancelArrive:
		return v.undoErrand(Arrive)
	case CancelLeave:
		ok := v.Leave != nil
		v.Leave = nil
		return ok
	case CancelReturn:
		return v.onLeaveAgain(m)
	case CancelAwaitAdmit:
		return v.notExpected(m, told)
	case CancelAwaitTransfer:
		return v.settle(PendingTransfer)
	case CancelAwaitDischarge:
		v.DueOut = fact.Time{}
		return v.settle(PendingDischarge)
	case CancelDoctor:
		return bringBack(&v.Attending, &v.doctors, m.Attending)
	case CancelConsultant:
		return bringBack(&v.Consulting, &v.consultants, m.Consulting)
	}
	return true
}

func (v *replay) describe(m *Movement) {
	set := func(to *string, said fact.Said) {
		if said.Is != fact.Nothing {
			*to = said.Text
		}
	}
	if m.Act == ChangeDoctor {
		v.doctors = append(v.doctors, v.Attending)
	}
	if m.Act == ChangeConsultant {
		v.consultants = append(v.consultants, v.Consulting)
	}
	set(&v.Class, m.Class)
	set(&v.Kind, m.Kind)
	set(&v.Referring, m.Referring)
	set(&v.Admitting, m.Admitting)
	set(&v.Arrival, m.Arrival)
	set(&v.Attending, m.Attending)
	set(&v.Consulting, m.Consulting)
	set(&v.Service, m.Service)
	set(&v.Important, m.Important)
	set(&v.Reason, m.Reason)
	v.Guarded = cmp.Or(v.Guarded, m.Guarded) // what was protected once stays so
	if m.Conditions != nil {
		v.Conditions = m.Conditions
	}
	if m.NotDueOut || !m.DueOut.IsZero() {
		v.DueOut = m.DueOut
	}
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

// end ends the visit. What was to come and where the patient had gone meanwhile
// end with it.
func (v *replay) end(state State, at time.Time, told *fact.Fact) {
	v.State, v.Ended, v.From = state, at, told.From
	v.Errand, v.Pending = nil, nil
	if state != Discharged { // a canceled discharge finds the patient where they were: on leave
		v.Leave = nil
	}
}

// join takes in a visit that turned out to be the same.
func (v *replay) join(other *replay) {
	v.Formerly = append(append(v.Formerly, other.Number), other.Formerly...)
	v.Stays = append(other.Stays, v.Stays...)
	slices.SortStableFunc(v.Stays, func(a, b Stay) int { return a.Since.At.Compare(b.Since.At) })
	v.Stays = slices.CompactFunc(v.Stays, func(a, b Stay) bool { return a.Place == b.Place })
	if other.State == Active && v.State != Active {
		v.State, v.Discharged, v.Ended, v.From = other.State, other.Discharged, other.Ended, other.From
	}
	if v.Admitted.IsZero() || other.Admitted.Known() && other.Admitted.At.Before(v.Admitted.At) {
		v.Admitted = other.Admitted
	}
	v.Attending, v.Reason = cmp.Or(v.Attending, other.Attending), cmp.Or(v.Reason, other.Reason)
	v.Class, v.Service = cmp.Or(v.Class, other.Class), cmp.Or(v.Service, other.Service)
	v.Consulting, v.Important = cmp.Or(v.Consulting, other.Consulting), cmp.Or(v.Important, other.Important)
	v.Kind, v.Arrival = cmp.Or(v.Kind, other.Kind), cmp.Or(v.Arrival, other.Arrival)
	v.Referring, v.Admitting = cmp.Or(v.Referring, other.Referring), cmp.Or(v.Admitting, other.Admitting)
	v.DueOut = cmp.Or(v.DueOut, other.DueOut)
	if v.Conditions == nil {
		v.Conditions = other.Conditions
	}
}

// bringBack restores what stood before the last change. Where the cancellation
// names somebody else than the one it takes back, that one stands.
func bringBack(now *string, before *[]string, named fact.Said) bool {
	if len(*before) == 0 {
		return false
	}
	wrong := *now
	*now = (*before)[len(*before)-1]
	*before = (*before)[:len(*before)-1]
	if named.Is == fact.Value && named.Text != wrong {
		*now = named.Text
	}
	return true
}
