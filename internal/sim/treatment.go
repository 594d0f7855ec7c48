package sim

import "time"

// orderMore places one order more: NW.
func (ph *pharmacy) orderMore() {
	if p := ph.somebody(func(*patient) bool { return true }); p != nil {
		ph.begun(p, 1)
	}
}

// pickOrder returns a patient and one of their orders that is as wanted; nil if there is none.
func (ph *pharmacy) pickOrder(wanted func(*order) bool) (*patient, *order) {
	p := ph.somebody(func(p *patient) bool { return ph.has(p, wanted) })
	if p == nil {
		return nil, nil
	}
	return p, ph.some(p, wanted)
}

func (ph *pharmacy) has(p *patient, wanted func(*order) bool) bool {
	for _, o := range p.orders {
		if wanted(o) {
			return true
		}
	}
	return false
}

// alter changes the dose of an order that keeps its number: XO.
func (ph *pharmacy) alter() {
	p, o := ph.pickOrder(func(o *order) bool { return o.active() && o.drug.Other != "" })
	if p == nil {
		return
	}
	o.dose = o.otherDose()
	ph.change(p, o, "XO", "")
}

// hold holds an order and releases it hours later: HD, RL.
func (ph *pharmacy) hold() {
	p, o := ph.pickOrder(func(o *order) bool { return o.active() && !o.drug.Often.Once() })
	if p == nil {
		return
	}
	o.state = "HD"
	ph.change(p, o, "HD", pick(ph.house, []string{"NPO for procedure", "creatinine rising", "low pressure", "bleeding"}))
	ph.plan(ph.now.Add(ph.between(time.Hour, 6*time.Hour)), p, Pharmacy, func() {
		if p.present() && o.state == "HD" {
			o.state = "IP"
			ph.change(p, o, "RL", "")
		}
	})
}

// stop ends an order: DC. One in five says so with a status that is behind.
func (ph *pharmacy) stop() {
	p, o := ph.pickOrder((*order).active)
	if p != nil {
		ph.discontinue(p, o, pick(ph.house, []string{"no longer needed", "course complete", "changed to oral", "side effect"}))
	}
}

// discontinue ends the order and says so.
func (ph *pharmacy) discontinue(p *patient, o *order, reason string) Message {
	if !ph.chance(20) {
		o.state = "DC"
	}
	m := ph.change(p, o, "DC", reason)
	o.state = "DC"
	return m
}

// swap replaces an order by another: RP, RO.
func (ph *pharmacy) swap() {
	p, o := ph.pickOrder(func(o *order) bool { return o.active() && o.drug.Other != "" && !o.drug.Often.Once() })
	if p != nil {
		ph.replace(p, o)
	}
}

// giveAsNeeded charts a dose of an order that waits for being needed.
func (ph *pharmacy) giveAsNeeded() {
	p, o := ph.pickOrder(func(o *order) bool { return o.active() && o.drug.AsNeeded != "" })
	if p == nil {
		return
	}
	ph.chart(p, ph.attempt(o, ph.now.Add(-ph.between(2*time.Minute, 15*time.Minute)).Truncate(time.Minute)))
}

// stopAll ends all orders of somebody who has left, in one message.
func (ph *pharmacy) stopAll(p *patient) {
	var open []*order
	for _, o := range p.orders {
		if o.active() || o.state == "HD" {
			o.state = "DC"
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
	d.send()
}
