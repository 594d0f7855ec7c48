package sim

import (
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// porter is where people who stay are moved, or are to be.
type porter struct{ *desk }

// swapBeds lets two patients of a unit change places: A17, both in one message.
func (d *porter) swapBeds() {
	fit := func(p *stage.Patient) bool { return p.Mother == nil && p.Class == "I" && !p.InUnit(stage.Maternity) }
	first := d.somebody(Registration, fit)
	if first == nil {
		return
	}
	second := d.somebody(Registration, func(p *stage.Patient) bool { return fit(p) && p != first && p.InUnit(first.Bed.Unit) })
	if second == nil {
		return
	}
	one, other := first.Bed, second.Bed
	first.Bed, first.Last, second.Bed, second.Last = other, other, one, one
	m := d.begin("A17", "ADT_A17", first)
	for _, side := range []struct {
		who  *stage.Patient
		from *stage.Bed
	}{{first, one}, {second, other}} {
		w := m.Of(side.who)
		w.PID()
		w.PV1(side.from)
	}
	m.SendOnce()
	second.Said[Registration] = d.Now
}

// takeLeave lets somebody go out for some hours and come back: A21, A22.
func (d *porter) takeLeave() {
	p := d.somebody(Registration, func(p *stage.Patient) bool {
		return p.InUnit(stage.Medical) && d.Now.Sub(p.Admitted) > 20*time.Hour && d.Now.Hour() >= 8 && d.Now.Hour() < 17
	})
	if p == nil {
		return
	}
	p.Leaving, p.Away = true, true
	back := d.Now.Add(d.Between(90*time.Minute, 4*time.Hour))
	m := d.begin("A21", "ADT_A21", p)
	m.PID()
	m.PV1(nil).Set(47, 1, back.Format(stage.ToMinute))
	m.Send()
	d.Plan(back.Add(d.Between(0, 20*time.Minute)), p, Registration, func() {
		p.Leaving, p.Away = false, false
		m := d.begin("A22", "ADT_A21", p)
		m.PID()
		m.PV1(nil)
		m.Send()
	})
}

// track tells that somebody leaves the bed for imaging and comes back to it: A09, A10, A10.
func (d *porter) track() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.Mother == nil && p.Class == "I" })
	if p == nil {
		return
	}
	p.Bound = true
	d.passing("A09", p, "XRAY")
	d.Plan(d.Now.Add(d.Between(8*time.Minute, 20*time.Minute)), p, Registration, func() {
		d.passing("A10", p, "XRAY")
		d.Plan(d.Now.Add(d.Between(15*time.Minute, 50*time.Minute)), p, Registration, func() {
			d.passing("A10", p, "")
			p.Bound = false
		})
	})
}

// passing tells where somebody is for a while, PV1-11; no place is their own bed again.
func (d *porter) passing(event string, p *stage.Patient, place string) {
	m := d.begin(event, "ADT_A09", p)
	m.PID()
	m.Passing(place)
	m.Send()
}

// goingHome tells that somebody is to leave, and lets them leave hours later, or stay after all: A16, then A03 or A25.
func (d *porter) goingHome() {
	p := d.somebody(Registration, func(p *stage.Patient) bool {
		return p.Mother == nil && !p.Expecting && !p.Stays && p.Class == "I" && len(d.childrenOf(p)) == 0 && d.mayLeave(p)
	})
	if p == nil {
		return
	}
	p.Bound = true
	at := d.Now.Add(d.Between(time.Hour, 3*time.Hour))
	m := d.begin("A16", "ADT_A16", p)
	m.PID()
	m.PV1(nil).Set(9, 1, at.Format(stage.ToMinute))
	m.Send()
	d.Plan(at, p, Registration, func() {
		p.Bound = false
		if d.Chance(80) {
			d.release(p, d.discharge(p))
			return
		}
		m := d.begin("A25", "ADT_A21", p)
		m.PID()
		m.PV1(nil)
		m.Send()
	})
}

// boards tells that somebody in the emergency department is to be admitted, and moves them when a bed is clean, or not at
// all: A14, then A06 or A27.
func (d *porter) boards() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.InUnit(stage.Emergency) && d.Now.Sub(p.Admitted) > time.Hour })
	if p == nil {
		return
	}
	to := d.freeBed(stage.Pick(d.House, []string{stage.Medical, stage.Surgery}))
	if to == nil {
		return
	}
	p.Bound = true
	d.pending("A14", "ADT_A05", p, to)
	d.Plan(d.Now.Add(d.Between(30*time.Minute, 3*time.Hour)), p, Registration, func() {
		p.Bound = false
		if d.Chance(15) {
			to.Taken = false
			d.pending("A27", "ADT_A21", p, to)
			return
		}
		p.Class = "I"
		d.move(p, to, "A06").Taken = false
		d.settleIn(p)
	})
}

// movesSoon tells that somebody is to be moved, and moves them or not: A15, then A02 or A26.
func (d *porter) movesSoon() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.InUnit(stage.Medical) && p.Class == "I" })
	if p == nil {
		return
	}
	to := d.freeBed(stage.Intensive)
	if to == nil {
		return
	}
	p.Bound = true
	d.pending("A15", "ADT_A15", p, to)
	d.Plan(d.Now.Add(d.Between(20*time.Minute, 90*time.Minute)), p, Registration, func() {
		p.Bound = false
		if d.Chance(20) {
			to.Taken = false
			d.pending("A26", "ADT_A21", p, to)
			return
		}
		d.move(p, to, "A02").Taken = false
	})
}

// pending tells of a move to come, PV1-42, or that it will not come.
func (d *porter) pending(event, structure string, p *stage.Patient, to *stage.Bed) {
	m := d.begin(event, structure, p)
	m.PID()
	m.Pending(to)
	m.Send()
}

// changeAttending tells who takes care of somebody from now on: A54.
func (d *porter) changeAttending() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.Class == "I" })
	if p == nil {
		return
	}
	p.Attending = stage.Pick(d.House, fiction.Physicians())
	m := d.begin("A54", "ADT_A54", p)
	m.PID()
	m.PV1(nil)
	m.Send()
}

// clean tells what becomes of a bed that somebody left: A20, housekeeping and then free.
func (d *desk) clean(b *stage.Bed) {
	d.bedStatus(b, "H")
	d.Plan(d.Now.Add(d.Between(15*time.Minute, 50*time.Minute)), nil, "", func() {
		if b.Taken {
			b.Taken = false
			d.bedStatus(b, "U")
		}
	})
}

func (d *desk) bedStatus(b *stage.Bed, status string) {
	m := d.begin("A20", "ADT_A20", nil)
	m.BedStatus(b, status)
	m.SendOnce()
}
