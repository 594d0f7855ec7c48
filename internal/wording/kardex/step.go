package kardex

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording/pen"
)

// Step is one repetition of the timing, in the sender's words.
type Step struct {
	Parts []pen.Part
	Join  string // how the next one follows
}

// steps writes a timing of several steps; one of a single step is the line
// itself, but for what only a step can say.
func (w Writer) steps(of []order.Step) []Step {
	var list []Step
	for i := range of {
		one := w.step(&of[i], len(of) > 1)
		if len(one.Parts) > 0 {
			list = append(list, one)
		}
	}
	return list
}

func (w Writer) step(of *order.Step, several bool) Step {
	var p pen.Parts
	p.Add("", of.Amount, true)
	if several {
		p.Add("", of.Repeat, true)
		p.Add("at", of.Times, true)
		p.Add("", of.Text, false)
		p.Add("if needed:", of.Condition, true)
		p.Add("priority", notation.Priority(of.Priority), false)
		p.Add("from", w.WhenSent(of.Start), false)
		p.Add("until", w.WhenSent(of.Stop), false)
	}
	p.Add("for", of.Duration, true)
	p.Add("each lasting", of.Lasts, false)
	p.Add("number of times:", of.Total, true)
	p.Add("relative time", of.Offset, false)
	return Step{p, of.Join}
}

// Supply is one removal or instruction. It is never shown as a dose.
type Supply struct {
	Drug  string
	Act   string
	At    string
	Parts []pen.Part
	By    string
	From  *fact.From
}

func (w Writer) supply(of *medication.Supply) Supply {
	var p pen.Parts
	p.Add("", cmp.Or(strings.TrimSpace(of.Amount+" "+of.Unit), "amount "+notation.NotRecorded), true)
	p.Add("rate", of.Rate, false)
	p.Add("", of.Timing, false)
	p.Add("note:", of.Note, false)
	at := "time " + notation.NotRecorded
	if !of.At.IsZero() {
		at = w.When(of.At)
	}
	return Supply{Drug: cmp.Or(of.Drug, "drug "+notation.NotRecorded), Act: string(of.Act), At: at, Parts: p, By: of.By, From: of.From}
}
