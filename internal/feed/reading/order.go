package reading

import (
	"cmp"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/hl7"
)

// orderGroup is one ORC and what follows it up to the next.
type orderGroup struct {
	orc      hl7.Segment
	segments []hl7.Segment
}

// orderGroups cuts a patient's segments into orders.
func orderGroups(segments []hl7.Segment) []orderGroup {
	var groups []orderGroup
	for _, s := range segments {
		switch {
		case s.Name() == "ORC":
			groups = append(groups, orderGroup{orc: s})
		case len(groups) > 0:
			last := &groups[len(groups)-1]
			last.segments = append(last.segments, s)
		}
	}
	return groups
}

func (g orderGroup) all(name string) []hl7.Segment {
	var found []hl7.Segment
	for _, s := range g.segments {
		if s.Name() == name {
			found = append(found, s)
		}
	}
	return found
}

func (g orderGroup) first(name string) hl7.Segment {
	if found := g.all(name); len(found) > 0 {
		return found[0]
	}
	return hl7.Segment{}
}

// medicationOrders reads RDE.
func (r *patient) medicationOrders() {
	groups := orderGroups(r.segments)
	if len(groups) == 0 {
		r.quarantine("A medication order without an ORC segment: it does not say which order, or what to do with it.")
		return
	}
	for _, g := range groups {
		r.medicationOrder(g)
	}
	r.observations()
}

func (r *patient) medicationOrder(g orderGroup) {
	note := &medication.OrderNote{
		Control: g.orc.Field(1).Text(), Status: g.orc.Field(5).Component(1).Text(),
		Placer: entity(g.orc.Field(2).Rep(0)), Filler: entity(g.orc.Field(3).Rep(0)),
		Reason: strings.Join(wordsOfAll(g.orc.Field(16)), "; "),
	}
	parent := g.orc.Field(8).Rep(0) // EIP: placer and filler number of the parent
	number := func(n int) fact.ID {
		return fact.ID{Value: parent.Component(n).Sub(1).Text(), Authority: parent.Component(n).Sub(2).Text()}
	}
	note.Parent = medication.Parent{Placer: number(1), Filler: number(2)}
	if rxe := g.first("RXE"); rxe.Name() != "" {
		note.Content = r.sig(g, rxe)
		if note.Content.DrugCode.IsZero() {
			r.unread(fact.SectionMedications, "A medication order that names no drug.")
		}
	}
	r.add(r.time(g.orc.Field(9)), note)
}

// sig reads the order's content. Where RXE leaves a field empty, the order as
// placed (RXO) says it.
func (r *patient) sig(g orderGroup, rxe hl7.Segment) *medication.Sig {
	rxo, rxr := g.first("RXO"), g.first("RXR")
	sig := &medication.Sig{
		DrugCode: cmp.Or(coded(rxe.Field(2).Rep(0)), coded(rxo.Field(1).Rep(0))),
		Strength: cmp.Or(amount(rxe.Field(25), rxe.Field(26)), amount(rxo.Field(18), rxo.Field(19))),
		Form:     cmp.Or(words(rxe.Field(6).Rep(0)), words(rxo.Field(5).Rep(0))),
		Dose:     cmp.Or(doseRange(rxe.Field(3), rxe.Field(4)), doseRange(rxo.Field(2), rxo.Field(3))),
		DoseUnit: cmp.Or(words(rxe.Field(5).Rep(0)), words(rxo.Field(4).Rep(0))),
		Route:    words(rxr.Field(1).Rep(0)), Site: words(rxr.Field(2).Rep(0)), Method: words(rxr.Field(4).Rep(0)),
		Rate:       rate(rxe),
		Directions: strings.Join(append(wordsOfAll(rxe.Field(7)), wordsOfAll(rxo.Field(7))...), "\n"),
		Indication: strings.Join(cmpSlice(wordsOfAll(rxe.Field(27)), wordsOfAll(rxo.Field(20))), "; "),
		Prescriber: doctor(g.orc.Field(12).Rep(0)),
		Verifier:   cmp.Or(doctor(rxe.Field(14).Rep(0)), doctor(g.orc.Field(11).Rep(0))),
	}
	for _, nte := range g.all("NTE") {
		sig.Notes = append(sig.Notes, noteLines(nte)...)
	}
	for _, rxc := range g.all("RXC") {
		sig.Parts = append(sig.Parts, part(rxc))
	}
	if len(g.all("RXR")) > 1 {
		sig.Notes = append(sig.Notes, "Other routes sent: "+otherRoutes(g.all("RXR")[1:]))
	}
	r.timing(sig, g, rxe)
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
		routes = append(routes, words(s.Field(1).Rep(0)))
	}
	return strings.Join(routes, ", ")
}

