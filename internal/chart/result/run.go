package result

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
)

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
	case rank >= r.rank && rank >= 4 && !n.HasValue && !n.Null && r.HasValue:
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
	if r.Withdrawn.IsZero() || n.Reported.SurelyAfter(r.Withdrawn) {
		r.Withdrawn = r.since(n, told)
	}
	r.withdrawn, r.said = told.Stamp, told.Stamp
	r.Status, r.Words = n.Status, resultWords(n.Status)
	r.Value, r.HasValue, r.Flag, r.Was, r.Note = "", false, "", "", ""
	r.From = told.From
}

// since is when the source changed what stood: the time of the report (OBR-22),
// or that of the message where the report bears its former time. A value is
// never called withdrawn at an hour at which it still stood.
func (r *resultRun) since(n *Note, told *fact.Fact) fact.Time {
	at := cmp.Or(n.Reported, told.Stamp.At)
	if r.started && told.Stamp.Later(r.said) && r.Reported.Known() && !at.At.After(r.Reported.At) {
		return cmp.Or(told.From.Sent, at)
	}
	return at
}

// replace takes a note of the same or a higher status. A final value that is
// overtaken stays visible beside the new one.
func (r *resultRun) replace(n *Note, told *fact.Fact) {
	old, oldUnit, oldRank, at := r.Value, r.Unit, r.rank, r.since(n, told)
	was, corrected := r.Was, r.Corrected
	if oldRank == 0 { // why there was no value is of no matter beside one
		r.Marks = nil
	}
	r.take(n, told)
	r.Was, r.Corrected = was, cmp.Or(r.Corrected, corrected)
	switch {
	case oldRank >= 3 && old != "" && n.HasValue && oldUnit != n.Unit: // the number alone would be read in the new unit
		r.Was, r.Corrected = strings.TrimSpace(old+" "+oldUnit), at
	case oldRank >= 3 && old != "" && old != n.Value:
		r.Was, r.Corrected = old, at
	case old == n.Value: // told again
		r.Corrected = cmp.Or(corrected, r.Corrected)
	}
}

// refuse keeps the better value and says so where the later one differs.
func (r *resultRun) refuse(n *Note, told *fact.Fact) {
	rank := resultRank(n.Status)
	if strings.EqualFold(n.Status, "X") {
		words := strings.Join(append([]string{"said later to be without a result " + r.since(n, told).ISO()}, n.reason()...), ": ")
		r.Marks = fact.AppendOnce(r.Marks, words+" - verify")
	}
	if rank < 3 || !n.HasValue || n.Value == r.Value {
		return
	}
	what := "a later " + strings.ToLower(resultWords(n.Status)) + " value was sent: "
	if rank == 3 {
		what = "a later value without a known status was sent: "
	}
	r.Marks = fact.AppendOnce(r.Marks, what+n.Value+" "+n.Unit+" "+r.since(n, told).ISO()+" - verify")
}

// reason is what stands in place of a value where there is none: words, as far as
// they are no number.
func (n *Note) reason() []string {
	if !n.HasValue || n.Numeric || !strings.EqualFold(n.Status, "X") {
		return nil
	}
	return []string{n.Value}
}

func (r *resultRun) take(n *Note, told *fact.Fact) {
	marks, placer, filler := r.Marks, cmp.Or(n.Placer, r.Placer), cmp.Or(n.Filler, r.Filler)
	at := r.since(n, told)
	r.Result = Result{
		Placer: placer, Filler: filler, Panel: n.Panel.Words(), PanelCode: n.Panel, Test: n.Test.Words(), TestCode: n.Test, Sub: n.Sub,
		HasValue: n.HasValue, Value: n.Value, Unit: n.Unit, Range: n.Range, Flag: strings.Join(n.Flags, " "),
		Status: n.Status, Words: resultWords(n.Status), At: n.Observed, Reported: n.Reported,
		Specimen: cmp.Or(n.Specimen, r.Specimen), Bottle: cmp.Or(n.Bottle, r.Bottle), Method: n.Method, By: n.By,
		Note: strings.Join(n.Notes, "\n"), Service: cmp.Or(n.Service, r.Service), Bedside: n.Bedside, Numeric: n.Numeric,
		Parent: r.Parent, vital: n.Vital,
		Marks: marks, From: told.From, row: n.Row, said: told.Stamp,
	}
	if !n.Parent.IsZero() {
		r.Parent = &n.Parent
	}
	if words := caution(n.Test); words != "" {
		r.Marks = fact.AppendOnce(r.Marks, words)
	}
	if n.Status == "C" || n.Status == "A" {
		r.Corrected = at
	}
	if resultRank(n.Status) == 0 && n.HasValue { // specification 7.3: these have no value
		r.Value, r.HasValue = "", false
		words := "a value stands in the message although its status says there is none"
		for _, reason := range n.reason() {
			words = "sent with it: " + reason
		}
		r.Marks = fact.AppendOnce(r.Marks, words)
	}
}
