package sim

import (
	"slices"
	"time"

	"redoutlet/internal/sim/fiction"
)

// desk is where people come and go: what happens to registration by itself.
type desk struct{ *registration }

// walkIn brings somebody to the emergency department.
func (d *desk) walkIn() { d.arrive(emergency, d.chance(2)) }

// clinicVisit brings somebody to the infusion clinic.
func (d *desk) clinicVisit() { d.arrive(infusion, false) }

// directAdmission brings somebody to a unit with beds.
func (d *desk) directAdmission() {
	d.arrive(pick(d.house, []string{medical, medical, surgery, intensive, maternity}), false)
}

// birth lets a woman who is there without a child give birth.
func (d *desk) birth() {
	mother := d.somebody(Registration, func(p *patient) bool {
		return p.inUnit(maternity) && p.mother == nil && !p.expecting && len(d.childrenOf(p)) == 0
	})
	if mother != nil {
		d.planBirth(mother)
	}
}

// transfer moves somebody on: from the emergency department to a bed, up to intensive care or back down.
func (d *desk) transfer() {
	p := d.somebody(Registration, func(p *patient) bool {
		return p.mother == nil && p.bed.unit != maternity && p.bed.unit != infusion && d.now.Sub(p.admitted) > time.Hour
	})
	if p == nil {
		return
	}
	to := map[string][]string{
		emergency: {medical, medical, surgery, intensive},
		medical:   {intensive, surgery, medical},
		surgery:   {medical, intensive},
		intensive: {medical, medical, surgery},
	}[p.bed.unit]
	if b := d.freeBed(pick(d.house, to)); b != nil {
		d.move(p, b, "A02").taken = false
	}
}

// goHome discharges somebody who has been there long enough, children with their mother.
func (d *desk) goHome() {
	p := d.somebody(Registration, func(p *patient) bool { return p.mother == nil && !p.expecting && !p.stays && d.mayLeave(p) })
	if p == nil {
		return
	}
	for _, child := range d.childrenOf(p) {
		child.leaving = true
		d.plan(d.now.Add(time.Minute), child, Registration, func() { d.release(child, d.discharge(child)) })
	}
	d.release(p, d.discharge(p))
}

// mayLeave reports whether the stay is long enough; a full hospital is left sooner.
func (d *desk) mayLeave(p *patient) bool {
	stay := d.now.Sub(p.admitted)
	if p.bed.unit == emergency || p.bed.unit == infusion {
		return stay > 100*time.Minute
	}
	return p.bed.unit != intensive && (stay > 40*time.Hour || len(d.inHouse) > d.options.Patients+6 && stay > 12*time.Hour)
}

// release frees the bed of a discharged patient, and ends their orders a while later.
func (d *desk) release(p *patient, b *bed) {
	b.taken = false
	d.farewell(p)
}

// mistakenAdmission admits somebody and takes it back: A01, A11.
func (d *desk) mistakenAdmission() {
	b := d.freeBed(medical)
	if b == nil {
		return
	}
	p := d.register(d.newAdult())
	d.open(p, b, "I")
	p.leaving = true
	d.tell("A01", p, nil)
	d.plan(d.now.Add(d.between(3*time.Minute, 20*time.Minute)), p, Registration, func() {
		d.leave(p)
		d.tell("A11", p, nil)
		b.taken = false
	})
}

// mistakenTransfer moves somebody and takes it back: A02, A12.
func (d *desk) mistakenTransfer() {
	p := d.somebody(Registration, func(p *patient) bool { return p.class == "I" && p.mother == nil && p.bed.unit != maternity })
	if p == nil {
		return
	}
	to := d.freeBed(pick(d.house, []string{medical, surgery, intensive}))
	if to == nil {
		return
	}
	p.leaving = true
	from := d.move(p, to, "A02")
	d.plan(d.now.Add(d.between(4*time.Minute, 25*time.Minute)), p, Registration, func() {
		d.move(p, from, "A12").taken = false
		p.leaving = false
	})
}

// mistakenDischarge discharges somebody and takes it back: A03, A13.
func (d *desk) mistakenDischarge() {
	p := d.somebody(Registration, func(p *patient) bool {
		return p.mother == nil && !p.expecting && len(d.childrenOf(p)) == 0 && d.now.Sub(p.admitted) > 3*time.Hour
	})
	if p == nil {
		return
	}
	p.leaving = true
	b := d.discharge(p)
	d.plan(d.now.Add(d.between(4*time.Minute, 25*time.Minute)), p, Registration, func() {
		d.comeBack(p, b)
		p.leaving = false
	})
}

