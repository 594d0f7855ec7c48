package mllp_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"redoutlet/internal/mllp"
)

// closedAfter runs a server in a bubble of fake time, lets a peer behave, and returns when the server
// closed its connection.
func closedAfter(t *testing.T, s *mllp.Server, behave func(c net.Conn)) (after time.Duration) {
	synctest.Test(t, func(t *testing.T) {
		r := run(t, s)
		begun := time.Now()
		c := r.dial()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			behave(c)
		}()
		<-r.served[0].closed
		after = time.Since(begun).Truncate(time.Second)
		if n := s.Budget.InUse(); n != 0 {
			t.Errorf("%d bytes of the budget still in use", n)
		}
		c.Close()
		<-ended
	})
	return after
}

func TestSlowPeersAreClosed(t *testing.T) {
	limits := mllp.Limits{
		IdleTimeout:  10 * time.Minute,
		FrameTimeout: 30 * time.Second,
		MinRate:      1 << 10,
		WriteTimeout: 20 * time.Second,
	}
	tests := []struct {
		name   string
		behave func(net.Conn)
		want   time.Duration
		frames []mllp.Frame
	}{
		{"silent", func(c net.Conn) {}, 10 * time.Minute, nil},
		{"only noise", func(c net.Conn) { drip(c, "\x00", time.Minute) }, 10 * time.Minute, nil},
		{"silent within a frame", func(c net.Conn) { send(c, vt+"MSH|a") }, 30 * time.Second,
			[]mllp.Frame{damaged("MSH|a")}},
		{"a start byte every 20 seconds", func(c net.Conn) { drip(c, vt, 20*time.Second) }, 50 * time.Second, nil},
		{"one byte in 20 seconds", func(c net.Conn) { send(c, vt); drip(c, "x", 20*time.Second) }, 30 * time.Second,
			[]mllp.Frame{damaged("x")}},
		{"time earned by what was sent", func(c net.Conn) { send(c, vt+strings.Repeat("x", 10<<10)) }, 40 * time.Second,
			[]mllp.Frame{damaged(strings.Repeat("x", 10<<10))}},
		{"end byte without CR", func(c net.Conn) { send(c, vt+"MSH|a\r"+fs) }, 30 * time.Second,
			[]mllp.Frame{damaged("MSH|a\r" + fs)}},
		{"answers not read", func(c net.Conn) { send(c, frame("a")) }, 20 * time.Second,
			[]mllp.Frame{message("a")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := new(recorder)
			s := &mllp.Server{Handler: rec, Limits: limits}
			if got := closedAfter(t, s, tt.behave); got != tt.want {
				t.Errorf("closed after %v, want %v", got, tt.want)
			}
			if d := diff(tt.frames, rec.got()); d != "" {
				t.Errorf("handed over (-want +got):\n%s", d)
			}
		})
	}
}

// drip sends the piece again and again until the connection is closed, a pause before each.
func drip(c net.Conn, piece string, pause time.Duration) {
	for {
		time.Sleep(pause)
		if _, err := c.Write([]byte(piece)); err != nil {
			return
		}
	}
}

// TestWaitingForMemoryIsNotThePeersFault has one slot, held by a handler for an hour.
func TestWaitingForMemoryIsNotThePeersFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		long := strings.Repeat("x", 200<<10)
		h := mllp.HandlerFunc(func(_ context.Context, f mllp.Frame) ([]byte, error) {
			if f.Size > 1000 {
				time.Sleep(time.Hour)
			}
			return f.Data[:1], nil
		})
		s := run(t, &mllp.Server{Handler: h, Budget: newBudget(t, 512<<10, 256<<10)})
		var answers []<-chan string
		var conns []net.Conn
		for range 3 {
			c := s.dial()
			conns = append(conns, c)
			answers = append(answers, receives(c))
			go send(c, frame(long))
		}
		synctest.Wait()

		small := s.dial()
		quick := receives(small)
		begun := time.Now()
		send(small, frame("s"))
		if got := <-quick; got != "s" || time.Since(begun) != 0 {
			t.Errorf("answer %q to a small message after %v, want it while large ones wait", got, time.Since(begun))
		}
		for i, a := range answers {
			if got := <-a; got != "x" {
				t.Errorf("answer %q to large message %d", got, i)
			}
		}
		if got := time.Since(begun); got != 3*time.Hour {
			t.Errorf("three large messages took %v, want one after the other", got)
		}
		for _, c := range append(conns, small) {
			c.Close()
		}
	})
}
