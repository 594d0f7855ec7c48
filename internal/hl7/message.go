package hl7

import (
	"bytes"
	"fmt"
	"math"
)

// Message is one message, read. It refers to the bytes given to [Parse], which must not change afterwards.
type Message struct {
	raw      []byte
	delims   Delimiters
	class    *[256]marks // under delims
	endsCR   bool        // MSH ends with CR alone, so that an LF alone is doubtful
	charset  Charset
	decoder  decoder
	segments []Segment
	fields   []fieldEnd // of all segments, one after the other
}

// SyntaxError says why bytes are not a message. It holds nothing of what the message says.
type SyntaxError struct {
	Offset int    // in bytes, from the start of what was given to Parse
	Reason string // without any content of the message
}

// Error says where the bytes stop being a message, and why.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("not an HL7 v2 message: at byte %d: %s", e.Offset, e.Reason)
}

// Parse reads one message. Segments may end with CR, LF or both; a byte order mark, blank lines and MLLP frame bytes
// around the message are passed over. A line that does not begin as a segment does is not a segment: it continues the
// text of the segment before it (senders forget to escape line breaks in notes), unless that is MSH. Where MSH ends
// with CR alone, a line behind an LF alone must begin with a name that the standard knows, or Z.., to be a segment.
//
// The only errors are of type [*SyntaxError]: the bytes do not start with MSH, MSH-1 or MSH-2 cannot be used, or a
// second MSH follows, which would mix two patients. Everything else can be read.
func Parse(raw []byte) (*Message, error) {
	if uint64(len(raw)) > math.MaxUint32 {
		return nil, &SyntaxError{0, "longer than 4 GiB"}
	}
	start := skipLead(raw)
	if !bytes.HasPrefix(raw[start:], []byte("MSH")) {
		return nil, &SyntaxError{start, notMSH(raw[start:])}
	}
	delims, end, err := readDelimiters(raw, start)
	if err != nil {
		return nil, err
	}
	m := &Message{raw: raw, delims: delims, class: classes(delims)}
	seen, err := m.index(start, end)
	if err != nil {
		return nil, err
	}
	m.charset, m.decoder = chooseCharset(m.declaredCharset(), raw, seen&markHigh != 0)
	return m, nil
}

// Joined puts what ADD segments continue where it belongs: in the last field of the segment before (HL7 v2.5.1, 2.15.1).
// A message without any, as nearly all are, is returned as it is; so is an ADD segment behind MSH, which the standard
// forbids.
func Joined(raw []byte) []byte {
	const name = "ADD"
	start := skipLead(raw)
	if len(raw) <= start+len(name) || !bytes.Contains(raw, []byte(name)) {
		return raw
	}
	mark := append([]byte(name), raw[start+len(name)]) // the name and MSH-1
	var whole []byte
	rest := raw
	for from := 0; ; {
		at := bytes.Index(rest[from:], mark)
		if at < 0 {
			break
		}
		at += from
		line := bytes.TrimRight(rest[:at], "\r\n")
		if len(line) == at || bytes.LastIndexAny(line, "\r\n") < 0 && whole == nil {
			from = at + len(mark) // not at the start of a line, or behind MSH
			continue
		}
		whole = append(whole, line...)
		rest, from = rest[at+len(mark):], 0
	}
	if whole == nil {
		return raw
	}
	return append(whole, rest...)
}

// notMSH says what stands where MSH is missing.
func notMSH(rest []byte) string {
	switch {
	case len(rest) == 0:
		return "nothing there but blanks"
	case bytes.HasPrefix(rest, []byte("FHS")), bytes.HasPrefix(rest, []byte("BHS")):
		return "a batch begins here; split it into messages first"
	}
	return "no MSH segment at the start"
}

// skipLead returns the offset of the first byte that is neither blank nor a byte order mark nor of a frame.
func skipLead(raw []byte) int {
	at := 0
	for at < len(raw) {
		switch c := raw[at]; {
		case isBlank(c), c == frameStart, c == frameEnd:
			at++
		case bytes.HasPrefix(raw[at:], []byte("\xef\xbb\xbf")):
			at += 3
		default:
			return at
		}
	}
	return at
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// Raw returns the bytes given to [Parse], all of them.
func (m *Message) Raw() []byte { return m.raw }

// Delimiters returns the delimiters that the message declares.
func (m *Message) Delimiters() Delimiters { return m.delims }

// Charset returns the character set that the message declares and the one it is read in.
func (m *Message) Charset() Charset { return m.charset }

// Segments returns all segments in the order sent, those of unknown name too. The caller must not change the slice.
func (m *Message) Segments() []Segment { return m.segments[:len(m.segments):len(m.segments)] }

// First returns the first segment of that name, and whether there is one.
func (m *Message) First(name string) (Segment, bool) {
	for _, s := range m.segments {
		if s.is(name) {
			return s, true
		}
	}
	return Segment{}, false
}
