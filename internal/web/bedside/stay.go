package bedside

import (
	"cmp"
	"slices"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
)

// staySection says where the patient is, since when and under whom.
type staySection struct {
	section
	Visits   []visitRow // newest first
	Language string
	Phone    string
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
	Places   []place // newest first
	From     *fact.From
}

// place is a bed and since when.
type place struct {
	Words string
	Since string
}

func (s sheet) stay(v *asof.View) staySection {
	sec := staySection{
		section:  newSection(s, v.Census, "Stay"),
		Language: v.Language, Phone: v.Phone, Address: v.Address,
	}
	for i := range v.Census.Items {
		sec.Visits = append(sec.Visits, s.visit(&v.Census.Items[i]))
	}
	slices.Reverse(sec.Visits)
	return sec
}

func (s sheet) visit(v *visit.Visit) visitRow {
	line := visitRow{
		Number: cmp.Or(v.Number.Value, notation.NotRecorded), State: string(v.State), Class: classWords(v.Class),
		Admitted: s.timeOr(v.Admitted), Doctor: cmp.Or(v.Attending, notation.NotRecorded),
		Service: cmp.Or(v.Service, notation.NotRecorded), Reason: cmp.Or(v.Reason, notation.NotRecorded), From: v.From,
	}
	if v.State == visit.Discharged {
		line.State += " " + s.timeOr(v.Discharged)
	}
	for _, stay := range slices.Backward(v.Stays) {
		words := unitName(stay.Place.Unit) + ", " + bedWords(stay.Place)
		if stay.Place.Facility != "" {
			words += ", " + stay.Place.Facility
		}
		line.Places = append(line.Places, place{words, s.timeOr(stay.Since)})
	}
	return line
}

// timeOr writes a sent time, or that none was recorded.
func (s sheet) timeOr(t fact.Time) string {
	if t.IsZero() {
		return notation.NotRecorded
	}
	return s.when(t)
}

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
