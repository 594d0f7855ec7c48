package care

import (
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/sim/fiction"
	"redoutlet/internal/sim/stage"
)

// Documents tells what people write, as MDM.
type Documents struct {
	*stage.House
	system stage.System
	count  int
}

// NewDocuments returns the document system that speaks as from.
func NewDocuments(s *stage.House, from stage.System) *Documents {
	return &Documents{House: s, system: from}
}

// document is one note as it stands.
type document struct {
	patient        *stage.Patient
	number, parent string
	kind, words    string
	paragraphs     []string
	by             fiction.Staff
	written        time.Time
	signed         time.Time // zero while it is not
	status         string    // TXA-17
	available      string    // TXA-19
}

// Welcome plans the notes of a stay.
func (c *Documents) Welcome(p *stage.Patient) {
	if p.Last.Unit == stage.Infusion {
		return
	}
	if p.Mother == nil {
		c.later(p, c.Now, time.Hour, 3*time.Hour, func() { c.Write(p, fiction.History(), p.Attending) })
	}
	if p.Last.Unit == stage.Surgery {
		c.later(p, c.Now, 4*time.Hour, 9*time.Hour, func() { c.Write(p, fiction.Operation(), p.Attending) })
	}
	c.daily(p, 7, func() { c.Write(p, fiction.Progress(), p.Attending) })
	if c.Chance(50) {
		c.daily(p, 18, func() { c.Write(p, fiction.Shift(), stage.Pick(c.House, fiction.Nurses())) })
	}
}

// Farewell plans the summary of somebody who has left.
func (c *Documents) Farewell(p *stage.Patient) {
	if p.Class != "I" || p.Mother != nil {
		return
	}
	c.Plan(c.Now.Add(c.Between(20*time.Minute, 3*time.Hour)), p, c.system.Source, func() {
		if !p.Present() {
			c.Write(p, fiction.Summary(), p.Attending)
		}
	})
}

// later plans something for somebody who is still there then; not before the past that is told in full, except for what
// belongs to the arrival itself.
func (c *Documents) later(p *stage.Patient, from time.Time, low, high time.Duration, do func()) {
	c.Plan(from.Add(c.Between(low, high)), p, c.system.Source, func() {
		if p.Present() {
			do()
		}
	})
}

// daily plans something for every day in the hours after hour.
func (c *Documents) daily(p *stage.Patient, hour int, do func()) {
	from := c.Soonest(c.Now)
	at := time.Date(from.Year(), from.Month(), from.Day(), hour, 0, 0, 0, from.Location())
	for at.Before(from.Add(3 * time.Hour)) {
		at = at.AddDate(0, 0, 1)
	}
	c.Plan(at.Add(c.Between(0, 150*time.Minute)), p, c.system.Source, func() {
		if p.Present() && p.Last.Unit != stage.Emergency {
			do()
		}
		if p.Present() || p.Leaving {
			c.daily(p, hour, do)
		}
	})
}

// Write says a new note, and plans what becomes of it.
func (c *Documents) Write(p *stage.Patient, n fiction.Note, by fiction.Staff) {
	d := c.fresh(p, n.Kind, n.Words, by)
	for _, wordings := range n.Paragraphs {
		d.paragraphs = append(d.paragraphs, c.filled(stage.Pick(c.House, wordings), p))
	}
	if c.Chance(60) {
		d.status, d.signed = "AU", c.Now
	}
	c.say("T02", d)
	c.follow(d)
}

func (c *Documents) fresh(p *stage.Patient, kind, words string, by fiction.Staff) *document {
	c.count++
	return &document{
		patient: p, number: stage.Serial("D", 2_300_000+c.count), kind: kind, words: words, by: by,
		written: c.Now.Truncate(time.Minute), status: "DO", available: "AV",
	}
}

// filled puts what is known of the patient into a wording.
func (c *Documents) filled(wording string, p *stage.Patient) string {
	problem := "nothing of note"
	if n := len(p.Problems); n > 0 {
		problem = p.Problems[n-1].Words
	}
	years := int(c.Now.Sub(p.Born).Hours() / (24 * 365.25))
	return strings.NewReplacer("%reason", p.Reason, "%problem", problem, "%age", strconv.Itoa(years)).Replace(wording)
}

