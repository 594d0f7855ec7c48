package hl7

import "bytes"

// marks tells which characters of consequence occur in a field, so that most questions about it need no second look
// at its bytes. The same bits class single bytes while a message is indexed.
type marks uint8

const (
	markComponent marks = 1 << iota
	markRepetition
	markSubcomponent
	markEscape
	markHigh  // a byte above 127
	markQuote // a double quote, of which two make a null
	markBreak // CR or LF
	markField // the field separator, never within a field

	markSplit = markComponent | markRepetition | markSubcomponent
)

// fieldEnd is the entry of one field in the index: in its lower half where the field ends, above it the field's marks.
// The field starts one byte after the end of the entry before it. The name of a segment is its field 0, and before it
// stands an entry that only says where it starts.
type fieldEnd uint64

func newFieldEnd(at int, m marks) fieldEnd { return fieldEnd(uint32(at)) | fieldEnd(m)<<32 }

func (f fieldEnd) offset() uint32 { return uint32(f) }
func (f fieldEnd) marks() marks   { return marks(f >> 32) }

// index finds all segments and fields in one pass over the message that starts at raw[start] and whose MSH-2 ends at
// raw[mshEnd]. It returns the marks of all fields together.
func (m *Message) index(start, mshEnd int) (marks, error) {
	raw := m.raw[:trimTail(m.raw, mshEnd)]
	m.reserve(raw[start:])
	var seen marks
	for at := mshEnd; ; at = start {
		m.fields = append(m.fields, newFieldEnd(start-1, 0))
		first := len(m.fields)
		if len(m.segments) == 0 {
			m.fields = append(m.fields, newFieldEnd(start+len("MSH"), 0))
		}
		end, marks := m.indexSegment(raw, at)
		seen |= marks
		m.segments = append(m.segments, Segment{m, uint32(first), uint32(len(m.fields) - first)})
		start = end + skipLead(raw[end:])
		if start == len(raw) {
			break
		}
		if len(m.segments) == 1 {
			m.endsCR = raw[end] == '\r' && raw[end+1] != '\n'
		}
		if isMessageStart(raw[start:]) {
			return 0, &SyntaxError{start, "a second MSH segment; split the messages first"}
		}
	}
	m.fields[2] = newFieldEnd(mshEnd, 0) // MSH-2 is made of delimiters that delimit nothing
	return seen, nil
}

// reserve makes room for the index in one go: an entry for every separator, and two more for each segment. A segment
// takes four bytes at least, but for MSH and one odd line behind it, so that blank lines cost no memory.
func (m *Message) reserve(raw []byte) {
	lines := bytes.Count(raw, []byte{'\r'}) + bytes.Count(raw, []byte{'\n'}) + 1
	lines = min(lines, len(raw)/4+2)
	m.segments = make([]Segment, 0, lines)
	m.fields = make([]fieldEnd, 0, 2*lines+bytes.Count(raw, []byte{m.delims.Field})+1)
}

// indexSegment appends the ends of the fields from raw[at] to the end of the segment. It returns where that is and the
// marks of these fields together.
func (m *Message) indexSegment(raw []byte, at int) (end int, seen marks) {
	var field marks
	for {
		var marks marks
		end, field, marks = m.indexLine(raw, at, field)
		seen |= marks
		next := end + skipLead(raw[end:])
		strayLF := m.endsCR && end < len(raw) && raw[end] == '\n'
		if next == len(raw) || len(m.segments) == 0 || startsSegment(raw[next:], m.delims.Field, strayLF) {
			break
		}
		at, field = next, field|markBreak // the next line goes on with the text of this segment
	}
	m.fields = append(m.fields, newFieldEnd(end, field))
	return end, seen
}

// indexLine appends the ends of the fields from raw[at] to the end of the line, but for the last field, of which it
// returns the marks. The marks known of the first field go in as field.
//
// Every byte writes an entry and only a separator moves on to the next one. It looks wasteful, but fields are so short
// that a branch for each of them, which no processor foresees, costs as much as all the rest.
func (m *Message) indexLine(raw []byte, at int, field marks) (end int, last, seen marks) {
	class, fields, n := m.class, m.fields[:cap(m.fields)], len(m.fields)
	end = len(raw)
	for i := at; i < len(raw); i++ {
		mark := class[raw[i]]
		if mark == markBreak {
			end = i
			break
		}
		seen |= mark
		fields[n] = newFieldEnd(i, field)
		isField := mark >> 7 // 1 for a separator
		n += int(isField)
		field = (field | mark) & (isField - 1)
	}
	m.fields = fields[:n]
	return end, field, seen
}

// trimTail returns the end of raw without the line breaks, frame bytes and NULs that follow the last segment. It does
// not go back beyond floor.
func trimTail(raw []byte, floor int) int {
	end := len(raw)
	for end > floor && (raw[end-1] == '\r' || raw[end-1] == '\n' || raw[end-1] == frameEnd || raw[end-1] == 0) {
		end--
	}
	return end
}

// standardClasses are the classes for the delimiters that nearly every message has. They are never written to.
var standardClasses = newClasses(DefaultDelimiters())

// classes returns the marks of every byte under the delimiters d.
func classes(d Delimiters) *[256]marks {
	d.Truncation = 0 // splits nothing
	if d == DefaultDelimiters() {
		return standardClasses
	}
	return newClasses(d)
}

func newClasses(d Delimiters) *[256]marks {
	var class [256]marks
	for c := 0x80; c <= 0xff; c++ {
		class[c] = markHigh
	}
	class[d.Component] = markComponent
	class[d.Repetition] = markRepetition
	class[d.Subcomponent] = markSubcomponent
	class[d.Escape] = markEscape
	class[0] = 0 // where a delimiter is not declared, NUL is none either
	class['"'] = markQuote
	class['\r'], class['\n'] = markBreak, markBreak
	class[d.Field] = markField
	return &class
}
