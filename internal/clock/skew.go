package clock

import (
	"slices"
	"time"
)

// Skew is how far the times of one source are behind ours, from its last
// messages. The zero Skew knows nothing.
type Skew struct {
	last []time.Duration
	next int
}

// How many messages are held against ours, and how many it takes to say
// anything. One that was held up, or one wrong time, moves no median.
const (
	remembered = 15
	leastSkew  = 5
	alike      = 3           // of them have to be behind by as much as the least,
	spread     = time.Minute // or by so much more
)

// Add takes the time that a message bears, and when it was received.
func (s *Skew) Add(sent, received time.Time) {
	behind := received.Sub(sent)
	if len(s.last) < remembered {
		s.last = append(s.last, behind)
		return
	}
	s.last[s.next] = behind
	s.next = (s.next + 1) % remembered
}

// Behind is how far the source's times are behind ours; negative where they are
// ahead. It is 0 where too little was heard. A time can be ahead only by a wrong
// clock, so that the median tells; but messages that come late are behind by as
// much as they are late, so that the least of them tells, if others agree: a
// backlog is behind by less with each of its messages, a wrong clock by the same.
func (s *Skew) Behind() time.Duration {
	if len(s.last) < leastSkew {
		return 0
	}
	sorted := slices.Clone(s.last)
	slices.Sort(sorted)
	if median := sorted[len(sorted)/2]; median < 0 {
		return median
	}
	if sorted[alike-1]-sorted[0] > spread {
		return 0
	}
	return max(sorted[0], 0)
}
