package reading

import (
	"slices"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/hl7"
)

// lettersOf says in which character set a message is read, where that is not the
// one it declares; "" where it is.
func lettersOf(c hl7.Charset) string {
	if !c.Fallback || c.Used == "ASCII" {
		return ""
	}
	says := "MSH-18 names no character set"
	if c.Declared != "" {
		says = "MSH-18 says " + c.Declared + ", and the bytes are not that"
	}
	if !c.Guessed() {
		return says + ". They are " + c.Used + ", and are read so."
	}
	return says + ". They are read as " + c.Used + ", which is a guess: letters beyond A to Z may be others than were meant."
}

// guessed is the character set in which letters of a fact are read by guess, ""
// where none are: those of a person stand in PID, all others behind it.
func (r *patient) guessed(body fact.Body) string {
	set := r.msg.Charset()
	segments := r.segments[1:]
	if _, named := body.(*chart.Person); named {
		segments = r.segments[:1]
	}
	if !set.Guessed() || !slices.ContainsFunc(segments, beyondASCII) {
		return ""
	}
	return set.Used
}

func beyondASCII(s hl7.Segment) bool {
	return slices.ContainsFunc(s.Raw(), func(c byte) bool { return c > 127 })
}
