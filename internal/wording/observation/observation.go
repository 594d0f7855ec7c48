// Package observation writes what was measured of a patient: results and vital
// signs, by order and time of collection.
package observation

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/notation"
	"redoutlet/internal/wording/pen"
)

// Writer writes with the pen of a page.
type Writer struct{ pen.Pen }

// Section lists results by collection, newest first.
type Section struct {
	pen.Section
	Critical   []Critical
	Groups     []Group
	Older      []Group
	OlderTitle string
}

// Group is what one specimen gave for one order.
type Group struct {
	Panel    string
	At       pen.Time
	Specimen string
	Verb     string // what the time is of
	Status   string // of all of them; "" where they differ: then each says its own
	Results  []Row
	From     *fact.From // the message that said all of them; nil where several did
	Bare     bool       // nothing in its section has a flag or a range
	key      string
}

// Row is one observation.
type Row struct {
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
	Bare      bool   // neither flag nor range is to be expected: value and notes stand on one line
	Change    string
	Was       string
	Withdrawn string
	Notes     []string
	Marks     []pen.Mark
	From      *fact.From
}

// resultsShown is how far back results stand open; older ones are one step away.
const resultsShown = 72 * time.Hour

// vitalsShown is how far back vital signs stand open (specification 5.6).
const vitalsShown = 24 * time.Hour

// Results writes the results of a chart.
func (w Writer) Results(v *asof.View) Section {
	sec := Section{Section: pen.NewSection(w.Pen, v.Results, "Results")}
	standing := lasting(v.Results.Items)
	older := w.fill(&sec, v.Results.Items, func(r *result.Result) bool {
		return w.Within(r.At, resultsShown) || w.stays(r, v) || standing[r]
	})
	sec.OlderTitle = notation.Count(int64(older), "result", "results") + " older than 72 h"
	return sec
}

// Vitals writes the vital signs of a chart.
func (w Writer) Vitals(v *asof.View) Section {
	sec := Section{Section: pen.NewSection(w.Pen, v.Vitals, "Vital signs")}
	older := w.fill(&sec, v.Vitals.Items, func(r *result.Result) bool { return w.Within(r.At, vitalsShown) })
	for _, groups := range [][]Group{sec.Groups, sec.Older} {
		for i := range groups {
			groups[i].Verb = "measured"
			groups[i].plainly()
		}
		bareTogether(groups)
	}
	sec.OlderTitle = notation.Count(int64(older), "value", "values") + " older than 24 h"
	return sec
}

// plainly leaves out that a vital sign came without flag and range: few ever
// have them, and that they were not sent says nothing.
func (g *Group) plainly() {
	for i := range g.Results {
		if r := &g.Results[i]; r.Flag == wordsNoFlag && r.NoRange != "" {
			r.Bare, r.Flag, r.NoRange = true, "", ""
		}
	}
}

// bareTogether leaves the columns of flags and ranges out where all of the tables
// would leave them empty. The first of them heads the others.
func bareTogether(groups []Group) {
	for i := range groups {
		if slices.ContainsFunc(groups[i].Results, func(r Row) bool { return !r.Bare }) {
			return
		}
	}
	for i := range groups {
		groups[i].Bare = true
	}
}

// stays reports whether a result stands open for the whole stay: microbiology
// and pathology answer late and go on to matter (specification 5.5, hazard
// H-058).
func (w Writer) stays(r *result.Result, v *asof.View) bool {
	switch r.Service {
	case "MB", "MCB", "MYC", "PAT", "SP", "CP", "CY", "CT", "GE", "PCP", "VR", "PAR": // HL7 table 0074
	default:
		if r.Parent == nil {
			return false
		}
	}
	for i := range v.Visits {
		stay := &v.Visits[i]
		if v.InHouse && stay.State == visit.Active && !r.At.At.Before(stay.Admitted.At) {
			return true
		}
	}
	return false
}

// Critical is a result that a person has to know of first.
type Critical struct {
	Words string
	Flag  string
	At    pen.Time
	From  *fact.From
}

