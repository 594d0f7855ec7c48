package hl7

// Place says where in a segment a value stands. Field, Component and Sub count from 1, Rep from 0.
type Place struct{ Field, Rep, Component, Sub int }

// Values goes through everything that was sent in the segment, in order and in its smallest parts: subcomponents,
// or components and fields that are not divided. Absent values are left out, and so are MSH-1 and MSH-2. It is the
// fast way to look at every value; [Builder] takes the same places.
func (s Segment) Values(yield func(Place, Value) bool) {
	if s.msg == nil {
		return
	}
	offset, from := 0, 1
	if s.isHeader() {
		offset, from = 1, 2 // MSH-1 has no entry in the index, and the entry of MSH-2 is passed over
	}
	fields := s.msg.fields[s.first : s.first+s.count]
	for n := from; n < len(fields); n++ {
		f := fields[n]
		v := Value{s.msg, fields[n-1].offset() + 1, f.offset(), traits(f.marks()).at(levelSubcomponent)}
		if v.start == v.end {
			continue
		}
		p := Place{n + offset, 0, 1, 1}
		if f.marks()&markSplit != 0 {
			if !v.eachLeaf(p, yield) {
				return
			}
		} else if !yield(p, v) {
			return
		}
	}
}

// eachLeaf calls yield with every part of the field v that was sent, and reports whether yield always wanted more.
func (v Value) eachLeaf(p Place, yield func(Place, Value) bool) bool {
	class, raw, last := v.msg.class, v.msg.raw, v.end
	for i := v.start; i < last; i++ {
		split := class[raw[i]] & markSplit
		if split == 0 {
			continue
		}
		if v.end = i; v.start < i && !yield(p, v) {
			return false
		}
		v.start = i + 1
		p = p.after(split)
	}
	v.end = last
	return v.start == last || yield(p, v)
}

// after returns the place behind a delimiter of that kind.
func (p Place) after(split marks) Place {
	switch split {
	case markSubcomponent:
		p.Sub++
	case markComponent:
		p.Component, p.Sub = p.Component+1, 1
	default:
		p.Rep, p.Component, p.Sub = p.Rep+1, 1, 1
	}
	return p
}
