package reading

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/hl7"
)

// toTime takes a time over as it was sent. The precisions of both packages
// stand in the same order.
func toTime(t hl7.Time) fact.Time {
	at := t.At
	if t.Precision != hl7.Unreadable {
		at = at.UTC()
	}
	return fact.Time{
		Text: t.Text, Precision: fact.Precision(t.Precision), At: at,
		Zone: t.Zone, Odd: t.Odd || t.Ambiguous || t.Gap,
	}
}

func (r *message) time(f hl7.Field) fact.Time { return r.timeOf(f.Component(1)) }

func (r *message) timeOf(v hl7.Value) fact.Time {
	if v.State() != hl7.Present {
		return fact.Time{}
	}
	text := v.Text()
	if r.lastTime.Text != text || text == "" { // messages repeat one time in row after row
		r.lastTime = toTime(hl7.ParseTime(text, r.loc))
	}
	return r.lastTime
}

// firstTime is the first time that can be read.
func firstTime(times ...fact.Time) fact.Time {
	for _, t := range times {
		if t.Known() {
			return t
		}
	}
	return fact.Time{}
}

// receipt is a time of our own clock, to the second, written as senders do.
func receipt(at time.Time) fact.Time {
	if at.IsZero() {
		return fact.Time{}
	}
	at = at.UTC().Truncate(time.Second)
	return fact.Time{Text: at.Format("20060102150405-0700"), Precision: fact.ToSecond, At: at, Zone: "+0000"}
}

// said reads a value in its three states.
func said(v hl7.Value, text string) fact.Said {
	switch v.State() {
	case hl7.Null:
		return fact.Said{Is: fact.Null}
	case hl7.Present:
		if text == "" {
			return fact.Said{}
		}
		return fact.Said{Is: fact.Value, Text: text}
	}
	return fact.Said{}
}

func saidField(f hl7.Field, text func(hl7.Value) string) fact.Said {
	if f.IsNull() {
		return fact.Said{Is: fact.Null}
	}
	return said(f.Rep(0), text(f.Rep(0)))
}

// saidAll reads every repetition of a field.
func saidAll(f hl7.Field, text func(hl7.Value) string) fact.Said {
	var all []string
	for i := range f.Reps() {
		if t := text(f.Rep(i)); t != "" {
			all = append(all, t)
		}
	}
	if f.IsNull() || len(all) == 0 {
		return saidField(f, text)
	}
	return fact.Said{Is: fact.Value, Text: strings.Join(all, "; ")}
}

// text is a value's text; a null says nothing here.
func text(v hl7.Value) string { return v.Text() }

// coded reads CE, CWE and IS alike. A lone first component is words and code
// at once.
func coded(v hl7.Value) fact.Coded {
	c := fact.Coded{
		Code: markCut(v.Component(1)), Text: markCut(v.Component(2)), System: v.Component(3).Text(),
		Also: markCut(v.Component(5)),
	}
	if original := v.Component(9).Text(); c.Text == "" && original != "" {
		c.Text = original
	}
	if c.Also == c.Text {
		c.Also = ""
	}
	return c
}

// markCut is a value's text; where the sender declares that it cut the text,
// that shows.
func markCut(v hl7.Value) string {
	if v.IsTruncated() {
		return v.Text() + " ... (cut by the sender)"
	}
	return v.Text()
}

// words is what a coded value says to a person.
func words(v hl7.Value) string { return coded(v).Words() }

// wordsOfAll joins the words of all repetitions.
func wordsOfAll(f hl7.Field) []string {
	var all []string
	for i := range f.Reps() {
		if w := words(f.Rep(i)); w != "" {
			all = append(all, w)
		}
	}
	return all
}

// entity reads an order number or the like (EI).
func entity(v hl7.Value) fact.ID {
	return fact.ID{Value: v.Component(1).Text(), Authority: cmp.Or(v.Component(2).Text(), v.Component(3).Text())}
}

// doctor writes a person of the staff (XCN) in the sender's words.
func doctor(v hl7.Value) string {
	family := cmp.Or(v.Component(2).Sub(1).Text(), v.Component(2).Text())
	name := strings.TrimSpace(strings.Join(nonEmpty(v.Component(6).Text(), v.Component(3).Text(), family), " "))
	return cmp.Or(name, v.Component(1).Text())
}

func nonEmpty(parts ...string) []string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// notes reads the lines of an NTE.
func noteLines(s hl7.Segment) []string {
	var lines []string
	f := s.Field(3)
	for i := range f.Reps() {
		if line := f.Rep(i).Text(); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
