package hl7

// Segment is one segment of a message. The zero Segment has no name and no fields.
type Segment struct {
	msg          *Message
	first, count uint32 // in the index of fields; the first is the name
}

// span returns where in the raw bytes entry n of the segment lies.
func (s Segment) span(n uint32) (start, end uint32) {
	at := s.first + n
	return s.msg.fields[at-1].offset() + 1, s.msg.fields[at].offset()
}

// Name returns the segment's name, such as "PID". A line that is no segment but follows MSH directly is kept as one,
// and then its name is whatever stands before the first field separator.
func (s Segment) Name() string {
	if s.msg == nil {
		return ""
	}
	start, end := s.span(0)
	return view(s.msg.raw[start:end])
}

func (s Segment) is(name string) bool { return s.Name() == name }

// isHeader reports whether s is MSH, where the field separator itself counts as the first field.
func (s Segment) isHeader() bool { return s.first == 1 }

// Raw returns the segment as sent, without the line break that ends it.
func (s Segment) Raw() []byte {
	if s.msg == nil {
		return nil
	}
	start, _ := s.span(0)
	_, end := s.span(s.count - 1)
	return s.msg.raw[start:end:end]
}

// Fields returns the number of the last field sent, which is the number of fields. MSH-1 counts.
func (s Segment) Fields() int {
	switch {
	case s.msg == nil:
		return 0
	case s.isHeader():
		return int(s.count)
	}
	return int(s.count) - 1
}

// Field returns field n, counted from 1 as the standard does: Field(1) of MSH is the field separator and Field(2) the
// encoding characters. A field that was not sent is absent.
func (s Segment) Field(n int) Field {
	if s.msg != nil && s.isHeader() {
		if n--; n == 0 {
			_, at := s.span(0) // the separator follows the name
			return Field{Value{msg: s.msg, start: at, end: at + 1}}
		}
	}
	if n < 1 || n >= int(s.count) {
		return Field{}
	}
	start, end := s.span(uint32(n))
	return Field{Value{s.msg, start, end, traits(s.msg.fields[s.first+uint32(n)].marks())}}
}
