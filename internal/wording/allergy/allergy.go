// Package allergy writes what is known of a patient's allergies: the section with
// all there is to each, and the line that heads every page and every side.
package allergy

import (
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording"
	"redoutlet/internal/wording/pen"
)

// Writer writes at a moment and in a zone.
type Writer struct{ pen.Pen }

// Section lists allergies, denials, and what was taken off the list.
type Section struct {
	pen.Section
	Disagree string
	Active   []Item
	Denials  []Denial
	Inactive []Item
	Removed  []Item
}

// Item is one line: the substance, then its attributes.
type Item struct {
	Substance string
	Parts     []string
	Marks     []pen.Mark
	Removed   pen.Time
	removed   time.Time
	From      *fact.From
}

// Denial is an explicit statement that there are none of some scope.
type Denial struct {
	Words string
	From  *fact.From
}

// removedShown is how long an allergy that was taken off stays in sight.
const removedShown = 7 * 24 * time.Hour

// Section writes all that is known.
func (w Writer) Section(v *asof.View) Section {
	sec := Section{Section: pen.NewSection(w.Pen, v.Allergies, "Allergies")}
	if v.Allergies.Has(chart.Conflict) {
		sec.Disagree = chart.WordsDisagree
	}
	for i := range v.Allergies.Items {
		a := &v.Allergies.Items[i]
		line := w.item(a)
		switch {
		case a.State == "inactive":
			sec.Inactive = append(sec.Inactive, line)
		case a.State != "removed":
			sec.Active = append(sec.Active, line)
		case w.Within(a.Removed, removedShown):
			sec.Removed = newestRemoved(sec.Removed, line)
		}
	}
	for i := range v.Denials {
		d := &v.Denials[i]
		sec.Denials = append(sec.Denials, Denial{w.denial(d), d.From})
	}
	if v.Allergies.State == chart.AssertedNone {
		sec.Words = "" // the denials below say it, with date and source
	}
	return sec
}

// newestRemoved adds an allergy that was taken off to the others, once for each
// substance: what was given and taken off again is one thing to a reader.
func newestRemoved(list []Item, line Item) []Item {
	at := slices.IndexFunc(list, func(a Item) bool { return strings.EqualFold(a.Substance, line.Substance) })
	switch {
	case at < 0:
		return append(list, line)
	case line.removed.After(list[at].removed):
		list[at] = line
	}
	return list
}

// denial writes a denial as specification section 3 prints it.
func (w Writer) denial(d *chart.Denial) string {
	what, _, _ := strings.Cut(d.Statement(), " - stated ")
	by := d.By
	if by == "" && d.From != nil {
		by = d.From.Source
	}
	if by == "" {
		by = notation.NotRecorded
	}
	return what + " - stated " + w.When(d.Noted) + " by " + by
}

func (w Writer) item(a *chart.Allergy) Item {
	line := Item{Substance: a.Substance, Removed: w.Time(a.Removed), removed: a.Removed.At, From: a.From, Marks: w.Marks(a.Marks)}
	if line.Substance == "" {
		line.Substance = "substance " + notation.NotRecorded
	}
	reaction := a.Reaction
	if reaction == "" {
		reaction = "reaction " + notation.NotRecorded
	}
	line.Parts = append(line.Parts, reaction, notation.Severity(a.Severity))
	if a.Kind != "" {
		line.Parts = append(line.Parts, kind(a.Kind))
	}
	if a.Nature != "" {
		line.Parts = append(line.Parts, nature(a.Nature))
	}
	if a.Status != "" {
		line.Parts = append(line.Parts, told(status(a.Status), a.By, a.Assessed, w.Pen))
	}
	if a.Noted.IsZero() {
		line.Parts = append(line.Parts, "date "+notation.NotRecorded)
	} else {
		line.Parts = append(line.Parts, "noted "+w.When(a.Noted))
	}
	if a.Reporter != "" || !a.Reported.IsZero() && a.Reported != a.Noted {
		line.Parts = append(line.Parts, told("reported", a.Reporter, a.Reported, w.Pen))
	}
	if a.From != nil {
		line.Parts = append(line.Parts, "from "+a.From.Source)
	}
	return line
}

// told adds by whom and when something was said, as far as that was sent.
func told(what, by string, at fact.Time, p pen.Pen) string {
	if by != "" {
		what += " by " + by
	}
	if !at.IsZero() {
		what += " " + p.When(at)
	}
	return what
}

// nature says HL7 table 0436 in words; other text stands as sent.
func nature(sent string) string {
	switch sent {
	case "AD":
		return "adverse reaction, not classified"
	case "AL":
		return "allergy"
	case "CT":
		return "contraindication"
	case "IN":
		return "intolerance"
	case "SE":
		return "side effect"
	}
	return sent
}

// kind says HL7 table 0127 in words; other text stands as sent.
func kind(sent string) string {
	switch sent {
	case "DA":
		return "drug allergy"
	case "FA":
		return "food allergy"
	case "MA":
		return "miscellaneous allergy"
	case "MC":
		return "miscellaneous contraindication"
	case "EA":
		return "environmental allergy"
	case "AA":
		return "animal allergy"
	case "PA":
		return "plant allergy"
	case "LA":
		return "pollen allergy"
	}
	return sent
}

// status says HL7 table 0438 in words (specification 7.4).
func status(sent string) string {
	switch sent {
	case "C":
		return "confirmed"
	case "S":
		return "suspected"
	case "U":
		return "unconfirmed"
	case "P":
		return "confirmation pending"
	case "I":
		return "confirmed but inactive"
	case "D":
		return "doubt raised"
	}
	return sent
}

// Line is the line of the banner: every active substance, or the words
// of the absence, and what makes either uncertain.
type Line struct {
	Disagree   string
	Substances []string
	Words      []string
	Warnings   []string
}

// Line writes the line of the banner.
func (w Writer) Line(v *asof.View) Line {
	var l Line
	if v.Allergies.Has(chart.Conflict) {
		l.Disagree = chart.WordsDisagree
	}
	for i := range v.Allergies.Items {
		if a := &v.Allergies.Items[i]; a.State != "removed" && a.State != "inactive" {
			l.Substances = append(l.Substances, w.item(a).Substance)
		}
	}
	for i := range v.Denials {
		l.Words = append(l.Words, w.denial(&v.Denials[i]))
	}
	if len(l.Substances) == 0 && v.Allergies.State != chart.AssertedNone && v.Allergies.Words != "" {
		l.Words = append(l.Words, v.Allergies.Words)
	}
	if v.Allergies.Has(chart.Incomplete) {
		l.Warnings = append(l.Warnings, chart.IncompleteWords(len(v.Allergies.Unread)))
	}
	if v.Allergies.Held != nil {
		l.Warnings = append(l.Warnings, wording.LastGood)
	} else if f := v.Allergies.Freshness; len(v.Allergies.Sources) > 0 && f != asof.Fresh {
		l.Warnings = append(l.Warnings, freshnessWords(f))
	}
	return l
}

// freshnessWords says in the banner how far to trust a section that is not
// fresh.
func freshnessWords(f asof.Freshness) string {
	if f == asof.Ageing {
		return string(f)
	}
	return string(f) + wording.Confirm
}
