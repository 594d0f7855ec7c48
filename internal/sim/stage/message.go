package stage

import "time"

// Source is a system that sends.
type Source string

// Message is one thing sent.
type Message struct {
	At        time.Time // when it was sent, in simulated time; MSH-7
	Source    Source    // the system that sent it
	ControlID string    // MSH-10
	Load      bool      // of the past that is sent before life begins
	Body      []byte    // the message without its frame
	Fault     string    // the fault that made or changed it; empty for what its system meant to say
}
