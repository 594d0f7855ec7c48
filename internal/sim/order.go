package sim

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// pharmacy keeps the orders and tells what was given.
type pharmacy struct {
	*stage.House
	system    stage.System
	orders    int
	dispensed int
	somebody  func(wanted func(*stage.Patient) bool) *stage.Patient
}

// suits reports whether the drug is used for the patient.
func suits(d *fiction.Drug, p *stage.Patient) bool {
	uses := strings.Fields(d.Units)
	if p.Mother != nil {
		return slices.Contains(uses, fiction.Newborn)
	}
	if p.Bed == nil || slices.Contains(uses, fiction.Newborn) {
		return false
	}
	return d.Units == "" && p.Bed.Unit != stage.Infusion || slices.Contains(uses, p.Bed.Unit)
}

// choose returns a drug for the patient that is not ordered already; nil if the dice find none.
func (ph *pharmacy) choose(p *stage.Patient) *fiction.Drug {
	var fit []*fiction.Drug
	formulary := fiction.Formulary()
	for i := range formulary {
		d := &formulary[i]
		ordered := slices.ContainsFunc(p.Orders, func(o *stage.Order) bool { return o.Drug == d && o.State != "DC" && o.State != "CM" })
		if suits(d, p) && !ordered {
			fit = append(fit, d)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return stage.Pick(ph.House, fit)
}

// newOrder makes an order without saying it.
func (ph *pharmacy) newOrder(p *stage.Patient, d *fiction.Drug) *stage.Order {
	ph.orders++
	o := &stage.Order{
		Placer: stage.Serial("P", 5_500_000+ph.orders), Filler: stage.Serial("F", 6_600_000+ph.orders),
		Drug: d, Dose: d.Dose, State: "IP", By: p.Attending, Verifier: stage.Pick(ph.House, fiction.Pharmacists()), Start: ph.Now.Truncate(time.Minute),
	}
	p.Orders = append(p.Orders, o)
	return o
}

// orderFirst plans the orders of an admission, one message for all of them.
func (ph *pharmacy) orderFirst(p *stage.Patient) {
	number := map[string]int{stage.Emergency: 2, stage.Infusion: 1, stage.Intensive: 7}[p.Bed.Unit]
	if number == 0 {
		number = 4 + ph.Dice.IntN(3)
	}
	ph.Plan(ph.Now.Add(ph.Between(8*time.Minute, 40*time.Minute)), p, Pharmacy, func() {
		if p.Present() && !p.Leaving {
			ph.begun(p, number)
		}
	})
}

// begun places up to number orders and says them together.
func (ph *pharmacy) begun(p *stage.Patient, number int) {
	var placed []*stage.Order
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
		ph.dispense(p, o)
	}
	d.Send()
}

// prescription is a message about orders.
type prescription struct{ *stage.Draft }

func (ph *pharmacy) rde(p *stage.Patient) prescription {
	d := ph.Begin(&ph.system, p, stage.Kind{"RDE", "O11", "RDE_O11"})
	d.ShortPID()
	return prescription{d}
}

// change says one thing of one order.
func (ph *pharmacy) change(p *stage.Patient, o *stage.Order, control, reason string) Message {
	d := ph.rde(p)
	d.order(o, control, reason)
	return d.Send()
}

// replace ends an order in favor of another with the drug's other dose, in one message.
func (ph *pharmacy) replace(p *stage.Patient, old *stage.Order) {
	old.State = "RP"
	fresh := ph.newOrder(p, old.Drug)
	fresh.Dose, fresh.Parent = old.OtherDose(), old
	d := ph.rde(p)
	d.order(old, "RP", "")
	d.order(fresh, "RO", "")
	d.Send()
	ph.planDose(p, fresh)
}

// order writes ORC and all that stands below it.
func (d prescription) order(o *stage.Order, control, reason string) {
	orc := d.Segment("ORC").Set(1, 1, control).
		Set(2, 1, o.Placer).Set(2, 2, "CPOE").Set(3, 1, o.Filler).Set(3, 2, "PHARMACY").Set(5, 1, o.State)
	if o.Parent != nil {
		orc.SetAt(hl7.Place{Field: 8, Component: 1, Sub: 1}, o.Parent.Placer).
			SetAt(hl7.Place{Field: 8, Component: 1, Sub: 2}, "CPOE").
			SetAt(hl7.Place{Field: 8, Component: 2, Sub: 1}, o.Parent.Filler).
			SetAt(hl7.Place{Field: 8, Component: 2, Sub: 2}, "PHARMACY")
	}
	orc.Set(9, 1, d.Recorded.Format(stage.ToSecond))
	stage.Name(orc, 11, o.Verifier)
	stage.Name(orc, 12, o.By)
	orc.Set(15, 1, d.Recorded.Format(stage.ToSecond))
	stage.Words(orc, 16, reason)
	d.rxe(o)
	if o.Drug.Note != "" {
		d.Segment("NTE").Set(1, 1, "1").Set(2, 1, "P").Set(3, 1, o.Drug.Note)
	}
	d.tq1(o)
	rxr(d.Draft, o.Drug)
	for _, c := range o.Drug.Parts {
		d.Segment("RXC").Set(1, 1, c.Kind).Set(2, 2, c.Words).Set(3, 1, c.Amount).Set(4, 1, c.Unit)
	}
}

func (d prescription) rxe(o *stage.Order) {
	g := o.Drug
	seg := d.Segment("RXE")
	stage.Coded(seg, 2, g.Code, g.Words, "L")
	seg.Set(3, 1, o.Dose).Set(5, 1, g.Unit)
	stage.Words(seg, 6, g.Form)
	stage.Words(seg, 7, g.Sig)
	if g.Most != "" && o.Dose == g.Dose {
		seg.Set(4, 1, g.Most)
	}
	stage.Name(seg, 14, o.Verifier)
	seg.Set(15, 1, o.Filler).Set(23, 1, g.Rate).Set(24, 1, g.RateUnit).Set(25, 1, g.Strength).Set(26, 1, g.Per)
	stage.Words(seg, 27, g.Indication)
}

func (d prescription) tq1(o *stage.Order) {
	seg := d.Segment("TQ1").Set(1, 1, "1").Set(3, 1, o.Drug.Often.Code)
	for i, at := range o.Drug.Often.Times {
		seg.SetAt(hl7.Place{Field: 4, Rep: i}, at)
	}
	seg.Set(7, 1, o.Start.Format(stage.ToMinute))
	priority := "R"
	if o.Drug.Often.Once() {
		priority = "S"
	}
	if o.Drug.AsNeeded != "" {
		priority = "PRN"
	}
	seg.Set(9, 1, priority).Set(10, 1, o.Drug.AsNeeded).Set(11, 1, o.Drug.Often.Words)
}

func rxr(d *stage.Draft, g *fiction.Drug) {
	seg := d.Segment("RXR")
	stage.Coded(seg, 1, g.Route, fiction.RouteWords(g.Route), "L")
	stage.Words(seg, 2, g.Site)
	stage.Words(seg, 4, g.Method)
}

// some returns an order of the patient that is as wanted; nil if none is.
func (ph *pharmacy) some(p *stage.Patient, wanted func(*stage.Order) bool) *stage.Order {
	var fit []*stage.Order
	for _, o := range p.Orders {
		if wanted(o) {
			fit = append(fit, o)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return stage.Pick(ph.House, fit)
}

// subID writes RXA-2.
func subID(n int) string { return strconv.Itoa(n) }
