package sim

import (
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// dispense plans what the pharmacy hands out for an order: RDS. That a drug left the pharmacy says nothing of whether it was
// given.
func (ph *pharmacy) dispense(p *stage.Patient, o *stage.Order) {
	if !ph.Chance(30) {
		return
	}
	ph.Plan(ph.Now.Add(ph.Between(4*time.Minute, 25*time.Minute)), p, Pharmacy, func() {
		if !p.Present() || !o.Active() {
			return
		}
		ph.dispensed++
		d := ph.Begin(&ph.system, p, stage.Kind{"RDS", "O13", "RDS_O13"})
		d.ShortPID()
		d.Segment("ORC").Set(1, 1, "RE").Set(2, 1, o.Placer).Set(2, 2, "CPOE").Set(3, 1, o.Filler).Set(3, 2, "PHARMACY").
			Set(9, 1, d.Recorded.Format(stage.ToSecond))
		rxd := d.Segment("RXD").Set(1, 1, subID(1))
		stage.Coded(rxd, 2, o.Drug.Code, o.Drug.Words, "L")
		rxd.Set(3, 1, d.Recorded.Format(stage.ToMinute)).Set(4, 1, o.Dose)
		stage.Words(rxd, 5, o.Drug.Unit)
		rxd.Set(7, 1, stage.Serial("R", 200_000+ph.dispensed))
		stage.Name(rxd, 10, stage.Pick(ph.House, fiction.Pharmacists()))
		rxr(d, o.Drug)
		d.Send()
	})
}
