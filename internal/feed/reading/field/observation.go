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
	var values []string
	switch kind {
	case "ST": // one string, in which a stray delimiter is only a character
		return f.Text(), true
	case "TX", "FT": // repetitions are lines (HL7 2.5.1, 2.A.79)
		for i := range f.Reps() {
			values = append(values, f.Rep(i).Text())
		}
		return strings.Join(values, "\n"), true
	}
	for i := range f.Reps() {
		values = append(values, typedValue(kind, f.Rep(i)))
	}
	return strings.Join(values, "\n"), true
}

func typedValue(kind string, v hl7.Value) string {
	switch kind {
	case "SN": // comparator, number, separator, number
		return v.Component(1).Text() + v.Component(2).Text() + v.Component(3).Text() + v.Component(4).Text()
	case "CE", "CWE", "CF", "CNE", "IS", "ID":
		return Words(v)
	case "CQ":
		return Pair(v.Component(1), v.Component(2).Sub(1))
	case "RP":
		return pointer(v)
	case "ED":
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

// pointer writes where a document is kept (RP), and what it is.
func pointer(v hl7.Value) string {
	what := strings.Join(Sent(v.Component(3).Text(), v.Component(4).Text()), " ")
	if what != "" {
		what = " (" + what + ")"
	}
	return "document kept elsewhere" + what + ", not shown here: " + v.Component(1).Text()
}

// attachment writes encapsulated data (ED). Plain text is shown, whoever wrapped
// it; of everything else it is said what it is.
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
