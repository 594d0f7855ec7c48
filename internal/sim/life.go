package sim

import (
	"slices"
	"time"

	"redoutlet/internal/sim/stage"
)

// occurrence is something that happens in a hospital every now and then. It may come to nothing: there is no free bed,
// or nobody it could happen to.
type occurrence struct {
	weight int
	happen func()
}

// occurrences are what makes up the days of h.
func occurrences(h *Hospital) []occurrence {
	d, ph, l := &desk{h.registration}, h.pharmacy, h.laboratory
	b, m, c := &booking{d, h.schedule}, &porter{d}, &clerk{d}
	return []occurrence{
		{6, d.walkIn},
		{3, b.bookInfusion},
		{2, b.bookProcedure},
		{3, d.directAdmission},
		{1, d.birth},
		{6, d.transfer},
		{11, d.goHome},
		{1, c.mistakenAdmission},
		{1, c.mistakenTransfer},
		{1, c.mistakenDischarge},
		{1, c.duplicate},
		{1, c.mistakenMerge},
		{1, m.swapBeds},
		{1, m.takeLeave},
		{2, m.track},
		{2, m.goingHome},
		{2, m.boards},
		{1, m.movesSoon},
		{1, d.preadmit},
		{1, m.changeAttending},
		{1, c.wrongAllergy},
		{3, d.changeDetails},
		{3, d.learnAllergy},
		{2, d.denyAllergies},
		{9, ph.orderMore},
		{4, ph.alter},
		{3, ph.hold},
		{5, ph.stop},
		{3, ph.swap},
		{8, ph.giveAsNeeded},
		{20, func() { h.forSomebody(Laboratory, l.draw) }},
		{3, func() { h.forSomebody(Laboratory, l.culture) }},
	}
}

// tick lets one occurrence happen and plans the next tick.
func (h *Hospital) tick() {
	s := h.house
	total := 0
	for _, o := range h.life {
		total += o.weight
	}
	n := s.Dice.IntN(total)
	for _, o := range h.life {
		if n -= o.weight; n < 0 {
			o.happen()
			break
		}
	}
	h.planTick()
}

// planTick plans the next tick: about one a minute in a quiet hospital.
func (h *Hospital) planTick() {
	s := h.house
	busy := 1.0
	if s.Living() {
		busy = s.Options.Busy
	}
	wait := time.Duration(s.Dice.ExpFloat64() * float64(time.Minute) / busy).Truncate(time.Second)
	at := s.Now.Add(max(wait, time.Second))
	if at.Second() < 10 { // as in plan
		at = at.Add(10 * time.Second)
	}
	s.Push(stage.Event{At: at, Happen: h.tick})
}

// forSomebody does something for one of the patients of whom the source has said nothing in this minute.
func (h *Hospital) forSomebody(source Source, do func(*stage.Patient)) {
	if p := h.registration.somebody(source, func(p *stage.Patient) bool { return p.Bed.Unit != stage.Infusion }); p != nil {
		do(p)
	}
}

// somebody returns a patient in the house who is as wanted and of whom the source has said nothing in this minute; nil
// if there is none.
func (r *registration) somebody(source Source, wanted func(*stage.Patient) bool) *stage.Patient {
	return r.among(r.inHouse, source, func(p *stage.Patient) bool {
		return !p.Leaving && !(p.Bound && source == Registration) && wanted(p)
	})
}

func (r *registration) among(list []*stage.Patient, source Source, wanted func(*stage.Patient) bool) *stage.Patient {
	var fit []*stage.Patient
	for _, p := range list {
		if wanted(p) && r.Quiet(p, source) {
			fit = append(fit, p)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return stage.Pick(r.House, fit)
}

// populate plans the arrival of those who are there at the start, and the first tick.
func (h *Hospital) populate() {
	s, d := h.house, &desk{h.registration}
	for n := range s.Options.Patients {
		unit := [...]string{stage.Medical, stage.Emergency, stage.Medical, stage.Intensive, stage.Surgery, stage.Maternity, stage.Medical, stage.Emergency, stage.Infusion, stage.Medical}[n%10]
		stay := h.stay(unit)
		if n == 0 { // the twins: early enough to find two beds, late enough to be there when life begins
			stay = s.Between(26*time.Hour, 34*time.Hour)
		}
		s.Plan(s.Start.Add(-stay), nil, "", func() { d.arrive(unit, n == 0) })
	}
	s.Now = s.Start.Add(-s.Options.Past)
	h.planTick()
	s.Now = time.Time{}
}

// stay is how long somebody in the unit has been there already.
func (h *Hospital) stay(unit string) time.Duration {
	switch unit {
	case stage.Emergency, stage.Infusion:
		return h.house.Between(20*time.Minute, 4*time.Hour)
	case stage.Maternity:
		return h.house.Between(6*time.Hour, 48*time.Hour)
	}
	return h.house.Between(8*time.Hour, 6*24*time.Hour)
}

// classOf is PV1-2 of those who come to the unit.
func classOf(unit string) string {
	switch unit {
	case stage.Emergency:
		return "E"
	case stage.Infusion:
		return "O"
	}
	return "I"
}

// childrenOf returns who lies beside the mother.
func (r *registration) childrenOf(mother *stage.Patient) []*stage.Patient {
	return slices.DeleteFunc(slices.Clone(r.inHouse), func(p *stage.Patient) bool { return p.Mother != mother })
}
