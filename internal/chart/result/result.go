// Package result adds up observations: values, what corrected them, and what
// withdrew them.
package result

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"redoutlet/internal/chart/fact"
)

// Note is what one OBX says, with the OBR it stands under.
type Note struct {
	Placer   fact.ID    // OBR-2, ORC-2
	Filler   fact.ID    // OBR-3, ORC-3
	Panel    fact.Coded // OBR-4
	Test     fact.Coded // OBX-3
	Sub      string     // OBX-4
	Repeat   int        // how many rows of the same test and sub-id stand before it in its OBR
	Row      int        // place in the message, for the order of rows
	HasValue bool       // OBX-5 was sent and is not null
	Value    string     // OBX-5 as sent, with its sign
	Unit     string     // OBX-6
	Range    string     // OBX-7
	Flags    []string   // OBX-8
	Status   string     // OBX-11, else OBR-25
	More     bool       // OBR-25 says that this is not the whole report yet
	Observed fact.Time  // OBX-14, else OBR-7
	Reported fact.Time  // OBR-22
	Specimen string     // OBR-15 or SPM-4
	Method   string     // OBX-17
	By       string     // OBX-23, OBX-15
	Notes    []string   // NTE below the OBX
}

// About is the section of results.
func (*Note) About() fact.Section { return fact.SectionResults }

// Result is one observation as its messages add up (specification 7.3). A
// withdrawn result holds no value.
type Result struct {
	Placer    fact.ID    `json:"placer"`
	Filler    fact.ID    `json:"filler"`
	Panel     string     `json:"panel,omitempty"`
	PanelCode fact.Coded `json:"panel_code"`
	Test      string     `json:"test"`
	TestCode  fact.Coded `json:"test_code"`
	Sub       string     `json:"sub,omitempty"`
	HasValue  bool       `json:"has_value"`
	Value     string     `json:"value"`
	Unit      string     `json:"unit,omitempty"`
	Range     string     `json:"range,omitempty"`
	Flag      string     `json:"flag,omitempty"`
	Status    string     `json:"status"` // code as sent
	Words     string     `json:"status_words"`
	At        fact.Time  `json:"at"`
	Reported  fact.Time  `json:"reported"`
	Specimen  string     `json:"specimen,omitempty"`
	Method    string     `json:"method,omitempty"`
	By        string     `json:"by,omitempty"`
	Note      string     `json:"note,omitempty"`
	Was       string     `json:"was,omitempty"` // the value a correction replaced
	Corrected fact.Time  `json:"corrected"`
	Withdrawn fact.Time  `json:"withdrawn"`
	Marks     []string   `json:"marks,omitempty"`
	From      *fact.From `json:"from,omitempty"`
	row       int
	root      string
	text      string     // key of the text it is a line of
	said      fact.Stamp // of the note that stands
}

// resultRank places OBX-11: withdrawn above corrected above amended above final
// above preliminary above registered above "no value".
func resultRank(status string) int {
	switch strings.ToUpper(status) {
	case "D", "W":
		return 7
	case "C":
		return 6
	case "A":
		return 5
	case "F", "U", "B", "V":
		return 4
	case "S", "P":
		return 2
	case "R":
		return 1
	case "I", "O", "N", "X":
		return 0
	}
	return 3 // not stated, or not in the table: above preliminary, below final
}

// resultWords says a status in words.
func resultWords(status string) string {
	switch strings.ToUpper(status) {
	case "D", "W":
		return "WITHDRAWN"
	case "C":
		return "CORRECTED"
	case "A":
		return "AMENDED"
	case "F", "U", "B", "V":
		return "FINAL"
	case "S", "P":
		return "PRELIMINARY"
	case "R":
		return "NOT VERIFIED"
	case "I", "O", "N":
		return "PENDING"
	case "X":
		return "NO RESULT"
	}
	return "STATUS NOT STATED"
}

// Fold groups notes by result and settles each group. Notes are added in the
// order of their stamps.
type Fold struct {
	notes  []entry
	groups fact.Groups
}

type entry struct {
	note *Note
	fact *fact.Fact
}

// Add takes what one message says of a result.
func (f *Fold) Add(n *Note, told *fact.Fact) {
	f.groups.Join(named(n, told))
	f.notes = append(f.notes, entry{n, told})
}

// named is how the note names its order. A result and its correction come from
// one laboratory, so numbers without a namespace are those of their source.
func named(n *Note, told *fact.Fact) fact.Numbers {
	return fact.Numbers{Placer: n.Placer, Filler: n.Filler, Source: told.From.Source}
}

