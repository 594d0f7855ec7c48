package hl7

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestBuilder(t *testing.T) {
	b := NewBuilder(Delimiters{})
	b.Segment("MSH").Set(3, 1, "A|B").Set(9, 1, "ADT").Set(9, 2, "A08").Set(18, 1, "UNICODE UTF-8")
	b.Segment("PID").Set(5, 1, "MÜLLER").SetAt(Place{Field: 3, Rep: 1, Component: 4, Sub: 2}, "2&3").SetNull(Place{Field: 13}).
		SetNull(Place{Field: 5, Component: 3}).SetRaw(11, []byte("1 LANE^^TOWN"))
	got, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	want(t, "message", string(got), `MSH|^~\&|A\F\B||||||ADT^A08|||||||||UNICODE UTF-8`+"\r"+
		`PID|||~^^^&2\T\3||MÜLLER^^""||||||1 LANE^^TOWN||""`+"\r")
}

func TestBuilderMistakes(t *testing.T) {
	for name, build := range map[string]func(b *Builder){
		"nothing":        func(*Builder) {},
		"no MSH":         func(b *Builder) { b.Segment("PID") },
		"two MSH":        func(b *Builder) { b.Segment("MSH"); b.Segment("MSH") },
		"a name":         func(b *Builder) { b.Segment("MSH"); b.Segment("p|d") },
		"MSH-2":          func(b *Builder) { b.Segment("MSH").Set(2, 1, "x") },
		"field 0":        func(b *Builder) { b.Segment("MSH").Set(0, 1, "x") },
		"negative":       func(b *Builder) { b.Segment("MSH").SetAt(Place{Field: 3, Rep: -1}, "x") },
		"too large":      func(b *Builder) { b.Segment("MSH").SetRaw(1<<30, nil) },
		"bad delimiters": func(b *Builder) { b.delims.Component = 'x'; b.Segment("MSH") },
	} {
		b := NewBuilder(DefaultDelimiters())
		build(b)
		if got, err := b.Bytes(); err == nil {
			t.Errorf("%s: no error, but %q", name, got)
		}
	}
	b := NewBuilder(Delimiters{Field: '|', Component: '^', Repetition: '~', Subcomponent: '&'})
	b.Segment("MSH").Set(3, 1, "secret & more")
	if _, err := b.Bytes(); !errors.Is(err, ErrNoEscape) || strings.Contains(err.Error(), "secret") {
		t.Errorf("text that cannot be written: %v", err)
	}
	short := NewBuilder(Delimiters{Field: '|', Component: '^'})
	short.Segment("MSH").SetAt(Place{Field: 3, Rep: 1}, "x")
	if _, err := short.Bytes(); err == nil {
		t.Error("a repetition was written without a delimiter for it")
	}
}

func TestAck(t *testing.T) {
	now := time.Date(2026, 11, 24, 11, 0, 1, 0, time.UTC)
	want(t, "no message", string(Ack(nil, AckReject, "9", now, "not HL7 | see the log")),
		`MSH|^~\&|||||20261124110001+0000||ACK|9|P|2.5.1`+"\r"+`MSA|AR||not HL7 \F\ see the log`+"\r")
	m := parse(t, `MSH|^~\&#|M`+"\xfc"+`R^\T\|""||R\x1C|20261124||ADT^A01|I\F\D`+"\x1c"+`|T^A|2.7^USA||||||8859/1`)
	want(t, "as sent", string(Ack(m, AckAccept, "9", now, "ça va")),
		`MSH|^~\&#||R\x1C|M`+"\xfc"+`R^\T\||20261124110001+0000||ACK^A01^ACK|9|T^A|2.7^USA||||||8859/1`+"\r"+`MSA|AA|I\F\D?|?a va`+"\r")
	old := parse(t, `MSH|^~\&|A|B|C|D|1990||ADT^A01|1|P|2.2`)
	want(t, "2.2", string(Ack(old, AckAccept, "9", now, "")), `MSH|^~\&|C|D|A|B|20261124110001+0000||ACK|9|P|2.2`+"\rMSA|AA|1\r")
}
