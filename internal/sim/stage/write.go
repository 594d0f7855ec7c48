package stage

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/sim/fiction"
)

// How times are written: always with the zone.
const (
	ToSecond = "20060102150405-0700"
	ToMinute = "200601021504-0700"
	ToDay    = "20060102"
)

// System is a sending system: its name and its count of messages.
type System struct {
	Source   Source
	App      string // MSH-3
	Facility string // MSH-4, and the assigning authority of its numbers
	Prefix   string // of MSH-10
	sent     int
}

// Draft is a message being written.
type Draft struct {
	*hl7.Builder
	house    *House
	system   *System
	patient  *Patient
	Recorded time.Time // the transaction time: EVN-2, ORC-9, RXA-22, OBR-22
	id       string
}

// Kind is what MSH-9 says: type, event and structure.
type Kind [3]string

// Of returns the draft for segments about somebody else, in the same message.
func (d *Draft) Of(p *Patient) *Draft {
	other := *d
	other.patient = p
	return &other
}

// Begin starts a message of the present time, recorded some seconds ago. It ends with the MSH segment.
func (s *House) Begin(from *System, p *Patient, k Kind) *Draft {
	from.sent++
	d := &Draft{
		Builder: hl7.NewBuilder(hl7.DefaultDelimiters()), house: s, system: from, patient: p,
		Recorded: s.Now, id: Serial(from.Prefix, from.sent),
	}
	if !s.Prompt {
		d.Recorded = s.Now.Add(-s.Between(time.Second, 9*time.Second))
	}
	d.Segment("MSH").
		Set(3, 1, from.App).Set(4, 1, from.Facility).Set(5, 1, "REDOUTLET").Set(6, 1, from.Facility).
		Set(7, 1, s.Now.Format(ToSecond)).
		Set(9, 1, k[0]).Set(9, 2, k[1]).Set(9, 3, k[2]).
		Set(10, 1, d.id).Set(11, 1, s.Options.Processing).Set(12, 1, "2.5.1").Set(18, 1, "UNICODE UTF-8")
	return d
}

// Send ends the message and says it. One in fifty is sent once more some minutes later, as by an engine that missed the
// answer: with a new control id and time, and the same content.
func (d *Draft) Send() Message {
	m := d.SendOnce()
	if d.patient != nil && d.house.Chance(2) {
		d.house.sendAgain(d.system, d.patient, m.Body)
	}
	return m
}

// SendOnce ends the message and says it, and never says it again: for kinds that are put in order by MSH-7 alone.
func (d *Draft) SendOnce() Message {
	return d.house.say(d.system, d.patient, d.id, mustWrite(d.Builder))
}

// mustWrite returns the bytes of a message whose places are all written down in this package, so that a mistake in them
// is one of the program.
func mustWrite(b *hl7.Builder) []byte {
	body, err := b.Bytes()
	if err != nil {
		panic(fmt.Sprintf("sim: a message that cannot be written: %v", err))
	}
	return body
}

// say puts a message out at the present time.
func (s *House) say(from *System, p *Patient, id string, body []byte) Message {
	if p != nil {
		p.Said[from.Source] = s.Now
	}
	m := Message{At: s.Now, Source: from.Source, ControlID: id, Load: !s.Living(), Body: body}
	s.Out = append(s.Out, m)
	return m
}

func (s *House) sendAgain(from *System, p *Patient, body []byte) {
	s.Plan(s.Now.Add(s.Between(2*time.Minute, 8*time.Minute)), p, from.Source, func() {
		from.sent++
		id := Serial(from.Prefix, from.sent)
		s.say(from, p, id, Restamp(body, s.Now.Format(ToSecond), id))
	})
}

// Restamp returns the message with another MSH-7 and MSH-10.
func Restamp(body []byte, at, id string) []byte {
	end := bytes.IndexByte(body, '\r')
	fields := bytes.Split(body[:end], []byte("|"))
	fields[6], fields[9] = []byte(at), []byte(id)
	return append(bytes.Join(fields, []byte("|")), body[end:]...)
}

// PID writes who the message is about.
func (d *Draft) PID() {
	p := d.patient
	seg := d.Segment("PID").Set(1, 1, "1").
		Set(3, 1, p.MRN).Set(3, 4, d.system.Facility).Set(3, 5, "MR").
		Set(5, 1, p.Family).Set(5, 2, p.Given).Set(5, 3, p.Middle).Set(5, 7, "L").
		Set(7, 1, p.birth()).Set(8, 1, p.Sex).
		Set(11, 1, p.Street).Set(11, 3, p.Town).Set(11, 4, "ZZ").Set(11, 5, p.Zip).Set(11, 6, "USA").
		Set(13, 1, p.Phone).
		Set(15, 1, fiction.Languages()[p.language].Code).Set(15, 2, fiction.Languages()[p.language].Words)
	if p.Account != "" {
		seg.Set(18, 1, p.Account).Set(18, 4, d.system.Facility).Set(18, 5, "AN")
	}
	if p.Mother != nil {
		seg.Set(21, 1, p.Mother.MRN).Set(21, 4, d.system.Facility).Set(21, 5, "MR").
			Set(24, 1, "Y").Set(25, 1, strconv.Itoa(p.BirthOrder))
	}
}

// ShortPID writes who the message is about as departments do: number, name, birth and sex.
func (d *Draft) ShortPID() {
	p := d.patient
	d.Segment("PID").Set(1, 1, "1").
		Set(3, 1, p.MRN).Set(3, 4, d.system.Facility).Set(3, 5, "MR").
		Set(5, 1, p.Family).Set(5, 2, p.Given).
		Set(7, 1, p.birth()).Set(8, 1, p.Sex)
	d.Segment("PV1").Set(1, 1, "1").Set(2, 1, p.Class).Set(19, 1, p.Visit).Set(19, 4, d.system.Facility)
}

// birth is PID-7.
func (p *Patient) birth() string {
	if p.bornToTheMinute {
		return p.Born.Format(ToMinute)
	}
	return p.Born.Format(ToDay)
}

// place writes a bed into a field of type PL.
func (d *Draft) place(seg *hl7.SegmentBuilder, field int, b *Bed) {
	if b != nil {
		seg.Set(field, 1, b.Unit).Set(field, 2, b.Room).Set(field, 3, b.Bed).Set(field, 4, d.system.Facility)
	}
}

// Name writes a member of staff into a field of type XCN.
func Name(seg *hl7.SegmentBuilder, field int, who fiction.Staff) {
	seg.Set(field, 1, who.ID).Set(field, 2, who.Family).Set(field, 3, who.Given)
}

// Words writes words without a code into a field of type CE; no words leave it empty.
func Words(seg *hl7.SegmentBuilder, field int, text string) {
	if text != "" {
		seg.Set(field, 2, text)
	}
}

// Coded writes a code of the house and its words into a field of type CE.
func Coded(seg *hl7.SegmentBuilder, field int, code, words, from string) {
	seg.Set(field, 1, code).Set(field, 2, words)
	if code != "" {
		seg.Set(field, 3, from)
	}
}
