package reading

import (
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/hl7"
)

// administrations reads RAS. Its ORC only says which order; it never changes
// the order's state.
func (r *patient) administrations() {
	groups := orderGroups(r.segments)
	if len(groups) == 0 {
		groups = []orderGroup{{segments: r.segments}}
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
		r.quarantine("An administration without an RXA segment: it does not say what was given.")
		return
	}
	r.observations()
}

func (r *patient) dose(g orderGroup, at int) {
	rxa := g.segments[at]
	note := &medication.DoseNote{
		Placer: entity(g.orc.Field(2).Rep(0)), Filler: entity(g.orc.Field(3).Rep(0)),
		GiveID: rxa.Field(1).Text(), SubID: rxa.Field(2).Text(),
		Start: r.time(rxa.Field(3)), End: r.time(rxa.Field(4)),
		Drug: coded(rxa.Field(5).Rep(0)), Amount: present(rxa.Field(6)), Unit: words(rxa.Field(7).Rep(0)),
		Notes: wordsOfAll(rxa.Field(9)), By: doctor(rxa.Field(10).Rep(0)), Reasons: wordsOfAll(rxa.Field(18)),
		Completion: present(rxa.Field(20)), Action: present(rxa.Field(21)), Charted: r.time(rxa.Field(22)),
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
func (r *patient) after(rest []hl7.Segment, note *medication.DoseNote) {
	own := true
	for _, s := range rest {
		switch s.Name() {
		case "RXA":
			own = false
		case "NTE":
			if own {
				note.Notes = append(note.Notes, strings.Join(noteLines(s), "\n"))
			}
		case "RXR":
			note.Route, note.Site = words(s.Field(1).Rep(0)), words(s.Field(2).Rep(0))
			return
		}
	}
}
