package field

import (
	"strings"

	"redoutlet/internal/hl7"
)

// Amount joins a number and its unit as sent.
func Amount(number, unit hl7.Field) string {
	return strings.Join(Sent(Present(number), Words(unit.Rep(0))), " ")
}

// Quantity reads an amount with its unit (CQ).
func Quantity(v hl7.Value) string { return Pair(v.Component(1), v.Component(2)) }

// Quantities reads every repetition of a CQ.
func Quantities(f hl7.Field) string {
	var all []string
	for i := range f.Reps() {
		all = append(all, Sent(Quantity(f.Rep(i)))...)
	}
	return List(all)
}

// Pair joins a number and its unit as sent.
func Pair(number, unit hl7.Value) string {
	return strings.Join(Sent(number.Text(), unit.Text()), " ")
}

// List joins words on one line.
func List(words []string) string { return strings.Join(words, ", ") }

// Rest is a value's components one after the other, as sent.
func Rest(v hl7.Value) string {
	var parts []string
	for n := 1; n <= v.Components(); n++ {
		parts = append(parts, Sent(v.Component(n).Text())...)
	}
	return strings.Join(parts, " ")
}
