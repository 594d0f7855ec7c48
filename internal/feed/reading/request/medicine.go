package request

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// medicationOrders reads RDE and OMP.
func (r *reader) medicationOrders() {
	groups := orderGroups(r.Segments, false)
	if len(groups) == 0 {
		r.Refused = "A medication order without an ORC segment: it does not say which order, or what to do with it."
		return
	}
	for _, g := range groups {
		r.medicationOrder(g)
	}
	r.Results = append(r.Results, r.Segments)
}

func (r *reader) medicationOrder(g orderGroup) {
	note := &medication.OrderNote{
		Act: r.act(g.orc), Placer: field.Entity(g.orc.Field(2).Rep(0)), Filler: field.Entity(g.orc.Field(3).Rep(0)), Parent: parent(g.orc),
	}
	if rxe := g.first("RXE"); rxe.Name() != "" || g.has("RXO") {
		note.Content = r.sig(g, rxe)
		if note.Content.DrugCode.IsZero() {
			r.unread(fact.SectionMedications, "A medication order that names no drug.")
		}
	}
	r.add(r.time(g.orc.Field(9)), note)
}

// sig reads the order's content. Where RXE leaves a field empty, the order as
// placed (RXO) says it.
func (r *reader) sig(g orderGroup, rxe hl7.Segment) *medication.Sig {
	rxo, rxr := g.first("RXO"), g.first("RXR")
	sig := &medication.Sig{
		DrugCode: cmp.Or(field.Coded(rxe.Field(2).Rep(0)), field.Coded(rxo.Field(1).Rep(0))),
		Strength: cmp.Or(strength(rxe, 25, 32), strength(rxo, 18, 25)),
		Form:     cmp.Or(field.Words(rxe.Field(6).Rep(0)), field.Words(rxo.Field(5).Rep(0))),
		Dose:     cmp.Or(doseRange(rxe.Field(3), rxe.Field(4)), doseRange(rxo.Field(2), rxo.Field(3))),
		DoseUnit: cmp.Or(field.Words(rxe.Field(5).Rep(0)), field.Words(rxo.Field(4).Rep(0))),
		Route:    field.Words(rxr.Field(1).Rep(0)), Site: field.Words(rxr.Field(2).Rep(0)),
		Device: field.Words(rxr.Field(3).Rep(0)), Method: field.Words(rxr.Field(4).Rep(0)),
		Rate:       cmp.Or(rate(rxe.Field(23), rxe.Field(24), rxe.Field(22)), rate(rxo.Field(21), rxo.Field(22), rxo.Field(17))),
		TotalDaily: cmp.Or(field.Quantities(rxe.Field(19)), field.Quantities(rxo.Field(23))),
		Directions: directions(rxe.Field(7), rxo.Field(6), rxo.Field(7), rxe.Field(21)),
		Indication: strings.Join(cmpSlice(field.All(rxe.Field(27)), field.All(rxo.Field(20))), "; "),
		Prescriber: field.Doctor(g.orc.Field(12).Rep(0)),
		Verifier:   cmp.Or(field.Doctor(rxe.Field(14).Rep(0)), field.Doctor(g.orc.Field(11).Rep(0))),
	}
	for _, nte := range g.all("NTE") {
		sig.Notes = append(sig.Notes, field.NoteLines(nte)...)
	}
	for _, rxc := range g.all("RXC") {
		sig.Parts = append(sig.Parts, part(rxc))
		sig.Mixed = sig.Mixed || rxc.Field(1).Text() == "B"
	}
	if len(g.all("RXR")) > 1 {
		sig.Notes = append(sig.Notes, "Other routes sent: "+otherRoutes(g.all("RXR")[1:]))
	}
	sig.Timing = r.timing(g, rxe.Field(1))
	sig.Setting = r.Rules.setting(g.orc.Field(29), rxe.Field(44), rxo.Field(27))
	sig.HighAlert = r.Rules.highAlert(sig.DrugCode, sig.Parts)
	return sig
}

func cmpSlice(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

func otherRoutes(rxrs []hl7.Segment) string {
	var routes []string
	for _, s := range rxrs {
		routes = append(routes, field.Words(s.Field(1).Rep(0)))
	}
	return strings.Join(routes, ", ")
}

func doseRange(least, most hl7.Field) string {
	low, high := field.Present(least), field.Present(most)
	switch {
	case low == "" || low == high:
		return cmp.Or(low, high)
	case high == "":
		return low
	}
	return low + " to " + high
}

// rate joins an amount, its unit and the span of time it is for, as sent.
func rate(number, unit, span hl7.Field) string {
	rate := field.Amount(number, unit)
	if per := field.Present(span); per != "" {
		rate = strings.TrimSpace(rate + " (give per " + per + ")")
	}
	return rate
}

// strength joins the strength in fields n and n+1 with the volume that holds it
// in fields m and m+1: the concentration.
func strength(s hl7.Segment, n, m int) string {
	words := field.Amount(s.Field(n), s.Field(n+1))
	if volume := field.Amount(s.Field(m), s.Field(m+1)); volume != "" {
		words = strings.TrimSpace(words + " in " + volume)
	}
	return words
}

// directions joins what is said of how to give it, each saying once.
func directions(fields ...hl7.Field) string {
	var lines []string
	for _, f := range fields {
		for _, line := range field.All(f) {
			lines = fact.AppendOnce(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// part writes a component of a mixture (RXC) in words.
func part(rxc hl7.Segment) string {
	role := map[string]string{"B": "base", "A": "additive"}[rxc.Field(1).Text()]
	return strings.Join(field.Sent(cmp.Or(role, rxc.Field(1).Text()), field.Words(rxc.Field(2).Rep(0)),
		field.Amount(rxc.Field(3), rxc.Field(4)), field.Amount(rxc.Field(5), rxc.Field(6))), " ")
}
