package test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
	"redoutlet/internal/sim"
)

// patience bounds a wait. It is far beyond what anything takes, so that a busy
// machine fails no test.
const patience = 5 * time.Minute

// until asks again and again until the answer is yes.
func until(t testing.TB, what string, ask func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); !ask(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("%s: it did not happen within %s", what, patience)
		}
	}
}

// charted waits until the server has received so many messages and none waits.
func (s *site) charted(received int64) feed.Status {
	s.t.Helper()
	var last feed.Status
	until(s.t, "charting what was sent", func() bool {
		last = s.status()
		return last.Received >= received && last.Waiting == 0
	})
	return last
}

// bodies are the messages of each source, in order.
func bodies(day []sim.Message) map[string][][]byte {
	of := map[string][][]byte{}
	for _, m := range day {
		of[string(m.Source)] = append(of[string(m.Source)], m.Body)
	}
	return of
}

// sendDay sends what a hospital said to the listeners of its sources, all at
// once. All must be acknowledged.
func (r *server) sendDay(day []sim.Message) {
	r.t.Helper()
	var talking sync.WaitGroup
	for source, queue := range bodies(day) {
		s := &sender{source: source, queue: queue}
		talking.Go(func() {
			if err := s.talk(r.t.Context(), r.feeds[source], func() {}); err != nil || len(s.queue) > 0 {
				r.t.Errorf("source %s: %d messages are not acknowledged (%v)", source, len(s.queue), err)
			}
		})
	}
	talking.Wait()
}

// replay takes in what a hospital said from files, while no server runs.
func (s *site) replay(day []sim.Message) {
	s.t.Helper()
	for source, queue := range bodies(day) {
		var frames []byte
		for _, m := range queue {
			var err error
			frames, err = mllp.AppendFrame(frames, m)
			must(s.t, err)
		}
		file := filepath.Join(s.temp, source+".mllp")
		must(s.t, os.WriteFile(file, frames, 0o600))
		s.run("feed", "replay", file, "--source", source)
		must(s.t, os.Remove(file))
	}
}

// names are the sources of the simulated hospital.
func names() []string {
	var list []string
	for _, s := range sim.Sources() {
		list = append(list, string(s))
	}
	return list
}

// understood is the part of the messages that this version charts.
func understood(day []sim.Message) []sim.Message {
	return slices.DeleteFunc(day, func(m sim.Message) bool {
		read, err := hl7.Parse(m.Body)
		return err != nil || !reading.Understands(read.Header().Type, read.Header().Event)
	})
}

// sender is a system that sends its messages one by one, and sends again,
// unchanged, what was not acknowledged.
type sender struct {
	source string
	queue  [][]byte // the first is the next to be sent
	acked  [][]byte
	again  int // messages sent more than once
	failed bool
}

// talk sends until the queue is empty or the connection is lost, and tells of
// each acknowledgement.
func (s *sender) talk(ctx context.Context, address string, acknowledged func()) error {
	client, err := mllp.Dial(ctx, address, mllp.ClientOptions{AnswerTimeout: patience})
	if err != nil {
		return nil // the receiver was killed before it was reached
	}
	defer client.Close()
	for len(s.queue) > 0 {
		if s.failed {
			s.again++
		}
		_, err := client.Send(ctx, s.queue[0])
		var refused *mllp.Refused
		switch s.failed = err != nil; {
		case errors.As(err, &refused):
			return err
		case err != nil:
			return nil
		}
		s.acked, s.queue = append(s.acked, s.queue[0]), s.queue[1:]
		acknowledged()
	}
	return nil
}
