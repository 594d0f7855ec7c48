// Package pen writes what stands on a clinician's page, at one moment and in one
// zone: times as they were sent, the head of a section, the attributes of a line
// and the warnings below it.
package pen

import (
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/notation"
)

// Pen writes for a moment and a zone.
type Pen struct {
	Now   time.Time
	Zone  *time.Location
	Units unit.Names // what the units of the house are called
}

// Time is a time that a sender gave: as people read it, and the digits that came
// where they say more.
type Time struct {
	Text string
	Raw  string
}

// Time writes a sent time. One without an offset belongs to the zone of its
// source: where that is not the reader's, the page says so as if it had been sent
// (specification 2.3, hazard H-005).
func (p Pen) Time(t fact.Time) Time {
	return Time{Text: notation.When(t.ISO()+offset(t), p.Zone), Raw: t.Text}
}

// offset is that of the source's zone, for a time of day that was sent without
// one; "" for others, and in an hour that came twice or not at all.
func offset(t fact.Time) string {
	if t.Zone != "" || t.Odd || t.Unsure || !t.Known() || t.Precision < fact.ToHour {
		return ""
	}
	digits := t.Digits()
	layout := "20060102150405"
	if len(digits) < len(layout) {
		layout = layout[:len(digits)]
	} else {
		digits = digits[:len(layout)]
	}
	wall, err := time.Parse(layout, digits)
	if err != nil {
		return ""
	}
	from := time.FixedZone("", int(wall.Sub(t.At.Truncate(time.Second)).Seconds()))
	return t.At.In(from).Format("-07:00")
}

// Clocked writes the time of something that happened at a time of day: where
// only the day was sent, the page says so rather than let it read as midnight
// (hazard H-005).
func (p Pen) Clocked(t fact.Time) Time {
	w := p.Time(t)
	if t.Known() && t.Precision < fact.ToHour {
		w.Text += " (time not sent)"
	}
	return w
}

// When writes a sent time as plain text.
func (p Pen) When(t fact.Time) string { return p.Time(t).Text }

// WhenOr writes a sent time, or that none was recorded.
func (p Pen) WhenOr(t fact.Time) string {
	if t.IsZero() {
		return notation.NotRecorded
	}
	return p.When(t)
}

// WhenSent writes a time, "" where none was sent.
func (p Pen) WhenSent(t fact.Time) string {
	if t.IsZero() {
		return ""
	}
	return p.When(t)
}

// Within reports whether an instant lies in the last d, or cannot be told to lie
// outside: what has no time stays in sight.
func (p Pen) Within(t fact.Time, d time.Duration) bool {
	return !t.Known() || p.Now.Sub(t.At) < d
}
