package mllp

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"slices"
	"time"
)

// lingerTime is how long a peer may go on sending to a connection that we have ended.
const lingerTime = 500 * time.Millisecond

// A conn is one connection to a Server. One goroutine reads it, hands its frames over and answers.
type conn struct {
	server *Server
	nc     net.Conn
	limits Limits
	log    *slog.Logger
	peer   *Peer

	reader  *Reader
	lease   lease // of the frame being read
	pace    pace
	noise   int64     // already in the server's count
	pending []pending // received and not yet answered, oldest first
}

// pending is a frame that a handler has received.
type pending struct {
	wait  Wait
	lease lease
}

func (s *Server) newConn(nc net.Conn, limits Limits) *conn {
	peer := &Peer{Conn: s.lastConn.Add(1), Addr: nc.RemoteAddr()}
	return &conn{
		server: s,
		nc:     nc,
		limits: limits,
		log:    s.log().With("conn", peer.Conn, "peer", peer.Addr.String()),
		peer:   peer,
		reader: newReader(nc, s.Budget.maxFrame),
		lease:  lease{budget: s.Budget},
		pace:   pace{limits: limits},
	}
}

// serve runs the connection until the peer ends it, something fails, or reading is done. When
// handling is done, it no longer waits for the peer.
func (c *conn) serve(reading, handling context.Context) {
	defer c.nc.Close()
	defer context.AfterFunc(reading, func() { c.nc.SetReadDeadline(longAgo()) })()
	defer context.AfterFunc(handling, func() { c.nc.Close() })()
	keepAlive(c.nc)
	err := c.handshake(reading)
	if err == nil {
		c.log.Debug("connection opened")
		err = c.run(reading, handling)
	}
	c.abandon()
	c.countNoise()
	c.logEnd(reading, err)
	if err != io.EOF {
		c.linger()
	}
}

// run reads, hands over and answers. It waits for the peer only when nothing is to be answered.
func (c *conn) run(reading, handling context.Context) error {
	for {
		f, err := c.next(reading)
		if err != nil {
			return c.lastWords(reading, handling, err)
		}
		c.receive(handling, f)
		for len(c.pending) > 0 {
			if f, ok := c.buffered(reading); ok {
				c.receive(handling, f)
				continue
			}
			if err := c.answerOldest(); err != nil {
				return err
			}
		}
	}
}

// next waits for the next frame.
func (c *conn) next(ctx context.Context) (Frame, error) {
	for {
		if ctx.Err() != nil {
			return Frame{}, ctx.Err()
		}
		s := c.reader.advance()
		c.dropExcess()
		var err error
		switch s {
		case gotFrame:
			return c.reader.frame, nil
		case needRoom:
			err = c.lease.grow(ctx, c.reader.want)
			c.reader.room = c.lease.room()
		case needBytes:
			c.countNoise()
			err = c.pace.fill(ctx, c.nc, c.reader)
		}
		if err != nil {
			return Frame{}, err
		}
	}
}

// buffered returns the next frame if it has arrived already, there is room for it, and one more
// may be pending.
func (c *conn) buffered(ctx context.Context) (Frame, bool) {
	for len(c.pending) < c.limits.Pipeline && ctx.Err() == nil {
		switch c.reader.advance() {
		case gotFrame:
			return c.reader.frame, true
		case needBytes:
			return Frame{}, false
		case needRoom:
			granted := c.lease.tryGrow(c.reader.want)
			c.reader.room = c.lease.room()
			if !granted {
				return Frame{}, false
			}
		}
	}
	return Frame{}, false
}

// dropExcess gives back the room of a frame that has turned out too large.
func (c *conn) dropExcess() {
	if c.reader.over {
		c.lease.release()
		c.reader.room = 0
	}
}

// receive hands a frame over, together with the room it holds.
func (c *conn) receive(ctx context.Context, f Frame) {
	f.From = c.peer
	c.reader.frame = Frame{} // the text is the handler's now: a silent connection must not hold on to it
	l := c.lease
	l.shrink(len(f.Data))
	c.lease = lease{budget: l.budget}
	c.reader.room = 0
	c.pace.frameDone()
	c.server.counters.count(f.Kind)
	if f.Kind != Message {
		c.log.Warn("frame cannot be taken as a message", "kind", f.Kind.String(), "bytes", f.Size)
	}
	c.pending = append(c.pending, pending{wait: guard(func() Wait { return c.server.Handler.Receive(ctx, f) }), lease: l})
}

