package appointment

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// What is said of an appointment that names no number: which other message
// means the same one cannot be told, and nothing is guessed.
const (
	markNumberless = "appointment without number, may be one moved booking - verify"
	markLooseEnd   = "canceled without number: which appointment is meant is not known - verify"
)

// Fold adds up notes, which come in the order of their stamps.
type Fold struct {
	groups fact.Groups
	notes  []entry
}

type entry struct {
	note *Note
	told *fact.Fact
}

// Add takes what one message says of an appointment. It may tie its two
// numbers together.
func (f *Fold) Add(n *Note, told *fact.Fact) {
	f.groups.Join(named(n, told))
	f.notes = append(f.notes, entry{n, told})
}

// named is how a note names its appointment. A number without an authority is
// the source's own: another scheduler may count the same.
func named(n *Note, told *fact.Fact) fact.Numbers {
	return fact.Numbers{Placer: n.Placer, Filler: n.Filler, Source: told.From.Source}
}

// Finish returns the appointments, the earliest first; those whose time was not
// sent come before them.
func (f *Fold) Finish() []Appointment {
	found := map[string]*Appointment{}
	for _, e := range f.notes {
		root := f.groups.Root(named(e.note, e.told))
		key := root + "\x1e" + e.note.Occurrence
		if root == "" {
			key = loose(e)
		}
		a := found[key]
		if a == nil {
			a = &Appointment{key: key, Numbers: []fact.ID{}, Resources: []Resource{}, State: NotStated}
			if root != "" {
				a.Numbers = f.groups.Members(root)
			}
			found[key] = a
		}
		a.take(e.note, e.told)
		a.markLoose(root, e.note)
	}
	var list []Appointment
	for _, a := range found {
		list = append(list, *a)
	}
	slices.SortFunc(list, func(a, b Appointment) int {
		return cmp.Or(a.Start.At.Compare(b.Start.At), strings.Compare(a.key, b.key))
	})
	return list
}

// loose is the key of a note without numbers: all that it says. One that says
// it again is the same.
func loose(e entry) string {
	said, _ := json.Marshal(e.note) // a note is made of strings and times; it cannot fail
	return "loose\x1f" + e.told.From.Source + "\x1f" + string(said)
}

func (a *Appointment) markLoose(root string, n *Note) {
	switch {
	case root != "":
	case a.State.Off():
		a.Marks = fact.AppendOnce(a.Marks, markLooseEnd)
	default:
		a.Marks = fact.AppendOnce(a.Marks, markNumberless)
	}
}

// take lays a note over what is known; what it does not say stands.
func (a *Appointment) take(n *Note, told *fact.Fact) {
	if n.Start.Known() && a.Start.Known() && !n.Start.At.Equal(a.Start.At) {
		a.Was = a.Start
	}
	a.Start, a.Duration = cmp.Or(n.Start, a.Start), cmp.Or(n.Duration, a.Duration)
	if !n.Start.IsZero() || !n.End.IsZero() {
		a.End = n.End // the end of the time before would mislead
	}
	a.Type, a.Reason, a.Why = cmp.Or(n.Type, a.Type), cmp.Or(n.Reason, a.Reason), cmp.Or(n.Why, a.Why)
	a.Contact = cmp.Or(n.Contact, a.Contact)
	a.Note = cmp.Or(strings.Join(n.Notes, "\n"), a.Note)
	a.Status = cmp.Or(n.Status, a.Status)
	a.reserve(n)
	if state := n.state(a.State); state != a.State {
		a.State, a.Since = state, told.Stamp.At
	}
	a.From = told.From
}

// state is what becomes of the appointment: the event says it, and a status
// says more. A change of particulars brings back nothing that is off.
func (n *Note) state(old State) State {
	switch n.Act {
	case Cancel:
		return Cancelled
	case Discontinue:
		return Discontinued
	case Delete:
		return Deleted
	case Miss:
		return NoShow
	case Block:
		return Blocked
	}
	if state := stateOf(n.Status); state != "" {
		return state
	}
	switch {
	case n.Act == Book, n.Act == Move:
		return Booked
	case n.Act == Unblock && old == Blocked:
		return NotStated
	}
	return old
}

// reserve takes over what the appointment needs. The list in a message that
// books, moves or modifies is the whole of it; other messages speak of parts.
func (a *Appointment) reserve(n *Note) {
	switch n.Act {
	case Book, Move, Modify:
		if len(n.Resources) > 0 {
			a.Resources = n.Resources
		}
		return
	}
	for _, r := range n.Resources {
		r.Out = r.Out || n.Act == CancelPart
		same := func(have Resource) bool { return have.Kind == r.Kind && have.Name == r.Name && have.Role == r.Role }
		all := slices.Clone(a.Resources)
		if i := slices.IndexFunc(all, same); i >= 0 {
			all[i] = r
		} else {
			all = append(all, r)
		}
		a.Resources = all
	}
}
