package visit

import (
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// goOn has the patient leave for somewhere (A09) or arrive there (A10), while
// the bed stays theirs. The standard names a temporary place in PV1-11, and a
// bed to stay in PV1-3.
func (v *replay) goOn(m *Movement) {
	if v.State != Active {
		return
	}
	v.errands = append(v.errands, undoErrand{m.Act, v.Errand, slices.Clone(v.Stays)})
	switch {
	case m.Act == Depart && len(v.Stays) == 0: // the first we hear of them
		v.move(firstPlace(m.Prior, m.Place), m.Event)
		v.Errand = &Errand{Place: destination(m, v.Visit.Place()), Since: m.Event}
	case m.Act == Depart:
		v.Errand = &Errand{Place: destination(m, v.Visit.Place()), Since: m.Event}
	case !m.Temporary.IsZero():
		v.move(m.Place, m.Event)
		v.Errand = &Errand{Place: m.Temporary, Since: m.Event, Arrived: true}
	default: // back, or in another bed
		v.move(m.Place, m.Event)
		v.Errand = nil
	}
}

// destination is where a departure leads: the temporary place, the pending one,
// or a bed other than the one that is left. Zero where none was sent.
func destination(m *Movement, left Place) Place {
	to := firstPlace(m.Temporary, m.Pending)
	if to.IsZero() && m.Place != left {
		to = m.Place
	}
	return to
}

func firstPlace(places ...Place) Place {
	for _, p := range places {
		if !p.IsZero() {
			return p
		}
	}
	return Place{}
}

// visiting takes the temporary place that any other message names (H-024).
func (v *replay) visiting(m *Movement) {
	switch {
	case m.Act == Depart || m.Act == Arrive || v.State != Active:
	case m.Back:
		v.Errand = nil
	case !m.Temporary.IsZero() && (v.Errand == nil || v.Errand.Place != m.Temporary):
		v.Errand = &Errand{Place: m.Temporary, Since: m.Event, Arrived: true}
	}
}

// undoErrand brings back what was before the last departure or arrival.
func (v *replay) undoErrand(act Act) bool {
	for i, before := range slices.Backward(v.errands) {
		if before.act == act {
			v.Errand, v.Stays = before.errand, before.stays
			v.errands = v.errands[:i]
			return true
		}
	}
	return false
}

// leave has the patient go on leave (A21) or come back (A22).
func (v *replay) leave(m *Movement) {
	if v.State != Active {
		return
	}
	v.move(m.Place, m.Event)
	if m.Act == Return {
		v.leaves = append(v.leaves, v.Leave)
		v.Leave = nil
		return
	}
	v.Leave = &Absence{Since: m.Event, Due: m.DueBack}
}

// onLeaveAgain undoes a return (A53): the patient is on leave, whether or not
// we heard since when.
func (v *replay) onLeaveAgain(m *Movement) bool {
	v.Leave = &Absence{Since: m.Event}
	if n := len(v.leaves); n > 0 {
		if before := v.leaves[n-1]; before != nil {
			again := *before
			v.Leave = &again
		}
		v.leaves = v.leaves[:n-1]
	}
	if !m.DueBack.IsZero() {
		v.Leave = &Absence{Since: v.Leave.Since, Due: m.DueBack}
	}
	return true
}

// expect has a visit wait for its admission (A05, A14). One that has begun goes
// on as it is.
func (v *replay) expect(m *Movement, told *fact.Fact) {
	if v.State == Cancelled || v.State == Deleted {
		v.State, v.From = Expected, told.From
	}
	if v.State != Expected {
		return
	}
	v.announce(Pending{What: PendingAdmission, Place: firstPlace(m.Pending, m.Place), Due: m.DueIn, Said: m.Event})
}

// await notes a transfer or a discharge that is to come (A15, A16).
func (v *replay) await(m *Movement) {
	v.move(m.Place, m.Event)
	if v.State != Active {
		return
	}
	p := Pending{What: PendingTransfer, Place: m.Pending, Said: m.Event}
	if m.Act == AwaitDischarge {
		p = Pending{What: PendingDischarge, Due: m.DueOut, Said: m.Event}
	}
	v.announce(p)
}

// announce keeps what is to come, the newest of each kind.
func (v *replay) announce(p Pending) {
	v.settle(p.What)
	v.Pending = append(v.Pending, p)
	slices.SortFunc(v.Pending, func(a, b Pending) int { return strings.Compare(a.What, b.What) })
}

// settle takes off what came, or was called off, and reports whether it was
// pending.
func (v *replay) settle(what string) bool {
	n := len(v.Pending)
	v.Pending = slices.DeleteFunc(slices.Clone(v.Pending), func(p Pending) bool { return p.What == what })
	return len(v.Pending) < n
}

// notExpected calls off a pending admission (A27). A visit that only waited for
// it is off.
func (v *replay) notExpected(m *Movement, told *fact.Fact) bool {
	if !v.settle(PendingAdmission) {
		return false
	}
	if v.State == Expected {
		v.end(Cancelled, m.Event.At, told)
	}
	return true
}
