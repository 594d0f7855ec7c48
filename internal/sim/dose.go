package sim

import (
	"time"

	"redoutlet/internal/sim/fiction"
)

// dose is one administration as charted.
type dose struct {
	order      *order
	number     int       // RXA-2
	at         time.Time // RXA-3
	amount     string
	by         fiction.Staff
	note       string // RXA-9
	refusal    string // RXA-18
	completion string // RXA-20
	action     string // RXA-21
}

// planDose plans the next dose that the order's times ask for. Orders for when they are needed have none.
func (ph *pharmacy) planDose(p *patient, o *order) {
	from := ph.now
	if told := ph.start.Add(-ph.options.Past); from.Before(told) && !o.drug.Often.Once() {
		from = told
	}
	at, ok := nextDue(o.drug.Often, from)
	if !ok {
		return
	}
	given := at.Add(ph.between(-20*time.Minute, 25*time.Minute)).Truncate(time.Minute)
	ph.plan(given.Add(ph.between(time.Minute, 14*time.Minute)), p, Pharmacy, func() {
		if p.present() && o.state != "DC" && o.state != "RP" {
			if o.active() && !p.leaving {
				ph.chart(p, ph.attempt(o, given))
			}
			if !o.drug.Often.Once() {
				ph.planDose(p, o)
			}
		}
	})
}

// next returns the first of the times of day after from.
func nextDue(often fiction.Frequency, from time.Time) (time.Time, bool) {
	if often.Once() {
		return from.Add(25 * time.Minute), true
	}
	for day := range 2 {
		for _, clock := range often.Times {
			hour, minute := int(clock[0]-'0')*10+int(clock[1]-'0'), int(clock[2]-'0')*10+int(clock[3]-'0')
			at := time.Date(from.Year(), from.Month(), from.Day()+day, hour, minute, 0, 0, from.Location())
			if at.After(from.Add(30 * time.Minute)) {
				return at, true
			}
		}
	}
	return time.Time{}, false
}

// attempt makes up what became of a dose that was due.
func (ph *pharmacy) attempt(o *order, at time.Time) *dose {
	o.given++
	d := &dose{order: o, number: o.given, at: at, amount: o.dose, by: pick(ph.house, fiction.Nurses()), completion: "CP", action: "A"}
	switch n := ph.dice.IntN(100); {
	case n < 4:
		d.completion, d.refusal = "RE", pick(ph.house, []string{"patient refused", "refused: nausea", "family asked to wait"})
	case n < 8:
		d.completion, d.note = "NA", pick(ph.house, []string{"held, pressure 88/50", "NPO for procedure", "off unit, in imaging", "held, glucose 68"})
	case n < 22 && o.drug.Lesser != "":
		d.completion, d.note = "PA", o.drug.Lesser
	case n < 12:
		d.completion, d.action = "", ""
	}
	return d
}

// chart says a dose. Two in a hundred entries are taken back later, having been made in the wrong chart.
func (ph *pharmacy) chart(p *patient, d *dose) Message {
	m := ph.ras(p, d)
	if d.completion == "CP" && ph.chance(2) {
		ph.plan(ph.now.Add(ph.between(6*time.Minute, 25*time.Minute)), p, Pharmacy, func() {
			back := *d
			back.action, back.note = "D", "charted on wrong patient"
			ph.ras(p, &back)
		})
	}
	if d.order.drug.Often.Once() && d.completion == "CP" && d.order.active() {
		d.order.state = "CM"
		ph.plan(ph.now.Add(2*time.Minute), p, Pharmacy, func() { ph.change(p, d.order, "SC", "") })
	}
	return m
}

// ras writes an administration and sends it.
func (ph *pharmacy) ras(p *patient, d *dose) Message {
	o := d.order
	w := ph.begin(&ph.system, p, kind{"RAS", "O17", "RAS_O17"})
	w.shortPID()
	w.Segment("ORC").Set(1, 1, "RE").Set(2, 1, o.placer).Set(2, 2, "CPOE").Set(3, 1, o.filler).Set(3, 2, "PHARMACY").
		Set(9, 1, w.recorded.Format(toSecond))
	rxa := w.Segment("RXA").Set(1, 1, "0").Set(2, 1, subID(d.number)).Set(3, 1, d.at.Format(toMinute))
	if !o.drug.Often.Continuous() {
		rxa.Set(4, 1, d.at.Format(toMinute))
	}
	coded(rxa, 5, o.drug.Code, o.drug.Words, "L")
	rxa.Set(6, 1, d.amount).Set(7, 1, o.drug.Unit)
	words(rxa, 8, o.drug.Form)
	words(rxa, 9, d.note)
	name(rxa, 10, d.by)
	words(rxa, 18, d.refusal)
	rxa.Set(20, 1, d.completion).Set(21, 1, d.action).Set(22, 1, w.recorded.Format(toSecond))
	w.rxr(o.drug)
	return w.send()
}
