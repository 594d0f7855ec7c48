package tour

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"redoutlet/internal/demo/scene"
)

// State is how far a step is, in words.
type State string

// The states of a step.
const (
	NotYet     State = "not yet"
	Running    State = "running"
	Seen       State = "seen"
	DidNotHold State = "did not hold"
)

// step is one thing to be seen.
type step struct {
	ID, Title, Look, Proves string
	Button, Back            string // what the buttons say
	Once                    bool   // it can be done again only after it was put back

	State   State
	was     State // before it began to run
	Undoing bool
	Since   time.Time // when it began to run
	Seen    []string  // what was seen and measured, in order
	Trouble string    // what did not hold; "" for nothing
	Done    bool      // there is something to put back
	Parts   []part    // of the chart, as they changed
	Example link      // a chart to look at
	do      func(*Tour, context.Context, task) error
	undo    func(*Tour, context.Context) error
}

// part is a section of the chart before and after.
type part struct {
	Title, Source, Before, After string
	Changed                      bool
}

// link is a page of the program to look at.
type link struct{ To, Words string }

// Offered reports whether it can be done now.
func (s *step) Offered() bool { return s.State != Running && !(s.Once && s.Done) }

// begin says that the step runs.
func (s *step) begin(undo bool, now time.Time) {
	s.was, s.State, s.Undoing, s.Since, s.Trouble = s.State, Running, undo, now, ""
	s.Seen, s.Parts, s.Example = nil, nil, link{}
	if !undo {
		s.Done = true
	}
}

// end says what became of it.
func (s *step) end(undo bool, err error) {
	var refused scene.Refusal
	switch {
	case errors.As(err, &refused):
		s.State, s.Trouble = s.was, "Nothing was done: "+refused.Error()+"."
	case err != nil:
		s.State, s.Trouble = DidNotHold, words(err)
	case undo:
		s.State, s.Done = NotYet, false
	default:
		s.State = Seen
	}
	s.Undoing = false
}

// words says what went wrong, and what to do where the program or the hospital does not answer.
func words(err error) string {
	var unreachable *url.Error
	var refused *net.OpError
	if errors.As(err, &unreachable) || errors.As(err, &refused) {
		return "Red Outlet or the hospital's record does not answer. Look at the terminal in which the demo runs: if it has ended, start it again."
	}
	return fmt.Sprintf("It did not hold. What was expected was not seen: %v.", err)
}

// steps are the steps, in order.
func steps() []*step {
	return []*step{
		{
			ID: "allergy", Title: "An allergy typed into the hospital's record arrives on the chart, with its age",
			Look:   "On the chart, the section Allergies: the line you typed, and above it who said so and up to when that is known.",
			Proves: "The chart follows the hospital's own record by itself, and says how old each part of it is.",
			Button: "Type this allergy", Back: "Take it back",
			do: (*Tour).typeAllergy, undo: (*Tour).takeBack,
		},
		{
			ID: "pharmacy", Title: "The pharmacy falls silent: only what the pharmacy gives changes its words",
			Look:   "On the chart, Medicines and Doses: first AGEING, then STALE, with since when. All other sections go on as before. The board names the pharmacy first.",
			Proves: "A feed that stops is noticed without anybody telling, and said where it matters, of what it gives and of nothing else.",
			Button: "Silence the pharmacy", Back: "Let the pharmacy speak again",
			Once: true, do: (*Tour).silence, undo: (*Tour).speak,
		},
		{
			ID: "vanish", Title: "40 % of the allergies vanish at once: they are held back, and the chart says so",
			Look:   "On the board, the first sentence. On the chart below, the allergy that was deleted: still there, marked HELD BACK.",
			Proves: "Messages that are each in order cannot empty the charts: wrong is not absent. What was deleted stays until a person decides.",
			Button: "Let 40 % of allergies vanish", Back: "The manager keeps them, and the hospital sends them again",
			Once: true, do: (*Tour).vanish, undo: (*Tour).restore,
		},
	}
}