// answerOldest waits for the oldest frame that is pending and sends its answers.
func (c *conn) answerOldest() error {
	answers, err := c.finishOldest()
	if err != nil {
		return fmt.Errorf("frame not kept: %w", err)
	}
	for _, answer := range answers {
		c.nc.SetWriteDeadline(time.Now().Add(c.limits.WriteTimeout))
		if err := WriteFrame(c.nc, answer); err != nil {
			return fmt.Errorf("send answer: %w", err)
		}
	}
	return nil
}

func (c *conn) finishOldest() ([][]byte, error) {
	p := c.pending[0]
	c.pending = slices.Delete(c.pending, 0, 1)
	defer p.lease.release()
	return call(p.wait)
}

// lastWords hands over what the peer began and did not end. What we broke off ourselves, to stop,
// is no fault of the sender's and is not handed over.
func (c *conn) lastWords(reading, handling context.Context, cause error) error {
	if reading.Err() != nil || !c.reader.breakOff() {
		return cause
	}
	c.receive(handling, c.reader.frame)
	if err := c.answerOldest(); err != nil {
		return errors.Join(cause, err)
	}
	return cause
}

// abandon finishes what is pending without an answer: after one answer is missing, the next would
// be taken for it.
func (c *conn) abandon() {
	for len(c.pending) > 0 {
		if _, err := c.finishOldest(); err != nil {
			c.log.Warn("frame not kept", "error", err)
		}
	}
	c.lease.release()
}

// linger lets the peer read the last answers and close first. Closing on bytes that we have not read
// resets the connection, and may take answers back that are on their way.
func (c *conn) linger() {
	half, ok := c.nc.(interface{ CloseWrite() error })
	if !ok || half.CloseWrite() != nil {
		return
	}
	c.nc.SetReadDeadline(time.Now().Add(lingerTime))
	io.Copy(io.Discard, c.nc)
}

func (c *conn) countNoise() {
	c.server.counters.noise.Add(c.reader.counts.Noise - c.noise)
	c.noise = c.reader.counts.Noise
}

// logEnd says why the connection ended, in the loudness it deserves.
func (c *conn) logEnd(reading context.Context, err error) {
	noise := slog.Int64("noise", c.noise)
	switch {
	case reading.Err() != nil:
		c.log.Debug("connection closed to stop", noise)
	case err == io.EOF:
		c.log.Debug("connection closed by peer", noise)
	case errors.Is(err, errIdle):
		c.log.Info("connection closed", noise, "error", err)
	default:
		c.log.Warn("connection closed", noise, "error", err)
	}
}

// handshake completes TLS, if the listener speaks it, and notes who the peer is.
func (c *conn) handshake(ctx context.Context) error {
	t, ok := c.nc.(*tls.Conn)
	if !ok {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, c.limits.FrameTimeout)
	defer cancel()
	if err := t.HandshakeContext(ctx); err != nil {
		return fmt.Errorf("TLS handshake: %w", err)
	}
	if chains := t.ConnectionState().VerifiedChains; len(chains) > 0 {
		c.peer.Cert = chains[0][0]
	}
	return nil
}

// guard calls receive and turns a panic into a Wait that fails, so that one message that a handler
// stumbles over does not silence the other sources.
func guard(receive func() Wait) (w Wait) {
	defer func() {
		if v := recover(); v != nil {
			err := panicError(v)
			w = func() ([][]byte, error) { return nil, err }
		}
	}()
	return receive()
}

// call calls the wait, if there is one, and turns a panic into an error.
func call(w Wait) (answers [][]byte, err error) {
	if w == nil {
		return nil, nil
	}
	defer func() {
		if v := recover(); v != nil {
			answers, err = nil, panicError(v)
		}
	}()
	return w()
}

// panicError says where a handler panicked. The value itself is left out: it may quote a message.
func panicError(v any) error {
	return fmt.Errorf("handler panicked with a %T\n%s", v, debug.Stack())
}

// keepAlive has the system find out within two minutes that a peer is gone.
func keepAlive(nc net.Conn) {
	if t, ok := nc.(*tls.Conn); ok {
		nc = t.NetConn()
	}
	if t, ok := nc.(*net.TCPConn); ok {
		t.SetKeepAliveConfig(net.KeepAliveConfig{Enable: true, Idle: 30 * time.Second, Interval: 15 * time.Second, Count: 4})
	}
}

// isTimeout reports whether err is a deadline that has passed.
func isTimeout(err error) bool { return errors.Is(err, os.ErrDeadlineExceeded) }
