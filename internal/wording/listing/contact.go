package listing

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/contact"
	"redoutlet/internal/notation"
)

// Contacts writes the people around the patient.
func (w Writer) Contacts(list []contact.Contact) []Group {
	kin, team := Group{Title: "Next of kin and others to call"}, Group{Title: "Care team"}
	gone := Group{ID: "gone-contacts", Title: "No longer", Closed: true}
	for i := range list {
		switch p := &list[i]; {
		case !p.Removed.IsZero():
			gone.Entries = append(gone.Entries, w.contact(p))
		case p.Kind == contact.Kin:
			kin.Entries = append(kin.Entries, w.contact(p))
		default:
			team.Entries = append(team.Entries, w.contact(p))
		}
	}
	return grouped(kin, team, gone)
}

// Policies writes who pays for the care, for the front desk: it stands closed,
// behind what clinicians read.
func (w Writer) Policies(list []contact.Policy) []Group {
	desk := Group{ID: "policies", Title: "For the front desk: insurance", Closed: true}
	for i := range list {
		p := &list[i]
		e := Entry{Title: cmp.Or(p.Company, p.Plan, p.Payer, "company "+notation.NotRecorded), From: p.From}
		if p.Plan != e.Title {
			e.part("plan", p.Plan)
		}
		if p.Payer != e.Title {
			e.part("company number", p.Payer)
		}
		e.part("policy", cmp.Or(p.Number, notation.NotRecorded))
		desk.Entries = append(desk.Entries, e)
	}
	return grouped(desk)
}

func (w Writer) contact(p *contact.Contact) Entry {
	e := Entry{Title: p.Name, State: strings.Join(trimmed(p.Relation, p.Role), ", "), From: p.From}
	if p.Kind == contact.Kin {
		e.part("phone", cmp.Or(strings.Join(p.Phones, ", "), notation.NotRecorded))
	} else {
		e.part("phone", strings.Join(p.Phones, ", "))
	}
	e.part("", p.Address)
	w.timePart(&e, "from", p.Begins)
	w.timePart(&e, "until", p.Ends)
	w.mark(&e, p.Marks)
	if !p.Removed.IsZero() {
		e.Struck = true
		w.timePart(&e, "removed", p.Removed)
	}
	return e
}

func trimmed(words ...string) []string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}
