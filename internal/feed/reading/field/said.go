package field

import (
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/hl7"
)

// Said reads a value in its three states.
func Said(v hl7.Value, text string) fact.Said {
	switch v.State() {
	case hl7.Null:
		return fact.Said{Is: fact.Null}
	case hl7.Present:
		if text == "" {
			return fact.Said{}
		}
		return fact.Said{Is: fact.Value, Text: text}
	}
	return fact.Said{}
}

// SaidField reads the first value of a field in its three states.
func SaidField(f hl7.Field, text func(hl7.Value) string) fact.Said {
	if f.IsNull() {
		return fact.Said{Is: fact.Null}
	}
	return Said(f.Rep(0), text(f.Rep(0)))
}

// SaidAll reads every repetition of a field.
func SaidAll(f hl7.Field, text func(hl7.Value) string) fact.Said {
	var all []string
	for i := range f.Reps() {
		if t := text(f.Rep(i)); t != "" {
			all = append(all, t)
		}
	}
	if f.IsNull() || len(all) == 0 {
		return SaidField(f, text)
	}
	return fact.Said{Is: fact.Value, Text: strings.Join(all, "; ")}
}

// Text is a value's text; a null says nothing here.
func Text(v hl7.Value) string { return v.Text() }
