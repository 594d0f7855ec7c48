package clinic

import (
	"strconv"
	"time"

	"redoutlet/internal/sim/care"
	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// ahead is how many days ahead appointments are made.
const ahead = 3

// desk is where people are booked and received.
type desk struct {
	*stage.People
	system    stage.System
	schedule  *care.Schedule
	flowsheet *care.Flowsheet
	documents *care.Documents
	orders    *care.Orders
	patients  []*stage.Patient
	visits    int
}

// open books the first days, in the evening before the clinic is first seen, and plans the days after them.
func (d *desk) open() {
	evening := d.Start.Add(-d.Options.Past)
	d.Plan(evening, nil, "", func() {
		for n := range ahead {
			d.book(d.Start.AddDate(0, 0, n))
		}
		d.nextDay()
	})
}

// nextDay plans the booking of one day more, early tomorrow.
func (d *desk) nextDay() {
	early := time.Date(d.Now.Year(), d.Now.Month(), d.Now.Day()+1, 5, 0, 0, 0, d.Now.Location())
	d.Plan(early, nil, "", func() {
		if !early.Before(d.Start) {
			d.book(early.AddDate(0, 0, ahead))
		}
		d.nextDay()
	})
}

// book fills most slots of a day.
func (d *desk) book(day time.Time) {
	for n, provider := range fiction.Providers() {
		for _, at := range slots(day) {
			if at.Before(d.Now) || !d.Chance(85) {
				continue
			}
			a := &care.Appointment{
				Patient: d.somebody(), Slot: stage.Pick(d.House, fiction.ClinicSlots()), At: at, Provider: provider,
				Unit: room(n).Unit, Room: room(n).Room,
			}
			d.Plan(d.Now.Add(d.Between(time.Minute, 50*time.Minute)), a.Patient, Source, func() { d.booked(a, room(n)) })
		}
	}
}

// somebody returns a patient of the clinic, or a new one.
func (d *desk) somebody() *stage.Patient {
	if len(d.patients) > 300 && d.Chance(70) {
		return stage.Pick(d.House, d.patients)
	}
	p := &stage.Patient{
		Person: d.NewAdult(), MRN: "L" + strconv.Itoa(30_100+7*len(d.patients)), Class: "O",
		Said: map[stage.Source]time.Time{}, Measures: map[string]float64{},
	}
	d.KeepSecret(p.MRN)
	d.AskAllergies(p)
	for _, n := range d.Dice.Perm(len(fiction.Histories()))[:d.Dice.IntN(3)] {
		p.Problems = append(p.Problems, stage.Problem{
			Problem: fiction.Histories()[n], Number: stage.Serial("Q", 100_000+len(d.patients)*4+n), Since: d.Now.Truncate(time.Minute),
		})
	}
	d.patients = append(d.patients, p)
	return p
}

// booked says the appointment, and plans what becomes of it.
func (d *desk) booked(a *care.Appointment, at *stage.Bed) {
	if a.Patient.Account == "" { // the first time
		a.Patient.Account = stage.Serial("K", 40_000+len(d.patients))
		d.KeepSecret(a.Patient.Account)
		d.introduce(a.Patient)
		d.Plan(d.Now.Add(time.Minute), a.Patient, Source, func() { d.schedule.Book(a) })
	} else {
		d.schedule.Book(a)
	}
	switch n := d.Dice.IntN(100); {
	case n < 8:
		before := a.At.Add(-d.Between(2*time.Hour, 10*time.Hour))
		d.Plan(before, a.Patient, Source, func() { d.schedule.Cancel(a, "patient called") })
	case n < 14:
		d.Plan(a.At.Add(20*time.Minute), a.Patient, Source, func() { d.schedule.Miss(a) })
	default:
		d.Plan(a.At.Add(-d.Between(0, 12*time.Minute)), a.Patient, Source, func() { d.arrives(a, at) })
	}
}

// introduce says who somebody is, whom to call, and what they are allergic to: A28, A60.
func (d *desk) introduce(p *stage.Patient) {
	m := d.begin("A28", "ADT_A05", p)
	m.PID()
	m.NK1()
	m.Send()
	if len(p.Allergies) == 0 {
		return
	}
	d.Plan(d.Now.Add(2*time.Minute), p, Source, func() {
		m := d.begin("A60", "ADT_A60", p)
		m.PID()
		for i, a := range p.Allergies {
			m.IAM(i+1, a, "A")
		}
		m.Send()
	})
}

func (d *desk) begin(event, structure string, p *stage.Patient) *stage.Draft {
	m := d.Begin(&d.system, p, stage.Kind{"ADT", event, structure})
	m.Segment("EVN").Set(1, 1, event).Set(2, 1, m.Recorded.Format(stage.ToSecond))
	return m
}

// arrives receives somebody: S14, A04, then vital signs, problems and the note, and A03.
func (d *desk) arrives(a *care.Appointment, at *stage.Bed) {
	p := a.Patient
	if p.Present() { // still there from another appointment
		d.schedule.Miss(a)
		return
	}
	d.visits++
	p.Visit, p.Bed, p.Last, p.Attending, p.Reason = stage.Serial("W", 77_000+d.visits), at, at, a.Provider, a.Slot.Reason
	p.Admitted, p.Discharged = d.Now.Truncate(time.Minute), time.Time{}
	d.KeepSecret(p.Visit)
	d.schedule.Arrive(a)
	after := func(low, high time.Duration, do func()) { d.Plan(d.Now.Add(d.Between(low, high)), p, Source, do) }
	after(time.Minute, time.Minute, func() {
		d.visit("A04", "ADT_A01", p)
		after(4*time.Minute, 8*time.Minute, func() { d.flowsheet.Once(p) })
		after(9*time.Minute, 12*time.Minute, func() { d.orders.Problems(p) })
		end := time.Duration(a.Slot.Minutes) * time.Minute
		after(end+14*time.Minute, end+22*time.Minute, func() { d.leaves(a) })
		after(end+25*time.Minute, end+3*time.Hour, func() { d.documents.Write(p, fiction.Visit(), a.Provider) })
	})
}

func (d *desk) visit(event, structure string, p *stage.Patient) {
	m := d.begin(event, structure, p)
	m.PID()
	m.PV1(nil)
	m.Send()
}

// leaves ends a visit: A03, S14.
func (d *desk) leaves(a *care.Appointment) {
	p := a.Patient
	p.Bed, p.Discharged = nil, d.Now.Truncate(time.Minute)
	d.visit("A03", "ADT_A03", p)
	d.Plan(d.Now.Add(time.Minute), p, Source, func() { d.schedule.Finish(a) })
}