// key is the identity of a result: filler order, panel, OBX-3 and OBX-4
// (specification 6.2; the panel because laboratories put several under one
// number). Lines of one text share them and are told apart by their place.
func (f *Fold) key(e entry) (key, line string) {
	n := e.note
	order := f.groups.Root(named(n, e.fact))
	if order == "" {
		order = "panel\x1f" + n.Panel.Code + "\x1f" + n.Panel.Text + "\x1f" + n.Observed.Text
	}
	panel := cmp.Or(n.Panel.Code, n.Panel.Text)
	key = order + "\x1e" + panel + "\x1f" + cmp.Or(n.Test.Code, n.Test.Text) + "\x1f" + n.Test.System + "\x1f" + n.Sub
	return key, key + "\x1f" + strconv.Itoa(n.Repeat)
}

// Finish returns the results, the newest collection first.
func (f *Fold) Finish() []Result {
	groups := map[string][]entry{}
	var order []string
	for _, e := range f.notes {
		_, line := f.key(e)
		if groups[line] == nil {
			order = append(order, line)
		}
		groups[line] = append(groups[line], e)
	}
	heads := map[string]fact.Stamp{} // when the first line of a text was said last
	results := make([]Result, 0, len(order))
	for _, line := range order {
		r := settle(groups[line])
		r.root, _, _ = strings.Cut(line, "\x1e")
		r.text, _ = f.key(groups[line][0])
		if groups[line][0].note.Repeat == 0 {
			heads[r.text] = r.said
		}
		results = append(results, r)
	}
	// A text that came again with fewer lines has lost the others.
	results = slices.DeleteFunc(results, func(r Result) bool { return heads[r.text].Later(r.said) })
	results = withoutAnnouncements(results)
	slices.SortStableFunc(results, compareResults)
	return results
}

// withoutAnnouncements drops the row that only says a panel is pending, once
// rows of the panel are there. What the laboratory wrote beside it stays.
func withoutAnnouncements(results []Result) []Result {
	type panel struct {
		root string
		code fact.Coded
	}
	arrived := map[panel]bool{}
	for i := range results {
		if r := &results[i]; r.TestCode != r.PanelCode {
			arrived[panel{r.root, r.PanelCode}] = true
		}
	}
	return slices.DeleteFunc(results, func(r Result) bool {
		return !r.HasValue && r.Note == "" && r.TestCode == r.PanelCode && arrived[panel{r.root, r.PanelCode}]
	})
}

// compareResults puts the newest collection first. A time sent only to the day
// or hour sorts by its earliest instant; the page says what was not sent.
func compareResults(a, b Result) int {
	return cmp.Or(
		b.At.At.Compare(a.At.At),
		strings.Compare(a.root, b.root),
		cmp.Compare(a.row, b.row),
		strings.Compare(a.TestCode.Code, b.TestCode.Code),
		strings.Compare(a.Sub, b.Sub),
	)
}

// settle replays the notes of one result by the sender's times. Where those
// tie the status decides, never arrival (hazard H-055).
func settle(notes []entry) Result {
	slices.SortStableFunc(notes, func(a, b entry) int {
		switch {
		case a.fact.Stamp.Later(b.fact.Stamp):
			return 1
		case b.fact.Stamp.Later(a.fact.Stamp):
			return -1
		}
		return cmp.Compare(resultRank(a.note.Status), resultRank(b.note.Status))
	})
	var run resultRun
	for _, e := range notes {
		run.apply(e.note, e.fact)
	}
	return run.Result
}

// resultRun is a result while its notes are replayed.
type resultRun struct {
	Result
	started   bool
	rank      int
	withdrawn fact.Stamp
}

func (r *resultRun) apply(n *Note, told *fact.Fact) {
	rank := resultRank(n.Status)
	switch {
	case !r.started:
		r.take(n, told)
	case rank == 7 || r.rank == 7:
		r.passWithdrawal(n, told, rank)
		return
	case rank >= r.rank && rank >= 4 && !n.HasValue && r.HasValue:
		r.confirm(n, told, rank)
		return
	case rank < r.rank:
		r.refuse(n, told)
		return
	default:
		r.replace(n, told)
	}
	r.started, r.rank = true, rank
	if rank == 7 {
		r.withdraw(n, told)
	}
}

// passWithdrawal handles a note on either side of a withdrawal: a withdrawal
// removes the value; only a final, amended or corrected value sent later by the
// sender's own time brings one back.
func (r *resultRun) passWithdrawal(n *Note, told *fact.Fact, rank int) {
	switch {
	case rank == 7:
		r.rank = 7
		r.withdraw(n, told)
	case rank >= 4 && n.HasValue && told.Stamp.Later(r.withdrawn):
		marks := append(r.Marks, "sent again after it was withdrawn "+r.Withdrawn.ISO())
		r.Result = Result{}
		r.take(n, told)
		r.Marks, r.rank = marks, rank
	}
}

