package field

import (
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/hl7"
)

// ToTime takes a time over as it was sent. The precisions of both packages
// stand in the same order.
func ToTime(t hl7.Time) fact.Time {
	at := t.At
	if t.Precision != hl7.Unreadable {
		at = at.UTC()
	}
	return fact.Time{
		Text: t.Text, Precision: fact.Precision(t.Precision), At: at,
		Zone: t.Zone, Odd: t.Odd, Unsure: t.Ambiguous || t.Gap,
	}
}

// Clock reads times: those sent without an offset belong to its zone.
type Clock struct {
	Zone *time.Location
	last fact.Time // read last
}

// Time reads a time as far as it was sent.
func (c *Clock) Time(f hl7.Field) fact.Time { return c.TimeOf(f.Component(1)) }

// TimeOf reads a time that is part of a field.
func (c *Clock) TimeOf(v hl7.Value) fact.Time {
	if v.State() != hl7.Present {
		return fact.Time{}
	}
	text := v.Text()
	if c.last.Text != text || text == "" { // messages repeat one time in row after row
		c.last = ToTime(hl7.ParseTime(text, c.Zone))
	}
	return c.last
}

// FirstTime is the first time that can be read.
func FirstTime(times ...fact.Time) fact.Time {
	for _, t := range times {
		if t.Known() {
			return t
		}
	}
	return fact.Time{}
}

// Receipt is a time of our own clock, to the second, written as senders do.
func Receipt(at time.Time) fact.Time {
	if at.IsZero() {
		return fact.Time{}
	}
	at = at.UTC().Truncate(time.Second)
	return fact.Time{Text: at.Format("20060102150405-0700"), Precision: fact.ToSecond, At: at, Zone: "+0000"}
}
