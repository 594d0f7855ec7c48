package kardex

import (
	"cmp"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording/pen"
)

// DoseSection is what was given, refused and left out in the last day.
type DoseSection struct {
	pen.Section
	Doses []Dose
	Count string
}

// Dose is one administration.
type Dose struct {
	Drug    string
	At      pen.Time
	Status  string
	Amount  string
	Where   string // route and site
	By      string
	Runs    string // of what runs and has no end
	Reason  string
	Note    string
	Charted string // where it was charted at another time than it was given
	Marks   []pen.Mark
	From    *fact.From
}

// dosesShown is the look-back of the list.
const dosesShown = 24 * time.Hour

// Doses writes the doses of the last day.
func (w Writer) Doses(v *asof.View) DoseSection {
	sec := DoseSection{Section: pen.NewSection(w.Pen, v.Administrations, "Doses in the last 24 h")}
	for i := range v.Administrations.Items {
		if d := &v.Administrations.Items[i]; w.Within(d.At, dosesShown) {
			sec.Doses = append(sec.Doses, w.dose(d))
		}
	}
	if len(v.Administrations.Items) > 0 {
		sec.Count = notation.Count(int64(len(sec.Doses)), "dose record", "dose records") + " in the last 24 h, newest first."
	}
	return sec
}

func (w Writer) dose(d *medication.Dose) Dose {
	line := Dose{
		Drug: cmp.Or(d.Drug, "drug "+notation.NotRecorded), At: w.Clocked(d.At), Status: w.doseStatus(d),
		Amount: amountWords(d), Where: strings.TrimSpace(d.Route + " " + d.Site),
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
		if d.Note != "" { // which often says why
			line.Reason = "reason " + notation.NotRecorded + ", but a note"
		}
	}
	if charted := w.When(d.Charted); !d.Charted.IsZero() && charted != line.At.Text {
		line.Charted = "charted " + charted
	}
	if d.Running() {
		line.Runs = "STARTED " + line.At.Text + ", " + wordsOpenEnd
	}
	line.Marks = w.Marks(d.Marks)
	return line
}

// amountWords is how much, of what strength, and per what span of time.
func amountWords(d *medication.Dose) string {
	words := strings.TrimSpace(d.Amount + " " + d.Unit)
	if d.Per != "" {
		words += " per " + d.Per
	}
	if d.Strength != "" {
		words += ", strength " + d.Strength
	}
	return words
}

// doseStatus is the status as printed, with the time an entry was reversed and
// the code where it is not one we know.
func (w Writer) doseStatus(d *medication.Dose) string {
	words := string(d.Status)
	switch d.Status {
	case medication.DoseReversed:
		words += " " + w.When(d.Reversed)
	case medication.DoseUnclassified:
		words += " (sent as " + d.StatusCode + ")"
	case "":
		words = wordsUnclassified
	}
	return words
}
