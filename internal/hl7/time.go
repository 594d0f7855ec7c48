package hl7

import (
	"strings"
	"time"
)

// Precision says how much of a time was sent.
type Precision uint8

// The precisions, from none to the finest.
const (
	Unreadable Precision = iota // the text is no time, or there is none
	Year
	Month
	Day
	Hour
	Minute
	Second
	Fraction // of a second
)

// String returns the precision in lower case.
func (p Precision) String() string {
	names := [...]string{"unreadable", "year", "month", "day", "hour", "minute", "second", "fraction"}
	if int(p) < len(names) {
		return names[p]
	}
	return "unknown"
}

// Time is a date or time (DT, DTM, TS) exactly as precise as it was sent. The instants from At up to but not
// including Until are those it can mean: a year of birth is not the first of January, and 08 hours are not 08:00.
//
// At is in the zone sent, or else in the location given to [ParseTime], so its calendar and clock read as the sender's
// text does, down to Precision; what is finer than that was not sent. The exceptions are marked Gap or Odd.
type Time struct {
	Text      string    // as sent
	Precision Precision // what of Text could be read
	At        time.Time // the first instant it can mean; zero if Unreadable
	Until     time.Time // the first instant after those it can mean; zero if Unreadable
	Zone      string    // as sent, such as "-0500"; "" if none was

	// Ambiguous: a time without a zone in the hour that comes twice when summer time ends. At is the earlier one.
	Ambiguous bool
	// Gap: a time without a zone in the hour that is left out when summer time begins. At takes the sender's clock not
	// to have been put forward.
	Gap bool
	// Odd: readable, but not as the standard writes it, so show Text beside it: hour 24 (read as 00 of the next day),
	// second 60, month or day 00 (read as a year or a month), blanks around, a zone other than +ZZZZ, a fraction
	// without its point, a point without digits or with more than nine.
	Odd bool
}

// IsZero reports whether no time was sent at all.
func (t Time) IsZero() bool { return t.Text == "" }

// In returns the time read again for a sender whose clock is in loc. A zone that was sent prevails.
func (t Time) In(loc *time.Location) Time { return ParseTime(t.Text, loc) }

// Location returns the zone that was sent as a fixed offset, nil if none was or it cannot be read. The standard makes
// the zone of MSH-7 the default for a whole message; many senders do not mean it so, and the choice is the caller's.
func (t Time) Location() *time.Location {
	if t.Zone == "" || t.Precision == Unreadable {
		return nil
	}
	return t.At.Location()
}

// ParseTime reads YYYY[MM[DD[HH[MM[SS[.S...]]]]]][+/-ZZZZ]. A time without a zone is in loc, the zone of the sender's
// clock; nil means UTC. There are no errors: text that cannot be read is kept and [Unreadable].
func ParseTime(text string, loc *time.Location) Time {
	if loc == nil {
		loc = time.UTC
	}
	t := Time{Text: text}
	body := strings.Trim(text, " \t")
	t.Odd = body != text
	digits, zone := splitZone(body)
	c, ok := readClock(digits)
	if !ok {
		return Time{Text: text}
	}
	t.Zone, t.Precision, t.Odd = zone, c.precision, t.Odd || c.odd
	if zone == "" {
		t.place(c, loc)
		return t
	}
	offset, plain, ok := readZone(zone)
	if !ok {
		return Time{Text: text}
	}
	t.Odd = t.Odd || !plain
	t.place(c, time.FixedZone(zone, offset))
	return t
}

// clock is what the digits of a time say, without a zone.
type clock struct {
	year, month, day, hour, minute, second, nano int

	precision Precision
	unit      time.Duration // of the last digit of a fraction
	odd       bool
}

// plus returns the clock n units of its precision later, as calendar numbers that time.Date evens out.
func (c clock) plus(n int) clock {
	switch c.precision {
	case Year:
		c.year += n
	case Month:
		c.month += n
	case Day:
		c.day += n
	case Hour:
		c.hour += n
	case Minute:
		c.minute += n
	case Second:
		c.second += n
	case Fraction:
		c.nano += n * int(c.unit)
	}
	return c
}

func (c clock) in(loc *time.Location) time.Time {
	return time.Date(c.year, time.Month(c.month), c.day, c.hour, c.minute, c.second, c.nano, loc)
}

// place sets the instants that c can mean in loc.
func (t *Time) place(c clock, loc *time.Location) {
	first, last, found := instants(c, loc)
	t.At = first
	t.Ambiguous = found == 2 && c.precision >= Hour
	t.Gap = found == 0 && c.precision >= Hour
	if c.precision >= Hour {
		// Hours and less last as long on every clock, so the end needs no second look at the calendar.
		t.Until = last.Add(c.plus(1).in(time.UTC).Sub(c.in(time.UTC)))
		return
	}
	t.Until, _, _ = instants(c.plus(1), loc)
}

// instants returns the first and the last instant at which a clock in loc shows c, and how many there are. If there
// is none, because the clock was put forward past it, both are the instant by the offset before.
func instants(c clock, loc *time.Location) (first, last time.Time, found int) {
	near, wall := c.in(loc), c.in(time.UTC)
	start, end := near.ZoneBounds()
	for _, change := range [...]time.Time{start, end} {
		if change.IsZero() {
			continue
		}
		_, before := change.Add(-1).Zone()
		_, after := change.Zone()
		byBefore := wall.Add(-time.Duration(before) * time.Second).In(loc)
		byAfter := wall.Add(-time.Duration(after) * time.Second).In(loc)
		switch {
		case byBefore.Before(change) && !byAfter.Before(change):
			return byBefore, byAfter, 2
		case !byBefore.Before(change) && byAfter.Before(change):
			return byBefore, byBefore, 0
		}
	}
	return near, near, 1
}
