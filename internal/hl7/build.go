package hl7

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrNoEscape is returned by [Builder.Bytes] if a text holds a delimiter and the delimiters have no escape character
// to write it with.
var ErrNoEscape = errors.New("the text holds a delimiter, and no escape character is declared")

// Builder writes a message in UTF-8. What it writes, [Parse] reads back with the same texts, except that a CR, alone
// or before an LF, comes back as LF. The zero Builder cannot be used; see [NewBuilder].
type Builder struct {
	delims   Delimiters
	segments []*SegmentBuilder
	err      error // the first
}

// SegmentBuilder writes one segment of a [Builder].
type SegmentBuilder struct {
	owner  *Builder
	name   string
	fields []string   // raw, by number; 0 is not used
	parts  [][]repeat // set by place, by number
}

// repeat is one repetition: its components, each of its subcomponents, all escaped.
type repeat [][]string

// maxPlace is the largest number in a [Place]; beyond it a number is taken for a mistake.
const maxPlace = 10_000

// NewBuilder returns a Builder that writes with the delimiters d, or with [DefaultDelimiters] if d is zero. The first
// segment must be MSH; its fields 1 and 2 are written by the builder. Set MSH-18 to "UNICODE UTF-8" if texts are not
// all ASCII.
func NewBuilder(d Delimiters) *Builder {
	if d == (Delimiters{}) {
		d = DefaultDelimiters()
	}
	return &Builder{delims: d}
}

// Segment begins a new segment at the end of the message.
func (b *Builder) Segment(name string) *SegmentBuilder {
	if isMSH := name == "MSH"; isMSH != (len(b.segments) == 0) {
		b.fail(errors.New("MSH must be the first segment and no other"))
	}
	if !isName([]byte(name)) {
		b.fail(errors.New("a segment's name has three characters, a capital letter and then capital letters or digits"))
	}
	s := &SegmentBuilder{owner: b, name: name}
	b.segments = append(b.segments, s)
	return s
}

// Set writes text into a component of the first repetition of a field, both counted from 1.
func (s *SegmentBuilder) Set(field, component int, text string) *SegmentBuilder {
	return s.SetAt(Place{Field: field, Component: component}, text)
}

// SetAt writes text at any place.
func (s *SegmentBuilder) SetAt(p Place, text string) *SegmentBuilder {
	escaped, ok := Escape(strings.ToValidUTF8(text, "\uFFFD"), s.owner.delims)
	if !ok {
		s.owner.fail(fmt.Errorf("%s-%d: %w", s.name, p.Field, ErrNoEscape))
	}
	return s.put(p, escaped)
}

// SetNull writes a null, which tells the receiver to delete what it has. With no Component in p the whole field is
// null.
func (s *SegmentBuilder) SetNull(p Place) *SegmentBuilder {
	if p.Component == 0 {
		return s.SetRaw(p.Field, []byte(`""`))
	}
	return s.put(p, `""`)
}

// SetRaw writes a whole field as it is, with its delimiters and escape sequences, such as the Raw of a field of another
// message with the same delimiters and character set.
func (s *SegmentBuilder) SetRaw(field int, raw []byte) *SegmentBuilder {
	if !s.writable(Place{Field: field}) {
		return s
	}
	s.fields = grown(s.fields, field)
	s.fields[field] = string(raw)
	return s
}

func (s *SegmentBuilder) put(p Place, escaped string) *SegmentBuilder {
	if !s.writable(p) {
		return s
	}
	component, sub := max(p.Component, 1)-1, max(p.Sub, 1)-1
	s.parts = grown(s.parts, p.Field)
	s.parts[p.Field] = grown(s.parts[p.Field], p.Rep)
	s.parts[p.Field][p.Rep] = grown(s.parts[p.Field][p.Rep], component)
	r := s.parts[p.Field][p.Rep]
	r[component] = grown(r[component], sub)
	r[component][sub] = escaped
	return s
}

// writable checks p and keeps the error for Bytes.
func (s *SegmentBuilder) writable(p Place) bool {
	d := s.owner.delims
	for _, n := range [...]int{p.Field, p.Rep, p.Component, p.Sub} {
		if n < 0 || n > maxPlace {
			s.owner.fail(fmt.Errorf("%s: a place is out of range", s.name))
			return false
		}
	}
	switch {
	case p.Field == 0, s.name == "MSH" && p.Field <= 2:
		s.owner.fail(fmt.Errorf("%s-%d is not a field to set", s.name, p.Field))
	case p.Rep > 0 && d.Repetition == 0, p.Component > 1 && d.Component == 0, p.Sub > 1 && d.Subcomponent == 0:
		s.owner.fail(fmt.Errorf("%s-%d: no delimiter is declared for this place", s.name, p.Field))
	default:
		return true
	}
	return false
}

// Bytes returns the message, every segment of it ended by CR, or the first mistake made in building it.
func (b *Builder) Bytes() ([]byte, error) {
	if len(b.segments) == 0 {
		b.fail(errors.New("there are no segments"))
	}
	if !b.delims.canBeRead() {
		b.fail(errors.New("MSH-1 and MSH-2 cannot declare these delimiters"))
	}
	if b.err != nil {
		return nil, fmt.Errorf("writing an HL7 message: %w", b.err)
	}
	var out []byte
	for _, s := range b.segments {
		out = append(s.append(out), '\r')
	}
	return out, nil
}

func (b *Builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// append appends the segment to out without a line break.
func (s *SegmentBuilder) append(out []byte) []byte {
	d := s.owner.delims
	out = append(out, s.name...)
	first := 1
	if s.name == "MSH" {
		out = append(append(out, d.Field), d.EncodingCharacters()...)
		first = 3
	}
	for n := first; n < max(len(s.fields), len(s.parts)); n++ {
		out = append(out, d.Field)
		if n < len(s.fields) && s.fields[n] != "" {
			out = append(out, s.fields[n]...)
		} else if n < len(s.parts) {
			out = append(out, d.join(s.parts[n])...)
		}
	}
	return out
}

// join writes repetitions as one field.
func (d Delimiters) join(reps []repeat) string {
	var whole []string
	for _, r := range reps {
		var components []string
		for _, subs := range r {
			components = append(components, strings.Join(subs, string(rune(d.Subcomponent))))
		}
		whole = append(whole, strings.Join(components, string(rune(d.Component))))
	}
	return strings.Join(whole, string(rune(d.Repetition)))
}

// grown returns s with room for index i.
func grown[S ~[]E, E any](s S, i int) S {
	if i < len(s) {
		return s
	}
	return slices.Grow(s, i+1-len(s))[:i+1]
}
