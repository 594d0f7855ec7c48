package mllp

import (
	"context"
	"errors"
	"net"
	"time"
)

var (
	errIdle    = errors.New("no frame for longer than the idle timeout")
	errStalled = errors.New("the peer let us wait too long within a frame")
)

// longAgo is a deadline that wakes whoever is reading.
func longAgo() time.Time { return time.Unix(1, 0) }

// A pace measures how long a peer lets us wait. Deadlines of sockets are instants of the machine's
// own monotonic clock, so no other clock can be injected here.
type pace struct {
	limits Limits
	idle   time.Time     // when a connection without a frame has lasted too long; zero before the first read
	spent  time.Duration // waited within the present frame
}

// frameDone begins the next frame's time.
func (p *pace) frameDone() { p.idle, p.spent = time.Time{}, 0 }

// fill reads once, and fails if the peer is too slow or ctx is done.
func (p *pace) fill(ctx context.Context, nc net.Conn, r *Reader) error {
	begun := time.Now()
	within := r.state != outside
	nc.SetReadDeadline(p.deadline(begun, within, r.size))
	if ctx.Err() != nil { // a stop's own deadline may have come before ours
		return ctx.Err()
	}
	err := r.fill()
	if within {
		p.spent += time.Since(begun)
	}
	switch {
	case err == nil || !isTimeout(err) || ctx.Err() != nil:
		return err
	case within:
		return errStalled
	}
	return errIdle
}

// deadline is when the read that begins now must have brought something.
func (p *pace) deadline(now time.Time, within bool, size int64) time.Time {
	if within {
		earned := time.Duration(float64(size) / float64(p.limits.MinRate) * float64(time.Second))
		return now.Add(p.limits.FrameTimeout + earned - p.spent)
	}
	if p.idle.IsZero() {
		p.idle = now.Add(p.limits.IdleTimeout)
	}
	return p.idle
}
