package listing

import (
	"strings"

	"redoutlet/internal/chart/immunization"
	"redoutlet/internal/notation"
)

// Immunizations writes vaccinations, the newest first.
func (w Writer) Immunizations(list []immunization.Immunization) []Group {
	given, back := Group{}, Group{ID: "older-immunizations", Title: "Entries taken back", Closed: true}
	for i := range list {
		if list[i].Reversed.IsZero() {
			given.Entries = append(given.Entries, w.immunization(&list[i]))
		} else {
			back.Entries = append(back.Entries, w.immunization(&list[i]))
		}
	}
	return grouped(given, back)
}

func (w Writer) immunization(n *immunization.Immunization) Entry {
	e := Entry{Title: n.Vaccine, State: n.Status, From: n.From}
	switch {
	case !n.Reversed.IsZero():
		e.Struck, e.State = true, n.Status+" "+w.When(n.Reversed)
	case n.Status == immunization.NotGiven && n.Reason == "", n.Status == immunization.Refused && n.Reason == "":
		e.State += ": reason " + notation.NotRecorded
	case n.Reason != "":
		e.State += ": " + n.Reason
	}
	if n.Status == immunization.Unclassified && n.Completion != "" {
		e.State += " (sent as " + n.Completion + ")"
	}
	if n.At.IsZero() {
		e.part("time", notation.NotRecorded)
	}
	w.timePart(&e, "", n.At)
	e.part("", strings.TrimSpace(n.Amount+" "+n.Unit))
	e.part("", n.Route)
	e.part("", n.Site)
	e.part("lot", n.Lot)
	w.timePart(&e, "expires", n.Expires)
	e.part("made by", n.Manufacturer)
	e.part("by", n.By)
	w.mark(&e, n.Marks)
	e.note(n.Note)
	return e
}
