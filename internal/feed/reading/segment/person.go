package segment

import (
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading/field"
	"redoutlet/internal/hl7"
)

// Alias is every other name the sender sent beside the name in use: an alias,
// a nickname, a name at birth or before a marriage.
func Alias(pid hl7.Segment) fact.Said {
	var names []string
	for _, f := range []hl7.Field{pid.Field(5), pid.Field(9)} {
		for i := range f.Reps() {
			name := f.Rep(i)
			if f == pid.Field(5) && !isOtherName(name.Component(7).Text()) {
				continue
			}
			if plain := field.PlainName(name); plain != "" {
				names = fact.AppendOnce(names, plain)
			}
		}
	}
	if len(names) == 0 {
		return field.SaidField(pid.Field(9), field.PlainName)
	}
	return fact.Said{Is: fact.Value, Text: strings.Join(names, "; ")}
}

// isOtherName reports whether a type of name (table 0200) is one beside the
// legal or usual name.
func isOtherName(kind string) bool {
	switch kind {
	case "A", "N", "S", "M", "B":
		return true
	}
	return false
}

// Died says what PID-29 and PID-30 say: either alone says it. A chart is never closed for it: the
// fields are filled by mistake too often.
func Died(pid hl7.Segment) fact.Said {
	indicator := strings.ToUpper(pid.Field(30).Text())
	if pid.Field(30).IsNull() || indicator == "N" {
		return fact.Said{Is: fact.Null}
	}
	words := strings.Join(field.Sent(pid.Field(30).Text(), pid.Field(29).Text()), " ")
	if words == "" {
		return fact.Said{}
	}
	return fact.Said{Is: fact.Value, Text: words}
}

// Registered reads PV1-15, as pregnant or blind: nil where nothing was sent, empty for a null.
func Registered(f hl7.Field) []fact.Coded {
	if f.IsEmpty() {
		return nil
	}
	list := []fact.Coded{}
	for i := range f.Reps() {
		if c := field.Coded(f.Rep(i)); !c.IsZero() {
			list = append(list, c)
		}
	}
	return list
}
