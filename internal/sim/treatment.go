package sim

import (
	"time"

	"redoutlet/internal/sim/stage"
)

// orderMore places one order more: NW.
func (ph *pharmacy) orderMore() {
	if p := ph.somebody(func(*stage.Patient) bool { return true }); p != nil {
		ph.begun(p, 1)
	}
}

// pickOrder returns a patient and one of their orders that is as wanted; nil if there is none.
func (ph *pharmacy) pickOrder(wanted func(*stage.Order) bool) (*stage.Patient, *stage.Order) {
	p := ph.somebody(func(p *stage.Patient) bool { return ph.has(p, wanted) })
	if p == nil {
		return nil, nil
	}
	return p, ph.some(p, wanted)
}

func (ph *pharmacy) has(p *stage.Patient, wanted func(*stage.Order) bool) bool {
	for _, o := range p.Orders {
		if wanted(o) {
			return true
		}
	}
	return false
}

// alter changes the dose of an order that keeps its number: XO.
func (ph *pharmacy) alter() {
	p, o := ph.pickOrder(func(o *stage.Order) bool { return o.Active() && o.Drug.Other != "" })
	if p == nil {
		return
	}
	o.Dose = o.OtherDose()
	ph.change(p, o, "XO", "")
}

// hold holds an order and releases it hours later: HD, RL.
func (ph *pharmacy) hold() {
	p, o := ph.pickOrder(func(o *stage.Order) bool { return o.Active() && !o.Drug.Often.Once() })
	if p == nil {
		return
	}
	o.State = "HD"
	ph.change(p, o, "HD", stage.Pick(ph.House, []string{"NPO for procedure", "creatinine rising", "low pressure", "bleeding"}))
	ph.Plan(ph.Now.Add(ph.Between(time.Hour, 6*time.Hour)), p, Pharmacy, func() {
		if p.Present() && o.State == "HD" {
			o.State = "IP"
			ph.change(p, o, "RL", "")
		}
	})
}

// stop ends an order: DC. One in five says so with a status that is behind.
func (ph *pharmacy) stop() {
	p, o := ph.pickOrder((*stage.Order).Active)
	if p != nil {
		ph.discontinue(p, o, stage.Pick(ph.House, []string{"no longer needed", "course complete", "changed to oral", "side effect"}))
	}
}

// discontinue ends the order and says so.
func (ph *pharmacy) discontinue(p *stage.Patient, o *stage.Order, reason string) Message {
	if !ph.Chance(20) {
		o.State = "DC"
	}
	m := ph.change(p, o, "DC", reason)
	o.State = "DC"
	return m
}

// swap replaces an order by another: RP, RO.
func (ph *pharmacy) swap() {
	p, o := ph.pickOrder(func(o *stage.Order) bool { return o.Active() && o.Drug.Other != "" && !o.Drug.Often.Once() })
	if p != nil {
		ph.replace(p, o)
	}
}

// giveAsNeeded charts a dose of an order that waits for being needed.
func (ph *pharmacy) giveAsNeeded() {
	p, o := ph.pickOrder(func(o *stage.Order) bool {
		return o.Active() && o.Drug.AsNeeded != "" && ph.Now.Sub(o.Tried) > o.Drug.Often.Apart()+15*time.Minute
	})
	if p == nil {
		return
	}
	ph.chart(p, ph.attempt(o, ph.Now.Add(-ph.Between(2*time.Minute, 15*time.Minute)).Truncate(time.Minute)))
}

// stopAll ends all orders of somebody who has left, in one message.
func (ph *pharmacy) stopAll(p *stage.Patient) {
	var open []*stage.Order
	for _, o := range p.Orders {
		if o.Active() || o.State == "HD" {
			o.State = "DC"
			open = append(open, o)
		}
	}
	if len(open) == 0 {
		return
	}
	d := ph.rde(p)
	for _, o := range open {
		d.order(o, "DC", "discharged")
	}
	d.Send()
}
