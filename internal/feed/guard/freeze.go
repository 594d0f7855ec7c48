package guard

import (
	"slices"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
)

// Freeze holds back what messages took away from a section.
type Freeze struct {
	ID        string       `json:"id"`
	Section   fact.Section `json:"section"`
	Scope     Scope        `json:"scope"`
	First     int64        `json:"first_message"` // the first message held back
	Since     time.Time    `json:"last_good"`     // when it was received: up to here the section is shown
	SentFrom  time.Time    `json:"sent_from"`     // the earliest that what counts was sent, by the sender's clock
	Began     time.Time    `json:"began"`         // when the last of what was too much was received
	Figures   Figures      `json:"figures"`
	Patients  []Patient    `json:"patients"` // from whom something was taken, sorted
	Decisions []Decision   `json:"decisions"`
	// Damaged says that what was kept of the freeze does not open: what it held
	// back is not held back any more, nor known, until a person has looked.
	Damaged bool `json:"damaged,omitempty"`
}

// Act is what was decided.
type Act string

// The acts of a [Decision].
const (
	Release Act = "release" // it is right: show what the source says
	Keep    Act = "keep"    // it is wrong: keep the last good until the source sends again
	Undo    Act = "undo"    // take the decision before back
	Resent  Act = "resent"  // nothing is held back any more: the source has sent it again
)

// Decision is what a person decided, or in the case of [Resent] what came.
// None is ever altered; one that was wrong is followed by an undo.
type Decision struct {
	Act    Act       `json:"act"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`     // account
	Name   string    `json:"name"`   // as the person is shown
	Reason string    `json:"reason"` // in the person's words
	Read   int64     `json:"read"`   // the last message that had been read
}

// State is how a freeze stands.
type State string

// The states of a freeze.
const (
	Waiting  State = "waiting"  // for a person
	Kept     State = "kept"     // a person keeps the last good
	Released State = "released" // a person let it through
	Ended    State = "ended"    // the source sent again what was missing
)

// State adds the decisions up.
func (f *Freeze) State() State {
	if last := f.standing(); last != nil {
		switch last.Act {
		case Release:
			return Released
		case Keep:
			return Kept
		case Resent:
			return Ended
		}
	}
	return Waiting
}

// standing is the decision that holds, nil for none: an undo takes back the one
// before it.
func (f *Freeze) standing() *Decision {
	var stand []*Decision
	for i := range f.Decisions {
		if d := &f.Decisions[i]; d.Act != Undo {
			stand = append(stand, d)
		} else if len(stand) > 0 {
			stand = stand[:len(stand)-1]
		}
	}
	if len(stand) == 0 {
		return nil
	}
	return stand[len(stand)-1]
}

// Open reports whether the freeze holds something back.
func (f *Freeze) Open() bool {
	state := f.State()
	return state == Waiting || state == Kept
}

// May reports whether an act makes sense of a freeze as it stands.
func (f *Freeze) May(act Act) bool {
	switch act {
	case Release:
		return f.Open()
	case Keep:
		return f.State() == Waiting && !f.Damaged // what is lost cannot be kept
	case Undo:
		return f.standing() != nil
	}
	return false
}

// Excuses reports whether a loss was decided with this freeze, or is held back
// by it already: it does not make another one.
func (f *Freeze) Excuses(l Loss) bool {
	if f.Section != l.Section || !f.Scope.Covers(l.Unit) {
		return false
	}
	if f.Open() {
		return l.Message >= f.First
	}
	return l.Message <= f.standing().Read
}

// Holds reports whether something of the patient's is held back.
func (f *Freeze) Holds(p Patient) bool {
	_, held := slices.BinarySearchFunc(f.Patients, p, comparePatients)
	return held
}

// Take adds patients from whom the losses took something, and reports whether
// there are any new.
func (f *Freeze) Take(losses []Loss) bool {
	before := len(f.Patients)
	for _, l := range losses {
		if l.Section != f.Section || !f.Scope.Covers(l.Unit) || l.Message < f.First {
			continue
		}
		if at, held := slices.BinarySearchFunc(f.Patients, l.Patient, comparePatients); !held {
			f.Patients = slices.Insert(f.Patients, at, l.Patient)
			f.follow(l)
		}
	}
	return len(f.Patients) > before
}

// follow counts another patient's loss into the figures, as long as it falls
// into the same window: whoever decides has to see all of it.
func (f *Freeze) follow(l Loss) {
	if f.Figures.Patients == 0 || l.Received.Sub(f.Since) > f.Figures.Window || l.Sent.Sub(f.SentFrom).Abs() > f.Figures.Window {
		return
	}
	f.Figures.Patients = max(f.Figures.Patients, len(f.Patients))
	lost := len(f.Patients)
	if f.Section == fact.SectionMedications {
		lost = f.Figures.Lost + min(l.Gone, l.Had)
	}
	f.Figures.Lost = min(max(f.Figures.Lost, lost), f.Figures.Of)
}

func comparePatients(a, b Patient) int { return slices.Compare(a[:], b[:]) }

// Hold is what pages say of the freeze.
func (f *Freeze) Hold() asof.Hold {
	return asof.Hold{
		Freeze: f.ID, Section: f.Section, Hospital: f.Scope.Hospital, Unit: f.Scope.Unit,
		LastGood: asof.Instant{Time: f.Since}, Lost: f.Figures.Lost, Of: f.Figures.Of,
		Minutes: int(f.Figures.Window.Minutes()), Kept: f.State() == Kept, Damaged: f.Damaged,
	}
}

// Holds is what pages say of freezes.
func Holds(frozen []*Freeze) []asof.Hold {
	var list []asof.Hold
	for _, f := range frozen {
		list = append(list, f.Hold())
	}
	return list
}

// Concerns reports whether the chart of a patient, now in a unit, says that the
// section is frozen.
func (f *Freeze) Concerns(p Patient, unit string, inHouse bool) bool {
	return f.Holds(p) || inHouse && f.Scope.Covers(unit)
}

// Clone returns a copy that does not change with the freeze.
func (f *Freeze) Clone() Freeze {
	c := *f
	c.Patients, c.Decisions = slices.Clone(f.Patients), slices.Clone(f.Decisions)
	return c
}
