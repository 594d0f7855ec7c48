// Package compose puts the sheets of a patient together from the chart, at one
// moment and in one zone.
//
// The words are those of package wording, as on a screen. What ticks is left
// out: paper does not, so that an age of a value or of a source stands nowhere,
// and the instant itself does (specification 2.3).
package compose

import (
	"strconv"
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/notation"
	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/wording"
	"redoutlet/internal/wording/allergy"
	"redoutlet/internal/wording/kardex"
	"redoutlet/internal/wording/listing"
	"redoutlet/internal/wording/observation"
	"redoutlet/internal/wording/pen"
)

// Composer writes for a moment, a zone and a house.
type Composer struct{ pen.Pen }

// Patient is every sheet of a patient in the order in which they are printed:
// medicines first, since doses are due first (specification section 10).
func (c Composer) Patient(v *asof.View) []sheet.Sheet {
	banner := c.banner(v)
	sheets := []sheet.Sheet{c.medications(v), c.summary(v), c.results(v), c.orders(v), c.vitals(v), c.notes(v)}
	for i := range sheets {
		sheets[i].Banner = banner
	}
	return sheets
}

// banner says on every side whose it is (specification section 4).
func (c Composer) banner(v *asof.View) *sheet.Banner {
	name := notation.Name(v.Family, v.Given, v.Middle, v.Suffix, v.Title)
	number := notation.NotRecorded
	for _, id := range v.Identifiers {
		if id.IsRecord() {
			number = strings.TrimSpace(id.Value + " " + id.Authority)
			break
		}
	}
	b := &sheet.Banner{
		Name: sheet.Plain(name), Alias: sheet.Plain(v.Alias), Place: sheet.Plain(c.place(v)), Scan: number,
		Footer: sheet.Plain(v.Family + " " + number),
	}
	fact := func(label, value string) {
		b.Persons = append(b.Persons, sheet.Fact{Label: label, Value: sheet.Words{sheet.Bold(value)}})
	}
	fact("Born", orNotRecorded(c.When(v.BornAt)))
	switch died := wording.Died(v.Died); {
	case died != "":
		fact("Death", died)
	case v.Doubt != "":
		fact("Age", notation.AgeNotKnown)
		b.Warnings = append(b.Warnings, sheet.Bold(notation.ClockNotTrusted))
	default: // an age that goes on counting after death is no age
		fact("Age at "+notation.Stamp(c.Now, c.Zone), notation.Age(v.BornAt.ISO(), c.Now, c.Zone))
	}
	fact("Recorded sex", notation.Sex(v.Sex))
	fact("MRN", number)
	for _, id := range v.Former {
		fact("formerly", id.Value)
	}
	fact("Visit", orNotRecorded(v.Visit))
	line := allergy.Writer{Pen: c.Pen}.Line(v)
	for _, words := range append([]string{line.Disagree}, line.Words...) {
		if words != "" {
			b.Allergies = append(b.Allergies, sheet.Bold(words+"  "))
		}
	}
	if len(line.Substances) > 0 {
		b.Allergies = append(b.Allergies, sheet.Bold(strings.Join(line.Substances, ", ")+"  "))
	}
	for _, words := range line.Warnings {
		b.Allergies = append(b.Allergies, sheet.Bold(words+"  "))
	}
	for _, f := range v.Faces { // somebody else whom messages under these numbers name (hazard H-013)
		other := notation.Name(f.Family, f.Given, "", "", "")
		if other != notation.Name(v.Family, v.Given, "", "", "") || f.Sex != v.Sex || f.BornAt.ISO() != v.BornAt.ISO() {
			b.Warnings = append(b.Warnings, sheet.Bold("VERIFY WRISTBAND: messages also name "+other+", born "+orNotRecorded(c.When(f.BornAt))+", "+notation.Sex(f.Sex)))
		}
	}
	for _, flag := range v.Flags {
		if strings.HasPrefix(flag, "TEST") {
			b.Band = flag
			continue
		}
		b.Warnings = append(b.Warnings, sheet.Bold(notation.Dated(flag, c.Zone)))
	}
	return b
}

func (c Composer) place(v *asof.View) string {
	if !v.InHouse {
		return "not in a unit now"
	}
	var parts []string
	for _, part := range []string{c.Units.Words(v.Unit), v.Room, v.Bed} {
		if strings.TrimSpace(part) != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " - ")
}

func orNotRecorded(text string) string {
	if text == "" {
		return notation.NotRecorded
	}
	return text
}

// head is how a section begins: its name, from whom it is known and as of when,
// and what is wrong with it.
func head(s *pen.Section) []sheet.Block {
	blocks := []sheet.Block{sheet.Heading{Title: s.Title, Known: known(&s.Known)}}
	if s.Known.Box != "" {
		weight := sheet.Boxed
		if s.Known.Heavy() {
			weight = sheet.Heavy
		}
		blocks = append(blocks, sheet.Notice{Weight: weight, Words: sheet.Words{sheet.Bold(s.Known.Box)}})
	}
	for _, words := range append(append([]string{}, s.Known.Partly...), s.Withheld, s.Incomplete) {
		if words != "" {
			blocks = append(blocks, sheet.Notice{Weight: sheet.Boxed, Words: sheet.Words{sheet.Bold(words)}})
		}
	}
	for _, u := range s.Unread {
		blocks = append(blocks, sheet.Para{Words: sheet.Words{sheet.Plain(u.Reason)}})
	}
	if s.Words != "" {
		blocks = append(blocks, sheet.Para{Words: sheet.Words{sheet.Bold(s.Words)}})
	}
	return blocks
}

// known says from whom a section is known and as of when, and not how long ago.
func known(k *wording.Known) string {
	if k.Source == "" {
		return "no source connected"
	}
	return "source " + k.Source + ", as of " + k.AsOf.Text
}

// parts writes attributes, those that matter most in bold.
func parts(list []pen.Part) sheet.Words {
	var words sheet.Words
	for i, p := range list {
		if i > 0 {
			words = append(words, sheet.Plain(" - "))
		}
		if p.Label != "" {
			words = append(words, sheet.Plain(p.Label+" "))
		}
		words = append(words, sheet.Span{Text: p.Text, Bold: p.Strong})
	}
	return words
}

func marks(list []pen.Mark) []sheet.Words {
	var lines []sheet.Words
	for _, m := range list {
		lines = append(lines, sheet.Words{sheet.Span{Text: m.Words, Bold: m.Class == "warn"}})
	}
	return lines
}

// from names the message that said something.
func from(f *fact.From) string {
	if f == nil {
		return ""
	}
	return " (message " + strconv.FormatInt(f.Message, 10) + ")"
}

func (c Composer) kardex() kardex.Writer           { return kardex.Writer{Pen: c.Pen} }
func (c Composer) listing() listing.Writer         { return listing.Writer{Pen: c.Pen} }
func (c Composer) observation() observation.Writer { return observation.Writer{Pen: c.Pen} }
