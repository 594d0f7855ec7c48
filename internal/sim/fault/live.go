package fault

import (
	"sync"
	"time"

	"redoutlet/internal/sim/stage"
)

// Live is a feed on which somebody lets faults begin while it goes on. It is safe for use by several goroutines at once.
type Live struct {
	mu   sync.Mutex
	feed Feed
}

// Ready returns a feed that says what f says until something befalls it.
func Ready(f Feed) *Live { return &Live{feed: f} }

// Befall lets a fault begin: [Reordered], [Truncated] or another of this package. What its spell does not reach goes on.
func (l *Live) Befall(fault func(Feed, Spell) Feed, s Spell) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.feed = fault(l.feed, s)
}

// Start is when the past ends and life begins.
func (l *Live) Start() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.feed.Start()
}

// Due is when something is said or happens next.
func (l *Live) Due() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.feed.Due()
}

// Until returns what arrives up to t and was not returned before.
func (l *Live) Until(t time.Time) []stage.Message {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.feed.Until(t)
}
