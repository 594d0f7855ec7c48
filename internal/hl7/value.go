package hl7

import "bytes"

// State says whether a value was sent. The standard (chapter 2) gives the three different meanings: an absent value
// leaves what is known, a null deletes it, a present one replaces it.
type State uint8

const (
	Absent  State = iota // not sent, or nothing between its delimiters
	Null                 // sent as "", two double quotes and nothing else
	Present              // anything else
)

// String returns the state in lower case.
func (s State) String() string {
	switch s {
	case Null:
		return "null"
	case Present:
		return "present"
	}
	return "absent"
}

// Field is one field of a segment with all its repetitions. The zero Field is absent.
type Field struct{ v Value }

// State says whether the field was sent.
func (f Field) State() State { return f.v.State() }

// IsEmpty reports whether the field is absent: not sent, or sent with nothing but delimiters in it.
func (f Field) IsEmpty() bool { return f.v.IsEmpty() }

// IsNull reports whether the whole field is "".
func (f Field) IsNull() bool { return f.v.IsNull() }

// Raw returns the field as sent, with all its repetitions.
func (f Field) Raw() []byte { return f.v.Raw() }

// Text returns the text of the whole field, with all repetitions and components and the delimiters between them, so
// that text with an unescaped delimiter in it stays whole. See [Value.Text].
func (f Field) Text() string { return f.v.Text() }

// AppendText appends what Text returns to dst.
func (f Field) AppendText(dst []byte) []byte { return f.v.AppendText(dst) }

// Reps returns the number of repetitions, 0 if nothing was sent.
func (f Field) Reps() int { return f.v.parts(levelRepetition) }

// All goes through the repetitions, counted from 0.
func (f Field) All(yield func(int, Value) bool) { f.v.eachRepetition(yield) }

// Rep returns repetition i, counted from 0. One that was not sent is absent.
func (f Field) Rep(i int) Value {
	if i == 0 && !f.v.has(markRepetition) {
		f.v.traits = f.v.traits.at(levelRepetition)
		return f.v
	}
	return f.v.part(i+1, levelRepetition)
}

// Component returns component n of the first repetition, counted from 1.
func (f Field) Component(n int) Value { return f.Rep(0).Component(n) }

// level is the depth of a value in its field.
type level uint8

const (
	levelField level = iota
	levelRepetition
	levelComponent
	levelSubcomponent
)

// Value is a repetition, a component or a subcomponent. The zero Value is absent.
type Value struct {
	msg        *Message
	start, end uint32
	traits     traits
}

// traits are the marks of the field that a value belongs to (so a mark may not apply to this part of it) and above
// them the level of the value. One word, since the compiler keeps only structs of four fields in registers.
type traits uint16

const levelShift = 8

func (t traits) marks() marks { return marks(t) }
func (t traits) level() level { return level(t >> levelShift) }

// at returns t with the level l, or the one it has if that is deeper.
func (t traits) at(l level) traits {
	return max(t, traits(l)<<levelShift|t&(1<<levelShift-1))
}

// has reports whether one of the marks of kind occurs in the value's field.
func (v Value) has(kind marks) bool { return v.traits.marks()&kind != 0 }

// State says whether the value was sent.
func (v Value) State() State {
	switch {
	case v.IsNull():
		return Null
	case v.IsEmpty():
		return Absent
	}
	return Present
}

// IsNull reports whether the value is "".
func (v Value) IsNull() bool {
	return v.end-v.start == 2 && v.msg.raw[v.start] == '"' && v.msg.raw[v.start+1] == '"'
}

// IsEmpty reports whether the value was not sent, or sent with nothing but delimiters in it.
func (v Value) IsEmpty() bool {
	if v.start == v.end {
		return true
	}
	if !v.has(markSplit) {
		return false
	}
	d := v.delims()
	for _, c := range v.Raw() {
		if c != d.Component && c != d.Repetition && c != d.Subcomponent || c == 0 {
			return false
		}
	}
	return true
}

// Raw returns the value as sent. The caller must not change it.
func (v Value) Raw() []byte {
	if v.msg == nil {
		return nil
	}
	return v.msg.raw[v.start:v.end:v.end]
}

// IsTruncated reports whether the sender cut the text and says so, by a truncation character at its end (version 2.7
// and later, and only if MSH-2 declares one).
func (v Value) IsTruncated() bool {
	mark := v.delims().Truncation
	return mark != 0 && v.end > v.start && v.msg.raw[v.end-1] == mark
}

// Components returns the number of components, 0 if nothing was sent.
func (v Value) Components() int { return v.parts(levelComponent) }

// Component returns component n, counted from 1. Of a component or a subcomponent the first component is the value
// itself, and there are no others. Every component of a null is null.
func (v Value) Component(n int) Value {
	if n == 1 && !v.has(markComponent) {
		v.traits = v.traits.at(levelComponent)
		return v
	}
	return v.part(n, levelComponent)
}

// Subs returns the number of subcomponents of the first component, 0 if nothing was sent.
func (v Value) Subs() int { return v.Component(1).parts(levelSubcomponent) }

// Sub returns subcomponent n, counted from 1, of the first component. Every subcomponent of a null is null.
func (v Value) Sub(n int) Value { return v.Component(1).part(n, levelSubcomponent) }

// delims returns the delimiters of the value's message.
func (v Value) delims() Delimiters {
	if v.msg == nil {
		return Delimiters{}
	}
	return v.msg.delims
}

// parts returns the number of parts at the level to.
func (v Value) parts(to level) int {
	if v.start == v.end {
		return 0
	}
	kind, delim := v.splitter(to)
	if v.traits.level() >= to || !v.has(kind) {
		return 1
	}
	return bytes.Count(v.msg.raw[v.start:v.end], []byte{delim}) + 1
}

// part returns the n-th part of v at the level to, counted from 1.
func (v Value) part(n int, to level) Value {
	if n < 1 || v.start == v.end {
		return Value{}
	}
	kind, delim := v.splitter(to)
	switch {
	case to > levelRepetition && v.IsNull():
	case v.traits.level() < to && v.has(kind):
		return v.cut(n, delim, to)
	case n > 1:
		return Value{}
	}
	v.traits = v.traits.at(to)
	return v
}

// eachRepetition calls yield with every repetition, counted from 0, until it returns false.
func (v Value) eachRepetition(yield func(int, Value) bool) {
	delim, end := v.delims().Repetition, v.end
	v.traits = v.traits.at(levelRepetition)
	for n := 0; v.start < end; n++ {
		size := -1
		if v.has(markRepetition) {
			size = bytes.IndexByte(v.msg.raw[v.start:end], delim)
		}
		if size < 0 {
			v.end = end
			yield(n, v)
			return
		}
		v.end = v.start + uint32(size)
		if !yield(n, v) {
			return
		}
		v.start = v.end + 1
	}
}

// splitter returns the mark and the delimiter that separate parts at the level to.
func (v Value) splitter(to level) (marks, byte) {
	switch to {
	case levelRepetition:
		return markRepetition, v.msg.delims.Repetition
	case levelComponent:
		return markComponent, v.msg.delims.Component
	}
	return markSubcomponent, v.msg.delims.Subcomponent
}

// cut returns the n-th part of v between delimiters.
func (v Value) cut(n int, delim byte, to level) Value {
	v.traits = v.traits.at(to)
	raw := v.msg.raw
	for i := v.start; i < v.end; i++ {
		if raw[i] != delim {
			continue
		}
		if n--; n == 0 {
			v.end = i
			return v
		}
		v.start = i + 1
	}
	if n > 1 {
		return Value{}
	}
	return v
}
