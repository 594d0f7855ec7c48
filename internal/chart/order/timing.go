package order

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
)

// Timing is when an order is to be carried out, in the sender's words. Nothing
// is decoded.
type Timing struct {
	Frequency string    `json:"frequency,omitempty"` // TQ1-3, -4, -11 (or TQ-2, -8) of every step
	AsSent    string    `json:"timing,omitempty"`    // the timing field as sent
	Priority  string    `json:"priority,omitempty"`  // TQ1-9
	AsNeeded  string    `json:"as_needed,omitempty"` // TQ1-10
	Start     fact.Time `json:"start"`               // the earliest of the steps
	Stop      fact.Time `json:"stop"`                // the latest of the steps; none where one step has no end
	Steps     []Step    `json:"steps,omitempty"`     // in the order sent
}

// Step is one repetition of the timing: a taper, an alternating dose or two
// times of day at two doses have several.
type Step struct {
	Amount    string    `json:"amount,omitempty"`    // TQ1-2
	Repeat    string    `json:"repeat,omitempty"`    // TQ1-3
	Times     string    `json:"times,omitempty"`     // TQ1-4, explicit times of day
	Offset    string    `json:"offset,omitempty"`    // TQ1-5
	Duration  string    `json:"duration,omitempty"`  // TQ1-6
	Priority  string    `json:"priority,omitempty"`  // TQ1-9
	Condition string    `json:"condition,omitempty"` // TQ1-10
	Text      string    `json:"text,omitempty"`      // TQ1-11
	Join      string    `json:"join,omitempty"`      // TQ1-12: how the next step follows
	Lasts     string    `json:"lasts,omitempty"`     // TQ1-13
	Total     string    `json:"total,omitempty"`     // TQ1-14
	Start     fact.Time `json:"start"`               // TQ1-7
	Stop      fact.Time `json:"stop"`                // TQ1-8
}

// Over lays newer timing over older. It is one thing: a step, a condition or an
// end of the older timing does not outlive it, or a dose that was once to be
// given if needed would stay so for ever.
func (t Timing) Over(old Timing) Timing {
	if t.AsSent != "" {
		t.Start = cmp.Or(t.Start, old.Start)
		return t
	}
	old.Start, old.Stop = cmp.Or(t.Start, old.Start), cmp.Or(t.Stop, old.Stop)
	old.Frequency, old.AsNeeded = cmp.Or(t.Frequency, old.Frequency), cmp.Or(t.AsNeeded, old.AsNeeded)
	old.Priority = cmp.Or(t.Priority, old.Priority)
	return old
}

// Passed reports whether the stop time is past at a moment, however the digits
// not sent are filled in.
func (t *Timing) Passed(now time.Time) bool {
	return t.Stop.Known() && !now.Before(t.Stop.At.Add(t.Stop.Span()))
}

// IfNeeded reports whether it is carried out if needed: a condition is stated, or
// a step says PRN in its priority (HL7 table 0485) or its pattern.
func (t *Timing) IfNeeded() bool {
	return t.AsNeeded != "" || slices.ContainsFunc(t.Steps, func(s Step) bool {
		return strings.EqualFold(s.Priority, "PRN") || strings.Contains(strings.ToUpper(s.Repeat), "PRN")
	})
}

// span sets the bounds of the whole from those of its steps.
func (t *Timing) span() {
	t.Start, t.Stop = fact.Time{}, fact.Time{}
	open := false
	for _, s := range t.Steps {
		if t.Start.IsZero() || s.Start.Known() && s.Start.At.Before(t.Start.At) {
			t.Start = s.Start
		}
		open = open || s.Stop.IsZero()
		if t.Stop.IsZero() || s.Stop.Known() && s.Stop.At.After(t.Stop.At) {
			t.Stop = s.Stop
		}
	}
	if open {
		t.Stop = fact.Time{}
	}
}

// TimingOf joins steps to the timing of an order.
func TimingOf(raw string, steps []Step) Timing {
	t := Timing{AsSent: raw, Steps: steps}
	t.span()
	var frequency, needed []string
	for _, s := range steps {
		for _, words := range []string{s.Repeat, s.Times, s.Text} {
			frequency = appendWords(frequency, words)
		}
		needed = appendWords(needed, s.Condition)
		t.Priority = cmp.Or(t.Priority, s.Priority)
	}
	t.Frequency, t.AsNeeded = joinWords(frequency), joinWords(needed)
	return t
}

func appendWords(list []string, words string) []string {
	if words == "" || len(list) > 0 && list[len(list)-1] == words {
		return list
	}
	return append(list, words)
}

func joinWords(list []string) string { return strings.Join(list, ", ") }
