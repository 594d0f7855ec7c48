package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"redoutlet/internal/notation"
)

// printJSON prints facts for scripts.
func printJSON(w io.Writer, facts any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(facts)
}

// table prints rows under headings.
type table struct {
	tabwriter.Writer
}

func newTable(w io.Writer, headings ...string) *table {
	t := &table{}
	t.Init(w, 2, 0, 2, ' ', 0)
	t.row(headings...)
	return t
}

// row prints one row. Control characters and line breaks of a sender never
// reach the terminal.
func (t *table) row(cells ...string) {
	for i := range cells {
		cells[i] = plain(cells[i])
	}
	fmt.Fprintln(t, strings.Join(cells, "\t"))
}

// plain makes a sender's text safe for a line of a terminal: what could move the
// cursor, hide text or turn it around is shown as a code point.
func plain(s string) string { return strings.ReplaceAll(notation.Visible(s), "\n", " / ") }

// progress reports long work on standard error: nothing for the first second,
// then a line that is written over.
type progress struct {
	w     io.Writer
	what  string
	start time.Time
	last  time.Time
	shown bool
}

func newProgress(w io.Writer, what string) *progress {
	now := time.Now()
	return &progress{w: w, what: what, start: now, last: now}
}

func (p *progress) at(n int64, unit string) {
	now := time.Now()
	if now.Sub(p.last) < time.Second {
		return
	}
	p.last, p.shown = now, true
	rate := float64(n) / now.Sub(p.start).Seconds()
	fmt.Fprintf(p.w, "\r%s: %d %s, %.0f a second ", p.what, n, unit, rate)
}

func (p *progress) done() {
	if p.shown {
		fmt.Fprintln(p.w)
	}
}