// amount joins a number and its unit as sent.
func amount(number, unit hl7.Field) string {
	return strings.Join(nonEmpty(number.Text(), words(unit.Rep(0))), " ")
}

func doseRange(least, most hl7.Field) string {
	low, high := present(least), present(most)
	switch {
	case low == "" || low == high:
		return cmp.Or(low, high)
	case high == "":
		return low
	}
	return low + " to " + high
}

func present(f hl7.Field) string {
	if f.IsNull() {
		return ""
	}
	return f.Text()
}

func rate(rxe hl7.Segment) string {
	rate := amount(rxe.Field(23), rxe.Field(24))
	if per := present(rxe.Field(22)); per != "" {
		rate = strings.TrimSpace(rate + " (give per " + per + ")")
	}
	return rate
}

// part writes a component of a mixture (RXC) in words.
func part(rxc hl7.Segment) string {
	role := map[string]string{"B": "base", "A": "additive"}[rxc.Field(1).Text()]
	return strings.Join(nonEmpty(cmp.Or(role, rxc.Field(1).Text()), words(rxc.Field(2).Rep(0)),
		amount(rxc.Field(3), rxc.Field(4)), amount(rxc.Field(5), rxc.Field(6))), " ")
}

// timing reads TQ1, or the timing field that came before it (TQ, in RXE-1 or
// ORC-7). The words are the sender's; nothing is decoded.
func (r *patient) timing(sig *medication.Sig, g orderGroup, rxe hl7.Segment) {
	var frequency, raw, needed []string
	for _, tq1 := range g.all("TQ1") {
		frequency = append(frequency, wordsOfAll(tq1.Field(3))...)
		frequency = append(frequency, wordsOfAll(tq1.Field(4))...)
		frequency = append(frequency, nonEmpty(tq1.Field(11).Text())...)
		raw = append(raw, string(tq1.Raw()))
		needed = append(needed, nonEmpty(tq1.Field(10).Text())...)
		sig.Start = cmp.Or(sig.Start, r.time(tq1.Field(7)))
		sig.Stop = cmp.Or(sig.Stop, r.time(tq1.Field(8)))
		sig.Priority = cmp.Or(sig.Priority, words(tq1.Field(9).Rep(0)))
	}
	if len(raw) == 0 {
		tq := rxe.Field(1)
		if tq.IsEmpty() {
			tq = g.orc.Field(7)
		}
		for i := range tq.Reps() {
			v := tq.Rep(i)
			frequency = append(frequency, nonEmpty(v.Component(2).Text(), v.Component(8).Text())...)
			needed = append(needed, nonEmpty(v.Component(7).Text())...)
			sig.Start = cmp.Or(sig.Start, r.timeOf(v.Component(4)))
			sig.Stop = cmp.Or(sig.Stop, r.timeOf(v.Component(5)))
			sig.Priority = cmp.Or(sig.Priority, v.Component(6).Text())
		}
		raw = nonEmpty(string(tq.Raw()))
	}
	sig.Frequency = strings.Join(slices.Compact(frequency), ", ")
	sig.AsNeeded = strings.Join(slices.Compact(needed), ", ")
	sig.Timing = strings.Join(raw, "\n")
}
