package office

import (
	"strings"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording"
)

// partNames lists sections for a table, as Who is where, allergies.
func partNames(sections []fact.Section) string {
	names := make([]string, 0, len(sections))
	for _, s := range sections {
		names = append(names, wording.PartName(s))
	}
	if len(names) == 0 {
		return "Nothing that is charted"
	}
	return wording.Capital(strings.Join(names, ", "))
}

// missing is what a chart lacks while a family of messages does not come.
func missing(f reading.Family) string {
	switch f {
	case reading.FamilyRegistration:
		return "admissions, moves and discharges"
	case reading.FamilyAllergies:
		return "allergies"
	case reading.FamilyOrders:
		return "medication orders"
	case reading.FamilyAdministrations:
		return "doses given"
	case reading.FamilyResults:
		return "results"
	case reading.FamilyVitals:
		return "vital signs"
	case reading.FamilyProblems:
		return "problems"
	case reading.FamilyDocuments:
		return "notes"
	case reading.FamilySchedule:
		return "appointments"
	case reading.FamilyImmunizations:
		return "immunizations"
	}
	return "what it says"
}

// since writes an instant within a sentence: the time alone if it was today.
func (s sheet) since(t time.Time) string {
	if notation.Day(t, s.zone) == notation.Day(s.now, s.zone) {
		return notation.Clock(t, s.zone)
	}
	return notation.Stamp(t, s.zone)
}

// moment writes an instant in a table: the time alone if it was today, which
// the page has said above.
func (s sheet) moment(t time.Time) wording.Moment {
	m := wording.NewMoment(t, s.now, s.zone)
	if !t.IsZero() {
		m.Text = s.since(t)
	}
	return m
}
