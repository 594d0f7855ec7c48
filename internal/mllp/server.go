package mllp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// A Handler decides what becomes of the frames of one listener, and so of one source.
type Handler interface {
	// Receive takes a frame over. Within a connection it is called in the order of arrival, one call
	// at a time, and should return soon: what takes long (a commit to disk) belongs into the Wait.
	// Several frames of a connection may have been received before the first one's Wait is called.
	//
	// The context ends when a stop can no longer wait for the handler. It carries no deadline of the
	// sender's. A nil Wait means that no answer is due.
	Receive(ctx context.Context, f Frame) Wait
}

// A Wait returns the answers to a frame once they are due, which for an acknowledgement is when the
// message is on disk. It is called once. Answers are sent in the order of the frames.
//
// Each answer goes into a frame of its own; no answer sends nothing. Two are due where a sender asks for
// a commit and an application acknowledgement, or where a frame holds a batch. An error says that nothing could be kept: the connection is closed
// without an answer, so that the sender sends again. The error is logged, and so must identify no
// patient.
type Wait func() (answers [][]byte, err error)

// A HandlerFunc is a Handler that deals with one frame of a connection after the other and has one
// answer to it, or none.
type HandlerFunc func(ctx context.Context, f Frame) (answer []byte, err error)

// Receive returns a Wait that calls h.
func (h HandlerFunc) Receive(ctx context.Context, f Frame) Wait {
	return func() ([][]byte, error) {
		answer, err := h(ctx, f)
		if answer == nil {
			return nil, err
		}
		return [][]byte{answer}, err
	}
}

// A Server receives frames on listeners of one source. Its fields must not change once it serves.
//
// Without TLS anybody who reaches the listener is the source. With a tls.Listener that verifies
// client certificates, Frame.From says who it is.
type Server struct {
	Handler Handler      // required
	Budget  *Budget      // required; shared by all servers of the process
	Limits  Limits       // zero fields stand for those of DefaultLimits
	Logger  *slog.Logger // gets addresses, counts and causes, never text of a frame; nil for none

	lastConn atomic.Uint64
	counters counters
}

// Limits are what one peer may take. They keep slow, silent and half-open peers from holding memory
// or connections that others need.
type Limits struct {
	MaxConns int // connections open at once; one more is closed at once, and logged
	Pipeline int // frames of a connection received and not yet answered

	// IdleTimeout is how long a connection may bring no frame. Bytes between frames do not count.
	IdleTimeout time.Duration

	// FrameTimeout is how long a peer may let us wait within one frame, with one second more for
	// each MinRate bytes of text it has sent. Time that we spent waiting for memory is not its fault
	// and does not count.
	FrameTimeout time.Duration
	MinRate      int

	WriteTimeout time.Duration // how long a peer may take to accept an answer
	StopGrace    time.Duration // how long a stop waits for handlers before it cancels them
}

// DefaultLimits returns the limits used where nothing else is set.
func DefaultLimits() Limits {
	return Limits{
		MaxConns:     256,
		Pipeline:     16,
		IdleTimeout:  time.Hour,
		FrameTimeout: 30 * time.Second,
		MinRate:      16 << 10,
		WriteTimeout: 30 * time.Second,
		StopGrace:    30 * time.Second,
	}
}

// orDefaults returns l with its zero fields filled.
func (l Limits) orDefaults() Limits {
	d := DefaultLimits()
	orDefault(&l.MaxConns, d.MaxConns)
	orDefault(&l.Pipeline, d.Pipeline)
	orDefault(&l.IdleTimeout, d.IdleTimeout)
	orDefault(&l.FrameTimeout, d.FrameTimeout)
	orDefault(&l.MinRate, d.MinRate)
	orDefault(&l.WriteTimeout, d.WriteTimeout)
	orDefault(&l.StopGrace, d.StopGrace)
	return l
}

func orDefault[T int | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// Serve accepts connections until ctx is done, and then returns nil. It closes the listener.
//
// A stop is graceful: no frame is begun any more, frames that a handler has received are finished
// and answered, and then the connections are closed. After Limits.StopGrace the handlers' context is
// canceled. Serve returns only when every handler has returned, so that what they write to can
// be closed next. A frame that was only partly read is dropped: its sender got no answer.
//
// An error means that the listener was closed by somebody else. Failures to accept that may pass,
// such as too many open files, are logged and tried again.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	if s.Handler == nil || s.Budget == nil {
		return errors.New("serve MLLP: a Handler and a Budget are required")
	}
	reading, stopReading := context.WithCancel(ctx)
	defer stopReading()
	handling, stopHandling := context.WithCancel(context.WithoutCancel(ctx))
	defer stopHandling()
	defer context.AfterFunc(reading, func() { l.Close() })()

	limits := s.Limits.orDefaults()
	var open sync.WaitGroup
	err := s.accept(reading, l, limits.MaxConns, func(nc net.Conn) {
		open.Go(func() {
			defer s.counters.open.Add(-1)
			s.newConn(nc, limits).serve(reading, handling)
		})
	})
	stopReading()
	waitFor(&open, limits.StopGrace, stopHandling)
	return err
}

// accept hands every connection to start until ctx is done or the listener is closed.
func (s *Server) accept(ctx context.Context, l net.Listener, most int, start func(net.Conn)) error {
	var pause time.Duration
	for {
		nc, err := l.Accept()
		switch {
		case err == nil:
			pause = 0
			s.admit(ctx, nc, most, start)
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, net.ErrClosed):
			return fmt.Errorf("serve MLLP on %s: %w", l.Addr(), err)
		default:
			pause = min(max(2*pause, 5*time.Millisecond), time.Second)
			s.log().Error("cannot accept a connection; trying again", "listener", l.Addr().String(), "error", err, "after", pause)
			sleep(ctx, pause)
		}
	}
}

// admit starts a connection, or closes it if there are too many.
func (s *Server) admit(ctx context.Context, nc net.Conn, most int, start func(net.Conn)) {
	if s.counters.open.Add(1) > int64(most) {
		s.counters.open.Add(-1)
		s.counters.refused.Add(1)
		s.log().Warn("connection refused: too many are open; raise the limit, or find the sender that does not close its own",
			"peer", nc.RemoteAddr().String(), "limit", most)
		nc.Close()
		return
	}
	s.counters.accepted.Add(1)
	start(nc)
}

func (s *Server) log() *slog.Logger {
	if s.Logger == nil {
		return slog.New(slog.DiscardHandler)
	}
	return s.Logger
}

// waitFor waits until all are done, and calls late if that takes longer than grace.
func waitFor(all *sync.WaitGroup, grace time.Duration, late func()) {
	t := time.AfterFunc(grace, late)
	defer t.Stop()
	all.Wait()
}

// sleep returns after d, or when ctx is done.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
