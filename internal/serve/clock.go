package serve

import (
	"context"
	"fmt"
	"time"

	"redoutlet/internal/clock"
	"redoutlet/internal/feed"
)

// machineClocks returns how the clocks of this machine are read.
func machineClocks() func() clock.Reading {
	start := time.Now()
	return func() clock.Reading {
		now := time.Now()
		return clock.Reading{Wall: now.Round(0), Run: now.Sub(start)}
	}
}

// vigil watches what no message tells a tenant of: our own clock, and whether
// sources that answer heartbeats are alive.
type vigil struct{ *Tenant }

// begin begins to watch our own clock, which must not be behind the last
// message that is on disk.
func (t vigil) begin(ctx context.Context) error {
	if t.around.Clock == nil {
		return nil
	}
	counts, err := t.shelf.Counts(ctx)
	if err != nil {
		return fmt.Errorf("finding the last message that was kept: %w", err)
	}
	var seen time.Time
	for _, src := range counts.Sources {
		if src.Heard.After(seen) {
			seen = src.Heard
		}
	}
	t.clock = clock.NewWatch(t.around.Clock, seen)
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

// clocks looks at our clock until ctx ends, so that a jump is noticed by the
// time that passed beside it, and open pages are told.
func (t vigil) clocks(ctx context.Context) error {
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

// doubtOf says for each tenant why our own clock is not trusted, "" where it is.
func doubtOf(ts tenants) func(tenant string) string {
	return func(tenant string) string {
		t := ts[tenant]
		if t == nil || t.clock == nil {
			return ""
		}
		return t.clock.Doubt()
	}
}
