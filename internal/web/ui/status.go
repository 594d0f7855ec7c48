package ui

import (
	"strings"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/wording"
)

// Status is the state of a thing in one of six words. It is drawn as word,
// shape and color, in that order of importance, by the template "status".
type Status string

// The statuses, worst first.
const (
	Lost    Status = "lost"
	Failing Status = "failing"
	Stale   Status = "stale"
	Ageing  Status = "ageing"
	Unknown Status = "unknown"
	Holding Status = "holding"
)

// Word is the status as it opens a line.
func (s Status) Word() string {
	if s == "" {
		s = Unknown
	}
	return strings.ToUpper(string(s[:1])) + string(s[1:])
}

// StatusOf says how far a section or source can be trusted to be current in a
// status word. Ageing and stale are told apart as the boxes on a chart tell them
// apart (specification 2.2): only the latter is to be confirmed before use.
func StatusOf(f asof.Freshness) Status {
	switch f {
	case asof.Fresh:
		return Holding
	case asof.Ageing:
		return Ageing
	case asof.Stale:
		return Stale
	case asof.Down:
		return Lost
	}
	return Unknown
}

// WorstOff is the state of a unit, beside its oldest critical part: the state of
// the part that is worst off by its own limits, and which that is where it is not
// the oldest.
func WorstOff(oldest, worst asof.Standing) (state Status, part string) {
	state = StatusOf(worst.Freshness)
	if worst.Section != oldest.Section && state != Holding {
		part = wording.PartName(worst.Section)
	}
	return state, part
}
