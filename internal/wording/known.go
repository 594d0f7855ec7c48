package wording

import (
	"strconv"
	"strings"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/notation"
)

// Moment is an instant of our own clock as a page writes it: absolute, and how
// long ago. The template "moment" draws it so that the script keeps the age.
type Moment struct {
	ISO  string // for the script
	Text string // 24-Nov-2026 23:55
	Ago  string // 14 min ago
}

// NewMoment writes an instant as seen at now. A zero instant is "never".
func NewMoment(t, now time.Time, zone *time.Location) Moment {
	if t.IsZero() {
		return Moment{Text: "never"}
	}
	return Moment{
		ISO:  t.In(zone).Format(time.RFC3339),
		Text: notation.Stamp(t, zone),
		Ago:  notation.Ago(t, now),
	}
}

// Known is how a section is known: from whom, as of when, and the box that
// stands above it when it is not fresh. The template "known" draws the line,
// "freshness" the box.
type Known struct {
	Source string // who gives it, "" for nobody
	AsOf   Moment
	State  asof.Freshness
	Box    string   // the words of the box, "" for none
	Beat   string   // that the source answered a heartbeat, "" where the as-of is a message's
	Partly []string // what its sources do not give, and whose clocks are off
}

// ClockOff says that the clock of a source is off (hazard H-004). Times that are
// behind may also be those of messages that were held up.
func ClockOff(off asof.Offset) string {
	if off.Behind < 0 {
		return "CHECK TIMES: the clock of " + off.Source + " is ahead of ours by " + notation.Duration(-off.Behind)
	}
	return "CHECK TIMES: the times of " + off.Source + " are behind ours by " + notation.Duration(off.Behind) + ": its clock is wrong, or its messages come late"
}

// NotIncluded says that a source does not give a part of a section (specification
// section 8).
const NotIncluded = "NOT INCLUDED"

// NewKnown says how a section is known.
func NewKnown(st asof.Standing, now time.Time, zone *time.Location) Known {
	k := Known{Source: strings.Join(st.Sources, ", "), State: st.Freshness, AsOf: NewMoment(st.AsOf, now, zone)}
	if k.Source == "" {
		return k
	}
	for _, missing := range st.Partly {
		k.Partly = append(k.Partly, NotIncluded+", "+missing)
	}
	for _, off := range st.Off {
		k.Partly = append(k.Partly, ClockOff(off))
	}
	if !st.Answered.IsZero() {
		k.Beat = "the source answered that it is alive; its last message is older"
	}
	since := "nothing heard from " + k.Source + " since " + k.AsOf.Text
	switch st.Freshness {
	case asof.Ageing:
		k.Box = "AGEING: " + since + late(st, now)
	case asof.Stale:
		k.Box = "STALE: " + since + ". CONFIRM BEFORE USE"
	case asof.Down:
		k.Box = "DOWN: not connected, and " + since + ". CONFIRM BEFORE USE"
	case asof.NeverHeard:
		k.Box = "NEVER HEARD: nothing has been heard from " + k.Source + ". CONFIRM BEFORE USE"
	}
	return k
}

// late says that a source is silent for longer than it ever is at this hour, in
// figures that anybody can check.
func late(st asof.Standing, now time.Time) string {
	if st.Late == (asof.Habit{}) {
		return ""
	}
	return ". LATE: " + Usually(st.Late) + "; nothing for " + notation.Duration(now.Sub(st.AsOf))
}

// Usually says how often a source is heard.
func Usually(h asof.Habit) string {
	return "usually a message every " + Brief(h.Usual) + " at this hour"
}

// Brief writes a duration that may be shorter than a minute, and then in
// seconds.
func Brief(d time.Duration) string {
	if d < time.Minute {
		return strconv.Itoa(int(d.Round(time.Second)/time.Second)) + " s"
	}
	return notation.Duration(d)
}

// Heavy reports whether the box is the heavy, hatched one.
func (k Known) Heavy() bool { return k.Box != "" && k.State != asof.Ageing }
