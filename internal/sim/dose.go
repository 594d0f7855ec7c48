package sim

import (
	"slices"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// dose is one administration as charted.
type dose struct {
	order      *stage.Order
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
func (ph *pharmacy) planDose(p *stage.Patient, o *stage.Order) {
	from := ph.Now
	if told := ph.Start.Add(-ph.Options.Past); from.Before(told) && !o.Drug.Often.Once() {
		from = told
	}
	at, ok := nextDue(o.Drug.Often, from)
	if !ok {
		return
	}
	given := at.Add(ph.Between(-20*time.Minute, 25*time.Minute)).Truncate(time.Minute)
	ph.Plan(given.Add(ph.Between(time.Minute, 14*time.Minute)), p, Pharmacy, func() {
		if p.Present() && o.State != "DC" && o.State != "RP" {
			if o.Active() && !p.Leaving {
				ph.chart(p, ph.attempt(o, given))
			}
			if !o.Drug.Often.Once() {
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
func (ph *pharmacy) attempt(o *stage.Order, at time.Time) *dose {
	o.Given++
	d := &dose{order: o, number: o.Given, at: at, amount: o.Dose, by: stage.Pick(ph.House, fiction.Nurses()), completion: "CP", action: "A"}
	switch n := ph.Dice.IntN(100); {
	case n < 4:
		d.completion, d.refusal = "RE", stage.Pick(ph.House, []string{"patient refused", "refused: nausea", "family asked to wait"})
	case n < 8:
		d.completion, d.note = "NA", stage.Pick(ph.House, []string{"held, pressure 88/50", "NPO for procedure", "off unit, in imaging", "held, glucose 68"})
	case n < 22 && o.Drug.Lesser != "":
		d.completion, d.note = "PA", o.Drug.Lesser
	case n < 12:
		d.completion, d.action = "", ""
	}
	return d
}

// chart says a dose. Two in a hundred entries are taken back later, having been made in the wrong chart.
func (ph *pharmacy) chart(p *stage.Patient, d *dose) Message {
	m := ph.ras(p, d)
	if d.completion == "CP" && ph.Chance(2) {
		ph.Plan(ph.Now.Add(ph.Between(6*time.Minute, 25*time.Minute)), p, Pharmacy, func() {
			back := *d
			back.action, back.note = "D", "charted on wrong patient"
			ph.ras(p, &back)
		})
	}
	if d.order.Drug.Often.Once() && d.completion == "CP" {
		ph.Plan(ph.Now.Add(2*time.Minute), p, Pharmacy, func() {
			if d.order.Active() {
				d.order.State = "CM"
				ph.change(p, d.order, "SC", "")
			}
		})
	}
	return m
}

// ras writes an administration and sends it.
func (ph *pharmacy) ras(p *stage.Patient, d *dose) Message {
	o := d.order
	o.Tried = d.at
	switch {
	case d.action == "D":
		o.Gave = slices.DeleteFunc(o.Gave, d.at.Equal)
	case d.completion == "CP" || d.completion == "PA":
		o.Gave = append(o.Gave, d.at)
	}
	w := ph.Begin(&ph.system, p, stage.Kind{"RAS", "O17", "RAS_O17"})
	w.ShortPID()
	w.Segment("ORC").Set(1, 1, "RE").Set(2, 1, o.Placer).Set(2, 2, "CPOE").Set(3, 1, o.Filler).Set(3, 2, "PHARMACY").
		Set(9, 1, w.Recorded.Format(stage.ToSecond))
	rxa := w.Segment("RXA").Set(1, 1, "0").Set(2, 1, subID(d.number)).Set(3, 1, d.at.Format(stage.ToMinute))
	if !o.Drug.Often.Continuous() {
		rxa.Set(4, 1, d.at.Format(stage.ToMinute))
	}
	stage.Coded(rxa, 5, o.Drug.Code, o.Drug.Words, "L")
	rxa.Set(6, 1, d.amount).Set(7, 1, o.Drug.Unit)
	stage.Words(rxa, 8, o.Drug.Form)
	stage.Words(rxa, 9, d.note)
	stage.Name(rxa, 10, d.by)
	stage.Words(rxa, 18, d.refusal)
	rxa.Set(20, 1, d.completion).Set(21, 1, d.action).Set(22, 1, w.Recorded.Format(stage.ToSecond))
	rxr(w, o.Drug)
	return w.Send()
}
