package sim

import (
	"slices"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// desk is where people come and go: what happens to registration by itself.
type desk struct{ *registration }

// walkIn brings somebody to the emergency department.
func (d *desk) walkIn() { d.arrive(stage.Emergency, d.Chance(2)) }

// clinicVisit brings somebody to the infusion clinic.
func (d *desk) clinicVisit() { d.arrive(stage.Infusion, false) }

// directAdmission brings somebody to a unit with beds.
func (d *desk) directAdmission() {
	d.arrive(stage.Pick(d.House, []string{stage.Medical, stage.Medical, stage.Surgery, stage.Intensive, stage.Maternity}), false)
}

// birth lets a woman who is there without a child give birth.
func (d *desk) birth() {
	mother := d.somebody(Registration, func(p *stage.Patient) bool {
		return p.InUnit(stage.Maternity) && p.Mother == nil && !p.Expecting && len(d.childrenOf(p)) == 0
	})
	if mother != nil {
		d.planBirth(mother)
	}
}

// transfer moves somebody on: from the emergency department to a bed, up to intensive care or back down.
func (d *desk) transfer() {
	p := d.somebody(Registration, func(p *stage.Patient) bool {
		return p.Mother == nil && p.Bed.Unit != stage.Maternity && p.Bed.Unit != stage.Infusion && d.Now.Sub(p.Admitted) > time.Hour
	})
	if p == nil {
		return
	}
	to := map[string][]string{
		stage.Emergency: {stage.Medical, stage.Medical, stage.Surgery, stage.Intensive},
		stage.Medical:   {stage.Intensive, stage.Surgery, stage.Medical},
		stage.Surgery:   {stage.Medical, stage.Intensive},
		stage.Intensive: {stage.Medical, stage.Medical, stage.Surgery},
	}[p.Bed.Unit]
	if b := d.freeBed(stage.Pick(d.House, to)); b != nil {
		d.move(p, b, "A02").Taken = false
	}
}

// goHome discharges somebody who has been there long enough, children with their mother.
func (d *desk) goHome() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.Mother == nil && !p.Expecting && !p.Stays && d.mayLeave(p) })
	if p == nil {
		return
	}
	for _, child := range d.childrenOf(p) {
		child.Leaving = true
		d.Plan(d.Now.Add(time.Minute), child, Registration, func() { d.release(child, d.discharge(child)) })
	}
	d.release(p, d.discharge(p))
}

// mayLeave reports whether the stay is long enough; a full hospital is left sooner.
func (d *desk) mayLeave(p *stage.Patient) bool {
	stay := d.Now.Sub(p.Admitted)
	if p.Bed.Unit == stage.Emergency || p.Bed.Unit == stage.Infusion {
		return stay > 100*time.Minute
	}
	return p.Bed.Unit != stage.Intensive && (stay > 40*time.Hour || len(d.inHouse) > d.Options.Patients+6 && stay > 12*time.Hour)
}

// release frees the bed of a discharged patient, and ends their orders a while later.
func (d *desk) release(p *stage.Patient, b *stage.Bed) {
	b.Taken = false
	d.farewell(p)
}

// mistakenAdmission admits somebody and takes it back: A01, A11.
func (d *desk) mistakenAdmission() {
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
func (d *desk) mistakenTransfer() {
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
func (d *desk) mistakenDischarge() {
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

// duplicate registers somebody who was there before under a new number, and merges the numbers later: A04, A40.
func (d *desk) duplicate() {
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
	d.Plan(d.Now.Add(d.Between(15*time.Minute, 50*time.Minute)), again, Registration, func() { d.merge(again, old) })
}

// merge makes the old number the one in use, and the new one a former.
func (d *desk) merge(again, old *stage.Patient) {
	again.Former, again.MRN = again.MRN, old.MRN
	again.Orders = append(slices.Clone(old.Orders), again.Orders...)
	again.Denial = old.Denial
	again.Allergies = slices.Clone(old.Allergies)
	again.Leaving = false
	d.tell("A40", again, nil)
}

// changeDetails tells a new telephone number, address or name: A08.
func (d *desk) changeDetails() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.Mother == nil && !p.Stays })
	if p == nil {
		return
	}
	switch d.Dice.IntN(4) {
	case 0:
		p.Phone = d.NewPhone()
	case 1:
		p.Street, p.Town, p.Zip = d.NewAddress()
	case 2:
		p.Attending = stage.Pick(d.House, fiction.Physicians())
	case 3:
		p.Family = stage.Pick(d.House, fiction.FamilyNames())
	}
	d.KeepPerson(p.Person)
	d.tell("A08", p, nil)
}

// learnAllergy tells one allergy more: A08.
func (d *desk) learnAllergy() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return len(p.Allergies) < 5 })
	if p == nil {
		return
	}
	if a, ok := d.NewAllergy(p); ok {
		p.Allergies, p.Denial = append(p.Allergies, a), ""
		d.tell("A08", p, nil)
	}
}

// denyAllergies asks somebody who was not asked before, and tells that they know of none: A08.
func (d *desk) denyAllergies() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return len(p.Allergies) == 0 && p.Denial == "" })
	if p == nil {
		return
	}
	p.Denial = stage.Pick(d.House, []string{stage.DenialSNOMED, stage.DenialSite})
	d.tell("A08", p, nil)
}

// arrive admits somebody new to the unit, and a twin to the same unit if one is wanted.
func (d *desk) arrive(unit string, withTwin bool) {
	b := d.freeBed(unit)
	if b == nil {
		return
	}
	p := d.register(d.newcomer(unit))
	d.AskAllergies(p)
	d.admit(p, b, classOf(unit))
	if unit == stage.Maternity && d.Chance(50) {
		d.planBirth(p)
	}
	if second := d.twinBed(unit, withTwin); second != nil {
		twin := d.register(d.TwinOf(p))
		p.Stays, twin.Stays = !d.Living(), !d.Living()
		d.AskAllergies(twin)
		d.admit(twin, second, classOf(unit))
	}
}

// newcomer makes up somebody who comes to the unit.
func (d *desk) newcomer(unit string) stage.Person {
	if unit == stage.Maternity {
		return d.NewPerson("F", d.Birthday(18, 44))
	}
	return d.NewAdult()
}

func (d *desk) twinBed(unit string, wanted bool) *stage.Bed {
	if !wanted {
		return nil
	}
	return d.freeBed(unit)
}

// planBirth plans a birth for a woman in labor; one in four is of twins.
func (d *desk) planBirth(mother *stage.Patient) {
	children := 1
	if d.Chance(25) {
		children = 2
	}
	mother.Expecting = true
	d.Plan(d.Now.Add(d.Between(time.Hour, 5*time.Hour)), mother, Registration, func() {
		for order := 1; order <= children; order++ {
			d.born(mother, order, children)
		}
		mother.Expecting = false
	})
}

// born admits a child to a bassinet in the mother's room.
func (d *desk) born(mother *stage.Patient, order, of int) {
	b := d.freeBassinet(mother)
	if b == nil {
		return
	}
	child := d.register(d.Newborn(mother, order, of))
	child.Mother, child.BirthOrder = mother, order
	d.admit(child, b, "I")
}
