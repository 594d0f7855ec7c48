package care

import (
	"slices"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// Orders is the part of the hospital's own record that tells what is ordered but is no drug, and beside that the problem
// list and immunizations.
type Orders struct {
	*stage.House
	system  stage.System
	count   int
	shots   int
	ordered map[*stage.Patient][]*standing
}

// NewOrders returns the ordering system that speaks as from.
func NewOrders(s *stage.House, from stage.System) *Orders {
	return &Orders{House: s, system: from, ordered: map[*stage.Patient][]*standing{}}
}

// standing is one order as it stands.
type standing struct {
	fiction.Directive
	patient        *stage.Patient
	placer, filler string
	by             fiction.Staff
	placed         time.Time
	state          string    // ORC-5: IP, DC, CM
	form           writtenAs // how orders of its kind are said
	section        string    // OBR-24
}

// writtenAs is how an order is said.
type writtenAs uint8

const (
	general writtenAs = iota // OMG
	old                      // ORM, as systems did before there was anything else
	dietary                  // OMD
)

// Welcome plans the orders, the problem list and the immunizations of somebody who has come.
func (o *Orders) Welcome(p *stage.Patient) {
	o.later(p, 20*time.Minute, 80*time.Minute, func() { o.Problems(p) })
	o.immunize(p)
	if p.Class == "I" && p.Mother == nil {
		o.TakeIn(p)
	}
}

// TakeIn plans what is ordered for an inpatient.
func (o *Orders) TakeIn(p *stage.Patient) {
	o.later(p, 6*time.Minute, 30*time.Minute, func() { o.admit(p) })
	o.later(p, 10*time.Minute, 40*time.Minute, func() { o.feed(p) })
	if o.Chance(12) {
		o.later(p, 30*time.Minute, 3*time.Hour, func() { o.place(p, old, "NUR", stage.Pick(o.House, fiction.Isolations())) })
	}
	if o.Chance(45) {
		o.later(p, 2*time.Hour, 30*time.Hour, func() { o.consult(p) })
	}
}

// Farewell plans the end of everything that stands for somebody who has left.
func (o *Orders) Farewell(p *stage.Patient) {
	o.Plan(o.Now.Add(50*time.Minute), p, o.system.Source, func() {
		if p.Present() {
			return
		}
		for _, form := range []writtenAs{general, old, dietary} {
			o.stopAll(p, form)
		}
	})
}

// later plans something for somebody who is still there then.
func (o *Orders) later(p *stage.Patient, low, high time.Duration, do func()) {
	o.Plan(o.Now.Add(o.Between(low, high)), p, o.system.Source, func() {
		if p.Present() && !p.Leaving {
			do()
		}
	})
}

// admit orders code status and nursing in one message.
func (o *Orders) admit(p *stage.Patient) {
	var placed []*standing
	if o.Chance(85) {
		placed = append(placed, o.order(p, general, "NUR", o.codeStatus(p)))
	}
	for _, n := range o.Dice.Perm(len(fiction.Nursing()))[:2+o.Dice.IntN(3)] {
		placed = append(placed, o.order(p, general, "NUR", fiction.Nursing()[n]))
	}
	o.say(p, general, "NW", placed...)
}

// frail is from which age on anything but full code is ordered here: somebody in
// labor whom nobody may resuscitate is not believed.
const frail = 70

func (o *Orders) codeStatus(p *stage.Patient) fiction.Directive {
	picked := stage.Pick(o.House, fiction.CodeStatuses())
	if p.Born.AddDate(frail, 0, 0).After(o.Now) {
		return fiction.CodeStatuses()[0]
	}
	return picked
}

// feed orders a diet, and plans a change of it.
func (o *Orders) feed(p *stage.Patient) {
	diet := o.place(p, dietary, "DIET", stage.Pick(o.House, fiction.Diets()))
	if o.Chance(40) {
		o.later(p, 5*time.Hour, 30*time.Hour, func() {
			if diet.state != "IP" {
				return
			}
			diet.state = "DC"
			o.say(p, dietary, "DC", diet)
			o.later(p, 2*time.Minute, 5*time.Minute, func() { o.place(p, dietary, "DIET", stage.Pick(o.House, fiction.Diets())) })
		})
	}
}

// consult asks somebody to come, who comes.
func (o *Orders) consult(p *stage.Patient) {
	asked := o.place(p, old, "CON", stage.Pick(o.House, fiction.Consults()))
	o.later(p, 3*time.Hour, 20*time.Hour, func() {
		if asked.state == "IP" {
			asked.state = "CM"
			o.say(p, old, "SC", asked)
		}
	})
}

// place orders one thing and says so.
func (o *Orders) place(p *stage.Patient, form writtenAs, section string, d fiction.Directive) *standing {
	placed := o.order(p, form, section, d)
	o.say(p, form, "NW", placed)
	return placed
}

// order makes an order without saying it.
func (o *Orders) order(p *stage.Patient, form writtenAs, section string, d fiction.Directive) *standing {
	o.count++
	placed := &standing{
		Directive: d, patient: p, by: p.Attending, placed: o.Now.Truncate(time.Minute), state: "IP", form: form, section: section,
		placer: stage.Serial("P", 8_800_000+o.count), filler: stage.Serial("N", 3_100_000+o.count),
	}
	o.ordered[p] = append(o.ordered[p], placed)
	return placed
}

// stopAll ends what stands of one form.
func (o *Orders) stopAll(p *stage.Patient, form writtenAs) {
	open := slices.DeleteFunc(slices.Clone(o.ordered[p]), func(s *standing) bool { return s.form != form || s.state != "IP" })
	if len(open) == 0 {
		return
	}
	if !o.Quiet(p, o.system.Source) {
		o.Plan(o.Now.Add(time.Minute), p, o.system.Source, func() { o.stopAll(p, form) })
		return
	}
	for _, s := range open {
		s.state = "DC"
	}
	o.say(p, form, "DC", open...)
}
