package request

import (
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// orders reads orders of every kind: one message may carry several.
func (r *reader) orders() {
	groups := orderGroups(r.Segments, r.specimenLeads())
	if len(groups) == 0 {
		groups = withoutORC(r.Segments)
	}
	if len(groups) == 0 {
		r.Refused = "An order without an ORC segment: it does not say which order, or what to do with it."
		return
	}
	for _, g := range groups {
		r.order(g)
	}
}

// specimenLeads reports whether specimens stand before the orders on them.
func (m *Message) specimenLeads() bool {
	switch m.Event {
	case "O33", "O34", "O35", "O36":
		return true
	}
	return false
}

// order reads one order, by what its segments say that it is for.
func (r *reader) order(g orderGroup) {
	switch {
	case field.Code(g.orc.Field(1)) == "PR": // results of old, sent along with a new order
		r.observationsIn(g)
	case g.has("RXE", "RXO"):
		r.medicationOrder(g)
		r.observationsIn(g)
		r.Medicines = true
	case !g.has("OBR", "ODS", "ODT", "BPO", "RQD"):
		r.bareOrder(g)
	default:
		for _, test := range g.tests() {
			r.service(test)
		}
	}
}

// observationsIn leaves the observations of one order to whoever reads results.
func (r *reader) observationsIn(g orderGroup) {
	r.Results = append(r.Results, append([]hl7.Segment{g.orc}, g.segments...))
}

// bareOrder reads an ORC with nothing below it: what it does to an order that
// it only names. Of an ORM, or its answer, the number alone can tell whether
// that is a medicine.
func (r *reader) bareOrder(g orderGroup) {
	note := &order.Note{
		Act: r.act(g.orc), Placer: field.Entity(g.orc.Field(2).Rep(0)), Filler: field.Entity(g.orc.Field(3).Rep(0)), Parent: parent(g.orc),
	}
	if note.Placer.IsZero() && note.Filler.IsZero() {
		r.unread(fact.SectionOrders, "An order that has no number and does not say what is ordered.")
		return
	}
	at := r.time(g.orc.Field(9))
	switch r.Type {
	case "ORM", "ORR":
		note.Unsorted = true
		r.add(at, &medication.OrderNote{Act: note.Act, Placer: note.Placer, Filler: note.Filler, Parent: note.Parent, Unsorted: true})
	case "OMP", "ORP", "RDE", "RRE":
		r.add(at, &medication.OrderNote{Act: note.Act, Placer: note.Placer, Filler: note.Filler, Parent: note.Parent})
		return
	}
	r.add(at, note)
}

// act is what an ORC does to the order it names.
func (m *Message) act(orc hl7.Segment) order.Act {
	return order.Act{
		Control: field.Code(orc.Field(1)), Status: field.Code(orc.Field(5)),
		Reason: strings.Join(field.All(orc.Field(16)), "; "), Effective: m.time(orc.Field(15)),
	}
}

// parent is ORC-8 (EIP): placer and filler number of the order that this one
// comes from.
func parent(orc hl7.Segment) order.Parent {
	eip := orc.Field(8).Rep(0)
	return order.Parent{Placer: field.EntityBelow(eip.Component(1)), Filler: field.EntityBelow(eip.Component(2))}
}

// Answers reports whether an answer to an order says something of one: it names
// a patient and an order, or it refuses one, which must not be lost even where
// it names no patient.
func Answers(segments []hl7.Segment) bool {
	patient, named := false, false
	for _, s := range segments {
		switch s.Name() {
		case "PID":
			patient = true
		case "ORC":
			named = named || !s.Field(2).IsEmpty() || !s.Field(3).IsEmpty()
			if named && refuses(field.Code(s.Field(1))) {
				return true
			}
		}
	}
	return patient && named
}

// refuses reports whether an order control says that something could not be
// done (HL7 table 0119).
func refuses(control string) bool {
	switch control {
	case "UA", "UC", "UD", "UF", "UH", "UM", "UR", "UX", "DE":
		return true
	}
	return false
}
