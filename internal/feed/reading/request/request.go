// Package request says what one message asks to be done for a patient, and what
// it says was done of that: orders of every kind, doses, medicines handed out,
// and what is stated of code status and precautions.
//
// It is a part of package reading, which tells it whose message it is.
package request

import (
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/hl7"
)

// Message is what there is to read: one patient's part of a message.
type Message struct {
	Type     string                           // MSH-9.1
	Event    string                           // MSH-9.2
	Sent     fact.Time                        // MSH-7
	Recorded fact.Time                        // EVN-2, else MSH-7
	Visit    fact.ID                          // PV1-19
	Segments []hl7.Segment                    // of the patient
	Time     func(hl7.Value) fact.Time        // reads a time in the message's zone
	Value    func(hl7.Segment) (string, bool) // reads the value of an OBX
	Rules    *Rules                           // what the site declares
}

// Said is one thing said, and when its sender recorded it.
type Said struct {
	At   fact.Time
	Body fact.Body
}

// Reading is what a message comes to.
type Reading struct {
	Said      []Said
	Results   [][]hl7.Segment // observations in it, to be read as results
	Medicines bool            // it told of medication orders
	Refused   string          // why nothing of it could be read, "" where something was
}

// reader reads one message.
type reader struct {
	*Message
	Reading
}

func (r *reader) add(at fact.Time, body fact.Body) { r.Said = append(r.Said, Said{at, body}) }

// unread marks one thing in an otherwise readable message.
func (r *reader) unread(section fact.Section, reason string) {
	r.add(r.Sent, &fact.Unread{Section: section, Reason: reason})
}

// first finds a segment of the patient.
func (m *Message) first(name string) hl7.Segment { return orderGroup{segments: m.Segments}.first(name) }

func (m *Message) time(f hl7.Field) fact.Time { return m.Time(f.Component(1)) }

// Orders reads orders of every kind: ORM and its successors, and the answers to
// them.
func Orders(m *Message) Reading { return m.read((*reader).orders) }

// Medicines reads RDE, OMP and the answers to them.
func Medicines(m *Message) Reading { return m.read((*reader).medicationOrders) }

// Doses reads RAS.
func Doses(m *Message) Reading { return m.read((*reader).administrations) }

// Dispensed reads RDS.
func Dispensed(m *Message) Reading { return m.read((*reader).dispensed) }

// Instructed reads RGV.
func Instructed(m *Message) Reading { return m.read((*reader).instructed) }

// Directives reads what PV2 and PD1 state, of whatever message.
func Directives(m *Message) Reading { return m.read((*reader).directives) }

func (m *Message) read(how func(*reader)) Reading {
	r := reader{Message: m}
	how(&r)
	return r.Reading
}
