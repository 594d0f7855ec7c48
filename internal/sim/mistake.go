package sim

import (
	"slices"
	"strings"
	"time"

	"redoutlet/internal/sim/stage"
)

// clerk is where mistakes are made and taken back.
type clerk struct{ *desk }

// mistakenMerge merges somebody in the house into somebody else who was there before, and takes it back: A40, A37.
func (d *clerk) mistakenMerge() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.Mother == nil && p.Former == "" && len(d.childrenOf(p)) == 0 })
	other := d.among(d.left, Registration, func(q *stage.Patient) bool { return q.Mother == nil && q.Former == "" && !q.Leaving })
	if p == nil || other == nil {
		return
	}
	p.Bound, other.Leaving = true, true
	m := d.begin("A40", "ADT_A39", other)
	m.PID()
	m.Segment("MRG").Set(1, 1, p.MRN).Set(1, 4, facility).Set(1, 5, "MR")
	m.Send()
	d.Plan(d.Now.Add(d.Between(10*time.Minute, 40*time.Minute)), p, Registration, func() {
		m := d.begin("A37", "ADT_A37", other)
		m.PID()
		m.Of(p).PID()
		m.SendOnce()
		p.Said[Registration] = d.Now
		p.Bound, other.Leaving = false, false
	})
}

// wrongAllergy takes an allergy back that was never right: A60, with D in IAM-6.
func (d *clerk) wrongAllergy() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return len(p.Allergies) > 1 && p.Former == "" })
	if p == nil {
		return
	}
	d.takeBack(p, len(p.Allergies)-1)
}

// takeBack takes one allergy of a patient back.
func (d *registration) takeBack(p *stage.Patient, i int) {
	wrong := p.Allergies[i]
	p.Allergies = slices.Delete(slices.Clone(p.Allergies), i, i+1)
	m := d.begin("A60", "ADT_A60", p)
	m.PID()
	m.PV1(nil)
	m.IAM(1, wrong, "D")
	m.Send()
}

// mistakenAdmission admits somebody and takes it back: A01, A11.
func (d *clerk) mistakenAdmission() {
	b := d.freeBed(stage.Medical)
	if b == nil {
		return
	}
	p := d.register(d.NewAdult())
	d.open(p, b, "I")
	p.Leaving = true
	d.tell("A01", p, nil)
	d.Plan(d.Now.Add(d.Between(3*time.Minute, 20*time.Minute)), p, Registration, func() {
		d.leave(p)
		d.tell("A11", p, nil)
		b.Taken = false
	})
}

// mistakenTransfer moves somebody and takes it back: A02, A12.
func (d *clerk) mistakenTransfer() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.Class == "I" && p.Mother == nil && p.Bed.Unit != stage.Maternity })
	if p == nil {
		return
	}
	to := d.freeBed(stage.Pick(d.House, []string{stage.Medical, stage.Surgery, stage.Intensive}))
	if to == nil {
		return
	}
	p.Leaving = true
	from := d.move(p, to, "A02")
	d.Plan(d.Now.Add(d.Between(4*time.Minute, 25*time.Minute)), p, Registration, func() {
		d.move(p, from, "A12").Taken = false
		p.Leaving = false
	})
}

// mistakenDischarge discharges somebody and takes it back: A03, A13.
func (d *clerk) mistakenDischarge() {
	p := d.somebody(Registration, func(p *stage.Patient) bool {
		return p.Mother == nil && !p.Expecting && len(d.childrenOf(p)) == 0 && d.Now.Sub(p.Admitted) > 3*time.Hour
	})
	if p == nil {
		return
	}
	p.Leaving = true
	b := d.discharge(p)
	d.Plan(d.Now.Add(d.Between(4*time.Minute, 25*time.Minute)), p, Registration, func() {
		d.comeBack(p, b)
		p.Leaving = false
	})
}

// duplicate registers somebody who was there before under a new number. Later the numbers are merged, or the visit alone
// is moved to the old one: A04, then A40 or A45.
func (d *clerk) duplicate() {
	old := d.among(d.left, Registration, func(p *stage.Patient) bool {
		return !p.Leaving && p.Mother == nil && d.Now.Sub(p.Discharged) > time.Hour
	})
	b := d.freeBed(stage.Emergency)
	if old == nil || b == nil {
		if b != nil {
			b.Taken = false
		}
		return
	}
	d.left = slices.DeleteFunc(d.left, func(q *stage.Patient) bool { return q == old })
	again := d.register(old.Person)
	again.Said = old.Said
	d.admit(again, b, "E")
	again.Leaving = true
	d.Plan(d.Now.Add(d.Between(15*time.Minute, 50*time.Minute)), again, Registration, func() {
		if wrong := again.MRN; strings.HasSuffix(wrong, "1") || strings.HasSuffix(wrong, "6") {
			d.merge(again, old)
			again.Former = "" // nobody is known by it any longer
			d.moveVisit(again, wrong)
			return
		}
		d.merge(again, old)
		d.tell("A40", again, nil)
	})
}

// moveVisit says that the visit of a patient was registered under a wrong number.
func (d *clerk) moveVisit(p *stage.Patient, wrong string) {
	m := d.begin("A45", "ADT_A45", p)
	m.PID()
	m.Segment("MRG").Set(1, 1, wrong).Set(1, 4, facility).Set(1, 5, "MR").Set(5, 1, p.Visit).Set(5, 4, facility)
	m.PV1(nil)
	m.Send()
}

// merge makes the old number the one in use, and the new one a former.
func (d *clerk) merge(again, old *stage.Patient) {
	again.Former, again.MRN = again.MRN, old.MRN
	again.Orders = append(slices.Clone(old.Orders), again.Orders...)
	again.Denial = old.Denial
	again.Allergies = slices.Clone(old.Allergies)
	again.Leaving = false
}
