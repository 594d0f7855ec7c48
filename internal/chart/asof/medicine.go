package asof

import (
	"slices"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
)

// MedicationLine is an order beside what is known of its last dose.
type MedicationLine struct {
	medication.Order
	Shown      string             `json:"shown"`                // the status as printed, with stop time and clock taken into account
	Group      string             `json:"group"`                // active, held, stopped, home, outpatient, unread
	LastGiven  *medication.Dose   `json:"last_given,omitempty"` // nil: see LastWords
	LastWords  string             `json:"last_given_words,omitempty"`
	Dispensed  *medication.Supply `json:"dispensed,omitempty"`  // newest removal: no proof of giving
	Instructed *medication.Supply `json:"instructed,omitempty"` // newest instruction: no proof of giving
	Latest     *medication.Dose   `json:"latest,omitempty"`     // newest record of any kind, where it is not LastGiven
	InDay      *Taken             `json:"taken_in_24h,omitempty"`
}

// ShownStopPassed is shown as the state of an order that nobody ended and whose
// stop time has passed.
const ShownStopPassed = "STOP TIME PASSED"

// Over reports whether the medicine is not to be taken any more, as far as its
// messages say.
func (l *MedicationLine) Over() bool { return l.State.Ended() || l.Shown == ShownStopPassed }

func (f framing) medicationLines() []MedicationLine {
	var lines []MedicationLine
	c, now := f.chart, f.now
	charted := knowsDoses(c, f.coverage, now)
	for _, m := range c.Medications {
		line := MedicationLine{Order: m, Shown: string(m.State), Group: groupOf(&m)}
		if m.StopPassed(now) {
			line.Shown = ShownStopPassed
			if m.Setting != medication.Home {
				line.Group = "stopped"
			}
		}
		line.InDay = f.inDay(&m)
		last, latest := medication.LastDoses(c.Doses, &m)
		line.LastGiven, line.Latest = f.visible(last), f.visible(latest)
		for _, supply := range f.supplies(medication.SuppliesOf(c.Supplies, &m)) {
			line.supplied(supply)
		}
		switch {
		case line.LastGiven == nil && last != nil:
			line.LastWords = chart.WordsWithheld
		case m.Setting == medication.Home: // nobody here gives it
		case line.LastGiven != nil:
		case charted && !medication.HasLooseDose(c.Medications, c.Doses, &m):
			line.LastWords = chart.WordsNeverGiven
		default:
			line.LastWords = chart.WordsNoLastGiven
		}
		lines = append(lines, line)
	}
	return lines
}

// knowsDoses reports whether it can be said that a dose was not charted: every
// source of administrations for the patient's unit is heard and fresh and gives
// all of them, and nothing of the patient's in them is unread (hazard H-040).
func knowsDoses(c *chart.Chart, cov Coverage, now time.Time) bool {
	st := cov.Standing(fact.SectionAdministrations, now)
	return readsDoses(c) && st.Freshness.Current() && len(st.Partly) == 0
}

// readsDoses reports whether every message of doses could be read.
func readsDoses(c *chart.Chart) bool {
	return !slices.ContainsFunc(c.Unread, func(u fact.Unread) bool { return u.Section == fact.SectionAdministrations })
}

// groupOf is where an order stands on the page. What is taken at home, or was
// ordered outside a stay, never stands among the orders of the stay (hazard
// H-048).
func groupOf(m *medication.Order) string {
	switch {
	case m.Setting == medication.Home:
		return "home"
	case m.State.Ended():
		return "stopped"
	case m.Setting == medication.Outpatient:
		return "outpatient"
	case m.State == order.Held:
		return "held"
	case m.State == order.Active:
		return "active"
	}
	return "unread"
}

// supplied keeps the newest removal and the newest instruction.
func (l *MedicationLine) supplied(s medication.Supply) {
	switch {
	case s.Act == medication.Dispensed && l.Dispensed == nil:
		l.Dispensed = &s
	case s.Act == medication.Instructed && l.Instructed == nil:
		l.Instructed = &s
	}
}

// supplies are those that no rule withholds.
func (f framing) supplies(list []medication.Supply) []medication.Supply {
	shown, _ := withhold(f, list)
	return shown
}

func (f framing) looseSupplies() []medication.Supply {
	return f.supplies(medication.LooseSupplies(f.chart.Supplies, f.chart.Medications))
}
