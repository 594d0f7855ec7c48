// Package silence learns how long a source is usually silent, by the hour of
// the week, so that a silence nobody is used to is noticed before the fixed
// limit (specification 2.2, hazard H-001).
//
// A [Week] counts silences by the hour in which they began and by how long they
// lasted. It holds counts and nothing else, is bounded whatever is heard, and
// forgets slowly. Where it has heard too little it says so, and the fixed limits
// alone hold.
package silence

import (
	"math"
	"time"
)

// The shape of what is learned. Lengths stand in bins that are a fifth longer
// each, from one second to more than a week.
const (
	hoursOfWeek = 7 * 24
	binsOfTwo   = 4
	bins        = 20*binsOfTwo + 1
	longest     = 7 * 24 * time.Hour
)

// How much has to be heard before anything is said of an hour: so many silences,
// on so many days. An hour of the week that has too few is judged by that hour
// of every day.
const (
	leastSilences = 50
	leastDays     = 3
)

// most is how many silences of an hour are remembered: beyond it all counts are
// halved, so that what has changed since is forgotten in some weeks.
const most = 1 << 14

// Shortest is the shortest silence that is ever called late. Pages say minutes,
// and nobody can act on less than two.
const Shortest = 2 * time.Minute

// Week is what was learned of one source and family. The zero Week has heard
// nothing.
type Week struct {
	hours [hoursOfWeek]*hour
}

// hour counts the silences that began in one hour of the week.
type hour struct {
	counts [bins]uint32
	total  uint32
	days   uint32 // on how many days something was counted
	last   int64  // the last of them, in days since 1970
}

// Hear learns that a message came at an instant, and the one before it at
// another; zero: it was the first. Messages of the same second count as one, so
// that a backlog that is sent at once teaches nothing of the hours it is about.
// An order of time that cannot be, or a silence of over a week, is not learned.
func (w *Week) Hear(before, at time.Time, zone *time.Location) {
	gap := at.Sub(before)
	if before.IsZero() || gap < time.Second || gap > longest {
		return
	}
	slot := slotOf(before, zone)
	if w.hours[slot] == nil {
		w.hours[slot] = &hour{}
	}
	w.hours[slot].add(gap, before.Unix()/int64(24*time.Hour/time.Second))
}

// slotOf is the hour of the week on the clocks of a zone, 0 for Sunday midnight.
func slotOf(at time.Time, zone *time.Location) int {
	at = at.In(zone)
	return int(at.Weekday())*24 + at.Hour()
}

func (h *hour) add(gap time.Duration, day int64) {
	if day != h.last {
		h.days, h.last = h.days+1, day
	}
	h.counts[binOf(gap)]++
	if h.total++; h.total < most {
		return
	}
	h.total = 0
	for i := range h.counts {
		h.counts[i] /= 2
		h.total += h.counts[i]
	}
}

func binOf(gap time.Duration) int {
	return min(int(math.Log2(gap.Seconds())*binsOfTwo), bins-1)
}

// upTo is the length that a bin ends at.
func upTo(bin int) time.Duration {
	return time.Duration(math.Exp2(float64(bin+1)/binsOfTwo) * float64(time.Second))
}

// Habit is how the source is silent when its silence begins at an instant: the
// median, and the 99.9th percentile, in which no silence is shorter than
// [Shortest]. known is false where too little was heard.
func (w *Week) Habit(began time.Time, zone *time.Location) (usual, longest time.Duration, known bool) {
	slot := slotOf(began, zone)
	one := hour{}
	one.take(w.hours[slot])
	if !one.enough() {
		one = hour{}
		for day := range 7 {
			one.take(w.hours[day*24+slot%24])
		}
	}
	if !one.enough() {
		return 0, 0, false
	}
	return one.quantile(0.5), max(one.quantile(0.999), Shortest), true
}

func (h *hour) enough() bool { return h.total >= leastSilences && h.days >= leastDays }

func (h *hour) take(other *hour) {
	if other == nil {
		return
	}
	for i, n := range other.counts {
		h.counts[i] += n
	}
	h.total, h.days = h.total+other.total, h.days+other.days
}

// quantile is a length that so great a part of the silences does not pass. Of
// fewer than a thousand, the 99.9th percentile is the longest.
func (h *hour) quantile(part float64) time.Duration {
	rest := uint32(math.Ceil(part * float64(h.total)))
	for bin, n := range h.counts {
		if n >= rest {
			return upTo(bin)
		}
		rest -= n
	}
	return upTo(bins - 1)
}
