package engine

import (
	"time"

	"redoutlet/internal/sim"
)

// Delivery is a message on its way.
type Delivery struct {
	Message sim.Message
	Queued  time.Time // when it was put into the queue, by the wall clock

	done    chan struct{} // closed once it is acknowledged; nil where nobody waits
	past    bool
	written int // how often it was sent; used by its line alone
	receipt Receipt
}

// Receipt says that a message was kept by the receiver.
type Receipt struct {
	Code  string    // MSA-1: AA or CA
	Acked time.Time // when the answer came, by the wall clock
	Times int       // how often the message was sent
}

// Done is closed when the message is acknowledged.
func (d *Delivery) Done() <-chan struct{} { return d.done }

// Receipt returns the receipt; ok is false as long as the message is not acknowledged.
func (d *Delivery) Receipt() (r Receipt, ok bool) {
	select {
	case <-d.done:
		return d.receipt, true
	default:
		return Receipt{}, false
	}
}

// acknowledge ends the delivery.
func (d *Delivery) acknowledge(r Receipt) {
	d.receipt = r
	if d.done != nil {
		close(d.done)
	}
}
