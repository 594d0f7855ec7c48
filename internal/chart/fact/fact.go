package fact

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Fact is one thing a message says of one patient.
type Fact struct {
	Owner ID    // the record number the message gave
	Stamp Stamp // where it stands among other facts
	From  *From // the message it came in
	Stay  *Stay // the visit that the message named beside the patient; nil where it named none
	Body  Body
}

// Stay is the visit that a message names beside its patient. All facts of the
// patient in the message share it.
type Stay struct {
	Visit    ID     // PV1-19; zero where none was sent
	Formerly ID     // MRG-5: another number of the visit, zero where none was sent
	Account  ID     // PID-18; zero where none was sent
	Stamp    string // when the message says so, as [Stamp.Sortable] writes it
}

// Body is what a fact says. Each kind is a type of the package that adds it up;
// what could not be read is an *[Unread].
type Body interface {
	About() Section // the section it belongs to
}

// From says which message a fact came in, when the sender recorded it, and when
// the message was sent and kept. Facts recorded at one time share it.
type From struct {
	Message  int64     // our number of the kept message
	Source   string    // the source that sent it
	Kind     string    // message type and event, as ADT^A01
	Sent     Time      // MSH-7
	Recorded Time      // transaction time of the fact's kind; MSH-7 where none was sent
	Received time.Time // when it was durably kept, by our clock
	Label    string    // why what it says is withheld by rule, "" where it is not
	Guessed  string    // the character set in which letters of it were read by guess, "" where none were
	Test     bool      // sent as a test or training message, or by a source on trial
}

// MarshalJSON writes what scripts rely on: message, source and the instant the
// sender recorded it, or failing that the instant it was received.
func (f *From) MarshalJSON() ([]byte, error) {
	at := f.Received
	for _, t := range []Time{f.Sent, f.Recorded} {
		if t.Known() {
			at = t.At
		}
	}
	return json.Marshal(struct {
		Message  int64     `json:"message"`
		Source   string    `json:"source"`
		Kind     string    `json:"kind"`
		At       time.Time `json:"at"`
		Recorded Time      `json:"recorded"`
		Sent     Time      `json:"sent"`
		Received time.Time `json:"received"`
		Test     bool      `json:"test,omitempty"`
	}{f.Message, f.Source, f.Kind, at.UTC(), f.Recorded, f.Sent, f.Received.UTC(), f.Test})
}

// Stamp orders facts: by the transaction time of their kind, then by the time
// in the message header, its sequence number, its control number where the
// source declares that it only grows, and last by arrival. The order is
// that of design section 3b: ADT by EVN-2, orders by ORC-9, administrations by
// RXA-22, results by OBR-22; where the kind's time is missing, MSH-7 stands in,
// and where that is missing too, the time of receipt.
type Stamp struct {
	At       Time  // transaction time of the fact's kind
	Header   Time  // MSH-7
	Sequence int64 // MSH-13, 0 where none was sent
	Control  int64 // MSH-10 of a source that counts up, else 0
	Arrival  int64 // number of the kept message
	Row      int   // place in the message
}

// Compare orders two stamps; 0 means the same fact.
func (s Stamp) Compare(t Stamp) int {
	return cmp.Or(
		s.At.At.Compare(t.At.At),
		s.Header.At.Compare(t.Header.At),
		cmp.Compare(s.Sequence, t.Sequence),
		cmp.Compare(s.Control, t.Control),
		cmp.Compare(s.Arrival, t.Arrival),
		cmp.Compare(s.Row, t.Row),
	)
}

// Later reports whether s stands after t by what the sender said, arrival left
// aside.
func (s Stamp) Later(t Stamp) bool {
	return cmp.Or(
		s.At.At.Compare(t.At.At),
		s.Header.At.Compare(t.Header.At),
		cmp.Compare(s.Sequence, t.Sequence),
		cmp.Compare(s.Control, t.Control),
	) > 0
}

// Sortable writes the stamp, the place in the message left aside, as bytes that
// sort as [Stamp.Compare] does.
func (s Stamp) Sortable() string {
	b := make([]byte, 0, 48)
	for _, at := range []time.Time{s.At.At, s.Header.At} {
		b = binary.BigEndian.AppendUint64(b, uint64(at.Unix())^1<<63)
		b = binary.BigEndian.AppendUint32(b, uint32(at.Nanosecond()))
	}
	for _, n := range []int64{s.Sequence, s.Control, s.Arrival} {
		b = binary.BigEndian.AppendUint64(b, uint64(n)^1<<63)
	}
	return string(b)
}

// Coded is a coded value as HL7 v2 sends it (CE, CWE): the sender's words and
// the code beside them.
type Coded struct {
	Text   string `json:"text,omitempty"`
	Code   string `json:"code,omitempty"`
	System string `json:"system,omitempty"`
	Also   string `json:"also,omitempty"` // the alternate text, where it says something else
}

// Words is what a person reads: the sender's text, else the bare code. Both
// texts stand where the sender sent two that differ.
func (c Coded) Words() string {
	words := cmp.Or(c.Text, c.Also, c.Code)
	if c.Also != "" && c.Also != words {
		words += " (" + c.Also + ")"
	}
	return words
}

// IsZero reports whether nothing was sent.
func (c Coded) IsZero() bool { return c == Coded{} }

// Said is a field as sent. HL7 v2 tells three things apart: nothing said (keep
// what is known), null (remove what is known), and a value.
type Said struct {
	Is   Saying
	Text string
}

// Saying is how a field was sent.
type Saying uint8

// The three ways to send a field.
const (
	Nothing Saying = iota // empty: no information, change nothing
	Null                  // two double quotes: remove
	Value                 // a value
)

// Over returns s, or old where s says nothing.
func (s Said) Over(old Said) Said {
	if s.Is == Nothing {
		return old
	}
	return s
}

// AppendOnce adds words to a copy of the marks, unless they stand there.
func AppendOnce(marks []string, words string) []string {
	if slices.Contains(marks, words) {
		return marks
	}
	return append(slices.Clone(marks), words)
}

// Join puts what was sent on one line; what was not is left out.
func Join(words ...string) string {
	empty := func(w string) bool { return w == "" }
	return strings.Join(slices.DeleteFunc(slices.Clone(words), empty), ", ")
}
