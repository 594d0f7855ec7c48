// Package field reads the values of HL7 fields as a chart holds them, in the
// sender's words: times, codes, names, numbers, amounts, the values of
// observations, lines of notes.
package field

import (
	"cmp"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/hl7"
)

// Coded reads CE, CWE and IS alike. A lone first component is words and code
// at once.
func Coded(v hl7.Value) fact.Coded {
	c := fact.Coded{
		Code: strings.TrimSpace(markCut(v.Component(1))), Text: markCut(v.Component(2)), System: Number(v.Component(3)),
		Also: markCut(v.Component(5)),
	}
	if original := v.Component(9).Text(); c.Text == "" && original != "" {
		c.Text = original
	}
	if c.Also == c.Text {
		c.Also = ""
	}
	return c
}

// markCut is a value's text; where the sender declares that it cut the text,
// that shows.
func markCut(v hl7.Value) string {
	if v.IsTruncated() {
		return v.Text() + " ... (cut by the sender)"
	}
	return v.Text()
}

// Words is what a coded value says to a person.
func Words(v hl7.Value) string { return Coded(v).Words() }

// All are the words of all repetitions.
func All(f hl7.Field) []string {
	var all []string
	for i := range f.Reps() {
		if w := Words(f.Rep(i)); w != "" {
			all = append(all, w)
		}
	}
	return all
}

// Code is the code in a field of a table. Later versions of the standard put
// words behind it, and some senders put them, or blanks, whatever the version.
func Code(f hl7.Field) string {
	return strings.TrimSpace(f.Component(1).Text())
}

// Number is a number, or who gave it, without the blanks that some senders fill
// it up with: they are no part of it (HL7 2.5.1, 2.A.75), and nobody could see
// them on a page.
func Number(v hl7.Value) string { return strings.TrimSpace(v.Text()) }

// Entity reads an order number or the like (EI).
func Entity(v hl7.Value) fact.ID {
	return fact.ID{Value: Number(v.Component(1)), Authority: cmp.Or(Number(v.Component(2)), Number(v.Component(3)))}
}

// EntityBelow reads a number (EI) that is a component itself.
func EntityBelow(v hl7.Value) fact.ID {
	return fact.ID{Value: Number(v.Sub(1)), Authority: cmp.Or(Number(v.Sub(2)), Number(v.Sub(3)))}
}

// Doctor writes a person of the staff (XCN) in the sender's words.
func Doctor(v hl7.Value) string {
	family := cmp.Or(v.Component(2).Sub(1).Text(), v.Component(2).Text())
	name := strings.TrimSpace(strings.Join(Sent(v.Component(6).Text(), v.Component(3).Text(), family), " "))
	return cmp.Or(name, v.Component(1).Text())
}

// Sent are the parts that are not empty.
func Sent(parts ...string) []string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

// Present is a field's text; a null says nothing.
func Present(f hl7.Field) string {
	if f.IsNull() {
		return ""
	}
	return f.Text()
}

// NoteLines reads the lines of an NTE.
func NoteLines(s hl7.Segment) []string {
	var lines []string
	f := s.Field(3)
	for i := range f.Reps() {
		if line := f.Rep(i).Text(); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Unit is a unit's code, which is what is printed; the words stand in where
// there is no code. A null is no unit.
func Unit(f hl7.Field) string {
	c := Coded(f.Rep(0))
	if f.IsNull() {
		return ""
	}
	return cmp.Or(c.Code, c.Text)
}
