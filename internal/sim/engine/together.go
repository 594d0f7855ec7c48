package engine

import (
	"slices"
	"time"

	"redoutlet/internal/sim"
)

// together is several feeds as one.
type together []Feed

// Together returns a feed of all that several say, in order of time. Life begins when it does in the first.
func Together(first Feed, others ...Feed) Feed { return append(together{first}, others...) }

// Start is when the past ends and life begins.
func (t together) Start() time.Time { return t[0].Start() }

// Due is when something is said or happens next.
func (t together) Due() time.Time {
	due := t[0].Due()
	for _, f := range t[1:] {
		if at := f.Due(); at.Before(due) {
			due = at
		}
	}
	return due
}

// Until returns what was not returned before, up to at.
func (t together) Until(at time.Time) []sim.Message {
	var all []sim.Message
	for _, f := range t {
		all = append(all, f.Until(at)...)
	}
	slices.SortStableFunc(all, func(a, b sim.Message) int { return a.At.Compare(b.At) })
	return all
}
