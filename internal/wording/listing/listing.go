// Package listing writes the sections of a chart that are lists of entries:
// problems, notes, appointments, immunizations and contacts. It turns what the
// chart holds into the sentences a reader sees; where they stand is the
// template's business.
package listing

import (
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/wording/pen"
)

// Writer writes with the pen of a page.
type Writer struct{ pen.Pen }

// Group is some entries under a heading. One that is closed is a step away
// from being read: what is over, or long ago.
type Group struct {
	ID      string // of a closed group, for the page's script to keep it open
	Title   string
	Closed  bool
	Entries []Entry
}

// Entry is one thing of a list.
type Entry struct {
	Title  string
	State  string   // in words, "" where it goes without saying
	Struck bool     // no longer so: shown to be seen going
	Parts  []Part   // what is known of it
	Warn   []string // what a person has to look at
	Notes  []string // what was written beside it
	Texts  []Text   // what is to be read in full
	From   *fact.From
}

// Part is one particular, with its name where the words alone would not say
// what it is.
type Part struct{ Label, Text string }

// Text is a text in full, line by line as sent.
type Text struct {
	Title string
	Body  string
	Long  bool // too long to stand open
}

// longText is how many lines of a text stand open on the page.
const longText = 12

func newText(title, body string) Text {
	return Text{title, body, strings.Count(body, "\n") >= longText || len(body) > 1200}
}

// mark adds what the chart wants looked at.
func (w Writer) mark(e *Entry, marks []string) {
	for _, words := range marks {
		e.Warn = append(e.Warn, w.Dated(words))
	}
}

// part adds a particular that was sent.
func (e *Entry) part(label, text string) {
	if text != "" {
		e.Parts = append(e.Parts, Part{label, text})
	}
}

func (e *Entry) note(text string) {
	if text != "" {
		e.Notes = append(e.Notes, text)
	}
}

// timePart adds a time where one was sent.
func (w Writer) timePart(e *Entry, label string, t fact.Time) {
	if !t.IsZero() {
		e.part(label, w.When(t))
	}
}

// grouped leaves out groups without entries.
func grouped(groups ...Group) []Group {
	var kept []Group
	for _, g := range groups {
		if len(g.Entries) > 0 {
			kept = append(kept, g)
		}
	}
	return kept
}
