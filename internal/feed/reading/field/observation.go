package field

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"redoutlet/internal/hl7"
)

// Observation writes OBX-5 as sent, with its sign. The type in OBX-2 is
// a help, not a condition: a value under a wrong or missing type is shown.
func Observation(obx hl7.Segment) (value string, has bool) {
	f := obx.Field(5)
	if f.State() != hl7.Present {
		return "", false
	}
	kind := Code(obx.Field(2))
	if isText(kind) {
		return f.Text(), true
	}
	var values []string
	for i := range f.Reps() {
		values = append(values, typedValue(kind, f.Rep(i)))
	}
	return strings.Join(values, "\n"), true
}

// isText reports whether a value type is words, in which a stray delimiter is
// only a character.
func isText(kind string) bool { return kind == "ST" || kind == "TX" || kind == "FT" }

func typedValue(kind string, v hl7.Value) string {
	switch kind {
	case "SN": // comparator, number, separator, number
		return v.Component(1).Text() + v.Component(2).Text() + v.Component(3).Text() + v.Component(4).Text()
	case "CE", "CWE", "CF", "CNE", "IS", "ID":
		return Words(v)
	case "ED", "RP":
		return attachment(v)
	case "NM", "DT", "TM", "TS", "DTM", "":
		return v.Text()
	}
	var parts []string
	for n := 1; n <= v.Components(); n++ {
		parts = append(parts, Sent(v.Component(n).Text())...)
	}
	return strings.Join(parts, " ")
}

// attachment writes encapsulated data (ED) or a pointer to it (RP). Plain text
// is shown, whoever wrapped it; of everything else it is said what it is.
func attachment(v hl7.Value) string {
	kind, subtype, encoding, data := v.Component(2).Text(), v.Component(3).Text(), v.Component(4).Text(), v.Component(5)
	if strings.EqualFold(kind, "TEXT") || strings.EqualFold(subtype, "PLAIN") {
		switch strings.ToUpper(encoding) {
		case "A":
			return data.Text()
		case "BASE64":
			if text, err := base64.StdEncoding.DecodeString(data.Text()); err == nil && utf8.Valid(text) {
				return string(text)
			}
		}
	}
	what := strings.Join(Sent(kind, subtype), " ")
	if what != "" {
		what += ", "
	}
	return fmt.Sprintf("attached document (%s%d bytes), not shown here: see the message", what, len(v.Raw()))
}
