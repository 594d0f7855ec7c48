package reading

import (
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
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

// What package field reads, by the short names that this package uses for it.

func coded(v hl7.Value) fact.Coded      { return field.Coded(v) }
func words(v hl7.Value) string          { return field.Words(v) }
func wordsOfAll(f hl7.Field) []string   { return field.All(f) }
func entity(v hl7.Value) fact.ID        { return field.Entity(v) }
func doctor(v hl7.Value) string         { return field.Doctor(v) }
func nonEmpty(parts ...string) []string { return field.Sent(parts...) }
func noteLines(s hl7.Segment) []string  { return field.NoteLines(s) }
func present(f hl7.Field) string        { return field.Present(f) }
