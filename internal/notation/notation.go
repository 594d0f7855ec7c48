// Package notation is how a name, a date, a number and a dose are written so
// that nobody misreads them.
//
// Use [When] for a time that a sender gave and [Stamp] for one of our own
// clock; use [Name], [Age], [Sex], [Severity], [Flag] and [Count] for the rest.
// What a sender wrote is never cut, respelled or rescaled: where it cannot be
// read it is shown as sent, and says so. Nothing here decides what an absent
// value means; the few words of absence it writes are constants below.
//
// The rules follow the NHS Common User Interface guidance on patient names,
// date and time display and medication lines, and the pack specification.
package notation

import (
	"strconv"
	"strings"
	"unicode"
)

// The words for a value that was not sent or cannot be worked out.
const (
	NameNotRecorded     = "NAME NOT RECORDED"
	NotRecorded         = "NOT RECORDED"
	SeverityNotRecorded = "severity NOT RECORDED"
	SeverityUnknown     = "severity unknown"
	AgeNotKnown         = "age not known"
	NotYetBorn          = "birth date is after this time - verify"
	ClockNotTrusted     = "CLOCK NOT TRUSTED - use absolute times"
)

// Name writes a person's name: family, comma, given and middle, then suffix and
// title in parentheses, as EVANS WEST, Jonathan (Mr). The family name stands in
// capitals (specification section 4), unless a letter of it has none that leads
// back to it: Weiß and Işık stay as sent. A part that was not
// sent leaves neither a comma nor a gap behind.
func Name(family, given, middle, suffix, title string) string {
	first := join(" ", given, middle)
	name := join(", ", capitals(family), first)
	if name == "" {
		name = NameNotRecorded
	}
	for _, part := range []string{suffix, title} {
		if part != "" {
			name += " (" + part + ")"
		}
	}
	return name
}

// capitals writes a name in capitals where every letter has one that leads back
// to it, and else leaves the name as sent.
func capitals(name string) string {
	for _, r := range name {
		if unicode.ToLower(unicode.ToUpper(r)) != unicode.ToLower(r) || r == 'ß' {
			return name
		}
	}
	return strings.ToUpper(name)
}

func join(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}

// Count writes how many there are of something: 0 patients, 1 patient,
// 1,204 messages.
func Count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Number(n) + " " + many
}

// Number writes a whole number with a comma from 1,000 on.
func Number(n int64) string {
	digits, sign := strconv.FormatInt(n, 10), ""
	if strings.HasPrefix(digits, "-") {
		digits, sign = digits[1:], "-"
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

// Sex says a recorded sex (HL7 table 0001) in words; other text stands as sent.
func Sex(code string) string {
	switch code {
	case "M":
		return "Male"
	case "F":
		return "Female"
	case "O":
		return "Other"
	case "A":
		return "Ambiguous"
	case "N":
		return "Not applicable"
	case "U":
		return "Sent as unknown"
	case "":
		return NotRecorded
	}
	return code
}

// Severity says the severity of an allergy (HL7 table 0128) in words. One that
// was not sent is said to be so; it never reads like mild (hazard H-032).
func Severity(code string) string {
	switch strings.ToUpper(code) {
	case "SV", "SEVERE":
		return "severe"
	case "MO", "MODERATE":
		return "moderate"
	case "MI", "MILD":
		return "mild"
	case "U", "UNKNOWN":
		return SeverityUnknown
	case "":
		return SeverityNotRecorded
	}
	return "severity " + code
}

// flagWords are the abnormal flags of HL7 table 0078.
func flagWords(code string) string {
	switch code {
	case "L":
		return "low"
	case "H":
		return "high"
	case "LL":
		return "CRITICALLY LOW"
	case "HH":
		return "CRITICALLY HIGH"
	case "<":
		return "below the range of the instrument"
	case ">":
		return "above the range of the instrument"
	case "N":
		return "normal"
	case "A":
		return "abnormal"
	case "AA":
		return "CRITICALLY ABNORMAL"
	case "U":
		return "significantly up"
	case "D":
		return "significantly down"
	case "B":
		return "better"
	case "W":
		return "worse"
	case "S":
		return "susceptible"
	case "R":
		return "resistant"
	case "I":
		return "intermediate"
	case "MS":
		return "moderately susceptible"
	case "VS":
		return "very susceptible"
	}
	return ""
}

// Flag says the abnormal flags of a result in words, each with the code the
// sender used: high (H). Where one of them is not in HL7 table 0078 all stand
// as sent. It returns "" for no flag.
func Flag(sent string) string {
	var words []string
	for _, code := range strings.Fields(sent) {
		w := flagWords(code)
		if w == "" {
			return sent
		}
		words = append(words, w+" ("+code+")")
	}
	return strings.Join(words, ", ")
}

// Priority says the priority of an order in words, with the code the sender used:
// stat (S). One that is not in HL7 table 0485, or says in words what it is, stands
// as sent.
func Priority(sent string) string {
	words := ""
	switch strings.ToUpper(sent) {
	case "S":
		words = "stat"
	case "A":
		words = "as soon as possible"
	case "R":
		words = "routine"
	case "P":
		words = "before the operation"
	case "C":
		words = "call back"
	case "T":
		words = "timing critical"
	default:
		return sent
	}
	return words + " (" + sent + ")"
}
