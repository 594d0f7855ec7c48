package hl7

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// The acknowledgement codes of MSA-1 (HL7 table 0008). Those that begin with A answer in original mode and answer for
// the application in enhanced mode; those that begin with C say only whether the message is kept.
const (
	AckAccept       = "AA"
	AckError        = "AE"
	AckReject       = "AR"
	AckCommitAccept = "CA"
	AckCommitError  = "CE"
	AckCommitReject = "CR"
)

// ackTime is how MSH-7 is written: to the second, with the zone.
const ackTime = "20060102150405-0700"

// fallbackVersion is written to MSH-12 where the message does not say its own.
const fallbackVersion = "2.5.1"

// Ack returns the answer to m, every segment of it ended by CR. code is one of the Ack constants; controlID is the
// answer's own MSH-10, which the caller makes unique; text goes to MSA-3 and must not hold anything of a patient.
// Whether an answer is due at all, and which, is the caller's to decide from MSH-15, MSH-16 and MSH-9: an
// acknowledgement is never acknowledged.
//
// The answer uses the delimiters of m and goes back to the sender's own names: MSH-3 to 6 are the receiver and the
// sender of m exchanged, byte for byte. MSH-11, MSH-12, MSH-18 and MSA-2 are as received. Characters of controlID and
// text that ASCII lacks become '?', for they may not exist in the character set of m; delimiters become spaces where m
// declares no escape character. A nil m stands for bytes that are no message: the answer then has the default
// delimiters, nobody's names and an empty MSA-2.
func Ack(m *Message, code, controlID string, now time.Time, text string) []byte {
	d, msh2 := DefaultDelimiters(), DefaultDelimiters().EncodingCharacters()
	var msh Segment
	if m != nil {
		msh = m.segments[0]
		d, msh2 = m.delims, string(msh.Field(2).Raw())
	}
	version := msh.Field(12).Component(1).Text()
	if version == "" {
		version = fallbackVersion
	}
	out := d.appendSegment(nil, "MSH", msh2,
		asSent(msh, 5, ""), asSent(msh, 6, ""), asSent(msh, 3, ""), asSent(msh, 4, ""), now.Format(ackTime), "",
		ackType(m, d, version), d.ascii(controlID), asSent(msh, 11, "P"), asSent(msh, 12, version),
		"", "", "", "", "", asSent(msh, 18, ""))
	return d.appendSegment(out, "MSA", code, asSent(msh, 10, ""), d.ascii(text))
}

// asSent returns field n of msh byte for byte, or otherwise if nothing was sent there. Only control characters become
// '?', for they could end the frame that carries the answer.
func asSent(msh Segment, n int, otherwise string) string {
	f := msh.Field(n)
	if f.State() != Present {
		return otherwise
	}
	raw := bytes.Clone(f.Raw())
	for i, c := range raw {
		if c < ' ' {
			raw[i] = '?'
		}
	}
	return string(raw)
}

// appendSegment appends a segment without its empty fields at the end, ended by CR.
func (d Delimiters) appendSegment(out []byte, name string, fields ...string) []byte {
	out = append(out, name...)
	for len(fields) > 0 && fields[len(fields)-1] == "" {
		fields = fields[:len(fields)-1]
	}
	for _, f := range fields {
		out = append(append(out, d.Field), f...)
	}
	return append(out, '\r')
}

// ackType returns MSH-9 as the version of m has it: ACK alone up to 2.2, with the event from 2.3 and with the
// structure from 2.3.1.
func ackType(m *Message, d Delimiters, version string) string {
	if m == nil {
		return "ACK"
	}
	parts := []string{"ACK"}
	if event := m.event(); event != "" && d.Component != 0 && versionAtLeast(version, 2, 3) {
		parts = append(parts, d.ascii(event))
		if versionAtLeast(version, 2, 3, 1) {
			parts = append(parts, "ACK")
		}
	}
	return strings.Join(parts, string(rune(d.Component)))
}

// versionAtLeast compares a version such as "2.5.1" with numbers. One that cannot be read counts as old.
func versionAtLeast(version string, least ...int) bool {
	parts := strings.Split(version, ".")
	for i, want := range least {
		if i >= len(parts) {
			return false
		}
		n, err := strconv.Atoi(parts[i])
		if err != nil || n < want {
			return false
		}
		if n > want {
			return true
		}
	}
	return true
}

// ascii returns text escaped, with '?' for what ASCII lacks.
func (d Delimiters) ascii(text string) string {
	plain := strings.Map(func(r rune) rune {
		if r > 0x7e {
			return '?'
		}
		return r
	}, text)
	escaped, _ := Escape(plain, d)
	return escaped
}
