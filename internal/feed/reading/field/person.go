package field

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/visit"
	"redoutlet/internal/hl7"
	"redoutlet/internal/notation"
)

// PlainName writes a name (XPN) as it is spoken.
func PlainName(v hl7.Value) string {
	family := cmp.Or(v.Component(1).Sub(1).Text(), v.Component(1).Text())
	return strings.Join(Sent(v.Component(2).Text(), v.Component(3).Text(), family), " ")
}

// FormalName writes a name (XPN) as a chart is headed by it, the family name
// first and in capitals; "" where none was sent.
func FormalName(v hl7.Value) string {
	part := func(n int) string { return strings.Join(Sent(v.Component(n).Text()), "") }
	family := cmp.Or(strings.Join(Sent(v.Component(1).Sub(1).Text()), ""), part(1))
	if family+part(2)+part(3) == "" {
		return ""
	}
	return notation.Name(family, part(2), part(3), part(4), part(5))
}

// Address writes an XAD on one line, in the order sent.
func Address(v hl7.Value) string {
	street := cmp.Or(v.Component(1).Sub(1).Text(), v.Component(1).Text())
	parts := []string{street}
	for n := 2; n <= 6; n++ {
		parts = append(parts, v.Component(n).Text())
	}
	line := strings.Join(Sent(parts...), ", ")
	if v.Component(7).Text() == "BA" && line != "" {
		return "ADDRESS REPORTED BAD: " + line
	}
	return line
}

// Phone is the number as sent (XTN-1), or put together from its parts where
// only those were sent.
func Phone(v hl7.Value) string {
	if whole := cmp.Or(v.Component(1).Text(), v.Component(12).Text()); whole != "" {
		return whole
	}
	return strings.Join(Sent(v.Component(5).Text(), v.Component(6).Text(), v.Component(7).Text()), " ")
}

// Place reads a PL. A null is no place.
func Place(f hl7.Field) visit.Place {
	v := f.Rep(0)
	name := func(n int) string {
		c := v.Component(n)
		return cmp.Or(Number(c.Sub(1)), Number(c))
	}
	p := visit.Place{Unit: name(1), Room: name(2), Bed: name(3)}
	if !p.IsZero() {
		p.Facility = name(4)
	}
	return p
}
