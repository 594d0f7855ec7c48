// Package medication adds up what messages say of medicines: the orders and the
// state of each, and the doses given and not given.
package medication

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
)

// OrderNote is what one ORC/RXE group says of a medication order. Every text is
// the sender's; nothing is respelled or rescaled.
type OrderNote struct {
	Control string  // ORC-1
	Status  string  // ORC-5
	Placer  fact.ID // ORC-2
	Filler  fact.ID // ORC-3
	Parent  Parent  // ORC-8, the order this one replaces
	Reason  string  // ORC-16
	Content *Sig    // nil where the message carries no order body
}

// Parent names the order that another one replaces, by either of its numbers.
type Parent struct{ Placer, Filler fact.ID }

// numbers lists the parent's numbers.
func (p Parent) numbers() []fact.ID {
	var ids []fact.ID
	for _, id := range []fact.ID{p.Placer, p.Filler} {
		if !id.IsZero() {
			ids = append(ids, id)
		}
	}
	return ids
}

// About is the section of medicines.
func (*OrderNote) About() fact.Section { return fact.SectionMedications }

// named is how the note names its order. A dose may come from another source
// than the order, so numbers without a namespace are one space here.
func (n *OrderNote) named() fact.Numbers { return fact.Numbers{Placer: n.Placer, Filler: n.Filler} }

// Sig is an order's content: the drug and how it is to be given.
type Sig struct {
	DrugCode   fact.Coded `json:"drug_code"`
	Strength   string     `json:"strength,omitempty"`   // RXE-25, RXE-26
	Form       string     `json:"form,omitempty"`       // RXE-6
	Dose       string     `json:"dose,omitempty"`       // RXE-3, or RXE-3 to RXE-4
	DoseUnit   string     `json:"dose_unit,omitempty"`  // RXE-5
	Route      string     `json:"route,omitempty"`      // RXR-1
	Site       string     `json:"site,omitempty"`       // RXR-2
	Method     string     `json:"method,omitempty"`     // RXR-4
	Rate       string     `json:"rate,omitempty"`       // RXE-23, 24, 22
	Frequency  string     `json:"frequency,omitempty"`  // TQ1-3, -4, -11 (or RXE-1), in the sender's words
	Timing     string     `json:"timing,omitempty"`     // the timing field raw, as sent
	Priority   string     `json:"priority,omitempty"`   // TQ1-9
	AsNeeded   string     `json:"as_needed,omitempty"`  // TQ1-10, RXE-27 where PRN
	Directions string     `json:"directions,omitempty"` // RXE-7, RXO-7
	Notes      []string   `json:"notes,omitempty"`      // NTE
	Parts      []string   `json:"components,omitempty"` // RXC rows, in words
	Indication string     `json:"indication,omitempty"` // RXE-27
	Prescriber string     `json:"prescriber,omitempty"` // ORC-12
	Verifier   string     `json:"verifier,omitempty"`   // ORC-11, RXE-14
	Start      fact.Time  `json:"start"`
	Stop       fact.Time  `json:"stop"`
}

// OrderState is the state of a medication order in the words that are printed
// (specification 7.1).
type OrderState string

// The states of a medication order.
const (
	OrderActive       OrderState = "ACTIVE"
	OrderHeld         OrderState = "HELD"
	OrderDiscontinued OrderState = "DISCONTINUED"
	OrderCancelled    OrderState = "CANCELLED"
	OrderReplaced     OrderState = "REPLACED"
	OrderCompleted    OrderState = "COMPLETED"
	OrderRefused      OrderState = "ORDER NOT ACCEPTED - verify"
	OrderUnclassified OrderState = "UNCLASSIFIED - VERIFY"
)

// Ended reports whether an order in this state is no longer to be given.
func (s OrderState) Ended() bool {
	switch s {
	case OrderDiscontinued, OrderCancelled, OrderReplaced, OrderCompleted:
		return true
	}
	return false
}

