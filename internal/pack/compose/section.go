package compose

import (
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/wording/allergy"
	"redoutlet/internal/wording/kardex"
	"redoutlet/internal/wording/listing"
	"redoutlet/internal/wording/observation"
	"redoutlet/internal/wording/pen"
)

// summary is the patient on one side, as far as it goes (specification 5.2).
func (c Composer) summary(v *asof.View) sheet.Sheet {
	s := sheet.Sheet{Kind: sheet.Summary, Title: "PATIENT SUMMARY"}
	s = with(s, sheet.Items{Items: c.standings(v, true)})
	allergies := allergy.Writer{Pen: c.Pen}.Section(v)
	s = with(s, head(&allergies.Section)...)
	s = with(s, c.allergies(&allergies)...)
	s = with(s, list(pen.NewSection(c.Pen, v.Problems, "Problems"), c.listing().Problems(v.Problems.Items))...)
	medicines := c.kardex().Medicines(v)
	s = with(s, sheet.Heading{Title: "Medicines by name: for doses and times see S3", Known: known(&medicines.Known)})
	s = with(s, medicineNames(&medicines))
	var facts []sheet.Fact
	for _, m := range c.listing().Measures(v) {
		facts = append(facts, sheet.Fact{Label: m.Label, Value: sheet.Words{sheet.Bold(strings.Join(append([]string{m.Value}, m.Parts...), ", "))}})
	}
	s = with(s, sheet.Heading{Title: "Weight, kidneys, pregnancy"}, sheet.Facts{Facts: facts})
	s = with(s, list(pen.NewSection(c.Pen, v.Contacts, "Contacts"), c.listing().Contacts(v.Contacts.Items))...)
	s = with(s, list(pen.NewSection(c.Pen, v.Appointments, "Appointments"), c.listing().Appointments(v.Appointments.Items))...)
	s = with(s, list(pen.NewSection(c.Pen, v.Immunizations, "Immunizations"), c.listing().Immunizations(v.Immunizations.Items))...)
	return with(s, sheet.Writing{Label: "New allergy, new weight, new code status since this was printed: time and signature", Lines: 3})
}

// medicineNames lists the orders by group, names only.
func medicineNames(section *kardex.MedicineSection) sheet.Block {
	var items [][]sheet.Words
	for _, g := range section.Groups {
		var names []string
		for i := range g.Medicines {
			names = append(names, g.Medicines[i].Drug)
		}
		items = append(items, []sheet.Words{{sheet.Plain(g.Title + ": "), sheet.Bold(strings.Join(names, "; "))}})
	}
	if len(items) == 0 {
		items = [][]sheet.Words{{{sheet.Bold(section.Words)}}}
	}
	return sheet.Items{Items: items}
}

// allergies lists allergies, denials, and what was taken off the list.
func (c Composer) allergies(section *allergy.Section) []sheet.Block {
	var blocks []sheet.Block
	if section.Disagree != "" {
		blocks = append(blocks, sheet.Notice{Weight: sheet.Boxed, Words: sheet.Words{sheet.Bold(section.Disagree)}})
	}
	lines := func(list []allergy.Item, removed bool) sheet.Block {
		var items [][]sheet.Words
		for i := range list {
			a := &list[i]
			words := a.Substance + " - " + strings.Join(a.Parts, " - ")
			line := sheet.Words{sheet.Bold(a.Substance), sheet.Plain(strings.TrimPrefix(words, a.Substance) + from(a.From))}
			if removed {
				line = append(line, sheet.Plain(" - removed "+a.Removed.Text))
			}
			items = append(items, append([]sheet.Words{line}, marks(a.Marks)...))
		}
		return sheet.Items{Items: items}
	}
	if len(section.Active) > 0 {
		blocks = append(blocks, lines(section.Active, false))
	}
	for _, d := range section.Denials {
		blocks = append(blocks, sheet.Para{Words: sheet.Words{sheet.Bold(d.Words), sheet.Plain(from(d.From))}})
	}
	if len(section.Inactive) > 0 {
		blocks = append(blocks, sheet.Para{Words: sheet.Words{sheet.Bold("Inactive")}}, lines(section.Inactive, false))
	}
	if len(section.Removed) > 0 {
		blocks = append(blocks, sheet.Para{Words: sheet.Words{sheet.Bold("Removed in the last 7 days")}}, lines(section.Removed, true))
	}
	return blocks
}

