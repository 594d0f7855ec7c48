package bedside

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/notation"
)

// doseSection is what was given, refused and left out in the last day.
type doseSection struct {
	section
	Doses []dose
	Count string
}

// dose is one administration.
type dose struct {
	Drug    string
	At      sentTime
	Status  string
	Amount  string
	Where   string // route and site
	By      string
	Reason  string
	Note    string
	Charted string // where it was charted at another time than it was given
	Marks   []mark
	From    *fact.From
}

// dosesShown is the look-back of the list.
const dosesShown = 24 * time.Hour

func (s medicineSheet) doses(v *asof.View) doseSection {
	sec := doseSection{section: newSection(s.sheet, v.Administrations, "Doses in the last 24 h")}
	for i := range v.Administrations.Items {
		if d := &v.Administrations.Items[i]; s.within(d.At, dosesShown) {
			sec.Doses = append(sec.Doses, s.dose(d))
		}
	}
	if len(v.Administrations.Items) > 0 {
		sec.Count = notation.Count(int64(len(sec.Doses)), "dose record", "dose records") + " in the last 24 h, newest first."
	}
	return sec
}

func (s medicineSheet) dose(d *medication.Dose) dose {
	line := dose{
		Drug: cmp.Or(d.Drug, "drug "+notation.NotRecorded), At: s.clocked(d.At), Status: s.doseStatus(d),
		Amount: strings.TrimSpace(d.Amount + " " + d.Unit), Where: strings.TrimSpace(d.Route + " " + d.Site),
		By: d.By, Reason: d.Reason, Note: d.Note, From: d.From,
	}
	if d.At.IsZero() {
		line.At.Text = "time " + notation.NotRecorded
	}
	if line.Amount == "" {
		line.Amount = "amount " + notation.NotRecorded
	}
	if line.By == "" {
		line.By = notation.NotRecorded
	}
	if line.Reason == "" && (d.Status == medication.DoseNotGiven || d.Status == medication.DoseRefused) {
		line.Reason = "reason " + notation.NotRecorded
	}
	if charted := s.when(d.Charted); !d.Charted.IsZero() && charted != line.At.Text {
		line.Charted = "charted " + charted
	}
	line.Marks = s.marks(d.Marks)
	return line
}

// doseStatus is the status as printed, with the time an entry was reversed and
// the code where it is not one we know.
func (s medicineSheet) doseStatus(d *medication.Dose) string {
	words := string(d.Status)
	switch d.Status {
	case medication.DoseReversed:
		words += " " + s.when(d.Reversed)
	case medication.DoseUnclassified:
		words += " (sent as " + d.StatusCode + ")"
	case "":
		words = wordsUnclassified
	}
	return words
}
