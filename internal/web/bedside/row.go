package bedside

import (
	"html/template"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording/observation"
)

// resultSection is a section of results with the tables that draw them.
type resultSection struct {
	observation.Section
	Groups []resultGroup
	Older  []resultGroup
}

// resultGroup is a group of results with the rows that draw them.
type resultGroup struct{ *observation.Group }

// drawn joins a section with what draws its groups.
func drawn(sec observation.Section) resultSection {
	tables := func(groups []observation.Group) []resultGroup {
		list := make([]resultGroup, len(groups))
		for i := range groups {
			list[i] = resultGroup{&groups[i]}
		}
		return list
	}
	return resultSection{sec, tables(sec.Groups), tables(sec.Older)}
}

// resultRow is a result as a row of a table.
type resultRow struct{ *observation.Row }

// Rows draws the results of a group as rows of its table.
func (g resultGroup) Rows() template.HTML {
	var m ui.Markup
	for i := range g.Results {
		r := resultRow{&g.Results[i]}
		m.Put("\n<tr")
		m.PutIf(r.Withdrawn != "" || r.Text || r.NoValue != "", ` class="text"`)
		m.Put(`><th scope="row">`)
		m.Sent(r.Test)
		m.Put("</th>\n")
		r.cells(&m)
		m.Put("</tr>")
	}
	return m.HTML()
}

// cells draws what was measured, and what is to be known of it.
func (r resultRow) cells(m *ui.Markup) {
	switch {
	case r.Withdrawn != "":
		m.Put(`<td colspan="3"><span class="out">`)
		m.Text(r.Withdrawn)
		m.Put("</span>")
		putFrom(m, r.From)
		r.putBelow(m)
	case r.NoValue != "":
		m.Put(`<td colspan="3">`)
		m.Text(r.NoValue)
		r.putStatus(m)
		r.putBelow(m)
	case r.Bare:
		m.Put(`<td colspan="3">`)
		r.putValue(m)
		for _, note := range r.Notes {
			m.Put(` <span class="note">`)
			m.Sent(note)
			m.Put("</span>")
		}
		r.putStatus(m)
		r.putMarks(m)
	case r.Text:
		m.Put(`<td colspan="3">`)
		r.putValue(m)
		if r.Flag != "" {
			m.Put(" ")
			r.putFlag(m)
		}
		if r.Range != "" {
			m.Put(" range ")
			m.Sent(r.Range)
		}
		r.putStatus(m)
		r.putBelow(m)
	default:
		m.Put("<td>")
		r.putValue(m)
		r.putStatus(m)
		r.putBelow(m)
		m.Put("</td>\n" + `<td class="flagged">`)
		r.putFlag(m)
		m.Put("</td>\n")
		r.putRange(m)
	}
	m.Put("</td>")
}

func (r resultRow) putValue(m *ui.Markup) {
	m.Put(`<span class="value">`)
	m.Sent(r.Value)
	if r.Unit != "" {
		m.Put(" ")
		m.Sent(r.Unit)
	}
	m.Put("</span>")
}

func (r resultRow) putFlag(m *ui.Markup) {
	if r.Plain {
		m.Sent(r.Flag)
		return
	}
	m.Put("<b")
	m.PutIf(r.Loud, ` class="out"`)
	m.Put(">")
	m.Sent(r.Flag)
	m.Put("</b>")
}

func (r resultRow) putRange(m *ui.Markup) {
	m.Put(`<td class="range`)
	m.PutIf(r.NoRange != "", " unsaid")
	m.Put(`">`)
	if r.Range != "" {
		m.Sent(r.Range)
		return
	}
	m.Text(r.NoRange)
}

func (r resultRow) putStatus(m *ui.Markup) {
	switch {
	case r.Status == "":
	case r.Final:
		m.Put(` <span class="note nowrap">`)
		m.Text(r.Status)
		m.Put("</span>")
	default:
		m.Put(` <b class="nowrap">`)
		m.Text(r.Status)
		m.Put("</b>")
	}
	putFrom(m, r.From)
}

// putBelow draws what stands under a value: what became of it, and what the
// laboratory adds.
func (r resultRow) putBelow(m *ui.Markup) {
	r.putMarks(m)
	for _, note := range r.Notes {
		m.Put(`<span class="below block">`)
		m.Sent(note)
		m.Put("</span>")
	}
}

func (r resultRow) putMarks(m *ui.Markup) {
	if r.Change != "" {
		m.Put(`<span class="block"><b>`)
		m.Text(r.Change)
		m.Put("</b>")
		if r.Was != "" {
			m.Put(`, was <span class="was">`)
			m.Sent(r.Was)
			m.Put("</span>")
		}
		m.Put("</span>")
	}
	for _, mark := range r.Marks {
		m.Put(`<span class="`)
		m.Text(mark.Class)
		m.Put(` block">`)
		m.Sent(mark.Words)
		m.Put("</span>")
	}
}

// putFrom leads to the message that said something.
func putFrom(m *ui.Markup, from *fact.From) {
	if from == nil {
		return
	}
	m.Put(` <span class="from"><a href="/message/`)
	m.Number(from.Message)
	m.Put(`">message `)
	m.Number(from.Message)
	m.Put("</a></span>")
}