// list writes a section of entries.
func list(section pen.Section, groups []listing.Group) []sheet.Block {
	blocks := head(&section)
	for _, g := range groups {
		if g.Title != "" {
			blocks = append(blocks, sheet.Para{Words: sheet.Words{sheet.Bold(g.Title)}})
		}
		blocks = append(blocks, entries(g.Entries)...)
	}
	return blocks
}

// entries writes entries, their texts in full.
func entries(list []listing.Entry) []sheet.Block {
	var blocks []sheet.Block
	for i := range list {
		e := &list[i]
		line := sheet.Words{sheet.Span{Text: e.Title, Bold: true, Struck: e.Struck}}
		if e.State != "" {
			line = append(line, sheet.Bold(" "+e.State))
		}
		for _, p := range e.Parts {
			line = append(line, sheet.Plain(" - "+strings.TrimSpace(p.Label+" "+p.Text)))
		}
		line = append(line, sheet.Plain(from(e.From)))
		item := []sheet.Words{line}
		for _, words := range e.Warn {
			item = append(item, sheet.Words{sheet.Bold(words)})
		}
		for _, words := range e.Notes {
			item = append(item, sheet.Words{sheet.Plain(words)})
		}
		blocks = append(blocks, sheet.Items{Items: [][]sheet.Words{item}})
		for _, text := range e.Texts {
			if text.Title != "" {
				blocks = append(blocks, sheet.Para{Words: sheet.Words{sheet.Bold(text.Title)}})
			}
			blocks = append(blocks, sheet.Verbatim{Text: sheet.Plain(text.Body)})
		}
	}
	return blocks
}

// results is what was found (specification 5.5), vitals what was measured (5.6).
func (c Composer) results(v *asof.View) sheet.Sheet {
	return observed(sheet.Results, "RESULTS", c.observation().Results(v))
}

func (c Composer) vitals(v *asof.View) sheet.Sheet {
	s := observed(sheet.Vitals, "VITAL SIGNS", c.observation().Vitals(v))
	return with(s, sheet.Writing{Label: "Vital signs from here on: time, values, initials", Lines: 8})
}

func observed(kind sheet.Kind, title string, section observation.Section) sheet.Sheet {
	s := sheet.Sheet{Kind: kind, Title: title, Blocks: head(&section.Section)}
	var critical [][]sheet.Words
	for _, r := range section.Critical {
		critical = append(critical, []sheet.Words{{sheet.Bold(r.Flag + " " + r.Words), sheet.Plain(", " + r.At.Text + from(r.From))}})
	}
	if critical != nil {
		s = with(s, sheet.Heading{Title: "Critical in the last 72 h"}, sheet.Items{Items: critical})
	}
	for _, g := range section.Groups {
		s = with(s, panel(&g)...)
	}
	if len(section.Older) > 0 {
		s = with(s, sheet.Heading{Title: section.OlderTitle})
		for _, g := range section.Older {
			s = with(s, panel(&g)...)
		}
	}
	return s
}

// panel is what one specimen gave for one order.
func panel(g *observation.Group) []sheet.Block {
	title := g.Panel
	if g.Specimen != "" {
		title += ", " + g.Specimen
	}
	line := sheet.Words{sheet.Bold(title)}
	if g.Status != "" {
		line = append(line, sheet.Plain(" "+g.Status+","))
	}
	line = append(line, sheet.Plain(" "+g.Verb+" "+g.At.Text+from(g.From)))
	t := sheet.Table{Columns: []sheet.Column{{Title: "Test", Share: 30}, {Title: "Value", Share: 34}, {Title: "Flag", Share: 18}, {Title: "Range", Share: 18}}}
	for i := range g.Results {
		t.Rows = append(t.Rows, sheet.Row{Cells: cells(&g.Results[i])})
	}
	return []sheet.Block{sheet.Para{Words: line}, t}
}

