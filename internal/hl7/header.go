package hl7

import "strings"

// Header is what MSH says about a message, as text (see [Field.Text]): enough to route and to answer it.
type Header struct {
	SendingApp        string // MSH-3, whole
	SendingFacility   string // MSH-4, whole
	ReceivingApp      string // MSH-5, whole
	ReceivingFacility string // MSH-6, whole

	Time         Time   // MSH-7, in UTC if no zone was sent; use Time.In for the sender's zone
	Type         string // MSH-9.1, such as "ADT"
	Event        string // MSH-9.2, such as "A08"; EVN-1 where that is empty, as versions before 2.3 allow
	Structure    string // MSH-9.3, such as "ADT_A01"
	ControlID    string // MSH-10
	ProcessingID string // MSH-11.1: P, T or D
	Version      string // MSH-12.1, such as "2.5.1"
	Sequence     string // MSH-13
	AcceptAck    string // MSH-15: AL, NE, ER or SU; empty in original mode
	AppAck       string // MSH-16: likewise
}

// Header returns what MSH says about the message.
func (m *Message) Header() Header {
	msh := m.segments[0]
	return Header{
		SendingApp:        msh.Field(3).Text(),
		SendingFacility:   msh.Field(4).Text(),
		ReceivingApp:      msh.Field(5).Text(),
		ReceivingFacility: msh.Field(6).Text(),

		Time:         ParseTime(msh.Field(7).Component(1).Text(), nil),
		Type:         code(msh.Field(9).Component(1)),
		Event:        m.event(),
		Structure:    msh.Field(9).Component(3).Text(),
		ControlID:    msh.Field(10).Text(),
		ProcessingID: code(msh.Field(11).Component(1)),
		Version:      msh.Field(12).Component(1).Text(),
		Sequence:     msh.Field(13).Text(),
		AcceptAck:    code(msh.Field(15).Component(1)),
		AppAck:       code(msh.Field(16).Component(1)),
	}
}

// event returns the trigger event.
func (m *Message) event() string {
	if event := code(m.segments[0].Field(9).Component(2)); event != "" {
		return event
	}
	evn, _ := m.First("EVN")
	return code(evn.Field(1).Component(1))
}

// code is a code without the blanks that some senders fill it up with.
func code(v Value) string { return strings.TrimSpace(v.Text()) }
