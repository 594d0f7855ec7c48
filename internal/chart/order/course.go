package order

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Act is what one ORC segment does to an order.
type Act struct {
	Control   string    // ORC-1
	Status    string    // ORC-5
	Reason    string    // ORC-16
	Effective fact.Time // ORC-15, from when on it holds
}

// Replaces reports whether the act ends the order that it names as its parent.
func (a Act) Replaces() bool { return a.Control == "RO" || a.Control == "RQ" }

// Course is the way of an order through its states, as far as its messages have
// moved it. Acts are taken in the order of their stamps.
type Course struct {
	State  State     `json:"status"`
	Since  fact.Time `json:"status_since"`
	Reason string    `json:"reason,omitempty"` // ORC-16 of the act that led to the state
	// Effective is from when on the state holds, as it was sent (ORC-15): a stop
	// may be written in the morning for the evening.
	Effective fact.Time  `json:"effective,omitzero"`
	Marks     []string   `json:"marks,omitempty"` // warnings in words, oldest first
	From      *fact.From `json:"from,omitempty"`
	asked     *request   // the last request, while it may still be refused
	change    string     // the mark of the last change that was asked for, while it may still be refused
}

// request is a request that has changed the order's state, and what stood
// before it.
type request struct {
	refusal string // the control code that would refuse it
	state   State
	since   fact.Time
	reason  string
	effect  fact.Time
	mark    string // what the request wrote beside the order
}

// ReplacedBy ends the order because another one says that it replaces it.
func (c *Course) ReplacedBy(told *fact.Fact) { c.end(Replaced, told) }

// Mark adds a warning, once.
func (c *Course) Mark(words string) { c.Marks = fact.AppendOnce(c.Marks, words) }

// ask does what a request asks for, and remembers what stood before in case the
// filler refuses it.
func (c *Course) ask(refusal string, change func()) {
	before := request{refusal: refusal, state: c.State, since: c.Since, reason: c.Reason, effect: c.Effective}
	marks := len(c.Marks)
	change()
	if len(c.Marks) > marks {
		before.mark = c.Marks[marks]
	}
	if c.State != before.state && before.state != "" {
		c.asked = &before
	}
}

// restore undoes the request that the filler refuses, if it is the last thing
// that changed the order; else what stands, stands.
func (c *Course) restore(control string) {
	if c.asked != nil && c.asked.refusal == control {
		c.State, c.Since, c.Reason, c.Effective = c.asked.state, c.asked.since, c.asked.reason, c.asked.effect
		c.unmark(c.asked.mark)
		c.asked = nil
	}
	if control == "UX" {
		c.unmark(c.change)
		c.change = ""
	}
}

// unmark takes a mark back: what was refused has not happened.
func (c *Course) unmark(words string) {
	c.Marks = slices.DeleteFunc(c.Marks, func(m string) bool { return m == words })
}

// changed notes that the content of the order is another, asked for (XO) or done.
func (c *Course) changed(control string, told *fact.Fact) {
	words := "changed " + told.Stamp.At.ISO()
	if c.change = ""; control == "XO" {
		c.change = words
	}
	c.Mark(words)
}

func (c *Course) set(state State, told *fact.Fact) {
	if c.State != state {
		c.State, c.Since, c.Reason, c.From = state, told.Stamp.At, "", told.From
		c.Effective = fact.Time{}
		c.asked = nil
	}
	c.From = cmp.Or(c.From, told.From)
}

// effect takes from when on an act holds that was done in a state. An ended order
// is told its time by what ends it alone.
func (c *Course) effect(a Act, was State) {
	switch {
	case a.Effective.IsZero(), strings.HasPrefix(a.Control, "U"): // what could not be done has no effect
	case c.State != was, !c.State.Ended():
		c.Effective = a.Effective
	case stops(a.Control):
		c.Effective = cmp.Or(c.Effective, a.Effective)
	}
}

// stops reports whether an order control asks for an end, or says that it came.
func stops(control string) bool {
	switch control {
	case "CA", "CR", "OC", "DC", "DR", "OD":
		return true
	}
	return false
}

// Postponed reports whether the state holds only from a later time on than it
// was told: until then the order may still be due.
func (c *Course) Postponed() bool { return c.State != Active && c.Effective.SurelyAfter(c.Since) }

// end stops the order, once: the first ending keeps its time.
func (c *Course) end(state State, told *fact.Fact) {
	if !c.State.Ended() {
		c.set(state, told)
	}
}