// cells are a result: what was measured, how it is judged, and what is to be
// known of it.
func cells(r *observation.Row) []sheet.Cell {
	value := sheet.Words{sheet.Bold(r.Value), sheet.Bold(strings.TrimRight(" "+r.Unit, " "))}
	switch {
	case r.Withdrawn != "":
		value = sheet.Words{sheet.Bold(r.Withdrawn)}
	case r.NoValue != "":
		value = sheet.Words{sheet.Plain(r.NoValue)}
	}
	lines := []sheet.Words{value}
	if r.Status != "" {
		lines = append(lines, sheet.Words{sheet.Span{Text: r.Status, Bold: !r.Final}})
	}
	if r.Change != "" {
		change := sheet.Words{sheet.Bold(r.Change)}
		if r.Was != "" {
			change = append(change, sheet.Plain(", was "), sheet.Span{Text: r.Was, Struck: true})
		}
		lines = append(lines, change)
	}
	lines = append(lines, marks(r.Marks)...)
	for _, note := range r.Notes {
		lines = append(lines, sheet.Words{sheet.Plain(note)})
	}
	if r.From != nil {
		lines = append(lines, sheet.Words{sheet.Plain(strings.TrimSpace(from(r.From)))})
	}
	one := func(span sheet.Span) sheet.Cell { return sheet.Cell{Lines: []sheet.Words{{span}}} }
	limits := sheet.Plain(r.Range)
	if r.Range == "" {
		limits = sheet.Plain(r.NoRange)
	}
	return []sheet.Cell{one(sheet.Plain(r.Test)), {Lines: lines}, one(sheet.Span{Text: r.Flag, Bold: !r.Plain}), one(limits)}
}

// orders is what is to be done besides medicines (specification 5.4).
func (c Composer) orders(v *asof.View) sheet.Sheet {
	section := c.kardex().Orders(v)
	s := sheet.Sheet{Kind: sheet.Orders, Title: "ORDERS", Blocks: head(&section.Section)}
	for _, g := range section.Groups {
		s = with(s, sheet.Heading{Title: g.Title})
		var items [][]sheet.Words
		for i := range g.Orders {
			items = append(items, order(&g.Orders[i]))
		}
		s = with(s, sheet.Items{Items: items})
	}
	return with(s, sheet.Writing{Label: "New orders: number, time, order, prescriber, carried out", Lines: 8})
}

func order(o *kardex.OrderItem) []sheet.Words {
	line := sheet.Words{sheet.Bold(o.What)}
	if o.Kind != "" {
		line = append(line, sheet.Plain(" - "+o.Kind))
	}
	if len(o.Parts) > 0 {
		line = append(append(line, sheet.Plain(" - ")), parts(o.Parts)...)
	}
	lines := []sheet.Words{line}
	for _, s := range o.Steps {
		lines = append(lines, parts(s.Parts))
	}
	for _, words := range []string{o.State, o.Stage, o.Expires, o.Warning} {
		if words != "" {
			lines = append(lines, sheet.Words{sheet.Bold(words)})
		}
	}
	lines = append(lines, marks(o.Marks)...)
	return append(lines, sheet.Words{sheet.Plain(strings.Join(o.Below, ". ") + from(o.From))})
}

// notes is what was written, in full (specification 5.7).
func (c Composer) notes(v *asof.View) sheet.Sheet {
	return sheet.Sheet{Kind: sheet.Notes, Title: "NOTES", Blocks: list(pen.NewSection(c.Pen, v.Notes, "Notes"), c.listing().Documents(v.Notes.Items))}
}
