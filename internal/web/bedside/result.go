package bedside

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/notation"
)

// resultSection lists results by collection, newest first.
type resultSection struct {
	section
	Groups     []resultGroup
	Older      []resultGroup
	OlderTitle string
}

// resultGroup is what one specimen gave for one order.
type resultGroup struct {
	Panel    string
	At       sentTime
	Specimen string
	Status   string // of all of them; "" where they differ: then each says its own
	Results  []resultRow
	From     *fact.From // the message that said all of them; nil where several did
	key      string
}

// result is one observation.
type resultRow struct {
	Test      string
	Value     string
	Unit      string
	NoValue   string // words in the place of a value
	Range     string // as sent, "" where none was
	NoRange   string // words in its place
	Flag      string
	Status    string // "" where the group says it
	Loud      bool   // the flag needs a person
	Plain     bool   // the flag says that the value is as usual
	Final     bool   // the status asks for nobody
	Text      bool   // a text of several lines
	Change    string
	Was       string
	Withdrawn string
	Notes     []string
	Marks     []mark
	From      *fact.From
}

// resultsShown is how far back results stand open; older ones are one step away.
const resultsShown = 72 * time.Hour

func (s resultSheet) results(v *asof.View) resultSection {
	sec := resultSection{section: newSection(s.sheet, v.Results, "Results")}
	older := 0
	for i := range v.Results.Items {
		r := &v.Results.Items[i]
		if s.within(r.At, resultsShown) {
			sec.Groups = s.file(sec.Groups, r)
			continue
		}
		older++
		sec.Older = s.file(sec.Older, r)
	}
	for _, groups := range [][]resultGroup{sec.Groups, sec.Older} {
		for i := range groups {
			groups[i].nameOnce()
			groups[i].stateOnce()
		}
	}
	sec.OlderTitle = notation.Count(int64(older), "result", "results") + " older than 72 h"
	return sec
}

// nameOnce names the message of the group once, where all its results came in
// it.
func (g *resultGroup) nameOnce() {
	first := g.Results[0].From
	if first == nil || slices.ContainsFunc(g.Results, func(r resultRow) bool { return r.From == nil || r.From.Message != first.Message }) {
		return
	}
	g.From = first
	for i := range g.Results {
		g.Results[i].From = nil
	}
}

// stateOnce says the status once, where it is that of every result.
func (g *resultGroup) stateOnce() {
	first := g.Results[0].Status
	if first == "" || slices.ContainsFunc(g.Results, func(r resultRow) bool { return r.Status != first }) {
		return
	}
	g.Status = first
	for i := range g.Results {
		g.Results[i].Status = ""
	}
}

// file adds a result to the group of its order and collection time, opening one
// where the last group is another.
func (s resultSheet) file(groups []resultGroup, r *result.Result) []resultGroup {
	key := strings.Join([]string{r.Panel, r.At.Text, r.Specimen}, "\x1f")
	if n := len(groups); n == 0 || groups[n-1].key != key {
		g := resultGroup{Panel: cmp.Or(r.Panel, "panel "+notation.NotRecorded), At: s.clocked(r.At), Specimen: r.Specimen, key: key}
		if r.At.IsZero() {
			g.At.Text = "time " + notation.NotRecorded
		}
		groups = append(groups, g)
	}
	last := &groups[len(groups)-1]
	last.Results = append(last.Results, s.result(r))
	return groups
}

func (s resultSheet) result(r *result.Result) resultRow {
	line := resultRow{
		Test: cmp.Or(r.Test, "test "+notation.NotRecorded), Value: r.Value, Unit: r.Unit,
		Range: r.Range, Flag: cmp.Or(notation.Flag(r.Flag), wordsNoFlag),
		Status: resultStatus(r), Notes: resultNotes(r), From: r.From,
		Text: strings.ContainsRune(r.Value, '\n') || len(r.Value) > 60,
	}
	if r.Sub != "" {
		line.Test += " (" + r.Sub + ")"
	}
	line.Loud = strings.Contains(line.Flag, "CRITICALLY")
	line.Plain, line.Final = r.Flag == "N" || r.Flag == "", r.Status == "F"
	switch {
	case !r.HasValue:
		line.Value, line.NoValue, line.Range, line.Flag = "", wordsNoValue, "", ""
	case line.Text: // a text has seldom a flag or a range: that they were not sent says nothing
		line.Flag = notation.Flag(r.Flag)
	case r.Range == "":
		line.NoRange = wordsNoRange
	}
	s.settle(&line, r)
	line.Marks = s.marks(r.Marks)
	return line
}

// settle says what a later message did to the value.
func (s resultSheet) settle(line *resultRow, r *result.Result) {
	switch {
	case !r.Withdrawn.IsZero():
		line.Withdrawn = "WITHDRAWN BY SOURCE " + s.when(r.Withdrawn) + wordsDoNotUse
		line.NoValue, line.Status = "", ""
	case r.Was != "":
		line.Change, line.Was = "corrected "+s.when(r.Corrected), strings.TrimSpace(r.Was+" "+r.Unit)
	case !r.Corrected.IsZero():
		line.Change = strings.ToLower(r.Words) + " " + s.when(r.Corrected)
	}
}

// resultStatus is the status in words; a code we do not know stands beside them.
func resultStatus(r *result.Result) string {
	words := cmp.Or(r.Words, "STATUS NOT STATED")
	if words == "STATUS NOT STATED" && r.Status != "" {
		words += " (sent as " + r.Status + ")"
	}
	return words
}

// resultNotes are what the laboratory adds.
func resultNotes(r *result.Result) []string {
	var notes []string
	for _, n := range []struct{ label, text string }{
		{"Note: ", r.Note}, {"Method: ", r.Method}, {"By ", r.By},
	} {
		if n.text != "" {
			notes = append(notes, n.label+n.text)
		}
	}
	return notes
}
