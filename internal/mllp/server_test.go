package mllp_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/mllp"
)

func TestServerAnswersPipelinedFramesHoweverTheyAreCut(t *testing.T) {
	in := pipelined(t)
	want := []string{
		"MSH|^~\\&\rMSA|AA|ZZ01A\r",
		"MSH|^~\\&\rMSA|AA|ZZ01B\r",
		"MSH|^~\\&\rMSA|AA|ZZ01C\r",
	}
	cuts := [][]string{{in}, strings.Split(in, "")}
	for k := range in {
		cuts = append(cuts, []string{in[:k], in[k:]})
	}
	s := run(t, &mllp.Server{Handler: mllp.HandlerFunc(acknowledge)})
	for _, pieces := range cuts {
		c := s.dial()
		answers := receives(c)
		go send(c, pieces...)
		got := []string{<-answers, <-answers, <-answers}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("in %d pieces (-want +got):\n%s", len(pieces), d)
		}
		send(c, frame("MSH|^~\\&|||||||ADT|STILL-OPEN\r"))
		if got := <-answers; !strings.Contains(got, "STILL-OPEN") {
			t.Fatalf("answer %q after the three, want one to STILL-OPEN", got)
		}
		c.Close()
	}
	if n := s.Budget.InUse(); n != 0 {
		t.Errorf("%d bytes of the budget still in use", n)
	}
}

// batch is a handler that commits only when told to, whatever has been received by then.
type batch struct {
	received chan string
	commit   chan struct{}
}

func (b batch) Receive(_ context.Context, f mllp.Frame) mllp.Wait {
	b.received <- string(f.Data)
	return func() ([][]byte, error) {
		<-b.commit
		return [][]byte{f.Data}, nil
	}
}

func TestPipelinedFramesShareACommitAndKeepTheirOrder(t *testing.T) {
	b := batch{received: make(chan string, 100), commit: make(chan struct{})}
	s := run(t, &mllp.Server{Handler: b, Limits: mllp.Limits{Pipeline: 4}})
	c := s.dial()
	answers := receives(c)
	var all strings.Builder
	for i := range 10 {
		all.WriteString(frame(fmt.Sprint("m", i)))
	}
	go send(c, all.String())
	for i := range 4 { // all received before anything is committed
		if got, want := <-b.received, fmt.Sprint("m", i); got != want {
			t.Fatalf("received %s, want %s", got, want)
		}
	}
	if len(b.received) > 0 {
		t.Error("more frames received than may be pending")
	}
	close(b.commit)
	for i := range 10 {
		if got, want := <-answers, fmt.Sprint("m", i); got != want {
			t.Fatalf("answer %s, want %s", got, want)
		}
	}
}

func TestDamagedFramesAreHandedOverAlone(t *testing.T) {
	rec := new(recorder)
	s := run(t, &mllp.Server{Handler: rec})
	c := s.dial()
	answers := receives(c)
	send(c, vt+"MSH|a\rPID|1", frame("MSH|b\r"))
	if got := <-answers; got != "MSH|b\r" {
		t.Errorf("first answer %q, want that to the whole message", got)
	}
	send(c, vt+"MSH|c")
	c.Close()
	s.stopAndWait(t)
	want := []mllp.Frame{damaged("MSH|a\rPID|1"), message("MSH|b\r"), damaged("MSH|c")}
	if d := diff(want, rec.got()); d != "" {
		t.Errorf("handed over (-want +got):\n%s", d)
	}
	if got := s.Stats(); got.Messages != 1 || got.Damaged != 2 {
		t.Errorf("Stats() = %+v, want 1 message and 2 damaged", got)
	}
}

func TestTooLargeIsAnsweredAndSkipped(t *testing.T) {
	const limit = 100 << 10
	rec := new(recorder)
	s := run(t, &mllp.Server{Handler: rec, Budget: newBudget(t, 1<<20, limit)})
	c := s.dial()
	answers := receives(c)
	long := strings.Repeat("x", 3<<20)
	go send(c, frame("first"), frame(long), frame("last"))
	got := []string{<-answers, <-answers, <-answers}
	if d := cmp.Diff([]string{"first", long[:20], "last"}, got); d != "" {
		t.Errorf("answers (-want +got):\n%s", d)
	}
	want := []mllp.Frame{message("first"), tooLarge(long[:mllp.HeadSize], 3<<20), message("last")}
	if d := diff(want, rec.got()); d != "" {
		t.Error("handed over something else than the head")
	}
}

func TestHandlerErrorClosesWithoutAnAnswer(t *testing.T) {
	failures := map[string]mllp.Handler{
		"error": failing(func() ([][]byte, error) { return nil, errors.New("disk full") }),
		"panic": failing(func() ([][]byte, error) { panic("at the disk") }),
	}
	for name, h := range failures {
		t.Run(name, func(t *testing.T) {
			s := run(t, &mllp.Server{Handler: h})
			c := s.dial()
			answers := receives(c)
			go send(c, frame("good")+frame("bad")+frame("good too"))
			if got := <-answers; got != "good" {
				t.Errorf("first answer %q, want good", got)
			}
			if got, open := <-answers; open {
				t.Errorf("answer %q behind a frame that was not kept", got)
			}
			s.stopAndWait(t)
			if n := s.Budget.InUse(); n != 0 {
				t.Errorf("%d bytes of the budget still in use", n)
			}
		})
	}
}

// failing returns a handler that answers all frames with themselves, but fails at "bad".
func failing(fail mllp.Wait) mllp.Handler {
	return mllp.HandlerFunc(func(_ context.Context, f mllp.Frame) ([]byte, error) {
		if string(f.Data) == "bad" {
			_, err := fail()
			return nil, err
		}
		return f.Data, nil
	})
}

