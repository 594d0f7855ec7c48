package request

import (
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// administrations reads RAS. Its ORC only says which order; it never changes
// the order's state.
func (r *reader) administrations() {
	groups := orderGroups(r.Segments, false)
	if len(groups) == 0 {
		groups = []orderGroup{{segments: r.Segments}}
	}
	found := false
	for _, g := range groups {
		for i, s := range g.segments {
			if s.Name() == "RXA" {
				r.dose(g, i)
				found = true
			}
		}
	}
	if !found {
		r.Refused = "An administration without an RXA segment: it does not say what was given."
		return
	}
	r.Results = append(r.Results, r.Segments)
}

func (r *reader) dose(g orderGroup, at int) {
	rxa := g.segments[at]
	note := &medication.DoseNote{
		Placer: field.Entity(g.orc.Field(2).Rep(0)), Filler: field.Entity(g.orc.Field(3).Rep(0)),
		GiveID: field.Code(rxa.Field(1)), SubID: field.Code(rxa.Field(2)),
		Start: r.time(rxa.Field(3)), End: r.time(rxa.Field(4)),
		Drug: field.Coded(rxa.Field(5).Rep(0)), Amount: field.Present(rxa.Field(6)), Unit: field.Words(rxa.Field(7).Rep(0)),
		Per: field.Words(rxa.Field(12).Rep(0)), Strength: field.Amount(rxa.Field(13), rxa.Field(14)),
		Notes: field.All(rxa.Field(9)), By: field.Doctor(rxa.Field(10).Rep(0)), Reasons: field.All(rxa.Field(18)),
		Completion: field.Code(rxa.Field(20)), Action: field.Code(rxa.Field(21)), Charted: r.time(rxa.Field(22)),
	}
	r.after(g.segments[at+1:], note)
	if note.Drug.IsZero() {
		r.unread(fact.SectionAdministrations, "An administration that names no drug.")
		return
	}
	r.add(note.Charted, note)
}

// after reads what follows an RXA: its notes up to the next one, and the first
// route, which stands for every RXA before it.
func (r *reader) after(rest []hl7.Segment, note *medication.DoseNote) {
	own := true
	for _, s := range rest {
		switch s.Name() {
		case "RXA":
			own = false
		case "NTE":
			if own {
				note.Notes = append(note.Notes, strings.Join(field.NoteLines(s), "\n"))
			}
		case "RXR":
			note.Route, note.Site = field.Words(s.Field(1).Rep(0)), field.Words(s.Field(2).Rep(0))
			return
		}
	}
}
