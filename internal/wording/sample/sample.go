// Package sample holds an invented patient of an invented house, for golden
// pages and template checks.
package sample

import (
	"time"

	"redoutlet/internal/chart/fact"
)

// Zone is the zone of the house.
func Zone() *time.Location { return time.FixedZone("EST", -5*60*60) }

// Now is the moment of the samples: a morning in winter, far from any clock
// change.
func Now() time.Time { return time.Date(2026, time.November, 25, 10, 42, 0, 0, Zone()) }

// Time is a time as a sender gives it.
func Time(digits string) fact.Time {
	for precision, layout := range map[fact.Precision]string{
		fact.ToYear: "2006", fact.ToDay: "20060102", fact.ToMinute: "200601021504", fact.ToSecond: "20060102150405",
	} {
		if len(digits) != len(layout) {
			continue
		}
		if at, err := time.ParseInLocation(layout, digits, Zone()); err == nil {
			return fact.Time{Text: digits, Precision: precision, At: at.UTC()}
		}
	}
	return fact.Time{Text: digits}
}

// From is a message of a source.
func From(number int64, source string) *fact.From {
	return &fact.From{Message: number, Source: source}
}