// panicking panics before it has returned a Wait.
type panicking struct{}

func (panicking) Receive(context.Context, mllp.Frame) mllp.Wait { panic("PID|ZZTEST") }

func TestAPanicIsLoggedWithoutItsValue(t *testing.T) {
	var log bytes.Buffer
	s := run(t, &mllp.Server{Handler: panicking{}, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	c := s.dial()
	answers := receives(c)
	send(c, frame("a"))
	if got, open := <-answers; open {
		t.Errorf("answer %q from a handler that panicked", got)
	}
	s.stopAndWait(t)
	if got := log.String(); !strings.Contains(got, "panicked with a string") || strings.Contains(got, "ZZTEST") {
		t.Errorf("log %s: want the panic without its value", got)
	}
}

func TestGracefulStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := batch{received: make(chan string, 100), commit: make(chan struct{})}
		s := run(t, &mllp.Server{Handler: b})
		busy, partly, silent := s.dial(), s.dial(), s.dial()
		answers, ended, closed := receives(busy), receives(partly), receives(silent)
		send(busy, frame("a"))
		send(partly, vt+"half of")
		synctest.Wait()
		s.stop()
		synctest.Wait()
		if _, open := <-closed; open {
			t.Error("a silent connection got an answer")
		}
		if _, open := <-ended; open {
			t.Error("half a message got an answer")
		}
		select {
		case err := <-s.finished:
			t.Fatalf("Serve returned %v before its handler", err)
		default:
		}
		close(b.commit)
		if got := <-answers; got != "a" {
			t.Errorf("answer %q, want that to the frame being handled", got)
		}
		if err := <-s.finished; err != nil {
			t.Errorf("Serve: %v, want no error from a stop", err)
		}
		if got := s.Stats(); got.Damaged != 0 || got.Messages != 1 || len(b.received) != 1 {
			t.Errorf("Stats() = %+v: what a stop broke off must not be handed over", got)
		}
	})
}

func TestStopCancelsHandlersAfterTheGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var after time.Duration
		begun := time.Now()
		s := run(t, &mllp.Server{
			Limits: mllp.Limits{StopGrace: 7 * time.Second},
			Handler: mllp.HandlerFunc(func(ctx context.Context, f mllp.Frame) ([]byte, error) {
				<-ctx.Done()
				after = time.Since(begun)
				return nil, ctx.Err()
			}),
		})
		c := s.dial()
		send(c, frame("a"))
		synctest.Wait()
		s.stop()
		if err := <-s.finished; err != nil {
			t.Errorf("Serve: %v", err)
		}
		if after != 7*time.Second {
			t.Errorf("handler canceled after %v, want 7s", after)
		}
	})
}

func TestServeNeedsHandlerAndBudget(t *testing.T) {
	for _, s := range []*mllp.Server{{Handler: new(recorder)}, {Budget: newBudget(t, mllp.DefaultBudget, 1000)}} {
		if err := s.Serve(t.Context(), newPipeListener()); err == nil {
			t.Error("Serve without a handler or a budget: no error")
		}
	}
}

func TestServeSaysThatItsListenerWasClosed(t *testing.T) {
	s := run(t, &mllp.Server{Handler: new(recorder)})
	s.Close()
	if err := <-s.finished; !errors.Is(err, net.ErrClosed) {
		t.Errorf("Serve: %v, want net.ErrClosed", err)
	}
}

// flakyListener fails a few times before it accepts, as with too many open files.
type flakyListener struct {
	*pipeListener
	failures int
}

func (l *flakyListener) Accept() (net.Conn, error) {
	if l.failures > 0 {
		l.failures--
		return nil, errors.New("too many open files")
	}
	return l.pipeListener.Accept()
}

func TestServeOutlivesFailuresToAccept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &flakyListener{newPipeListener(), 20}
		s := &mllp.Server{Handler: new(recorder), Budget: newBudget(t, mllp.DefaultBudget, 1000)}
		ctx, cancel := context.WithCancel(t.Context())
		finished := make(chan error, 1)
		go func() { finished <- s.Serve(ctx, l) }()
		c, _ := l.dial()
		answers := receives(c)
		send(c, frame("a"))
		if got := <-answers; got != "a" {
			t.Errorf("answer %q, want a", got)
		}
		cancel()
		if err := <-finished; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
}

func TestOneConnectionTooManyIsClosedAtOnce(t *testing.T) {
	var log bytes.Buffer
	s := run(t, &mllp.Server{
		Handler: new(recorder),
		Limits:  mllp.Limits{MaxConns: 2},
		Logger:  slog.New(slog.NewTextHandler(&log, nil)),
	})
	conns := []net.Conn{s.dial(), s.dial(), s.dial()}
	if _, err := conns[2].Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("third connection: %v, want EOF", err)
	}
	for _, c := range conns[:2] {
		answers := receives(c)
		send(c, frame("a"))
		if got := <-answers; got != "a" {
			t.Errorf("answer %q on a connection that was in time", got)
		}
	}
	if got := s.Stats(); got.Refused != 1 || got.Accepted != 2 || got.Open != 2 {
		t.Errorf("Stats() = %+v, want 1 refused, 2 accepted and open", got)
	}
	for _, c := range conns {
		c.Close()
	}
	s.stopAndWait(t)
	if !strings.Contains(log.String(), "too many are open") {
		t.Errorf("log %s does not say why", log.String())
	}
}
