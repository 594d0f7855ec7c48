// Package immunization adds up what messages say of vaccinations: given,
// refused, reported, and taken back.
package immunization

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Note is what one RXA segment of a vaccination record says.
type Note struct {
	Filler       fact.ID    // ORC-3
	Vaccine      fact.Coded // RXA-5
	At           fact.Time  // RXA-3
	Amount       string     // RXA-6
	Unit         string     // RXA-7
	Notes        []string   // RXA-9, NTE, and the observations below it
	By           string     // RXA-10
	Lot          string     // RXA-15
	Expires      fact.Time  // RXA-16
	Manufacturer string     // RXA-17
	Reasons      []string   // RXA-18
	Completion   string     // RXA-20 (HL7 table 0322)
	Action       string     // RXA-21 (A, D, U, X)
	Route        string     // RXR-1
	Site         string     // RXR-2
}

// About is the section of immunizations.
func (*Note) About() fact.Section { return fact.SectionImmunizations }

// The statuses of a vaccination, in the words that doses have (specification
// 7.2).
const (
	Given        = "GIVEN"
	Partly       = "PARTLY GIVEN"
	NotGiven     = "NOT GIVEN"
	Refused      = "REFUSED"
	NotStated    = "GIVEN? status not stated"
	Reversed     = "ENTRY REVERSED"
	Unclassified = "UNCLASSIFIED - VERIFY"
)

// statusOf says RXA-20 in words.
func statusOf(completion string) string {
	switch completion {
	case "CP":
		return Given
	case "PA":
		return Partly
	case "NA":
		return NotGiven
	case "RE":
		return Refused
	case "":
		return NotStated
	}
	return Unclassified
}

// Immunization is one vaccination as its messages add up.
type Immunization struct {
	Number       fact.ID    `json:"number"`
	Vaccine      string     `json:"vaccine"`
	Code         fact.Coded `json:"code"`
	At           fact.Time  `json:"at"`
	Amount       string     `json:"amount,omitempty"`
	Unit         string     `json:"unit,omitempty"`
	Route        string     `json:"route,omitempty"`
	Site         string     `json:"site,omitempty"`
	Status       string     `json:"status"`
	Completion   string     `json:"completion,omitempty"` // code as sent
	Reason       string     `json:"reason,omitempty"`
	By           string     `json:"by,omitempty"`
	Lot          string     `json:"lot,omitempty"`
	Expires      fact.Time  `json:"expires"`
	Manufacturer string     `json:"manufacturer,omitempty"`
	Note         string     `json:"note,omitempty"`
	Reversed     fact.Time  `json:"reversed"`
	Marks        []string   `json:"marks,omitempty"`
	From         *fact.From `json:"from,omitempty"`
	key          string
}

// Fold adds up notes, which come in the order of their stamps.
type Fold struct {
	shots map[string]*Immunization
}

// noNumber is what registries write where there is no order number (CDC's
// implementation guide for immunization messaging): it names nothing.
const noNumber = "9999"

// key is the identity of a vaccination: the order and the vaccine, else the
// vaccine and the time.
func (n *Note) key(source string) string {
	vaccine := n.Vaccine.System + "\x1f" + cmp.Or(n.Vaccine.Code, n.Vaccine.Words())
	if n.Filler.IsZero() || n.Filler.Value == noNumber {
		return strings.Join([]string{"time", source, vaccine, n.At.Text}, "\x1f")
	}
	return strings.Join([]string{"number", cmp.Or(n.Filler.Authority, source), n.Filler.Value, vaccine}, "\x1f")
}

// Add takes what one message says of a vaccination. A later message says all
// of it again; one that takes the entry back keeps what it was.
func (f *Fold) Add(n *Note, told *fact.Fact) {
	if f.shots == nil {
		f.shots = map[string]*Immunization{}
	}
	key := n.key(told.From.Source)
	old := f.shots[key]
	switch {
	case n.Action == "D" && old != nil:
		taken := *old
		taken.Status, taken.Reversed, taken.From = Reversed, told.Stamp.At, told.From
		f.shots[key] = &taken
		return
	case n.Action == "X" && old != nil:
		return // the sender says that nothing changed
	}
	shot := n.told(told.From)
	shot.key = key
	if n.Action == "D" {
		shot.Status, shot.Reversed = Reversed, told.Stamp.At
	}
	f.shots[key] = shot
}

func (n *Note) told(from *fact.From) *Immunization {
	return &Immunization{
		Number: n.Filler, Vaccine: n.Vaccine.Words(), Code: n.Vaccine, At: n.At, Amount: n.Amount, Unit: n.Unit,
		Route: n.Route, Site: n.Site, Status: statusOf(n.Completion), Completion: n.Completion,
		Reason: strings.Join(n.Reasons, "; "), By: n.By, Lot: n.Lot, Expires: n.Expires,
		Manufacturer: n.Manufacturer, Note: strings.Join(n.Notes, "\n"), From: from,
	}
}

// Finish returns the vaccinations, the newest first.
func (f *Fold) Finish() []Immunization {
	var list []Immunization
	for _, shot := range f.shots {
		list = append(list, *shot)
	}
	slices.SortFunc(list, func(a, b Immunization) int {
		return cmp.Or(b.At.At.Compare(a.At.At), strings.Compare(a.key, b.key))
	})
	return list
}

// Codes are what a rule of the site may withhold a vaccination by (hazard
// H-075).
func (n *Note) Codes() []fact.Coded { return []fact.Coded{n.Vaccine} }

// Names names the vaccination, so that what restricts one message of it
// restricts every other.
func (n *Note) Names() []string { return names(n.Filler, n.Vaccine) }

// names is a vaccination by its number; what registries write for no number
// names nothing.
func names(number fact.ID, vaccine fact.Coded) []string {
	if number.IsZero() || number.Value == noNumber {
		return nil
	}
	return []string{"immunization\x1f" + number.Key() + "\x1f" + vaccine.Code}
}

// Origin is the message that the vaccination stands for.
func (i Immunization) Origin() *fact.From { return i.From }
