package care

import (
	"slices"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// Flowsheet tells what is read at the bedside, as ORU.
type Flowsheet struct {
	*stage.House
	system stage.System
	sets   int
}

// NewFlowsheet returns the flowsheet that speaks as from.
func NewFlowsheet(s *stage.House, from stage.System) *Flowsheet {
	return &Flowsheet{House: s, system: from}
}

// set is what was read in one round.
type set struct {
	patient  *stage.Patient
	filler   string
	at       time.Time
	by       fiction.Staff
	readings []reading
	note     string
}

// reading is one row of a set.
type reading struct {
	sign   fiction.Sign
	value  float64
	text   string // in place of a value
	status string // OBX-11
}

// Welcome begins the rounds of somebody who has come.
func (f *Flowsheet) Welcome(p *stage.Patient) {
	f.Plan(f.Soonest(f.Now).Add(f.Between(4*time.Minute, 20*time.Minute)), p, f.system.Source, func() {
		if p.Present() {
			f.tell(f.first(p))
		}
		f.goOn(p)
	})
}

// Once tells what is read at a visit to a clinic.
func (f *Flowsheet) Once(p *stage.Patient) { f.tell(f.first(p)) }

// goOn plans the next round, as long as the patient is there.
func (f *Flowsheet) goOn(p *stage.Patient) {
	if !p.Present() && !p.Leaving {
		return
	}
	f.Plan(f.next(p), p, f.system.Source, func() {
		if p.Present() && !p.Away {
			f.tell(f.round(p))
		}
		f.goOn(p)
	})
}

// next is when the patient's next round is due: at the hours of the unit, give or take some minutes.
func (f *Flowsheet) next(p *stage.Patient) time.Time {
	if p.Last.Unit == stage.Infusion {
		return f.Now.Add(30 * time.Minute)
	}
	every := map[string]int{stage.Intensive: 1, stage.Emergency: 2}[p.Last.Unit]
	if every == 0 {
		every = 4
	}
	hour := time.Date(f.Now.Year(), f.Now.Month(), f.Now.Day(), f.Now.Hour(), 0, 0, 0, f.Now.Location()).Add(time.Hour)
	for hour.Hour()%every != 2%every || hour.Sub(f.Now) < 20*time.Minute {
		hour = hour.Add(time.Hour)
	}
	return hour.Add(f.Between(-8*time.Minute, 18*time.Minute))
}

// begun starts a set of readings made a few minutes ago.
func (f *Flowsheet) begun(p *stage.Patient) *set {
	f.sets++
	return &set{
		patient: p, filler: stage.Serial("S", 4_400_000+f.sets), by: stage.Pick(f.House, fiction.Nurses()),
		at: f.Now.Add(-f.Between(time.Minute, 5*time.Minute)).Truncate(time.Minute),
	}
}

// first is the set of the arrival, with what is read only then.
func (f *Flowsheet) first(p *stage.Patient) *set {
	s := f.round(p)
	once := []fiction.Sign{fiction.Weight(), fiction.Height()}
	if p.Mother != nil {
		once = []fiction.Sign{fiction.BirthWeight()}
	}
	for _, sign := range once {
		s.readings = append(s.readings, reading{sign: sign, value: f.read(p, sign), status: "F"})
	}
	return s
}

// round is the set of an ordinary round.
func (f *Flowsheet) round(p *stage.Patient) *set {
	s := f.begun(p)
	if p.Mother != nil {
		f.add(s, fiction.NewbornSigns()...)
		return s
	}
	f.add(s, fiction.Signs()...)
	if systolic, diastolic := &s.readings[0], &s.readings[1]; diastolic.value > systolic.value-20 {
		diastolic.value = systolic.value - 20
	}
	f.breathing(s)
	if p.InUnit(stage.Intensive) {
		f.add(s, fiction.Coma())
	}
	if diabetic(p) && f.Now.Hour()%6 == 0 {
		f.add(s, fiction.Glucose())
	}
	if hour := f.Now.Hour(); (hour == 6 || hour == 5) && (p.InUnit(stage.Intensive) || p.InUnit(stage.Medical)) {
		f.add(s, fiction.Intake(), fiction.Output())
	}
	if p.Class != "O" && !p.InUnit(stage.Maternity) { // the score is not meant for pregnancy
		s.readings = append(s.readings, reading{sign: warning(), value: float64(score(s.readings)), status: "F"})
	}
	return s
}

func (f *Flowsheet) add(s *set, signs ...fiction.Sign) {
	for _, sign := range signs {
		s.readings = append(s.readings, reading{sign: sign, value: f.read(s.patient, sign), status: "F"})
	}
}

func diabetic(p *stage.Patient) bool {
	return slices.ContainsFunc(p.Problems, func(x stage.Problem) bool { return x.Code == "E11.9" || x.Code == "E10.10" })
}

// read reads a sign: near what it was, and drawn back to what is usual where the patient lies.
func (f *Flowsheet) read(p *stage.Patient, sign fiction.Sign) float64 {
	usual := sign.Usual + illness(p, sign.Code)*sign.Width
	last, known := p.Measures[sign.Code]
	if !known {
		last = usual + f.Dice.NormFloat64()*sign.Width*0.8
	}
	value := last + (usual-last)*0.08 + f.Dice.NormFloat64()*sign.Width*0.25
	value = min(max(value, sign.Least), sign.Most)
	p.Measures[sign.Code] = value
	return value
}

// illness is how far a sign lies from the usual in a unit, in widths.
func illness(p *stage.Patient, code string) float64 {
	if p.Mother != nil {
		return 0
	}
	worse := map[string]float64{stage.Intensive: 1.1, stage.Emergency: 0.5, stage.Medical: 0.3, stage.Surgery: 0.3}[p.Last.Unit]
	switch code {
	case fiction.HeartRate, fiction.Breathing, fiction.Temperature, fiction.Pain:
		return worse
	case fiction.Systolic, fiction.Saturation:
		return -worse
	}
	return 0
}

// breathing adds how the patient gets oxygen: the lower the saturation has been, the more.
func (f *Flowsheet) breathing(s *set) {
	breaths := fiction.Breaths()
	n := 0
	switch at := s.patient.Measures[fiction.Saturation]; {
	case at < 90:
		n = 3 + f.Dice.IntN(2)
	case at < 94:
		n = 1 + f.Dice.IntN(2)
	}
	s.readings = append(s.readings, reading{sign: fiction.Sign{Code: "O2DEV", Words: "oxygen device"}, text: breaths[n].Words, status: "F"})
	if breaths[n].Flow != "" {
		flow := fiction.Sign{Code: "3151-8", Words: "inhaled oxygen flow rate", Unit: "L/min"}
		s.readings = append(s.readings, reading{sign: flow, text: breaths[n].Flow, status: "F"})
	}
}

// tell says a set. Of a hundred one is corrected later, and one taken back as read of somebody else.
func (f *Flowsheet) tell(s *set) {
	f.say(s, "F")
	switch n := f.Dice.IntN(100); {
	case n == 0:
		f.Plan(f.Now.Add(f.Between(6*time.Minute, 40*time.Minute)), s.patient, f.system.Source, func() { f.correct(s) })
	case n == 1:
		f.Plan(f.Now.Add(f.Between(6*time.Minute, 40*time.Minute)), s.patient, f.system.Source, func() { f.withdraw(s) })
	}
}

func (f *Flowsheet) correct(s *set) {
	r := &s.readings[f.Dice.IntN(2)]
	r.value, r.status = f.read(s.patient, r.sign), "C"
	f.say(s, "C")
}

func (f *Flowsheet) withdraw(s *set) {
	for i := range s.readings {
		s.readings[i].status = "W"
	}
	s.note = "Charted on the wrong patient."
	f.say(s, "C")
}
