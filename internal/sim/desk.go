package sim

import (
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// desk is where people come and go: what happens to registration by itself.
type desk struct{ *registration }

// walkIn brings somebody to the emergency department.
func (d *desk) walkIn() { d.arrive(stage.Emergency, d.Chance(2)) }

// directAdmission brings somebody to a unit with beds.
func (d *desk) directAdmission() {
	d.arrive(stage.Pick(d.House, []string{stage.Medical, stage.Medical, stage.Surgery, stage.Intensive, stage.Maternity}), false)
}

// preadmit tells of somebody who is to come for an operation, who comes the next day or does not: A05, then A01 or A38.
func (d *desk) preadmit() {
	p := d.register(d.NewAdult())
	d.AskAllergies(p)
	d.visit(p, &stage.Bed{Unit: stage.Surgery}, "P")
	d.tell("A05", p, nil)
	d.Plan(d.Now.Add(d.Between(10*time.Hour, 30*time.Hour)), p, Registration, func() {
		b := d.freeBed(stage.Surgery)
		if b == nil || d.Chance(15) {
			if b != nil {
				b.Taken = false
			}
			d.tell("A38", p, nil)
			return
		}
		p.Class, p.Bed, p.Last, p.Admitted = "I", b, b, d.Now.Truncate(time.Minute)
		d.inHouse = append(d.inHouse, p)
		d.tell("A01", p, nil)
		d.settle(p)
	})
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
		from := d.move(p, b, "A02")
		from.Taken = false
		if from.Unit == stage.Emergency {
			d.settleIn(p)
		}
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

// release gives the bed of a discharged patient free, half of them only when they are clean, and ends what was ordered
// a while later.
func (d *desk) release(p *stage.Patient, b *stage.Bed) {
	d.farewell(p)
	if b.Bassinet || d.Chance(50) {
		b.Taken = false
		return
	}
	d.Plan(d.Now.Add(time.Minute), nil, "", func() { d.clean(b) })
}

// changeDetails tells a new telephone number, address or name: A08.
func (d *desk) changeDetails() {
	p := d.somebody(Registration, func(p *stage.Patient) bool { return p.Mother == nil && !p.Stays })
	if p == nil {
		return
	}
	switch d.Dice.IntN(3) {
	case 0:
		p.Phone = d.NewPhone()
	case 1:
		p.Street, p.Town, p.Zip = d.NewAddress()
	case 2:
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
