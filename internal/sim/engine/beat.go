package engine

import (
	"context"
	"errors"
	"fmt"
	"net"

	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
	"redoutlet/internal/sim"
)

// errSilent hangs up on whoever asks a source that is held back.
var errSilent = errors.New("the source is silent")

// AnswerBeats answers on a listener whoever asks whether a source is alive (NMQ^N01), until ctx ends. A source that is
// held back does not answer: it hangs up.
func (e *Engine) AnswerBeats(ctx context.Context, source sim.Source, l net.Listener) error {
	budget, err := mllp.NewBudget(mllp.DefaultBudget, mllp.DefaultMaxFrame)
	if err != nil {
		return fmt.Errorf("answer heartbeats: %w", err)
	}
	server := &mllp.Server{Budget: budget, Handler: mllp.HandlerFunc(func(_ context.Context, f mllp.Frame) ([]byte, error) {
		if e.paused(source) {
			return nil, errSilent
		}
		query, err := hl7.Parse(f.Data)
		if err != nil {
			return nil, fmt.Errorf("answer heartbeats: %w", err)
		}
		return hl7.Ack(query, hl7.AckAccept, "BEAT", e.config.Now(), ""), nil
	})}
	return server.Serve(ctx, l)
}

// paused reports whether a source is held back.
func (e *Engine) paused(source sim.Source) bool {
	l := e.lines[source]
	if l == nil {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.paused
}
