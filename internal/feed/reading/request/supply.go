package request

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// dispensed reads RDS: what a pharmacy or a cabinet handed out. That proves no
// dose, and changes no order.
func (r *reader) dispensed() { r.supplies("RXD", (*reader).dispense) }

// instructed reads RGV: what a pharmacy tells the nurse to give. That proves no
// dose either.
func (r *reader) instructed() { r.supplies("RXG", (*reader).instruct) }

func (r *reader) supplies(segment string, read func(*reader, orderGroup, hl7.Segment) *medication.SupplyNote) {
	groups := orderGroups(r.Segments, false)
	if len(groups) == 0 {
		groups = []orderGroup{{segments: r.Segments}}
	}
	found := false
	for _, g := range groups {
		for i, s := range g.segments {
			if s.Name() != segment {
				continue
			}
			found = true
			note := read(r, g, s)
			note.Placer, note.Filler = field.Entity(g.orc.Field(2).Rep(0)), field.Entity(g.orc.Field(3).Rep(0))
			note.Notes = append(note.Notes, notesBelow(g.segments[i+1:])...)
			if note.Drug.IsZero() {
				r.unread(fact.SectionMedications, "A medicine handed out or instructed, and no drug is named.")
				continue
			}
			r.add(r.time(g.orc.Field(9)), note)
		}
	}
	if !found {
		r.Refused = "A message about medicines handed out without an " + segment + " segment: it does not say which."
		return
	}
	r.Results = append(r.Results, r.Segments)
}

// notesBelow are the NTE up to the next segment of the same rank.
func notesBelow(rest []hl7.Segment) []string {
	var notes []string
	for _, s := range rest {
		switch s.Name() {
		case "NTE":
			notes = append(notes, strings.Join(field.NoteLines(s), "\n"))
		case "RXD", "RXG":
			return notes
		}
	}
	return notes
}

func (r *reader) dispense(_ orderGroup, rxd hl7.Segment) *medication.SupplyNote {
	return &medication.SupplyNote{
		Act: medication.Dispensed, SubID: rxd.Field(1).Text(), Drug: field.Coded(rxd.Field(2).Rep(0)), At: r.time(rxd.Field(3)),
		Amount: field.Present(rxd.Field(4)), Unit: field.Words(rxd.Field(5).Rep(0)), By: field.Doctor(rxd.Field(10).Rep(0)),
		Notes: append(field.All(rxd.Field(9)), field.All(rxd.Field(15))...),
	}
}

func (r *reader) instruct(g orderGroup, rxg hl7.Segment) *medication.SupplyNote {
	timing := r.timing(orderGroup{segments: g.all("TQ1")}, rxg.Field(3))
	return &medication.SupplyNote{
		Act: medication.Instructed, SubID: rxg.Field(1).Text(), Drug: field.Coded(rxg.Field(4).Rep(0)),
		At: timing.Start, Timing: cmp.Or(timing.Frequency, timing.AsNeeded),
		Amount: doseRange(rxg.Field(5), rxg.Field(6)), Unit: field.Words(rxg.Field(7).Rep(0)),
		Rate:  rate(rxg.Field(15), rxg.Field(16), rxg.Field(14)),
		Notes: append(field.All(rxg.Field(9)), field.All(rxg.Field(13))...),
	}
}