// duplicate registers somebody who was there before under a new number, and merges the numbers later: A04, A40.
func (d *desk) duplicate() {
	old := d.among(d.left, Registration, func(p *patient) bool {
		return !p.leaving && p.mother == nil && d.now.Sub(p.discharged) > time.Hour
	})
	b := d.freeBed(emergency)
	if old == nil || b == nil {
		if b != nil {
			b.taken = false
		}
		return
	}
	d.left = slices.DeleteFunc(d.left, func(q *patient) bool { return q == old })
	again := d.register(old.person)
	again.said = old.said
	d.admit(again, b, "E")
	again.leaving = true
	d.plan(d.now.Add(d.between(15*time.Minute, 50*time.Minute)), again, Registration, func() { d.merge(again, old) })
}

// merge makes the old number the one in use, and the new one a former.
func (d *desk) merge(again, old *patient) {
	again.former, again.mrn = again.mrn, old.mrn
	again.orders = append(slices.Clone(old.orders), again.orders...)
	again.denial = old.denial
	again.allergies = slices.Clone(old.allergies)
	again.leaving = false
	d.tell("A40", again, nil)
}

// changeDetails tells a new telephone number, address or name: A08.
func (d *desk) changeDetails() {
	p := d.somebody(Registration, func(p *patient) bool { return p.mother == nil && !p.stays })
	if p == nil {
		return
	}
	switch d.dice.IntN(4) {
	case 0:
		p.phone = d.newPhone()
	case 1:
		p.street, p.town, p.zip = d.newAddress()
	case 2:
		p.attending = pick(d.house, fiction.Physicians())
	case 3:
		p.family = pick(d.house, fiction.FamilyNames())
	}
	d.keepPerson(p.person)
	d.tell("A08", p, nil)
}

// learnAllergy tells one allergy more: A08.
func (d *desk) learnAllergy() {
	p := d.somebody(Registration, func(p *patient) bool { return len(p.allergies) < 5 })
	if p == nil {
		return
	}
	if a, ok := d.newAllergy(p); ok {
		p.allergies, p.denial = append(p.allergies, a), ""
		d.tell("A08", p, nil)
	}
}

// denyAllergies asks somebody who was not asked before, and tells that they know of none: A08.
func (d *desk) denyAllergies() {
	p := d.somebody(Registration, func(p *patient) bool { return len(p.allergies) == 0 && p.denial == "" })
	if p == nil {
		return
	}
	p.denial = pick(d.house, []string{denialSNOMED, denialSite})
	d.tell("A08", p, nil)
}

// arrive admits somebody new to the unit, and a twin to the same unit if one is wanted.
func (d *desk) arrive(unit string, withTwin bool) {
	b := d.freeBed(unit)
	if b == nil {
		return
	}
	p := d.register(d.newcomer(unit))
	d.askAllergies(p)
	d.admit(p, b, classOf(unit))
	if unit == maternity && d.chance(50) {
		d.planBirth(p)
	}
	if second := d.twinBed(unit, withTwin); second != nil {
		twin := d.register(d.twinOf(p))
		p.stays, twin.stays = !d.living(), !d.living()
		d.askAllergies(twin)
		d.admit(twin, second, classOf(unit))
	}
}

// newcomer makes up somebody who comes to the unit.
func (d *desk) newcomer(unit string) person {
	if unit == maternity {
		return d.newPerson("F", d.birthday(18, 44))
	}
	return d.newAdult()
}

func (d *desk) twinBed(unit string, wanted bool) *bed {
	if !wanted {
		return nil
	}
	return d.freeBed(unit)
}

// planBirth plans a birth for a woman in labor; one in four is of twins.
func (d *desk) planBirth(mother *patient) {
	children := 1
	if d.chance(25) {
		children = 2
	}
	mother.expecting = true
	d.plan(d.now.Add(d.between(time.Hour, 5*time.Hour)), mother, Registration, func() {
		for order := 1; order <= children; order++ {
			d.born(mother, order, children)
		}
		mother.expecting = false
	})
}

// born admits a child to a bassinet in the mother's room.
func (d *desk) born(mother *patient, order, of int) {
	b := d.freeBassinet(mother)
	if b == nil {
		return
	}
	child := d.register(d.newborn(mother, order, of))
	child.mother, child.birthOrder = mother, order
	d.admit(child, b, "I")
}
