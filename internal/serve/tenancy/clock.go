package tenancy

import (
	"context"
	"fmt"
	"time"

	"redoutlet/internal/clock"
	"redoutlet/internal/feed"
)

// Vigil watches what no message tells a tenant of: our own clock, and whether
// sources that answer heartbeats are alive.
type Vigil struct{ *Tenant }

// begin begins to watch our own clock, which must not be behind the last
// message that is on disk.
func (t Vigil) begin(ctx context.Context) error {
	if t.Around.Clock == nil {
		return nil
	}
	counts, err := t.Shelf.Counts(ctx)
	if err != nil {
		return fmt.Errorf("finding the last message that was kept: %w", err)
	}
	var seen time.Time
	for _, src := range counts.Sources {
		if src.Heard.After(seen) {
			seen = src.Heard
		}
	}
	t.clock = clock.NewWatch(t.Around.Clock, seen)
	return nil
}

// watched is a watch as the charts know it, nil where there is none.
func watched(w *clock.Watch) feed.Clock {
	if w == nil {
		return nil
	}
	return w
}

// clockEvery is how often our clock is looked at while nobody asks.
const clockEvery = 20 * time.Second

// RunClock looks at our clock until ctx ends, so that a jump is noticed by the
// time that passed beside it, and open pages are told.
func (t Vigil) RunClock(ctx context.Context) error {
	doubted := ""
	for t.clock != nil && pause(ctx, clockEvery) {
		was := doubted
		if doubted = t.clock.Doubt(); doubted == was {
			continue
		}
		if book, err := t.Book(); err == nil {
			book.Tell(feed.Change{All: true})
		}
	}
	return nil
}

// Doubt says why our own clock is not trusted, "" where it is.
func (t Vigil) Doubt() string {
	if t.clock == nil {
		return ""
	}
	return t.clock.Doubt()
}
