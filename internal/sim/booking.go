package sim

import (
	"time"

	"redoutlet/internal/sim/care"
	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// booking is where people are booked: for a chair in the infusion clinic, and for procedures.
type booking struct {
	*desk
	schedule *care.Schedule
}

// bookInfusion registers somebody for a chair of the infusion clinic: A28, S12.
func (b *booking) bookInfusion() {
	p := b.register(b.NewAdult())
	b.AskAllergies(p)
	m := b.begin("A28", "ADT_A05", p)
	m.PID()
	m.NK1()
	m.AL1()
	m.Send()
	at := b.Now.Add(b.Between(time.Hour, 6*time.Hour))
	if b.Chance(40) {
		at = at.Add(24 * time.Hour)
	}
	a := &care.Appointment{
		Patient: p, Slot: stage.Pick(b.House, fiction.InfusionSlots()), At: open(at), Provider: stage.Pick(b.House, fiction.Nurses()), Unit: stage.Infusion,
	}
	b.Plan(b.Now.Add(time.Minute), p, Schedule, func() {
		b.schedule.Book(a)
		b.change(a)
		b.expect(a)
	})
}

// open returns the next quarter of an hour at which the clinic is open.
func open(at time.Time) time.Time {
	at = at.Truncate(15 * time.Minute)
	for at.Hour() < 8 || at.Hour() > 16 {
		at = at.Add(15 * time.Minute)
	}
	return at
}

// change plans a change of some appointments: another time, or another provider.
func (b *booking) change(a *care.Appointment) {
	switch n := b.Dice.IntN(100); {
	case n < 12:
		b.soon(a, func() { b.schedule.Move(a, open(a.At.Add(90*time.Minute))) })
	case n < 22:
		b.soon(a, func() { b.schedule.Change(a, stage.Pick(b.House, fiction.Physicians())) })
	}
}

// soon does something in the first half hour after a booking.
func (b *booking) soon(a *care.Appointment, do func()) {
	b.Plan(b.Now.Add(b.Between(5*time.Minute, 30*time.Minute)), a.Patient, Schedule, do)
}

// expect plans what becomes of an appointment in the clinic when its time has come.
func (b *booking) expect(a *care.Appointment) {
	b.Plan(a.At.Add(b.Between(-12*time.Minute, 15*time.Minute)), a.Patient, Schedule, func() {
		switch n := b.Dice.IntN(100); {
		case b.Now.Before(a.At.Add(-15 * time.Minute)): // it was moved
			b.expect(a)
		case n < 7:
			b.schedule.Miss(a)
		case n < 14:
			b.schedule.Cancel(a, "patient called, has a fever")
		default:
			b.arrives(a)
		}
	})
}

// arrives brings somebody to a chair: S14, A04. Where none is free they come back later.
func (b *booking) arrives(a *care.Appointment) {
	chair := b.freeBed(stage.Infusion)
	if chair == nil {
		b.schedule.Move(a, open(a.At.Add(time.Hour)))
		b.expect(a)
		return
	}
	a.Room = chair.Room
	b.schedule.Arrive(a)
	b.Plan(b.Now, a.Patient, Registration, func() { b.admit(a.Patient, chair, "O") })
	b.Plan(b.Now.Add(time.Duration(a.Slot.Minutes)*time.Minute), a.Patient, Schedule, func() { b.schedule.Finish(a) })
}

// bookProcedure books something for somebody who lies in the house: S12, then S14 twice, or S15.
func (b *booking) bookProcedure() {
	p := b.somebody(Schedule, func(p *stage.Patient) bool { return p.Mother == nil && p.Class == "I" })
	if p == nil {
		return
	}
	a := &care.Appointment{
		Patient: p, Slot: stage.Pick(b.House, fiction.ProcedureSlots()), Provider: stage.Pick(b.House, fiction.Physicians()),
		At: b.Now.Add(b.Between(2*time.Hour, 20*time.Hour)).Truncate(15 * time.Minute), Unit: "PROC",
	}
	b.schedule.Book(a)
	b.change(a)
	b.Plan(a.At.Add(-30*time.Minute), p, Schedule, func() { b.proceed(a) })
}

// proceed lets a procedure happen, unless it was moved or the patient has gone.
func (b *booking) proceed(a *care.Appointment) {
	switch {
	case !a.Patient.Present():
		b.schedule.Cancel(a, "discharged before")
	case a.At.Sub(b.Now) > 45*time.Minute:
		b.Plan(a.At.Add(-30*time.Minute), a.Patient, Schedule, func() { b.proceed(a) })
	case b.Chance(12):
		b.schedule.Cancel(a, "not fasting")
	default:
		b.schedule.Arrive(a)
		b.Plan(a.At.Add(time.Duration(a.Slot.Minutes)*time.Minute), a.Patient, Schedule, func() { b.schedule.Finish(a) })
	}
}
