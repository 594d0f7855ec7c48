package mllp

import "sync/atomic"

// Stats are what a Server has seen since it was made.
type Stats struct {
	Open     int64 // connections open now
	Accepted int64 // connections accepted
	Refused  int64 // connections closed at once because too many were open

	Messages int64 // whole frames received
	Damaged  int64 // frames that broke off
	TooLarge int64 // frames longer than the limit
	Noise    int64 // bytes between frames
}

type counters struct {
	open, accepted, refused            atomic.Int64
	messages, damaged, tooLarge, noise atomic.Int64
}

// Stats returns what the server has seen so far.
func (s *Server) Stats() Stats {
	c := &s.counters
	return Stats{
		Open:     c.open.Load(),
		Accepted: c.accepted.Load(),
		Refused:  c.refused.Load(),
		Messages: c.messages.Load(),
		Damaged:  c.damaged.Load(),
		TooLarge: c.tooLarge.Load(),
		Noise:    c.noise.Load(),
	}
}

// count adds one frame of the kind.
func (c *counters) count(kind Kind) {
	switch kind {
	case Message:
		c.messages.Add(1)
	case Damaged:
		c.damaged.Add(1)
	case TooLarge:
		c.tooLarge.Add(1)
	}
}