// follow plans what becomes of a note: signed, added to, edited, replaced or canceled, or nothing.
func (c *Documents) follow(d *document) {
	after := func(low, high time.Duration, do func()) {
		c.Plan(c.Now.Add(c.Between(low, high)), d.patient, c.system.Source, do)
	}
	if d.status != "AU" {
		after(10*time.Minute, 2*time.Hour, func() {
			d.status, d.signed = "AU", c.Now
			c.say("T04", d)
		})
		return
	}
	switch n := c.Dice.IntN(100); {
	case n < 8:
		after(20*time.Minute, 5*time.Hour, func() { c.add(d) })
	case n < 13:
		after(10*time.Minute, 2*time.Hour, func() {
			d.paragraphs[len(d.paragraphs)-1] += " Will call family tonight."
			d.signed = c.Now
			c.say("T08", d)
		})
	case n < 18:
		after(10*time.Minute, 3*time.Hour, func() { c.replace(d) })
	case n < 21:
		after(10*time.Minute, time.Hour, func() {
			d.status, d.available = "LA", "CA"
			c.say("T11", d)
		})
	}
}

// add says an addendum: a document of its own, below the first.
func (c *Documents) add(d *document) {
	more := c.fresh(d.patient, d.kind, d.words, d.by)
	more.parent, more.status, more.signed = d.number, "AU", c.Now
	more.paragraphs = []string{stage.Pick(c.House, fiction.Addenda())}
	c.say("T06", more)
}

// replace says the note anew under another number.
func (c *Documents) replace(d *document) {
	fresh := c.fresh(d.patient, d.kind, d.words, d.by)
	fresh.parent, fresh.status, fresh.signed = d.number, "AU", c.Now
	fresh.paragraphs = append(fresh.paragraphs, d.paragraphs...)
	fresh.paragraphs[0] += " (Corrected: the first version was dictated for another visit.)"
	c.say("T10", fresh)
}

// say writes a document event and sends it.
func (c *Documents) say(event string, d *document) {
	structure := "MDM_T02"
	if event == "T11" {
		structure = "MDM_T01"
	}
	w := c.Begin(&c.system, d.patient, stage.Kind{"MDM", event, structure})
	w.Segment("EVN").Set(1, 1, event).Set(2, 1, w.Recorded.Format(stage.ToSecond))
	w.ShortPID()
	txa := w.Segment("TXA").Set(1, 1, "1").Set(2, 1, d.kind).Set(2, 2, d.words).Set(2, 3, "L").Set(3, 1, "TX").
		Set(4, 1, d.written.Format(stage.ToMinute))
	stage.Name(txa, 5, d.by)
	txa.Set(6, 1, d.written.Format(stage.ToMinute)).Set(7, 1, w.Recorded.Format(stage.ToMinute))
	stage.Name(txa, 9, d.by)
	txa.Set(12, 1, d.number).Set(12, 2, c.system.App)
	if d.parent != "" {
		txa.Set(13, 1, d.parent).Set(13, 2, c.system.App)
	}
	txa.Set(17, 1, d.status).Set(18, 1, "U").Set(19, 1, d.available)
	if !d.signed.IsZero() {
		stage.Name(txa, 22, d.by)
		txa.Set(22, 15, d.signed.Format(stage.ToMinute))
	}
	if event != "T11" {
		content(w, d)
	}
	w.Send()
}

// content writes the text, one row a paragraph.
func content(w *stage.Draft, d *document) {
	status := "P"
	if d.status == "AU" {
		status = "F"
	}
	for i, text := range d.paragraphs {
		obx := w.Segment("OBX").Set(1, 1, strconv.Itoa(i+1)).Set(2, 1, "TX")
		stage.Coded(obx, 3, d.kind, d.words, "L")
		obx.Set(4, 1, strconv.Itoa(i+1)).Set(5, 1, text).Set(11, 1, status)
	}
}
