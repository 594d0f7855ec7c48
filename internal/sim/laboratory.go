package sim

import (
	"strconv"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// laboratory draws, measures and reports.
type laboratory struct {
	*stage.House
	system  stage.System
	ordered func(p *stage.Patient, placer string, panel *fiction.Panel) // tells whoever orders tests
	drawn   int
}

// specimen is one panel of one patient on its way.
type specimen struct {
	patient        *stage.Patient
	panel          *fiction.Panel
	placer, filler string
	collected      time.Time
	by             fiction.Staff
	readings       []reading
	note           string
}

// drawFirst plans what is drawn on arrival.
func (l *laboratory) drawFirst(p *stage.Patient) {
	if p.Bed.Unit == stage.Infusion {
		return
	}
	for range 2 {
		l.Plan(l.Now.Add(l.Between(5*time.Minute, 70*time.Minute)), p, Laboratory, func() {
			if p.Present() {
				l.draw(p)
			}
		})
	}
}

// draw takes a specimen now and plans its reports: some tests preliminary, all final, a few corrected or withdrawn.
func (l *laboratory) draw(p *stage.Patient) {
	s := &specimen{patient: p, panel: l.panelFor(p), by: p.Attending, collected: l.Now.Truncate(time.Minute)}
	l.number(s)
	l.ordered(p, s.placer, s.panel)
	if l.Chance(40) {
		l.Plan(l.Now.Add(l.Between(12*time.Minute, 25*time.Minute)), p, Laboratory, func() { l.preliminary(s) })
	}
	l.Plan(l.Now.Add(l.Between(30*time.Minute, 75*time.Minute)), p, Laboratory, func() { l.final(s) })
}

func (l *laboratory) number(s *specimen) {
	l.drawn++
	s.placer, s.filler = stage.Serial("P", 7_700_000+l.drawn), stage.Serial("L", 9_100_000+l.drawn)
}

func (l *laboratory) panelFor(p *stage.Patient) *fiction.Panel {
	panels := fiction.Panels()
	if p.Mother != nil {
		return &panels[len(panels)-1]
	}
	return &panels[[...]int{0, 0, 0, 0, 1, 1, 1, 2, 3, 3, 4, 5}[l.Dice.IntN(12)]]
}

// read measures what was not measured before.
func (l *laboratory) read(s *specimen, status string) {
	if len(s.readings) == 0 {
		for i := range s.panel.Tests {
			s.readings = append(s.readings, l.measure(s.patient, &s.panel.Tests[i]))
		}
	}
	for i := range s.readings {
		s.readings[i].status = status
	}
}

func (l *laboratory) preliminary(s *specimen) {
	l.read(s, "P")
	l.report(s, "P")
}

func (l *laboratory) final(s *specimen) {
	l.read(s, "F")
	l.report(s, "F")
	switch n := l.Dice.IntN(100); {
	case n < 6:
		l.Plan(l.Now.Add(l.Between(20*time.Minute, 3*time.Hour)), s.patient, Laboratory, func() { l.correct(s) })
	case n < 9:
		l.Plan(l.Now.Add(l.Between(15*time.Minute, 2*time.Hour)), s.patient, Laboratory, func() { l.withdraw(s) })
	}
}

// correct reports another value for one test of the panel.
func (l *laboratory) correct(s *specimen) {
	i := l.Dice.IntN(len(s.readings))
	old := s.readings[i]
	width := old.test.High - old.test.Low
	fresh := reported(old.test, old.test.Low+width*(0.2+0.6*l.Dice.Float64()))
	fresh.status, fresh.was = "C", old.comparator+old.value
	s.readings[i] = fresh
	l.report(s, "C")
	s.readings[i].was = ""
}

// withdraw takes the whole panel back without values.
func (l *laboratory) withdraw(s *specimen) {
	for i := range s.readings {
		s.readings[i] = reading{test: s.readings[i].test, status: "W"}
	}
	s.note = "Wrong blood in tube. Do not use; please send a new specimen."
	l.report(s, "C")
}

// report sends a panel as it stands.
func (l *laboratory) report(s *specimen, status string) {
	d := l.oru(s, status, s.panel.Code, s.panel.Words, s.panel.Section)
	if s.note != "" {
		d.Segment("NTE").Set(1, 1, "1").Set(2, 1, "L").Set(3, 1, s.note)
	}
	for i := range s.readings {
		obx(d, i+1, s, &s.readings[i])
	}
	d.Segment("SPM").Set(1, 1, "1").Set(4, 2, s.panel.Specimen).Set(17, 1, s.collected.Format(stage.ToMinute))
	d.Send()
}

// oru begins a report down to its OBR.
func (l *laboratory) oru(s *specimen, status, code, words, section string) *stage.Draft {
	d := l.Begin(&l.system, s.patient, stage.Kind{"ORU", "R01", "ORU_R01"})
	d.ShortPID()
	d.Segment("ORC").Set(1, 1, "RE").Set(2, 1, s.placer).Set(2, 2, "CPOE").Set(3, 1, s.filler).Set(3, 2, "LABORATORY")
	obr := d.Segment("OBR").Set(1, 1, "1").
		Set(2, 1, s.placer).Set(2, 2, "CPOE").Set(3, 1, s.filler).Set(3, 2, "LABORATORY")
	stage.Coded(obr, 4, code, words, "L")
	obr.Set(7, 1, s.collected.Format(stage.ToMinute))
	stage.Name(obr, 16, s.by)
	obr.Set(22, 1, d.Recorded.Format(stage.ToSecond)).Set(24, 1, section).Set(25, 1, status)
	return d
}

// obx writes one reading.
func obx(d *stage.Draft, n int, s *specimen, r *reading) {
	seg := d.Segment("OBX").Set(1, 1, strconv.Itoa(n)).Set(2, 1, "NM")
	stage.Coded(seg, 3, r.test.Code, r.test.Words, "LN")
	switch {
	case r.comparator != "":
		seg.Set(2, 1, "SN").Set(5, 1, r.comparator).Set(5, 2, r.value)
	case r.value != "":
		seg.Set(5, 1, r.value)
	}
	seg.Set(6, 1, r.test.Unit).Set(7, 1, r.test.Span).Set(8, 1, r.flag).Set(11, 1, r.status).
		Set(14, 1, s.collected.Format(stage.ToMinute))
	if r.was != "" {
		d.Segment("NTE").Set(1, 1, "1").Set(2, 1, "L").Set(3, 1, "Corrected. Reported before as "+r.was+".")
	}
}
