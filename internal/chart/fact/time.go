package fact

import (
	"strings"
	"time"
)

// Precision is how much of a time was sent.
type Precision int8

// The precisions of an HL7 v2 time.
const (
	Unreadable Precision = iota
	ToYear
	ToMonth
	ToDay
	ToHour
	ToMinute
	ToSecond
	ToFraction
)

// Time is a time exactly as precise as it was sent. The digits sent are what
// is shown; the instant is only for putting things in order.
type Time struct {
	Text      string    // as sent
	Precision Precision // how much was sent
	At        time.Time // the earliest instant it can mean, UTC; zero where it cannot be read
	Zone      string    // the offset sent with it, as -0500, else ""
	Odd       bool      // readable only by stretching the standard (hour 24): show the text
	Unsure    bool      // of an hour that the clocks of its zone repeat or skip
}

// IsZero reports whether no time was sent.
func (t Time) IsZero() bool { return t.Text == "" }

// Known reports whether the time has an instant to order by.
func (t Time) Known() bool { return t.Precision != Unreadable && !t.At.IsZero() }

// Digits returns the date and time digits as sent, without the offset.
func (t Time) Digits() string {
	if i := strings.IndexAny(t.Text, "+-"); i >= 0 {
		return t.Text[:i]
	}
	return t.Text
}

// layout positions in the digits: year 0-4, month 4-6, day 6-8, and so on.
var isoParts = []struct {
	upto  int
	sep   string
	least Precision
}{{4, "", ToYear}, {6, "-", ToMonth}, {8, "-", ToDay}, {10, "T", ToHour}, {12, ":", ToMinute}, {14, ":", ToSecond}}

// ISO writes the time in ISO 8601 with exactly the precision and offset sent;
// a time that is odd or cannot be read is written as sent.
func (t Time) ISO() string {
	if t.Precision == Unreadable || t.Odd {
		return t.Text
	}
	digits, from := t.Digits(), 0
	var b strings.Builder
	for _, part := range isoParts {
		if t.Precision < part.least || len(digits) < part.upto {
			break
		}
		b.WriteString(part.sep + digits[from:part.upto])
		from = part.upto
	}
	if t.Precision == ToFraction {
		b.WriteString(digits[from:])
	}
	if len(t.Zone) == 5 && t.Precision >= ToHour {
		b.WriteString(t.Zone[:3] + ":" + t.Zone[3:])
	}
	return b.String()
}

// MarshalText writes [Time.ISO].
func (t Time) MarshalText() ([]byte, error) { return []byte(t.ISO()), nil }

// Span is the length of time a precision leaves open.
func (t Time) Span() time.Duration {
	switch t.Precision {
	case ToYear:
		return 366 * 24 * time.Hour
	case ToMonth:
		return 31 * 24 * time.Hour
	case ToDay:
		return 24 * time.Hour
	case ToHour:
		return time.Hour
	case ToMinute:
		return time.Minute
	}
	return 0
}

// SurelyAfter reports whether t is after u however the digits not sent are
// filled in.
func (t Time) SurelyAfter(u Time) bool {
	return t.Known() && u.Known() && !t.At.Before(u.At.Add(max(u.Span(), 1)))
}

// After reports whether even the earliest instant t can mean is after u.
func (t Time) After(u time.Time) bool { return t.Known() && t.At.After(u) }
