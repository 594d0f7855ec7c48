// Package typed writes sheets as lines of plain text, for a terminal or any
// other place where nothing is drawn.
package typed

import (
	"bufio"
	"io"
	"strings"

	"redoutlet/internal/notation"
	"redoutlet/internal/pack/sheet"
)

// Write writes sheets one below the other. What could move a cursor, hide text
// or turn it around is shown by its number.
func Write(w io.Writer, sheets []sheet.Sheet) error {
	t := writer{bufio.NewWriter(w)}
	for i := range sheets {
		if b := sheets[i].Banner; b != nil && i == 0 {
			t.banner(b)
		}
		if h, ok := sheets[i].Blocks[0].(sheet.Heading); !ok || !strings.EqualFold(h.Title, sheets[i].Title) {
			t.line("")
			t.line(sheets[i].Title)
		}
		for _, block := range sheets[i].Blocks {
			t.block(block)
		}
	}
	return t.Flush()
}

type writer struct{ *bufio.Writer }

func (t writer) line(text string) {
	text = notation.Visible(strings.TrimRight(text, " "))
	_, _ = t.WriteString(text + "\n") // Flush says what went wrong
}

// words writes a paragraph; what was struck out is between dashes.
func words(list sheet.Words) string {
	var b strings.Builder
	for _, w := range list {
		if w.Struck && w.Text != "" {
			b.WriteString("--" + w.Text + "--")
			continue
		}
		b.WriteString(w.Text)
	}
	return b.String()
}

func (t writer) banner(b *sheet.Banner) {
	if b.Band != "" {
		t.line(b.Band)
	}
	name := b.Name.Text
	if b.Alias.Text != "" {
		name += ` "` + b.Alias.Text + `"`
	}
	t.line(name)
	for _, f := range b.Persons {
		t.line("  " + f.Label + " " + words(f.Value))
	}
	t.line("  " + b.Place.Text)
	t.line("  ALLERGIES " + words(b.Allergies))
	for _, warning := range b.Warnings {
		t.line("  " + warning.Text)
	}
}

func (t writer) block(block sheet.Block) {
	switch b := block.(type) {
	case sheet.Heading:
		t.line("")
		t.line(strings.ToUpper(b.Title))
		if b.Known != "" {
			t.line("  " + b.Known)
		}
	case sheet.Notice:
		t.line("  ! " + words(b.Words))
	case sheet.Para:
		t.line("  " + words(b.Words))
	case sheet.Facts:
		for _, f := range b.Facts {
			t.line("  " + strings.TrimSpace(f.Label+" "+words(f.Value)))
		}
	case sheet.Items:
		t.items(b.Items)
	case sheet.Table:
		t.table(&b)
	case sheet.Verbatim:
		for line := range strings.Lines(b.Text.Text) {
			t.line("    " + strings.TrimRight(line, "\n"))
		}
	}
}

func (t writer) items(items [][]sheet.Words) {
	for _, item := range items {
		for i, line := range item {
			indent := "  "
			if i > 0 {
				indent = "      "
			}
			t.line(indent + words(line))
		}
	}
}

// table writes what stands in a row, and leaves out cells that are for a pen.
func (t writer) table(table *sheet.Table) {
	for _, r := range table.Rows {
		if r.Group != "" {
			t.line("  " + r.Group)
		}
		if r.Tall {
			continue
		}
		var short []string
		for _, c := range r.Cells {
			if c.Check || c.Frame {
				continue
			}
			var lines []string
			for _, l := range c.Lines {
				lines = append(lines, words(l))
			}
			if len(lines) > 0 {
				short = append(short, strings.Join(lines, "\n      "))
			}
		}
		if len(short) > 0 {
			t.line("  " + strings.Join(short, " | "))
		}
	}
}
