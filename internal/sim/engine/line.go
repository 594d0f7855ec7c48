package engine

import (
	"context"
	"errors"
	"sync"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
	"redoutlet/internal/sim"
)

const (
	firstPause = 50 * time.Millisecond // before the first repetition
	lastPause  = 5 * time.Second       // at most, before any
	patience   = 10 * time.Second      // for an answer
)

// line is the connection and the queue of one source.
type line struct {
	engine  *Engine
	source  sim.Source
	address string
	client  *mllp.Client // used by run alone; nil while there is no connection

	mu      sync.Mutex
	changed chan struct{} // closed and replaced whenever what follows changes
	queue   []*Delivery
	paused  bool
	counts  Counts
}

func newLine(e *Engine, source sim.Source, address string) *line {
	return &line{engine: e, source: source, address: address, changed: make(chan struct{})}
}

// change changes the line and wakes all who wait for it.
func (l *line) change(do func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	do()
	close(l.changed)
	l.changed = make(chan struct{})
}

// put adds a message at the end of the queue.
func (l *line) put(d *Delivery) { l.change(func() { l.queue = append(l.queue, d) }) }

func (l *line) countsNow() Counts {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.counts
	c.Waiting = len(l.queue)
	return c
}

// until waits until ready says so of the line, which it sees under the lock.
func (l *line) until(ctx context.Context, ready func() bool) error {
	for {
		l.mu.Lock()
		ok, changed := ready(), l.changed
		l.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// shorterThan waits until fewer than n messages wait.
func (l *line) shorterThan(ctx context.Context, n int) error {
	return l.until(ctx, func() bool { return len(l.queue) < n })
}

// head waits for the message to send next, and leaves it in the queue.
func (l *line) head(ctx context.Context) (d *Delivery, err error) {
	err = l.until(ctx, func() bool {
		if l.paused || len(l.queue) == 0 {
			return false
		}
		d = l.queue[0]
		return true
	})
	return d, err
}

// run sends one message after the other until ctx ends.
func (l *line) run(ctx context.Context) {
	defer func() { l.hangUp() }()
	for {
		d, err := l.head(ctx)
		if err != nil {
			return
		}
		receipt, err := l.deliver(ctx, d)
		if err != nil {
			return
		}
		l.change(func() {
			l.queue[0] = nil
			l.queue = l.queue[1:]
			l.counts.Acked++
		})
		d.acknowledge(receipt)
		l.engine.acknowledged(l, d)
	}
}

// deliver sends a message until it is acknowledged. Its error is that of ctx.
func (l *line) deliver(ctx context.Context, d *Delivery) (Receipt, error) {
	wait := firstPause
	for {
		answer, err := l.once(ctx, d)
		if err == nil {
			return Receipt{Code: codeOf(answer), Acked: l.engine.config.Now(), Times: d.written}, nil
		}
		if ctx.Err() != nil {
			return Receipt{}, ctx.Err()
		}
		l.complain(err)
		if err := pause(ctx, wait); err != nil {
			return Receipt{}, err
		}
		wait = min(2*wait, lastPause)
	}
}

// once sends the message one time.
func (l *line) once(ctx context.Context, d *Delivery) (answer []byte, err error) {
	if l.client == nil {
		client, err := mllp.Dial(ctx, l.address, mllp.ClientOptions{AnswerTimeout: patience})
		if err != nil {
			return nil, err
		}
		l.client = client
		l.engine.happened(Connected, l, nil)
	}
	d.written++
	l.change(func() {
		l.counts.Sent++
		if d.written > 1 {
			l.counts.Again++
		}
	})
	return l.client.Send(ctx, d.Message.Body)
}

// complain tells of a failure. After any but a refusal the connection is given up.
func (l *line) complain(err error) {
	if refused := new(mllp.Refused); errors.As(err, &refused) {
		l.engine.happened(Refused, l, err)
		return
	}
	l.hangUp()
	l.engine.happened(Lost, l, err)
}

func (l *line) hangUp() {
	if l.client != nil {
		l.client.Close()
		l.client = nil
	}
}

// codeOf returns MSA-1 of an answer.
func codeOf(answer []byte) string {
	m, err := hl7.Parse(answer)
	if err != nil {
		return ""
	}
	msa, _ := m.First("MSA")
	return msa.Field(1).Text()
}

// pause returns after d, or with the error of ctx.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
