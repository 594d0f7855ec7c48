package mllp_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"redoutlet/internal/mllp"
)

// A pipeListener accepts the other ends of in-memory connections, so that a server can be tried
// under a clock of the test's own.
type pipeListener struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipeListener() *pipeListener {
	return &pipeListener{conns: make(chan net.Conn), done: make(chan struct{})}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

func (l *pipeListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// dial returns a connection, and its other end as the server has it.
func (l *pipeListener) dial() (net.Conn, *served) {
	near, far := net.Pipe()
	s := &served{Conn: far, closed: make(chan struct{})}
	l.conns <- s
	return near, s
}

// served is the server's end of a connection.
type served struct {
	net.Conn
	closed chan struct{} // closed when the server has closed the connection
	once   sync.Once
}

func (s *served) Close() error {
	s.once.Do(func() { close(s.closed) })
	return s.Conn.Close()
}

// A running is a server that serves in-memory connections.
type running struct {
	*mllp.Server
	*pipeListener
	stop     context.CancelFunc
	finished chan error
	served   []*served
}

// dial returns a connection to the server.
func (r *running) dial() net.Conn {
	c, s := r.pipeListener.dial()
	r.served = append(r.served, s)
	return c
}

// stopAndWait stops the server once every connection has ended by itself.
func (r *running) stopAndWait(t *testing.T) {
	t.Helper()
	for _, s := range r.served {
		<-s.closed
	}
	r.stop()
	if err := <-r.finished; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

// run starts a server that is stopped, at the latest, when the test ends.
func run(t *testing.T, s *mllp.Server) *running {
	t.Helper()
	if s.Budget == nil {
		s.Budget = newBudget(t, mllp.DefaultBudget, mllp.DefaultMaxFrame)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{Server: s, pipeListener: newPipeListener(), stop: cancel, finished: make(chan error, 1)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.finished <- s.Serve(ctx, r.pipeListener)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return r
}

func newBudget(t testing.TB, total int64, maxFrame int) *mllp.Budget {
	t.Helper()
	b, err := mllp.NewBudget(total, maxFrame)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// receives reads frames from a connection in the background, until it is closed.
func receives(c net.Conn) <-chan string {
	frames := make(chan string, 100)
	go func() {
		defer close(frames)
		r := mllp.NewReader(c, 0)
		for {
			f, err := r.Next()
			if err != nil {
				return
			}
			frames <- string(f.Data)
		}
	}()
	return frames
}

// send writes to a connection that may be closed at the other end meanwhile.
func send(c net.Conn, pieces ...string) {
	for _, p := range pieces {
		if _, err := io.WriteString(c, p); err != nil {
			return
		}
	}
}

func frame(text string) string { return vt + text + fs + cr }

// acknowledge answers every message AA with its MSH-10, and nothing else.
func acknowledge(_ context.Context, f mllp.Frame) ([]byte, error) {
	if f.Kind != mllp.Message {
		return nil, nil
	}
	return []byte("MSH|^~\\&\rMSA|AA|" + controlID(f.Data) + "\r"), nil
}

func controlID(message []byte) string {
	header, _, _ := bytes.Cut(message, []byte("\r"))
	fields := strings.Split(string(header), "|")
	if len(fields) < 10 {
		return ""
	}
	return fields[9]
}

// A recorder keeps what it receives and answers with the text itself.
type recorder struct {
	mu     sync.Mutex
	frames []mllp.Frame
}

func (r *recorder) Receive(_ context.Context, f mllp.Frame) mllp.Wait {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.frames = append(r.frames, f)
	if f.Kind == mllp.Damaged {
		return nil
	}
	return func() ([][]byte, error) { return [][]byte{f.Data[:min(20, len(f.Data))]}, nil }
}

// got returns the frames received so far, without their peers.
func (r *recorder) got() []mllp.Frame {
	r.mu.Lock()
	defer r.mu.Unlock()
	var frames []mllp.Frame
	for _, f := range r.frames {
		f.From = nil
		frames = append(frames, f)
	}
	return frames
}
