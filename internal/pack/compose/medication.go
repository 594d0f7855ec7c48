package compose

import (
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/wording/kardex"
)

// The grid of a medication sheet: cells of two hours, from the last even hour
// before the last news of doses on.
const (
	slot       = 2 * time.Hour
	slotsShown = 12 // a day
)

// medications is the medication administration record (specification 5.3).
func (c Composer) medications(v *asof.View) sheet.Sheet {
	section := c.kardex().Medicines(v)
	given := c.kardex().Doses(v)
	title := "MEDICATION ADMINISTRATION RECORD (downtime)"
	if section.OrdersOnly != "" {
		title = section.OrdersOnly
	}
	s := sheet.Sheet{Kind: sheet.Medications, Title: title, Wide: true, Blocks: head(&section.Section)}
	s.Blocks = append(s.Blocks, sheet.Para{Words: sheet.Words{
		sheet.Plain("Doses given: " + known(&section.Given) + ". A time in a cell is a projection from the order, not an instruction."),
	}})
	if section.Given.Box != "" {
		s.Blocks = append(s.Blocks, sheet.Notice{Weight: sheet.Heavy, Words: sheet.Words{sheet.Bold(section.Given.Box + ": ask who gave what since.")}})
	}
	var facts []sheet.Fact
	for _, m := range c.listing().Measures(v) {
		facts = append(facts, sheet.Fact{Label: m.Label, Value: sheet.Words{sheet.Bold(strings.Join(append([]string{m.Value}, m.Parts...), ", "))}})
		if m.Warn != "" {
			facts = append(facts, sheet.Fact{Value: sheet.Words{sheet.Bold(m.Warn)}})
		}
	}
	s.Blocks = append(s.Blocks, sheet.Facts{Facts: facts}, c.grid(v, &section))
	if len(section.Loose) > 0 {
		s.Blocks = append(s.Blocks, sheet.Heading{Title: "Removed or instructed, order not known here"}, sheet.Items{Items: supplies(section.Loose)})
	}
	return with(s, sheet.Heading{Title: given.Title, Known: given.Count}, sheet.Items{Items: c.doses(given.Doses)},
		sheet.Writing{Label: "Initials = name, for every hand on this sheet", Lines: 2})
}

// with adds to a sheet.
func with(s sheet.Sheet, blocks ...sheet.Block) sheet.Sheet {
	s.Blocks = append(s.Blocks, blocks...)
	return s
}

// grid is a row for each order, with cells for what is given from now on. What
// may have been given between the last news and this sheet is shaded: a person
// has to ask (hazards H-007, H-081).
func (c Composer) grid(v *asof.View, section *kardex.MedicineSection) sheet.Block {
	known := v.Administrations.AsOf.Time
	if known.IsZero() || known.After(c.Now) {
		known = c.Now
	}
	wall := known.In(c.Zone)
	first := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour()/2*2, 0, 0, 0, c.Zone)
	t := sheet.Table{Columns: []sheet.Column{{Title: "Medicine, dose, way and time", Share: 32}, {Title: "Last given", Share: 15}}}
	var slots []time.Time
	for i := range slotsShown {
		at := first.Add(time.Duration(i) * slot)
		slots = append(slots, at)
		t.Columns = append(t.Columns, sheet.Column{Title: at.Format("15"), Share: 6})
	}
	blank := func(due []string) []sheet.Cell {
		var cells []sheet.Cell
		for _, at := range slots {
			cell := sheet.Cell{}
			if at.Add(slot).After(known) && at.Before(c.Now) {
				cell.Check, cell.Lines = true, []sheet.Words{{sheet.Plain("CHECK")}}
			}
			for _, time := range due {
				if hour, err := strconv.Atoi(time[:2]); err == nil && hour/2*2 == at.Hour()/2*2 && !at.Add(slot).Before(c.Now) {
					cell.Frame, cell.Lines = true, append(cell.Lines, sheet.Words{sheet.Bold(time[:2] + ":" + time[2:])})
				}
			}
			cells = append(cells, cell)
		}
		return cells
	}
	for _, g := range section.Groups {
		t.Rows = append(t.Rows, sheet.Row{Group: g.Title})
		for i := range g.Medicines {
			m := &g.Medicines[i]
			t.Rows = append(t.Rows, sheet.Row{Cells: append([]sheet.Cell{{Lines: c.medicine(m)}, {Lines: c.lastGiven(m)}}, blank(m.Due)...)})
		}
	}
	for range 3 {
		t.Rows = append(t.Rows, sheet.Row{Tall: true, Cells: append([]sheet.Cell{{Lines: []sheet.Words{{sheet.Plain("New order, time, prescriber's signature")}}}, {}}, make([]sheet.Cell, slotsShown)...)})
	}
	return t
}

