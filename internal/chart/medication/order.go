// Package medication adds up what messages say of medicines: the orders and the
// state of each, and the doses given and not given.
package medication

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
)

// OrderNote is what one ORC/RXE group says of a medication order. Every text is
// the sender's; nothing is respelled or rescaled.
type OrderNote struct {
	order.Act
	Placer  fact.ID      // ORC-2
	Filler  fact.ID      // ORC-3
	Parent  order.Parent // ORC-8, the order this one replaces
	Content *Sig         // nil where the message carries no order body
	// Unsorted says that the message does not tell whether the order is for a
	// medicine (an ORM that only names its order). Then other messages must.
	Unsorted bool
}

// About is the section of medicines.
func (*OrderNote) About() fact.Section { return fact.SectionMedications }

// named is how the note names its order. A dose may come from another source
// than the order, so numbers without a namespace are one space here.
func (n *OrderNote) named() fact.Numbers { return fact.Numbers{Placer: n.Placer, Filler: n.Filler} }

// Order is one medication order as its messages add up.
type Order struct {
	Numbers  []fact.ID `json:"numbers"`
	Drug     string    `json:"drug"`
	Replaces []fact.ID `json:"replaces,omitempty"`
	order.Course
	Sig
	root   string
	beside []fact.Coded // the drugs of the request, where it is for several
}

// orderFold groups notes by order number and replays each group.
type orderFold struct {
	notes  []orderEntry
	groups fact.Groups
}

type orderEntry struct {
	note *OrderNote
	fact *fact.Fact
}

func (f *orderFold) add(n *OrderNote, told *fact.Fact) {
	if n.Placer.IsZero() && n.Filler.IsZero() {
		n = unnumbered(n)
	}
	f.groups.Join(n.named())
	f.notes = append(f.notes, orderEntry{n, told})
}

// noNumber is the namespace of orders that were sent without a number: each
// stands for itself, known by its drug and start, and is marked.
const noNumber = "\x1fwithout number"

func unnumbered(n *OrderNote) *OrderNote {
	named := *n
	named.Placer = fact.ID{Value: "?", Authority: noNumber}
	if n.Content != nil {
		named.Placer.Value = n.Content.DrugCode.Words() + "\x1f" + n.Content.Start.Text
	}
	return &named
}

// finish replays each order, the oldest first. A replacement ends its parents
// whether or not a message for the parent itself ever came.
func (f *orderFold) finish() []Order {
	runs := orderRuns{shared: f.shares(), known: map[string]*orderRun{}}
	for _, e := range f.notes {
		root := f.groups.Root(e.note.named())
		if root != "" {
			for _, run := range runs.of(root, e.note.Content, e.note.Filler) {
				run.apply(e.note, e.fact)
			}
		}
		parent := f.groups.Root(e.note.Parent.Numbers())
		if e.note.Replaces() && parent != "" && parent != root {
			for _, run := range runs.of(parent, nil, e.note.Parent.Filler) {
				run.ReplacedBy(e.fact)
			}
		}
	}
	var medications []Order
	for _, r := range runs.list {
		if r.seen {
			r.Numbers = f.groups.Members(r.root)
			if len(r.Numbers) > 0 && r.Numbers[0].Authority == noNumber {
				r.Numbers = nil
				r.Mark("ORDER WITHOUT A NUMBER - verify")
			}
			medications = append(medications, r.Order)
		}
	}
	slices.SortStableFunc(medications, func(a, b Order) int {
		return cmp.Or(a.Start.At.Compare(b.Start.At), strings.Compare(a.Drug, b.Drug), compareNumbers(a.Numbers, b.Numbers))
	})
	return medications
}

func compareNumbers(a, b []fact.ID) int {
	return slices.CompareFunc(a, b, func(x, y fact.ID) int { return strings.Compare(x.Key(), y.Key()) })
}

// orderRun is an order while its notes are replayed.
type orderRun struct {
	Order
	seen     bool
	replaced map[string]bool
	change   *change // the last that was asked for, while it may still be refused
}

// change is what an order held before it was asked to be changed (XO).
type change struct {
	before Sig
	asked  fact.Stamp
}

func (r *orderRun) apply(n *OrderNote, told *fact.Fact) {
	r.seen = r.seen || !n.Unsorted
	switch {
	case n.Control == "UX" && r.change != nil: // whatever it repeats, what stood before stands
		r.Sig, r.change = r.change.before, nil
		r.Drug = r.DrugCode.Words()
	case n.Content != nil:
		r.asks(n.Control, told)
		r.describe(n.Content, told)
	}
	for _, parent := range n.Parent.IDs() {
		if n.Control == "RO" && !r.replaced[parent.Key()] {
			r.replaced[parent.Key()] = true
			r.Replaces = append(r.Replaces, parent)
		}
	}
	r.Take(n.Act, told)
}

// asks keeps what stands while a change is only asked for. What is done can no
// longer be refused.
func (r *orderRun) asks(control string, told *fact.Fact) {
	switch {
	case control != "XO" || r.State == "":
		r.change = nil
	case r.change == nil || told.Stamp.Later(r.change.asked):
		r.change = &change{r.Sig, told.Stamp}
	}
}

// describe lays newer content over older.
func (r *orderRun) describe(sig *Sig, told *fact.Fact) {
	r.Sig = sig.over(r.Sig)
	r.Drug = r.DrugCode.Words()
	r.From = told.From
}

// StopPassed reports whether an order that nobody ended is past its stop time
// at a moment.
func (m *Order) StopPassed(now time.Time) bool { return !m.State.Ended() && m.Passed(now) }

// Origin is the message that the order stands for.
func (o Order) Origin() *fact.From { return o.From }

// Names implements [fact.Named].
func (n *OrderNote) Names() []string { return fact.OrderNames(n.Placer, n.Filler) }

// Codes are the codes of the medicine, where the message says which it is.
func (n *OrderNote) Codes() []fact.Coded {
	if n.Content == nil {
		return nil
	}
	return []fact.Coded{n.Content.DrugCode}
}
