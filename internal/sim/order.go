package sim

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/fiction"
)

// order is one medication order.
type order struct {
	placer, filler string
	drug           *fiction.Drug
	dose           string // as it stands now
	state          string // ORC-5: IP, HD, DC, RP, CM
	by             fiction.Staff
	verifier       fiction.Staff
	start          time.Time
	given          int // administrations told, the last RXA-2
	parent         *order
}

// active reports whether doses of the order may be given.
func (o *order) active() bool { return o.state == "IP" }

// pharmacy keeps the orders and tells what was given.
type pharmacy struct {
	*house
	system   system
	orders   int
	somebody func(wanted func(*patient) bool) *patient
}

// suits reports whether the drug is used for the patient.
func suits(d *fiction.Drug, p *patient) bool {
	uses := strings.Fields(d.Units)
	if p.mother != nil {
		return slices.Contains(uses, fiction.Newborn)
	}
	if p.bed == nil || slices.Contains(uses, fiction.Newborn) {
		return false
	}
	return d.Units == "" && p.bed.unit != infusion || slices.Contains(uses, p.bed.unit)
}

// choose returns a drug for the patient that is not ordered already; nil if the dice find none.
func (ph *pharmacy) choose(p *patient) *fiction.Drug {
	var fit []*fiction.Drug
	formulary := fiction.Formulary()
	for i := range formulary {
		d := &formulary[i]
		ordered := slices.ContainsFunc(p.orders, func(o *order) bool { return o.drug == d && o.state != "DC" && o.state != "CM" })
		if suits(d, p) && !ordered {
			fit = append(fit, d)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return pick(ph.house, fit)
}

// newOrder makes an order without saying it.
func (ph *pharmacy) newOrder(p *patient, d *fiction.Drug) *order {
	ph.orders++
	o := &order{
		placer: serial("P", 5_500_000+ph.orders), filler: serial("F", 6_600_000+ph.orders),
		drug: d, dose: d.Dose, state: "IP", by: p.attending, verifier: pick(ph.house, fiction.Pharmacists()), start: ph.now.Truncate(time.Minute),
	}
	p.orders = append(p.orders, o)
	return o
}

// orderFirst plans the orders of an admission, one message for all of them.
func (ph *pharmacy) orderFirst(p *patient) {
	number := map[string]int{emergency: 2, infusion: 1, intensive: 7}[p.bed.unit]
	if number == 0 {
		number = 4 + ph.dice.IntN(3)
	}
	ph.plan(ph.now.Add(ph.between(8*time.Minute, 40*time.Minute)), p, Pharmacy, func() {
		if p.present() && !p.leaving {
			ph.begun(p, number)
		}
	})
}

// begun places up to number orders and says them together.
func (ph *pharmacy) begun(p *patient, number int) {
	var placed []*order
	for range number {
		if d := ph.choose(p); d != nil {
			placed = append(placed, ph.newOrder(p, d))
		}
	}
	if len(placed) == 0 {
		return
	}
	d := ph.rde(p)
	for _, o := range placed {
		d.order(o, "NW", "")
		ph.planDose(p, o)
	}
	d.send()
}

func (ph *pharmacy) rde(p *patient) *draft {
	d := ph.begin(&ph.system, p, kind{"RDE", "O11", "RDE_O11"})
	d.shortPID()
	return d
}

// change says one thing of one order.
func (ph *pharmacy) change(p *patient, o *order, control, reason string) Message {
	d := ph.rde(p)
	d.order(o, control, reason)
	return d.send()
}

// replace ends an order in favor of another with the drug's other dose, in one message.
func (ph *pharmacy) replace(p *patient, old *order) {
	old.state = "RP"
	fresh := ph.newOrder(p, old.drug)
	fresh.dose, fresh.parent = old.otherDose(), old
	d := ph.rde(p)
	d.order(old, "RP", "")
	d.order(fresh, "RO", "")
	d.send()
	ph.planDose(p, fresh)
}

// otherDose is the one of the drug's two doses that the order does not have.
func (o *order) otherDose() string {
	if o.dose == o.drug.Other {
		return o.drug.Dose
	}
	return o.drug.Other
}

// order writes ORC and all that stands below it.
func (d *draft) order(o *order, control, reason string) {
	orc := d.Segment("ORC").Set(1, 1, control).
		Set(2, 1, o.placer).Set(2, 2, "CPOE").Set(3, 1, o.filler).Set(3, 2, "PHARMACY").Set(5, 1, o.state)
	if o.parent != nil {
		orc.SetAt(hl7.Place{Field: 8, Component: 1, Sub: 1}, o.parent.placer).
			SetAt(hl7.Place{Field: 8, Component: 1, Sub: 2}, "CPOE").
			SetAt(hl7.Place{Field: 8, Component: 2, Sub: 1}, o.parent.filler).
			SetAt(hl7.Place{Field: 8, Component: 2, Sub: 2}, "PHARMACY")
	}
	orc.Set(9, 1, d.recorded.Format(toSecond))
	name(orc, 11, o.verifier)
	name(orc, 12, o.by)
	orc.Set(15, 1, d.recorded.Format(toSecond))
	words(orc, 16, reason)
	d.rxe(o)
	if o.drug.Note != "" {
		d.Segment("NTE").Set(1, 1, "1").Set(2, 1, "P").Set(3, 1, o.drug.Note)
	}
	d.tq1(o)
	d.rxr(o.drug)
	for _, c := range o.drug.Parts {
		d.Segment("RXC").Set(1, 1, c.Kind).Set(2, 2, c.Words).Set(3, 1, c.Amount).Set(4, 1, c.Unit)
	}
}

func (d *draft) rxe(o *order) {
	g := o.drug
	seg := d.Segment("RXE")
	coded(seg, 2, g.Code, g.Words, "L")
	seg.Set(3, 1, o.dose).Set(5, 1, g.Unit)
	words(seg, 6, g.Form)
	words(seg, 7, g.Sig)
	if g.Most != "" && o.dose == g.Dose {
		seg.Set(4, 1, g.Most)
	}
	name(seg, 14, o.verifier)
	seg.Set(15, 1, o.filler).Set(23, 1, g.Rate).Set(24, 1, g.RateUnit).Set(25, 1, g.Strength).Set(26, 1, g.Per)
	words(seg, 27, g.Indication)
}

func (d *draft) tq1(o *order) {
	seg := d.Segment("TQ1").Set(1, 1, "1").Set(3, 1, o.drug.Often.Code)
	for i, at := range o.drug.Often.Times {
		seg.SetAt(hl7.Place{Field: 4, Rep: i}, at)
	}
	seg.Set(7, 1, o.start.Format(toMinute))
	priority := "R"
	if o.drug.Often.Once() {
		priority = "S"
	}
	if o.drug.AsNeeded != "" {
		priority = "PRN"
	}
	seg.Set(9, 1, priority).Set(10, 1, o.drug.AsNeeded).Set(11, 1, o.drug.Often.Words)
}

func (d *draft) rxr(g *fiction.Drug) {
	seg := d.Segment("RXR")
	coded(seg, 1, g.Route, fiction.RouteWords(g.Route), "L")
	words(seg, 2, g.Site)
	words(seg, 4, g.Method)
}

// find returns the order with that placer number.
func (p *patient) find(placer string) *order {
	for _, o := range p.orders {
		if o.placer == placer {
			return o
		}
	}
	return nil
}

// some returns an order of the patient that is as wanted; nil if none is.
func (ph *pharmacy) some(p *patient, wanted func(*order) bool) *order {
	var fit []*order
	for _, o := range p.orders {
		if wanted(o) {
			fit = append(fit, o)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return pick(ph.house, fit)
}

// subID writes RXA-2.
func subID(n int) string { return strconv.Itoa(n) }
