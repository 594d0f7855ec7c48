package bedside

import (
	"cmp"
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording/listing"
	"redoutlet/internal/wording/pen"
)

// staySection says where the patient is, since when and under whom.
type staySection struct {
	section
	Visits   []visitRow // newest first
	Removed  []visitRow // taken back by their sender, newest first
	Parted   []string   // numbers found to be another patient's
	Language string
	Phone    string
	Work     string // the phone there
	Account  string
	Address  string
}

// visit is one stay.
type visitRow struct {
	Number   string
	State    string
	Class    string
	Admitted string
	Doctor   string
	Service  string
	Reason   string
	Formerly []string
	Now      []string // where the patient is meanwhile, and what is to come
	More     []string // what few visits have
	Places   []place  // newest first
	From     *fact.From
}

// place is a bed and since when.
type place struct {
	Words string
	Since string
}

func (s staySheet) stay(v *asof.View) staySection {
	sec := staySection{
		section:  newSection(s.sheet, v.Census, "Stay"),
		Language: v.Language, Phone: v.Phone, Work: v.Work, Account: v.Account, Address: v.Address,
	}
	for i := range slices.Backward(v.Census.Items) {
		item := &v.Census.Items[i]
		if item.State == visit.Deleted || item.State == visit.Cancelled {
			sec.Removed = append(sec.Removed, s.visit(item))
			continue
		}
		sec.Visits = append(sec.Visits, s.visit(item))
	}
	for _, p := range v.Partings {
		sec.Parted = append(sec.Parted, s.parted(p))
	}
	return sec
}

func (s staySheet) visit(v *visit.Visit) visitRow {
	line := visitRow{
		Number: cmp.Or(v.Number.Value, notation.NotRecorded), State: string(v.State), Class: classWords(v.Class),
		Admitted: s.timeOr(v.Admitted), Doctor: cmp.Or(v.Attending, notation.NotRecorded),
		Service: cmp.Or(v.Service, notation.NotRecorded), Reason: cmp.Or(v.Reason, notation.NotRecorded), From: v.From,
	}
	switch v.State {
	case visit.Discharged:
		line.State += " " + s.timeOr(v.Discharged)
	case visit.Deleted:
		line.State = "DELETED BY SOURCE " + notation.Stamp(v.Ended, s.zone)
	case visit.Cancelled:
		line.State += " " + notation.Stamp(v.Ended, s.zone)
	}
	line.Now = s.whereabouts(v.Errand, v.Leave, v.Pending)
	for _, old := range v.Formerly {
		line.Formerly = append(line.Formerly, old.Value)
	}
	line.More = s.more(v)
	for _, stay := range slices.Backward(v.Stays) {
		words := unitName(s.units, stay.Place.Unit) + ", " + bedWords(stay.Place)
		if stay.Place.Facility != "" {
			words += ", " + stay.Place.Facility
		}
		line.Places = append(line.Places, place{words, s.timeOr(stay.Since)})
	}
	return line
}

// more is what few visits have.
func (s staySheet) more(v *visit.Visit) []string {
	var lines []string
	add := func(label, words string) {
		if words != "" {
			lines = append(lines, label+": "+words)
		}
	}
	add("As registered", listing.Conditions(v.Conditions))
	add("Patient type as sent", v.Kind)
	add("Consulting", v.Consulting)
	add("Admitted by", v.Admitting)
	add("Referred by", v.Referring)
	add("Came by", v.Arrival)
	if !v.DueOut.IsZero() && v.State == visit.Active && !slices.ContainsFunc(v.Pending, func(p visit.Pending) bool { return p.What == visit.PendingDischarge }) {
		add("Discharge expected", s.timeOr(v.DueOut))
	}
	add("VIP code as sent", v.Important)
	return lines
}

// parted says which number was found to be another patient's, by whom and why.
func (s staySheet) parted(p chart.Parting) string {
	words := "Number " + pen.NumberWords(p.Number)
	if p.Other.IsZero() {
		words += " was split off"
	} else {
		words += " and number " + pen.NumberWords(p.Other) + " were found to be two patients'"
	}
	words += " " + s.timeOr(p.At)
	if p.By != "" {
		words += ", by " + p.By
	}
	if p.Why != "" {
		words += ": " + p.Why
	}
	return words
}

// timeOr writes a sent time, or that none was recorded.
func (s sheet) timeOr(t fact.Time) string { return s.pen().WhenOr(t) }

// classWords says HL7 table 0004 in words; a site's own code stands as sent.
func classWords(code string) string {
	switch code {
	case "E":
		return "emergency"
	case "I":
		return "inpatient"
	case "O":
		return "outpatient"
	case "P":
		return "preadmit"
	case "R":
		return "recurring patient"
	case "B":
		return "obstetrics"
	case "":
		return notation.NotRecorded
	}
	return code
}
