package bedside

import (
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/notation"
)

// glassLine says on a chart that the glass is broken, or that something is
// withheld behind it and where it is broken (hazard H-075).
type glassLine struct {
	Until    string // when sight of what is withheld ends, "" while the glass is whole
	Withheld bool
	To       string // the page where the glass is broken
}

func (s sheet) glass(v *asof.View, until time.Time) glassLine {
	line := glassLine{Withheld: withheld(v), To: patientPath(v.ID) + "/glass"}
	if until.After(s.now) {
		line.Until = notation.Stamp(until, s.zone)
	}
	return line
}

// withheld reports whether any section lacks something by rule.
func withheld(v *asof.View) bool {
	return v.Allergies.Has(chart.Withheld) || v.Medications.Has(chart.Withheld) || v.Administrations.Has(chart.Withheld) ||
		v.Results.Has(chart.Withheld) || v.Problems.Has(chart.Withheld) || v.Vitals.Has(chart.Withheld) ||
		v.Orders.Has(chart.Withheld) || v.Notes.Has(chart.Withheld) || v.Appointments.Has(chart.Withheld) ||
		v.Contacts.Has(chart.Withheld) || v.Census.Has(chart.Withheld)
}
