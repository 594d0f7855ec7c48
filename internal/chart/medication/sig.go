package medication

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
)

// Setting is whose list a medicine belongs to (hazard H-048).
type Setting string

// The settings. What is sent without one is an order of the stay: the source is
// the pharmacy of the house.
const (
	Stay       Setting = ""
	Home       Setting = "home"       // taken at home, and no order
	Outpatient Setting = "outpatient" // ordered or prescribed outside a stay
)

// Sig is an order's content: the drug and how it is to be given.
type Sig struct {
	DrugCode   fact.Coded `json:"drug_code"`
	Strength   string     `json:"strength,omitempty"`    // RXE-25, 26, in RXE-32, 33 of liquid
	Form       string     `json:"form,omitempty"`        // RXE-6
	Dose       string     `json:"dose,omitempty"`        // RXE-3, or RXE-3 to RXE-4
	DoseUnit   string     `json:"dose_unit,omitempty"`   // RXE-5
	Route      string     `json:"route,omitempty"`       // RXR-1
	Site       string     `json:"site,omitempty"`        // RXR-2
	Device     string     `json:"device,omitempty"`      // RXR-3
	Method     string     `json:"method,omitempty"`      // RXR-4
	Rate       string     `json:"rate,omitempty"`        // RXE-23, 24, 22
	TotalDaily string     `json:"total_daily,omitempty"` // RXE-19
	Directions string     `json:"directions,omitempty"`  // RXE-7, RXO-6, RXO-7
	Notes      []string   `json:"notes,omitempty"`       // NTE
	Parts      []string   `json:"components,omitempty"`  // RXC rows, in words
	Mixed      bool       `json:"mixed,omitempty"`       // a component is the base of a mixture (RXC-1 B)
	Indication string     `json:"indication,omitempty"`  // RXE-27
	Prescriber string     `json:"prescriber,omitempty"`  // ORC-12
	Verifier   string     `json:"verifier,omitempty"`    // ORC-11, RXE-14
	Setting    Setting    `json:"setting,omitempty"`     // ORC-29, and the codes a site declares
	HighAlert  string     `json:"high_alert,omitempty"`  // the word of the site's list that the drug matches
	order.Timing
}

// over lays newer content over older: what a later message leaves out stays.
func (s Sig) over(old Sig) Sig {
	merged := Sig{
		DrugCode: cmp.Or(s.DrugCode, old.DrugCode), Strength: cmp.Or(s.Strength, old.Strength), Form: cmp.Or(s.Form, old.Form),
		Dose: cmp.Or(s.Dose, old.Dose), DoseUnit: cmp.Or(s.DoseUnit, old.DoseUnit),
		Route: cmp.Or(s.Route, old.Route), Site: cmp.Or(s.Site, old.Site), Device: cmp.Or(s.Device, old.Device), Method: cmp.Or(s.Method, old.Method),
		Rate: cmp.Or(s.Rate, old.Rate), TotalDaily: cmp.Or(s.TotalDaily, old.TotalDaily),
		Directions: cmp.Or(s.Directions, old.Directions), Indication: cmp.Or(s.Indication, old.Indication),
		Prescriber: cmp.Or(s.Prescriber, old.Prescriber), Verifier: cmp.Or(s.Verifier, old.Verifier),
		Setting: cmp.Or(s.Setting, old.Setting), HighAlert: cmp.Or(s.HighAlert, old.HighAlert),
		Timing: s.Timing.Over(old.Timing), Notes: old.Notes, Parts: old.Parts, Mixed: old.Mixed,
	}
	if len(s.Notes) > 0 {
		merged.Notes = s.Notes
	}
	if len(s.Parts) > 0 {
		merged.Parts, merged.Mixed = s.Parts, s.Mixed
	}
	return merged
}

// Infusion reports whether the order runs through a pump, as far as its words
// tell. It errs on the side of yes: the page then says to read the pump, which
// does no harm beside a tablet (hazard H-049).
func (s *Sig) Infusion() bool {
	if s.Rate != "" || s.Mixed || perTime(s.DoseUnit) || s.Device == "IVP" {
		return true
	}
	for _, words := range []string{s.DrugCode.Words(), s.Form, s.Method, s.Device, s.Route, s.Frequency} {
		if namesPump(words) {
			return true
		}
	}
	return false
}

// perTime reports whether a unit is an amount for a span of time, as mL/hr.
func perTime(unit string) bool {
	_, per, found := strings.Cut(strings.ToLower(unit), "/")
	if i := strings.LastIndexByte(per, '/'); i >= 0 { // mcg/kg/min
		per = per[i+1:]
	}
	switch strings.Trim(per, " .") {
	case "h", "hr", "hour", "hours", "min", "minute", "minutes", "sec", "s":
		return found
	}
	return false
}

func namesPump(words string) bool {
	words = strings.ToLower(words)
	for _, word := range strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '-' || r == '(' || r == ')' || r == ',' || r == '/' }) {
		switch word {
		case "infusion", "infusions", "drip", "pca", "epidural", "pump", "continuous", "patient-controlled", "tpn":
			return true
		}
	}
	return false
}