// confirm raises the status of a value that is not sent again: U means just
// that, and an empty field changes nothing.
func (r *resultRun) confirm(n *Note, told *fact.Fact, rank int) {
	if rank > r.rank {
		r.Status, r.Words, r.rank, r.From = n.Status, resultWords(n.Status), rank, told.From
	}
	r.said = told.Stamp
}

func (r *resultRun) withdraw(n *Note, told *fact.Fact) {
	r.withdrawn, r.said = told.Stamp, told.Stamp
	r.Withdrawn = cmp.Or(n.Reported, told.Stamp.At)
	r.Status, r.Words = n.Status, resultWords(n.Status)
	r.Value, r.HasValue, r.Flag, r.Was, r.Note = "", false, "", "", ""
	r.From = told.From
}

// replace takes a note of the same or a higher status. A final value that is
// overtaken stays visible beside the new one.
func (r *resultRun) replace(n *Note, told *fact.Fact) {
	old, oldRank := r.Value, r.rank
	was, corrected := r.Was, r.Corrected
	r.take(n, told)
	r.Was, r.Corrected = was, cmp.Or(r.Corrected, corrected)
	if oldRank >= 3 && old != "" && old != n.Value {
		r.Was, r.Corrected = old, cmp.Or(n.Reported, told.Stamp.At)
	}
}

// refuse keeps the better value and says so where the later one differs.
func (r *resultRun) refuse(n *Note, told *fact.Fact) {
	if resultRank(n.Status) >= 4 && n.HasValue && n.Value != r.Value {
		words := "a later " + strings.ToLower(resultWords(n.Status)) + " value was sent: " + n.Value + " " + n.Unit + " " + cmp.Or(n.Reported, told.Stamp.At).ISO() + " - verify"
		r.Marks = fact.AppendOnce(r.Marks, words)
	}
}

func (r *resultRun) take(n *Note, told *fact.Fact) {
	marks, placer, filler := r.Marks, cmp.Or(n.Placer, r.Placer), cmp.Or(n.Filler, r.Filler)
	r.Result = Result{
		Placer: placer, Filler: filler, Panel: n.Panel.Words(), PanelCode: n.Panel, Test: n.Test.Words(), TestCode: n.Test, Sub: n.Sub,
		HasValue: n.HasValue, Value: n.Value, Unit: n.Unit, Range: n.Range, Flag: strings.Join(n.Flags, " "),
		Status: n.Status, Words: resultWords(n.Status), At: n.Observed, Reported: n.Reported,
		Specimen: n.Specimen, Method: n.Method, By: n.By, Note: strings.Join(n.Notes, "\n"),
		Marks: marks, From: told.From, row: n.Row, said: told.Stamp,
	}
	if n.Status == "C" || n.Status == "A" {
		r.Corrected = cmp.Or(n.Reported, told.Stamp.At)
	}
	if resultRank(n.Status) == 0 && n.HasValue { // specification 7.3: these have no value
		r.Value, r.HasValue = "", false
		r.Marks = fact.AppendOnce(r.Marks, "a value stands in the message although its status says there is none")
	}
}

// Origin is the message that the result stands for.
func (r Result) Origin() *fact.From { return r.From }

// Names implements [fact.Named]: one test of an order, so that what restricts it
// restricts no other.
func (n *Note) Names() []string { return testNames(n.Test, n.Sub, n.Placer, n.Filler) }

func testNames(test fact.Coded, sub string, orders ...fact.ID) []string {
	names := fact.OrderNames(orders...)
	for i := range names {
		names[i] += "\x1f" + cmp.Or(test.Code, test.Text) + "\x1f" + sub
	}
	return names
}

// Names name the result by the test and the numbers of its order, as far as
// those are told apart from the numbers of other systems.
func (r *Result) Names() []string {
	numbers := slices.DeleteFunc([]fact.ID{r.Placer, r.Filler}, func(id fact.ID) bool { return id.Authority == "" })
	return testNames(r.TestCode, r.Sub, numbers...)
}

// Says is what stands on a page of the result: value, unit, flag and status.
func (r *Result) Says() string {
	said := []string{r.Words}
	if value := strings.TrimSpace(r.Value + " " + r.Unit); value != "" {
		said = append(said, value)
	}
	if r.Flag != "" {
		said = append(said, r.Flag)
	}
	return strings.Join(said, ", ")
}

// Mark adds a warning in words.
func (r *Result) Mark(words string) { r.Marks = fact.AppendOnce(r.Marks, words) }

// Codes are the codes of the test and of its panel.
func (n *Note) Codes() []fact.Coded { return []fact.Coded{n.Test, n.Panel} }
