package listing

import (
	"cmp"
	"time"

	"redoutlet/internal/chart/problem"
	"redoutlet/internal/notation"
)

// removedShown is how long the going of an entry is shown.
const removedShown = 7 * 24 * time.Hour

// titleOf heads the entries of a kind.
func titleOf(k problem.Kind) string {
	switch k {
	case problem.Listed:
		return "Problem list"
	case problem.Diagnosis:
		return "Diagnoses of visits"
	case problem.Procedure:
		return "Procedures"
	case problem.Goal:
		return "Goals"
	}
	return "Pathways"
}

// Problems writes problems kind by kind, and what was taken back of late.
func (w Writer) Problems(list []problem.Problem) []Group {
	removed := Group{Title: "Removed in the last 7 days"}
	long := Group{ID: "older-problems", Title: "Removed earlier", Closed: true}
	var groups []Group
	for _, kind := range problem.Kinds() {
		g := Group{Title: titleOf(kind)}
		for i := range list {
			p := &list[i]
			switch {
			case p.Kind != kind:
			case p.Removed.IsZero():
				g.Entries = append(g.Entries, w.problem(p))
			case w.Within(p.Removed, removedShown):
				removed.Entries = append(removed.Entries, w.problem(p))
			default:
				long.Entries = append(long.Entries, w.problem(p))
			}
		}
		groups = append(groups, g)
	}
	return grouped(append(groups, removed, long)...)
}

func (w Writer) problem(p *problem.Problem) Entry {
	e := Entry{Title: cmp.Or(p.Problem, string(p.Kind)+" "+notation.NotRecorded), From: p.From, State: p.Status}
	e.part("", p.Type)
	e.part("", p.Confirmed)
	e.part("", p.Persistence)
	w.timePart(&e, "since", p.Onset)
	e.part("onset", p.OnsetText)
	w.timePart(&e, map[problem.Kind]string{problem.Procedure: "done", problem.Diagnosis: "diagnosed"}[p.Kind], p.At)
	w.timePart(&e, "resolved", p.Resolved)
	e.part("by", p.By)
	e.part("visit", p.Visit.Value)
	w.mark(&e, p.Marks)
	e.note(p.Note)
	if !p.Removed.IsZero() {
		e.Struck, e.State = true, "removed by the source "+w.When(p.Removed)
	}
	return e
}
