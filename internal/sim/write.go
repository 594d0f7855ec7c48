package sim

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
	toSecond = "20060102150405-0700"
	toMinute = "200601021504-0700"
	toDay    = "20060102"
)

// system is a sending system: its name and its count of messages.
type system struct {
	source Source
	app    string // MSH-3
	prefix string // of MSH-10
	sent   int
}

// draft is a message being written.
type draft struct {
	*hl7.Builder
	house    *house
	system   *system
	patient  *patient
	recorded time.Time // the transaction time: EVN-2, ORC-9, RXA-22, OBR-22
	id       string
}

// kind is what MSH-9 says: type, event and structure.
type kind [3]string

// begin starts a message of the present time, recorded some seconds ago. It ends with the MSH segment.
func (s *house) begin(from *system, p *patient, k kind) *draft {
	from.sent++
	d := &draft{
		Builder: hl7.NewBuilder(hl7.DefaultDelimiters()), house: s, system: from, patient: p,
		recorded: s.now, id: serial(from.prefix, from.sent),
	}
	if !s.prompt {
		d.recorded = s.now.Add(-s.between(time.Second, 9*time.Second))
	}
	d.Segment("MSH").
		Set(3, 1, from.app).Set(4, 1, facility).Set(5, 1, "REDOUTLET").Set(6, 1, facility).
		Set(7, 1, s.now.Format(toSecond)).
		Set(9, 1, k[0]).Set(9, 2, k[1]).Set(9, 3, k[2]).
		Set(10, 1, d.id).Set(11, 1, s.options.Processing).Set(12, 1, "2.5.1").Set(18, 1, "UNICODE UTF-8")
	return d
}

// send ends the message and says it. One in fifty is sent once more some minutes later, as by an engine that missed the
// answer: with a new control id and time, and the same content.
func (d *draft) send() Message {
	m := d.house.say(d.system, d.patient, d.id, mustWrite(d.Builder))
	if d.house.chance(2) {
		d.house.sendAgain(d.system, d.patient, m.Body)
	}
	return m
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
func (s *house) say(from *system, p *patient, id string, body []byte) Message {
	p.said[from.source] = s.now
	m := Message{At: s.now, Source: from.source, ControlID: id, Load: !s.living(), Body: body}
	s.out = append(s.out, m)
	return m
}

func (s *house) sendAgain(from *system, p *patient, body []byte) {
	s.plan(s.now.Add(s.between(2*time.Minute, 8*time.Minute)), p, from.source, func() {
		from.sent++
		id := serial(from.prefix, from.sent)
		s.say(from, p, id, restamp(body, s.now.Format(toSecond), id))
	})
}

// restamp returns the message with another MSH-7 and MSH-10.
func restamp(body []byte, at, id string) []byte {
	end := bytes.IndexByte(body, '\r')
	fields := bytes.Split(body[:end], []byte("|"))
	fields[6], fields[9] = []byte(at), []byte(id)
	return append(bytes.Join(fields, []byte("|")), body[end:]...)
}

// pid writes who the message is about.
func (d *draft) pid() {
	p := d.patient
	seg := d.Segment("PID").Set(1, 1, "1").
		Set(3, 1, p.mrn).Set(3, 4, facility).Set(3, 5, "MR").
		Set(5, 1, p.family).Set(5, 2, p.given).Set(5, 3, p.middle).Set(5, 7, "L").
		Set(7, 1, p.birth()).Set(8, 1, p.sex).
		Set(11, 1, p.street).Set(11, 3, p.town).Set(11, 4, "ZZ").Set(11, 5, p.zip).Set(11, 6, "USA").
		Set(13, 1, p.phone).
		Set(15, 1, fiction.Languages()[p.language].Code).Set(15, 2, fiction.Languages()[p.language].Words).
		Set(18, 1, p.account).Set(18, 4, facility).Set(18, 5, "AN")
	if p.mother != nil {
		seg.Set(21, 1, p.mother.mrn).Set(21, 4, facility).Set(21, 5, "MR").
			Set(24, 1, "Y").Set(25, 1, strconv.Itoa(p.birthOrder))
	}
}

// shortPID writes who the message is about as departments do: number, name, birth and sex.
func (d *draft) shortPID() {
	p := d.patient
	d.Segment("PID").Set(1, 1, "1").
		Set(3, 1, p.mrn).Set(3, 4, facility).Set(3, 5, "MR").
		Set(5, 1, p.family).Set(5, 2, p.given).
		Set(7, 1, p.birth()).Set(8, 1, p.sex)
	d.Segment("PV1").Set(1, 1, "1").Set(2, 1, p.class).Set(19, 1, p.visit).Set(19, 4, facility)
}

// birth is PID-7.
func (p *patient) birth() string {
	if p.bornToTheMinute {
		return p.born.Format(toMinute)
	}
	return p.born.Format(toDay)
}

// place writes a bed into a field of type PL.
func place(seg *hl7.SegmentBuilder, field int, b *bed) {
	if b != nil {
		seg.Set(field, 1, b.unit).Set(field, 2, b.room).Set(field, 3, b.bed).Set(field, 4, facility)
	}
}

// name writes a member of staff into a field of type XCN.
func name(seg *hl7.SegmentBuilder, field int, who fiction.Staff) {
	seg.Set(field, 1, who.ID).Set(field, 2, who.Family).Set(field, 3, who.Given)
}

// words writes words without a code into a field of type CE; no words leave it empty.
func words(seg *hl7.SegmentBuilder, field int, text string) {
	if text != "" {
		seg.Set(field, 2, text)
	}
}

// coded writes a code of the house and its words into a field of type CE.
func coded(seg *hl7.SegmentBuilder, field int, code, words, from string) {
	seg.Set(field, 1, code).Set(field, 2, words)
	if code != "" {
		seg.Set(field, 3, from)
	}
}
