package care

import (
	"strconv"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// Schedule tells who is booked for what and when, as SIU. It only tells: who comes and who does not is decided by others.
type Schedule struct {
	*stage.House
	system stage.System
	count  int
}

// NewSchedule returns the schedule that speaks as from.
func NewSchedule(s *stage.House, from stage.System) *Schedule {
	return &Schedule{House: s, system: from}
}

// Appointment is one booking as it stands.
type Appointment struct {
	Patient  *stage.Patient
	Slot     fiction.Slot
	At       time.Time
	Provider fiction.Staff
	Unit     string // AIL-3
	Room     string
	number   int
	why      string // SCH-6
}

// Book books something, and says S12.
func (c *Schedule) Book(a *Appointment) {
	c.count++
	a.number = c.count
	c.say("S12", a, "Booked")
}

// Move books it for another time, and says S13.
func (c *Schedule) Move(a *Appointment, to time.Time) {
	a.At, a.why = to, "asked for another time"
	c.say("S13", a, "Booked")
}

// Change gives it to somebody else, and says S14.
func (c *Schedule) Change(a *Appointment, to fiction.Staff) {
	a.Provider, a.why = to, "provider is away"
	c.say("S14", a, "Booked")
}

// Arrive says S14: the patient is there.
func (c *Schedule) Arrive(a *Appointment) {
	a.why = ""
	c.say("S14", a, "Started")
}

// Finish says S14: it is over.
func (c *Schedule) Finish(a *Appointment) { c.say("S14", a, "Complete") }

// Cancel says S15.
func (c *Schedule) Cancel(a *Appointment, why string) {
	a.why = why
	c.say("S15", a, "Cancelled")
}

// Miss says S26: the patient did not come.
func (c *Schedule) Miss(a *Appointment) {
	a.why = "no call, no show"
	c.say("S26", a, "Noshow")
}

// say writes a schedule event and sends it.
func (c *Schedule) say(event string, a *Appointment, status string) {
	d := c.Begin(&c.system, a.Patient, stage.Kind{"SIU", event, "SIU_S12"})
	placer, filler := stage.Serial("AP", 1_400_000+a.number), stage.Serial("AF", 1_500_000+a.number)
	end := a.At.Add(time.Duration(a.Slot.Minutes) * time.Minute)
	sch := d.Segment("SCH").Set(1, 1, placer).Set(1, 2, c.system.App).Set(2, 1, filler).Set(2, 2, c.system.App)
	stage.Words(sch, 6, a.why)
	stage.Words(sch, 7, a.Slot.Reason)
	stage.Coded(sch, 8, a.Slot.Code, a.Slot.Words, "L")
	sch.Set(9, 1, strconv.Itoa(a.Slot.Minutes)).Set(10, 1, "min").
		Set(11, 4, a.At.Format(stage.ToMinute)).Set(11, 5, end.Format(stage.ToMinute))
	stage.Name(sch, 16, a.Provider)
	stage.Name(sch, 20, fiction.Staff{ID: "C4422", Family: "Scheduling", Given: "Desk"})
	sch.Set(25, 1, status)
	d.Segment("TQ1").Set(1, 1, "1").Set(7, 1, a.At.Format(stage.ToMinute)).Set(8, 1, end.Format(stage.ToMinute))
	d.PID()
	d.Segment("RGS").Set(1, 1, "1").Set(2, 1, "A")
	ais := d.Segment("AIS").Set(1, 1, "1").Set(2, 1, "A")
	stage.Coded(ais, 3, a.Slot.Code, a.Slot.Words, "L")
	ais.Set(4, 1, a.At.Format(stage.ToMinute)).Set(7, 1, strconv.Itoa(a.Slot.Minutes)).Set(8, 1, "min")
	aip := d.Segment("AIP").Set(1, 1, "1").Set(2, 1, "A")
	stage.Name(aip, 3, a.Provider)
	d.Segment("AIL").Set(1, 1, "1").Set(2, 1, "A").Set(3, 1, a.Unit).Set(3, 2, a.Room).Set(3, 4, c.system.Facility)
	d.SendOnce()
}
