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
	LastUnder  []fact.ID          `json:"last_given_under,omitempty"` // of LastGiven: the order that this one replaced, where it stands under that
	Dispensed  *medication.Supply `json:"dispensed,omitempty"`        // newest removal: no proof of giving
	Instructed *medication.Supply `json:"instructed,omitempty"`       // newest instruction: no proof of giving
	Latest     *medication.Dose   `json:"latest,omitempty"`           // newest record of any kind, where it is not LastGiven
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
		before := replacedBy(c, &m)
		last, latest := medication.LastDoses(c.Doses, &m)
		if last == nil {
			last, line.LastUnder = lastBefore(c, before)
		}
		line.LastGiven, line.Latest = f.visible(last), f.visible(latest)
		for _, supply := range f.supplies(medication.SuppliesOf(c.Supplies, &m)) {
			line.supplied(supply)
		}
		switch {
		case line.LastGiven == nil && last != nil:
			line.LastWords = chart.WordsWithheld
		case m.Setting == medication.Home: // nobody here gives it
		case line.LastGiven != nil:
		case charted && neverGiven(c, append(before, &m)...):
			line.LastWords = chart.WordsNeverGiven
		default:
			line.LastWords = chart.WordsNoLastGiven
		}
		lines = append(lines, line)
	}
	return lines
}

// deepestChange is how many orders may have replaced one another: more than any
// prescriber writes, and an end where two name each other.
const deepestChange = 10

// replacedBy are the orders that this one replaced, itself or through others, the
// newest first: what was given under them counts, since whoever reads that nothing
// was given since the new order would give it twice (hazard H-040).
func replacedBy(c *chart.Chart, o *medication.Order) []*medication.Order {
	var list []*medication.Order
	for range deepestChange {
		if o = medication.Replaced(c.Medications, o); o == nil {
			break
		}
		list = append(list, o)
	}
	return list
}

// lastBefore is the newest dose taken under one of the orders, and the numbers of
// that order.
func lastBefore(c *chart.Chart, orders []*medication.Order) (*medication.Dose, []fact.ID) {
	for _, o := range orders {
		if last, _ := medication.LastDoses(c.Doses, o); last != nil {
			return last, o.Numbers
		}
	}
	return nil, nil
}

// neverGiven reports whether nothing that was read may be a dose of an order or of
// one that it replaced.
func neverGiven(c *chart.Chart, orders ...*medication.Order) bool {
	return !slices.ContainsFunc(orders, func(o *medication.Order) bool {
		return medication.HasLooseDose(c.Medications, c.Doses, o) || medication.MayHaveTaken(c.Doses, o)
	})
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
