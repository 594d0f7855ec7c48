package mllp

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// DefaultAnswerTimeout is how long a Client waits for an answer where nothing else is set.
	DefaultAnswerTimeout = 30 * time.Second

	// maxAnswer is the longest answer a Client reads, in bytes.
	maxAnswer = 1 << 20
)

// ErrNoAnswer says that no answer to the message came: whether the receiver has kept it is not known.
// Send it again, unchanged.
var ErrNoAnswer = errors.New("no answer to the message: send it again")

// ErrControlID says that another message with the same control id went unanswered on this
// connection, so that a late answer to it could be taken for the answer to this one. Dial again first.
var ErrControlID = errors.New("another message with the same control id went unanswered: dial again before sending this one")

// Refused is an answer that says no.
type Refused struct {
	Code string // MSA-1: AE, AR, CE or CR
	Text string // MSA-3, as received; it may quote the message, so it belongs in no log
}

// Error says what the receiver did, without its text.
func (r *Refused) Error() string {
	return "the receiver refused the message with " + r.Code + ": correct the message or ask whoever runs the receiver"
}

// A Client sends messages over one connection, one at a time. It does not dial again by itself: after
// an error that is neither Refused nor ErrNoAnswer nor ErrControlID, close it and Dial. It is safe
// for concurrent use; concurrent messages wait for each other.
type Client struct {
	conn    net.Conn
	timeout time.Duration
	skipped atomic.Int64

	mu         sync.Mutex
	reader     *Reader
	broken     error                        // why nothing more can be sent
	unanswered map[string][sha256.Size]byte // by control id: digest of the message that got no answer in time
}

// ClientOptions are how a Client connects and waits.
type ClientOptions struct {
	TLS           *tls.Config   // nil for plain TCP
	AnswerTimeout time.Duration // from the start of sending to the last answer due; zero for DefaultAnswerTimeout
}

// Dial connects to a receiver at address, a host and port.
func Dial(ctx context.Context, address string, o ClientOptions) (*Client, error) {
	dial := new(net.Dialer).DialContext
	if o.TLS != nil {
		dial = (&tls.Dialer{Config: o.TLS}).DialContext
	}
	nc, err := dial(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("connect to receiver %s: %w", address, err)
	}
	return NewClient(nc, o), nil
}

// NewClient returns a Client on a connection that stands already. It uses the timeout of o only.
func NewClient(nc net.Conn, o ClientOptions) *Client {
	if o.AnswerTimeout <= 0 {
		o.AnswerTimeout = DefaultAnswerTimeout
	}
	return &Client{
		conn:       nc,
		timeout:    o.AnswerTimeout,
		reader:     NewReader(nc, maxAnswer),
		unanswered: make(map[string][sha256.Size]byte),
	}
}

// Close closes the connection.
func (c *Client) Close() error { return c.conn.Close() }

// Skipped is how many answers were not to the message just sent: late or repeated ones to earlier
// messages, and frames that were no answer.
func (c *Client) Skipped() int64 { return c.skipped.Load() }

// Send sends the message and waits for the answers that are due by its MSH-15 and MSH-16: with both
// empty, one (original mode: AA); otherwise the accept answer (CA), the application answer (AA), or
// both. It returns the last one. Where none is due, or one only in case of error (ER), it does not
// wait and returns nil.
//
// A refusal is returned together with a *Refused. Without an answer in time the error wraps
// ErrNoAnswer; if CA came and the application answer did not, CA is returned with it, and the
// receiver has the message. The connection can be used on after a timeout: the late answer is skipped.
func (c *Client) Send(ctx context.Context, message []byte) ([]byte, error) {
	due, err := readHeader(message)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if lost, ok := c.unanswered[due.controlID]; ok && lost != sha256.Sum256(message) {
		return nil, ErrControlID
	}
	defer c.within(ctx)()
	c.skipBuffered()
	if err := c.write(ctx, message); err != nil || !due.any() {
		return nil, err
	}
	last, err := c.await(ctx, due)
	if errors.Is(err, ErrNoAnswer) {
		c.unanswered[due.controlID] = sha256.Sum256(message)
	}
	return last, err
}

// Post sends the message and waits for no answer, whatever the message asks for.
func (c *Client) Post(ctx context.Context, message []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer c.within(ctx)()
	return c.write(ctx, message)
}

// within sets the time for one message. The function it returns must be called at its end; after
// that, the end of ctx no longer touches the connection.
func (c *Client) within(ctx context.Context) func() {
	c.conn.SetDeadline(time.Now().Add(c.timeout))
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(done)
		c.conn.SetDeadline(longAgo())
	})
	return func() {
		if !stop() {
			<-done
		}
	}
}

// write sends the frame. If that fails, the peer may have a part of it, and the connection is done.
func (c *Client) write(ctx context.Context, message []byte) error {
	if c.broken != nil {
		return fmt.Errorf("the connection cannot be used any more, dial again: %w", c.broken)
	}
	err := WriteFrame(c.conn, message)
	if err == nil || errors.Is(err, ErrUnframable) {
		return err
	}
	c.broken = err
	return fmt.Errorf("send message: %w", errors.Join(ctx.Err(), err))
}

// skipBuffered drops answers that came before the message was even sent.
func (c *Client) skipBuffered() {
	for c.reader.advance() == gotFrame {
		c.skipped.Add(1)
	}
}

// await reads until the last answer due.
func (c *Client) await(ctx context.Context, due header) ([]byte, error) {
	var accepted []byte
	for {
		f, err := c.reader.Next()
		if err != nil {
			return accepted, c.noAnswer(ctx, err)
		}
		a := readAnswer(f.Data)
		switch {
		case f.Kind != Message || a.code == "" || a.controlID != due.controlID:
			c.skipped.Add(1)
		case a.code == "CA" && due.wantsApplication():
			accepted = f.Data
		case a.code == "CA" || a.code == "AA":
			return f.Data, nil
		default:
			return f.Data, &Refused{Code: a.code, Text: a.text}
		}
	}
}

// noAnswer says why no answer came. A connection that only timed out can be used on.
func (c *Client) noAnswer(ctx context.Context, cause error) error {
	if isTimeout(cause) {
		c.reader.err = nil
	} else {
		c.broken = cause
	}
	if ctx.Err() != nil {
		cause = ctx.Err()
	}
	return fmt.Errorf("%w (%w)", ErrNoAnswer, cause)
}