// medicine is one order in lines.
func (c Composer) medicine(m *kardex.Medicine) []sheet.Words {
	drug := sheet.Words{sheet.Bold(m.Drug)}
	if m.HighAlert != "" {
		drug = append(drug, sheet.Bold(" "+m.HighAlert+": second check"))
	}
	if len(m.Kind) > 0 {
		drug = append(append(drug, sheet.Plain(" - ")), parts(m.Kind)...)
	}
	lines := []sheet.Words{drug}
	sig := parts(m.Sig)
	if m.Pump != "" {
		sig = append(sig, sheet.Bold(" - "+m.Pump))
	}
	lines = append(lines, sig)
	for i, s := range m.Steps {
		step := parts(s.Parts)
		if i > 0 {
			step = append(sheet.Words{sheet.Plain("then ")}, step...)
		}
		lines = append(lines, step)
	}
	if len(m.More) > 0 {
		lines = append(lines, parts(m.More))
	}
	if m.State != "" {
		lines = append(lines, sheet.Words{sheet.Bold(m.State)})
	}
	lines = append(lines, marks(m.Marks)...)
	for i := range m.Supplies {
		lines = append(lines, supply(&m.Supplies[i]))
	}
	return append(lines, sheet.Words{sheet.Plain(strings.Join(m.Below, ". ") + from(m.From))})
}

// lastGiven says when a medicine was given last, and what is newer than that.
func (c Composer) lastGiven(m *kardex.Medicine) []sheet.Words {
	var lines []sheet.Words
	if m.Latest != nil {
		lines = append(lines, sheet.Words{sheet.Bold(m.Latest.Status + " " + m.Latest.At.Text), sheet.Plain(reason(m.Latest))})
	}
	switch {
	case m.Last != nil:
		line := sheet.Words{sheet.Bold(m.Last.At.Text), sheet.Plain(": " + amount(m.Last))}
		if m.LastUnder != "" {
			line = append(line, sheet.Plain(", under order "+m.LastUnder+", which this one replaced"))
		}
		lines = append(lines, line)
	case m.LastWords != "":
		lines = append(lines, sheet.Words{sheet.Bold(m.LastWords)})
	}
	if m.InDay != "" {
		lines = append(lines, sheet.Words{sheet.Plain(m.InDay)})
	}
	return lines
}

func reason(d *kardex.Dose) string {
	words := ""
	if d.Reason != "" {
		words += ": " + d.Reason
	}
	if d.Note != "" {
		words += ". " + d.Note
	}
	return words
}

// amount says how much was given, where and by whom.
func amount(d *kardex.Dose) string {
	words := d.Amount
	if d.Status != "GIVEN" {
		words = d.Status + ", " + words
	}
	for _, more := range []string{d.Where, d.Charted, d.Runs} {
		if more != "" {
			words += ", " + more
		}
	}
	return words + ", by " + d.By + reason(d)
}

func (c Composer) doses(list []kardex.Dose) [][]sheet.Words {
	var items [][]sheet.Words
	for i := range list {
		d := &list[i]
		item := []sheet.Words{{sheet.Bold(d.At.Text + " " + d.Drug), sheet.Plain(" - " + amount(d) + from(d.From))}}
		items = append(items, append(item, marks(d.Marks)...))
	}
	return items
}

func supplies(list []kardex.Supply) [][]sheet.Words {
	var items [][]sheet.Words
	for i := range list {
		items = append(items, []sheet.Words{{sheet.Bold(list[i].Drug)}, supply(&list[i])})
	}
	return items
}

func supply(s *kardex.Supply) sheet.Words {
	words := append(sheet.Words{sheet.Bold(s.Act), sheet.Plain(" " + s.At + ": ")}, parts(s.Parts)...)
	if s.By != "" {
		words = append(words, sheet.Plain(", by "+s.By))
	}
	return append(words, sheet.Plain(from(s.From)))
}

// standings writes code status, precautions and diet; in full with who said so,
// and what no longer holds.
func (c Composer) standings(v *asof.View, full bool) [][]sheet.Words {
	var items [][]sheet.Words
	for _, s := range c.kardex().Standings(v) {
		line := sheet.Words{}
		if s.Title != "" {
			line = append(line, sheet.Plain(s.Title+" "))
		}
		for _, words := range []string{s.Lead, s.Withheld, s.Absent} {
			if words != "" {
				line = append(line, sheet.Bold(words+" "))
			}
		}
		item := []sheet.Words{line}
		for _, now := range s.Now {
			words := sheet.Words{sheet.Bold(now.Words)}
			if full {
				words = append(words, sheet.Plain(" ("+strings.Join(now.Notes, ", ")+")"+from(now.From)))
			}
			item = append(item, words)
		}
		for _, was := range s.Earlier {
			if full {
				item = append(item, sheet.Words{sheet.Plain("History only, does not hold now: " + was.Words + " (" + strings.Join(was.Notes, ", ") + ")")})
			}
		}
		items = append(items, item)
	}
	return items
}
