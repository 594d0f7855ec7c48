package kardex

import (
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/order"
)

// The places of the groups of medicines, in the order of specification 5.3.
const (
	infusions = iota
	scheduled
	once
	asNeeded
	unscheduled
	heldMedicines
	stoppedMedicines
	unreadMedicines
	outpatientMedicines
	homeMedicines
	stoppedHomeMedicines
)

func medicineGroups() []MedicineGroup {
	return []MedicineGroup{
		infusions:           {Title: "Infusions", Class: "active"},
		scheduled:           {Title: "Scheduled", Class: "active"},
		once:                {Title: "One time", Class: "active"},
		asNeeded:            {Title: "If needed", Class: "active"},
		unscheduled:         {Title: "Active, schedule not recorded", Class: "active"},
		heldMedicines:       {Title: "Held", Class: "held"},
		stoppedMedicines:    {Title: "Stopped in the last 24 h", Class: "stopped"},
		unreadMedicines:     {Title: "Unread or unclassified", Class: "unread"},
		outpatientMedicines: {Title: "Outpatient orders and prescriptions - verify", Class: "unread"},
		homeMedicines:       {Title: "HOME MEDICINES (not orders)", Class: "stopped"},

		stoppedHomeMedicines: {Title: "HOME MEDICINES STOPPED (not orders)", Class: "stopped"},
	}
}

// medicineGroupOf is the group a medicine stands in.
func medicineGroupOf(m *asof.MedicationLine) int {
	switch m.Group {
	case "active":
		return activeGroup(m)
	case "held":
		return heldMedicines
	case "stopped":
		return stoppedMedicines
	case "outpatient":
		return outpatientMedicines
	case "home":
		if m.Over() {
			return stoppedHomeMedicines
		}
		return homeMedicines
	}
	return unreadMedicines
}

// activeGroup sorts what is running by when it is given. The words stand as
// sent on the line; a schedule that is not decoded leaves the order among the
// scheduled ones (hazard H-051).
func activeGroup(m *asof.MedicationLine) int {
	switch {
	case m.Infusion():
		return infusions
	case m.IfNeeded():
		return asNeeded
	case len(m.Steps) == 1 && isOnce(m.Steps[0]):
		return once
	case m.Frequency == "" && m.AsSent == "":
		return unscheduled
	}
	return scheduled
}

// isOnce reports whether a step is carried out one time: by its pattern (HL7
// table 0335) or its number of occurrences.
func isOnce(s order.Step) bool { return s.Total == "1" || strings.EqualFold(s.Repeat, "once") }

// holdReviewed is how long a hold may last before a prescriber is to look at it
// (hazard H-046).
const holdReviewed = 24 * time.Hour

// pumpWords stand on every infusion: no rate here is the rate that runs (hazard
// H-049).
func pumpWords(m *asof.MedicationLine) string {
	switch {
	case !m.Infusion():
		return ""
	case m.Rate == "" && m.LastGiven == nil:
		return wordsNoRate
	}
	return wordsReadThePump
}