// fill files results, those that stand open and the others, and returns how
// many the others are. Critical ones of the time that stands open come first
// as well (hazard H-058).
func (w Writer) fill(sec *Section, items []result.Result, open func(*result.Result) bool) (older int) {
	for i := range items {
		r := &items[i]
		if !open(r) {
			older++
			sec.Older = w.file(sec.Older, r)
			continue
		}
		sec.Groups = w.file(sec.Groups, r)
		if r.HasValue && isCritical(r.Flag) && w.Within(r.At, resultsShown) {
			sec.Critical = append(sec.Critical, w.critical(r))
		}
	}
	for _, groups := range [][]Group{sec.Groups, sec.Older} {
		for i := range groups {
			groups[i].nameOnce()
			groups[i].stateOnce()
		}
	}
	return older
}

// isCritical reads HL7 table 0078 as sent: nothing is judged here.
func isCritical(flags string) bool {
	return slices.ContainsFunc(strings.Fields(flags), func(flag string) bool {
		switch flag {
		case "HH", "LL", "AA", ">", "<":
			return true
		}
		return false
	})
}

func (w Writer) critical(r *result.Result) Critical {
	words := r.Test + " " + strings.TrimSpace(r.Value+" "+r.Unit)
	return Critical{Words: words, Flag: notation.Flag(r.Flag), At: w.Clocked(r.At), From: r.From}
}

// nameOnce names the message of the group once, where all its results came in
// it.
func (g *Group) nameOnce() {
	first := g.Results[0].From
	if first == nil || slices.ContainsFunc(g.Results, func(r Row) bool { return r.From == nil || r.From.Message != first.Message }) {
		return
	}
	g.From = first
	for i := range g.Results {
		g.Results[i].From = nil
	}
}

// stateOnce says the status once, where it is that of every result.
func (g *Group) stateOnce() {
	first := g.Results[0].Status
	if first == "" || slices.ContainsFunc(g.Results, func(r Row) bool { return r.Status != first }) {
		return
	}
	g.Status = first
	for i := range g.Results {
		g.Results[i].Status = ""
	}
}

// file adds a result to the group of its order and collection time, opening one
// where the last group is another.
func (w Writer) file(groups []Group, r *result.Result) []Group {
	specimen, panel := specimenWords(r), cmp.Or(r.Panel, "panel "+notation.NotRecorded)
	if r.Bedside {
		panel += ", POINT OF CARE"
	}
	key := strings.Join([]string{panel, r.At.Text, specimen, parentWords(r)}, "\x1f")
	if n := len(groups); n == 0 || groups[n-1].key != key {
		g := Group{Panel: panel + parentWords(r), At: w.Clocked(r.At), Specimen: specimen, Verb: "collected", key: key}
		if r.At.IsZero() {
			g.At.Text = "time " + notation.NotRecorded
		}
		groups = append(groups, g)
	}
	last := &groups[len(groups)-1]
	last.Results = append(last.Results, w.result(r))
	return groups
}

// specimenWords is what was examined, with its number: two bottles of one blood
// culture are two.
func specimenWords(r *result.Result) string {
	if r.Bottle == "" {
		return r.Specimen
	}
	return strings.TrimSpace(r.Specimen + " no. " + r.Bottle)
}

// parentWords says what the result goes on from, as the organism of
// susceptibilities.
func parentWords(r *result.Result) string {
	if r.Parent == nil || r.Parent.Words == "" {
		return ""
	}
	return " of " + r.Parent.Words
}

func (w Writer) result(r *result.Result) Row {
	line := Row{
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
	if r.HasValue && r.Numeric && r.Unit == "" && !r.IsScore() {
		line.Unit = wordsNoUnitStated
	}
	w.settle(&line, r)
	line.Marks = w.Marks(r.Marks)
	return line
}

// settle says what a later message did to the value.
func (w Writer) settle(line *Row, r *result.Result) {
	switch {
	case !r.Withdrawn.IsZero():
		line.Withdrawn = "WITHDRAWN BY SOURCE " + w.When(r.Withdrawn) + wordsDoNotUse
		line.NoValue, line.Status = "", ""
	case r.Was != "":
		line.Change, line.Was = "corrected "+w.When(r.Corrected), strings.TrimSpace(r.Was+" "+r.Unit)
	case !r.Corrected.IsZero():
		line.Change = strings.ToLower(r.Words) + " " + w.When(r.Corrected)
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
