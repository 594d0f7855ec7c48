package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"redoutlet/internal/sim"
)

// Feed says what is sent: a [sim.Hospital], or one with faults on it.
type Feed interface {
	Start() time.Time                // when the past ends and life begins
	Due() time.Time                  // when something is said or happens next
	Until(t time.Time) []sim.Message // what was not returned before, up to t
}

// Config is what an Engine sends, where to and how fast.
type Config struct {
	Hospital  Feed
	Addresses map[sim.Source]string // host and port of the receiver; a source without one is not sent

	// Speed is how many simulated seconds pass in a real one once life has begun. At 1 the times in the messages are
	// those of the wall clock if the hospital started now; faster, they run ahead of it. Use the hospital's Busy for more
	// messages at true times. Zero sends as fast as the receiver takes.
	Speed float64

	// For is how much simulated time after the start is sent. Zero is until the context ends.
	For time.Duration

	Now    func() time.Time // the wall clock; required
	Report func(Event)      // is told what happens, one event at a time, and must return soon; may be nil
}

// EventKind says what happened.
type EventKind string

// The kinds of events.
const (
	Connected    EventKind = "connected"
	Lost         EventKind = "lost"         // no connection, or no answer: Err says why; tried again soon
	Refused      EventKind = "refused"      // the receiver said no: Err says with what; tried again soon
	Acknowledged EventKind = "acknowledged" // one message was kept by the receiver
	LoadFinished EventKind = "load finished"
)

// Event is something that happened while sending. It holds nothing of a patient.
type Event struct {
	Kind   EventKind
	Source sim.Source // empty where it is not about one
	Counts Counts     // of the source, after the event
	Err    error
}

// Counts are of one source.
type Counts struct {
	Waiting int // in the queue, the one on its way included
	Sent    int // times a message was written, repetitions included
	Again   int // repetitions among them
	Acked   int // messages acknowledged
}

// Engine sends what a hospital says. It is safe for use by several goroutines at once.
type Engine struct {
	config Config
	lines  map[sim.Source]*line

	mu       sync.Mutex // guards what follows, and lets one event out at a time
	begun    time.Time  // when Run was called
	loadLeft int        // messages of the past that are not acknowledged
}

// New returns an Engine. It fails if the config lacks something.
func New(c Config) (*Engine, error) {
	switch {
	case c.Hospital == nil || c.Now == nil:
		return nil, errors.New("send a simulated hospital: a Hospital and a clock are required")
	case c.Speed < 0 || c.For < 0:
		return nil, errors.New("send a simulated hospital: Speed and For cannot be negative")
	}
	e := &Engine{config: c, lines: map[sim.Source]*line{}}
	for source, address := range c.Addresses {
		if address != "" {
			e.lines[source] = newLine(e, source, address)
		}
	}
	if len(e.lines) == 0 {
		return nil, errors.New("send a simulated hospital: no receiver: give the address of one for at least one source")
	}
	return e, nil
}

// Run sends until everything that Config.For asks for is acknowledged, and then returns nil; or until ctx ends, and then
// returns its error. It must be called once.
func (e *Engine) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var lines sync.WaitGroup
	for _, l := range e.lines {
		lines.Go(func() { l.run(ctx) })
	}
	defer lines.Wait()
	defer stop()
	e.mu.Lock()
	e.begun = e.config.Now()
	e.mu.Unlock()
	e.load()
	if err := e.live(ctx); err != nil {
		return fmt.Errorf("send a simulated hospital: %w", err)
	}
	return nil
}

// load puts the past into the queues.
func (e *Engine) load() {
	var past []sim.Message
	for _, m := range e.config.Hospital.Until(e.config.Hospital.Start()) {
		if e.lines[m.Source] != nil {
			past = append(past, m)
		}
	}
	e.mu.Lock()
	e.loadLeft = len(past)
	if len(past) == 0 {
		e.tell(Event{Kind: LoadFinished})
	}
	e.mu.Unlock()
	for _, m := range past {
		e.lines[m.Source].put(&Delivery{Message: m, Queued: e.config.Now(), past: true})
	}
}

// live puts what happens into the queues when it happens.
func (e *Engine) live(ctx context.Context) error {
	h := e.config.Hospital
	end := h.Start().Add(e.config.For)
	for {
		due := h.Due()
		if e.config.For > 0 && due.After(end) {
			break
		}
		if err := e.waitFor(ctx, due); err != nil {
			return err
		}
		for _, m := range h.Until(due) {
			if l := e.lines[m.Source]; l != nil {
				l.put(&Delivery{Message: m, Queued: e.config.Now()})
			}
		}
	}
	for _, l := range e.lines {
		if err := l.shorterThan(ctx, 1); err != nil {
			return err
		}
	}
	return nil
}

// mostWaiting is how many messages of a source may wait where nothing but the receiver sets the pace.
const mostWaiting = 1000

// waitFor returns when it is time for what is due.
func (e *Engine) waitFor(ctx context.Context, due time.Time) error {
	if e.config.Speed == 0 {
		for _, l := range e.lines {
			if err := l.shorterThan(ctx, mostWaiting); err != nil {
				return err
			}
		}
		return ctx.Err()
	}
	ahead := time.Duration(float64(due.Sub(e.config.Hospital.Start())) / e.config.Speed)
	e.mu.Lock()
	at := e.begun.Add(ahead)
	e.mu.Unlock()
	return pause(ctx, at.Sub(e.config.Now()))
}

// Time is the present simulated time.
func (e *Engine) Time() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.begun.IsZero() {
		return e.config.Hospital.Start()
	}
	if e.config.Speed == 0 {
		return e.config.Hospital.Due()
	}
	passed := e.config.Now().Sub(e.begun)
	return e.config.Hospital.Start().Add(time.Duration(float64(passed) * e.config.Speed))
}

// Send puts a message behind those that wait. It fails if the message's source is not sent anywhere.
func (e *Engine) Send(m sim.Message) (*Delivery, error) {
	l := e.lines[m.Source]
	if l == nil {
		return nil, fmt.Errorf("send a message by hand: the %s has no receiver", m.Source)
	}
	d := &Delivery{Message: m, Queued: e.config.Now(), done: make(chan struct{})}
	l.put(d)
	return d, nil
}

// Counts returns the counts of every source that is sent.
func (e *Engine) Counts() map[sim.Source]Counts {
	counts := map[sim.Source]Counts{}
	for source, l := range e.lines {
		counts[source] = l.countsNow()
	}
	return counts
}

// Pause stops sending a source, as if its engine hung: the connection stays, messages wait. What is on its way is
// finished.
func (e *Engine) Pause(source sim.Source) { e.setPaused(source, true) }

// Resume undoes Pause.
func (e *Engine) Resume(source sim.Source) { e.setPaused(source, false) }

func (e *Engine) setPaused(source sim.Source, paused bool) {
	if l := e.lines[source]; l != nil {
		l.change(func() { l.paused = paused })
	}
}

// acknowledged counts a message of the past.
func (e *Engine) acknowledged(l *line, d *Delivery) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tell(Event{Kind: Acknowledged, Source: l.source, Counts: l.countsNow()})
	if !d.past {
		return
	}
	if e.loadLeft--; e.loadLeft == 0 {
		e.tell(Event{Kind: LoadFinished})
	}
}

// happened tells of something else.
func (e *Engine) happened(kind EventKind, l *line, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tell(Event{Kind: kind, Source: l.source, Counts: l.countsNow(), Err: err})
}

// tell reports an event. The caller holds the lock.
func (e *Engine) tell(event Event) {
	if e.config.Report != nil {
		e.config.Report(event)
	}
}
