package care

import (
	"strconv"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// say says one thing of some orders of a form, in one message.
func (o *Orders) say(p *stage.Patient, form writtenAs, control string, orders ...*standing) {
	kind := map[writtenAs]stage.Kind{
		general: {"OMG", "O19", "OMG_O19"}, old: {"ORM", "O01", "ORM_O01"}, dietary: {"OMD", "O03", "OMD_O03"},
	}[form]
	d := o.Begin(&o.system, p, kind)
	d.ShortPID()
	for i, s := range orders {
		o.common(d, control, s)
		if s.form == dietary {
			ods := d.Segment("ODS").Set(1, 1, "D")
			stage.Coded(ods, 3, s.Code, s.Words, "L")
			ods.Set(4, 1, s.Note)
			continue
		}
		obr := d.Segment("OBR").Set(1, 1, strconv.Itoa(i+1)).Set(2, 1, s.placer).Set(2, 2, "CPOE").Set(3, 1, s.filler).Set(3, 2, o.system.App)
		stage.Coded(obr, 4, s.Code, s.Words, "L")
		obr.Set(24, 1, s.section)
		if s.Note != "" {
			d.Segment("NTE").Set(1, 1, "1").Set(2, 1, "P").Set(3, 1, s.Note)
		}
	}
	d.Send()
}

// common writes ORC, and TQ1 where there is a schedule.
func (o *Orders) common(d *stage.Draft, control string, s *standing) {
	orc := d.Segment("ORC").Set(1, 1, control).Set(2, 1, s.placer).Set(2, 2, "CPOE").Set(3, 1, s.filler).Set(3, 2, o.system.App).
		Set(5, 1, s.state).Set(9, 1, d.Recorded.Format(stage.ToSecond))
	stage.Name(orc, 12, s.by)
	orc.Set(15, 1, s.placed.Format(stage.ToMinute))
	d.Segment("TQ1").Set(1, 1, "1").Set(7, 1, s.placed.Format(stage.ToMinute)).Set(9, 1, "R").Set(11, 1, s.Often)
}

// Laboratory says that a test was ordered, as OML, under the number that its result will bear.
func (o *Orders) Laboratory(p *stage.Patient, placer string, panel *fiction.Panel) {
	at := o.Now
	o.Plan(at, p, o.system.Source, func() {
		d := o.Begin(&o.system, p, stage.Kind{"OML", "O21", "OML_O21"})
		d.ShortPID()
		orc := d.Segment("ORC").Set(1, 1, "NW").Set(2, 1, placer).Set(2, 2, "CPOE").Set(5, 1, "IP").Set(9, 1, d.Recorded.Format(stage.ToSecond))
		stage.Name(orc, 12, p.Attending)
		d.Segment("TQ1").Set(1, 1, "1").Set(7, 1, at.Format(stage.ToMinute)).Set(9, 1, "R")
		obr := d.Segment("OBR").Set(1, 1, "1").Set(2, 1, placer).Set(2, 2, "CPOE")
		stage.Coded(obr, 4, panel.Code, panel.Words, "L")
		obr.Set(24, 1, panel.Section)
		d.Segment("SPM").Set(1, 1, "1").Set(4, 2, panel.Specimen).Set(17, 1, at.Format(stage.ToMinute))
		d.Send()
	})
}

// Problems says all rows of the problem list.
func (o *Orders) Problems(p *stage.Patient) { o.list(p, p.Problems, "PC1", "AD") }

// list says rows of the problem list: PC1 with AD adds, PC2 with UP changes, PC3 with DE takes away.
func (o *Orders) list(p *stage.Patient, rows []stage.Problem, event, action string) {
	if len(rows) == 0 {
		return
	}
	d := o.Begin(&o.system, p, stage.Kind{"PPR", event, "PPR_PC1"})
	d.ShortPID()
	for _, row := range rows {
		state, words := "A", "active"
		if event == "PC2" {
			state, words = "R", "resolved"
		}
		prb := d.Segment("PRB").Set(1, 1, action).Set(2, 1, d.Recorded.Format(stage.ToSecond))
		stage.Coded(prb, 3, row.Code, row.Words, "I10")
		prb.Set(4, 1, row.Number).Set(4, 2, o.system.App).Set(7, 1, row.Since.Format(stage.ToMinute))
		stage.Coded(prb, 13, "C", "confirmed", "L")
		stage.Coded(prb, 14, state, words, "L")
	}
	d.Send()
	if event == "PC1" && o.Chance(6) {
		o.later(p, time.Hour, 6*time.Hour, func() { o.takeBack(p) })
	}
}

// takeBack takes a row off the list that was never right, or marks one as resolved.
func (o *Orders) takeBack(p *stage.Patient) {
	last := len(p.Problems) - 1
	if last < 1 {
		return
	}
	row := p.Problems[last]
	p.Problems = p.Problems[:last:last]
	if o.Chance(50) {
		o.list(p, []stage.Problem{row}, "PC2", "UP")
		return
	}
	o.list(p, []stage.Problem{row}, "PC3", "DE")
}

// immunize plans what newborns get, and some of those who come to the emergency department.
func (o *Orders) immunize(p *stage.Patient) {
	vaccines := fiction.Vaccines()
	switch {
	case p.Mother != nil:
		o.later(p, 2*time.Hour, 12*time.Hour, func() { o.vaccinated(p, vaccines[len(vaccines)-1]) })
	case p.Last.Unit == stage.Emergency && o.Chance(20):
		o.later(p, 30*time.Minute, 90*time.Minute, func() { o.vaccinated(p, vaccines[0]) })
	case p.Class == "I" && o.Chance(10):
		o.later(p, 20*time.Hour, 40*time.Hour, func() { o.vaccinated(p, vaccines[1+o.Dice.IntN(2)]) })
	}
}

// vaccinated says VXU.
func (o *Orders) vaccinated(p *stage.Patient, v fiction.Vaccine) {
	o.shots++
	d := o.Begin(&o.system, p, stage.Kind{"VXU", "V04", "VXU_V04"})
	d.ShortPID()
	d.Segment("ORC").Set(1, 1, "RE").Set(3, 1, stage.Serial("X", 1_900_000+o.shots)).Set(3, 2, o.system.App)
	at := o.Now.Add(-o.Between(2*time.Minute, 9*time.Minute)).Format(stage.ToMinute)
	rxa := d.Segment("RXA").Set(1, 1, "0").Set(2, 1, "1").Set(3, 1, at).Set(4, 1, at)
	stage.Coded(rxa, 5, v.Code, v.Words, "CVX")
	rxa.Set(6, 1, v.Amount).Set(7, 1, v.Unit).Set(9, 1, "00").Set(9, 2, "new immunization record").Set(9, 3, "NIP001")
	stage.Name(rxa, 10, stage.Pick(o.House, fiction.Nurses()))
	rxa.Set(15, 1, v.Lot).Set(17, 2, v.Maker).Set(20, 1, "CP").Set(21, 1, "A").Set(22, 1, d.Recorded.Format(stage.ToSecond))
	rxr := d.Segment("RXR")
	stage.Coded(rxr, 1, "IM", fiction.RouteWords("IM"), "L")
	stage.Words(rxr, 2, v.Site)
	d.Send()
}