// Order is one medication order as its messages add up.
type Order struct {
	Numbers  []fact.ID  `json:"numbers"`
	Drug     string     `json:"drug"`
	State    OrderState `json:"status"`
	Since    fact.Time  `json:"status_since"`
	Marks    []string   `json:"marks,omitempty"` // warnings in words, oldest first
	Replaces []fact.ID  `json:"replaces,omitempty"`
	Reason   string     `json:"reason,omitempty"`
	Sig
	From *fact.From `json:"from,omitempty"`
	root string
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
	runs := map[string]*orderRun{}
	var order []*orderRun
	run := func(root string) *orderRun {
		if runs[root] == nil {
			runs[root] = &orderRun{Order: Order{root: root}, replaced: map[string]bool{}}
			order = append(order, runs[root])
		}
		return runs[root]
	}
	for _, e := range f.notes {
		root := f.groups.Root(e.note.named())
		if root != "" {
			run(root).apply(e.note, e.fact)
		}
		parent := f.groups.Root(fact.Numbers{Placer: e.note.Parent.Placer, Filler: e.note.Parent.Filler})
		if (e.note.Control == "RO" || e.note.Control == "RQ") && parent != "" && parent != root {
			run(parent).end(OrderReplaced, e.fact)
		}
	}
	var medications []Order
	for _, r := range order {
		if r.seen {
			r.Numbers = f.groups.Members(r.root)
			if len(r.Numbers) > 0 && r.Numbers[0].Authority == noNumber {
				r.Numbers = nil
				r.mark("ORDER WITHOUT A NUMBER - verify")
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
	asked    *request // the last request, while it may still be refused
	replaced map[string]bool
}

// request is a request that has changed the order's state, and what stood
// before it.
type request struct {
	refusal string // the control code that would refuse it
	state   OrderState
	since   fact.Time
	reason  string
}

func (r *orderRun) apply(n *OrderNote, told *fact.Fact) {
	r.seen = true
	if n.Content != nil {
		r.describe(n.Content, told)
	}
	for _, parent := range n.Parent.numbers() {
		if n.Control == "RO" && !r.replaced[parent.Key()] {
			r.replaced[parent.Key()] = true
			r.Replaces = append(r.Replaces, parent)
		}
	}
	r.step(n, told)
}

// describe lays newer content over older: what a later message leaves out stays.
func (r *orderRun) describe(sig *Sig, told *fact.Fact) {
	old := r.Sig
	r.Sig = Sig{
		DrugCode: cmp.Or(sig.DrugCode, old.DrugCode), Strength: cmp.Or(sig.Strength, old.Strength), Form: cmp.Or(sig.Form, old.Form),
		Dose: cmp.Or(sig.Dose, old.Dose), DoseUnit: cmp.Or(sig.DoseUnit, old.DoseUnit),
		Route: cmp.Or(sig.Route, old.Route), Site: cmp.Or(sig.Site, old.Site), Method: cmp.Or(sig.Method, old.Method),
		Rate: cmp.Or(sig.Rate, old.Rate), Frequency: cmp.Or(sig.Frequency, old.Frequency), Timing: cmp.Or(sig.Timing, old.Timing),
		Priority: cmp.Or(sig.Priority, old.Priority), AsNeeded: cmp.Or(sig.AsNeeded, old.AsNeeded),
		Directions: cmp.Or(sig.Directions, old.Directions), Indication: cmp.Or(sig.Indication, old.Indication),
		Prescriber: cmp.Or(sig.Prescriber, old.Prescriber), Verifier: cmp.Or(sig.Verifier, old.Verifier),
		Start: cmp.Or(sig.Start, old.Start), Stop: cmp.Or(sig.Stop, old.Stop),
		Notes: old.Notes, Parts: old.Parts,
	}
	if len(sig.Notes) > 0 {
		r.Notes = sig.Notes
	}
	if len(sig.Parts) > 0 {
		r.Parts = sig.Parts
	}
	r.Drug = r.DrugCode.Words()
	r.From = told.From
}

func (r *orderRun) set(state OrderState, told *fact.Fact) {
	if r.State != state {
		r.State, r.Since, r.Reason, r.From = state, told.Stamp.At, "", told.From
		r.asked = nil
	}
	r.From = cmp.Or(r.From, told.From)
}

// ask does what a request asks for, and remembers what stood before in case the
// filler refuses it.
func (r *orderRun) ask(refusal string, change func()) {
	before := request{refusal, r.State, r.Since, r.Reason}
	change()
	if r.State != before.state && before.state != "" {
		r.asked = &before
	}
}

// end stops the order, once: the first ending keeps its time.
func (r *orderRun) end(state OrderState, told *fact.Fact) {
	if !r.State.Ended() {
		r.set(state, told)
	}
}

func (r *orderRun) mark(words string) {
	r.Marks = fact.AppendOnce(r.Marks, words)
}

// StopPassed reports whether an order that nobody ended is past its stop time
// at a moment, however the digits not sent are filled in.
func (m *Order) StopPassed(now time.Time) bool {
	return !m.State.Ended() && m.Stop.Known() && !now.Before(m.Stop.At.Add(m.Stop.Span()))
}

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
