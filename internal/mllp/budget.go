package mllp

import (
	"context"
	"fmt"
	"sync/atomic"

	"golang.org/x/sync/semaphore"
)

const (
	// DefaultBudget is the memory for frames, in bytes, where nothing else is set: 128 MiB, which
	// is 32 MiB for small frames and four large ones of 16 MiB at a time.
	DefaultBudget = 128 << 20

	// smallFrame is the longest text, in bytes, that needs no large slot. It is also what a
	// connection may hold uncounted while it waits.
	smallFrame = HeadSize
)

// A Budget bounds the memory that frames take, over all connections and servers of a process. A
// frame is counted from when its text is first kept until its handler is done. Where there is no
// room, the connection is not read, and TCP holds its sender back.
//
// A quarter is for frames of up to 64 KiB. The rest is cut into slots for one frame of MaxFrame
// each, so that a flood of scanned documents never holds up an admission, and a frame that has got
// a slot never has to ask again.
//
// It cannot deadlock, because nobody waits while holding: a frame gives back what it has before it
// asks for more, and a connection answers what it has handed over before it waits for room. What a
// connection may keep uncounted meanwhile is 64 KiB, beside its read buffer of 32 KiB.
type Budget struct {
	maxFrame int
	slotSize int64
	small    *semaphore.Weighted // bytes
	large    *semaphore.Weighted // slots
	inUse    atomic.Int64
}

// NewBudget returns a budget of total bytes for frames whose text has at most maxFrame bytes. It
// fails if the total is too small for one of them.
func NewBudget(total int64, maxFrame int) (*Budget, error) {
	if maxFrame <= 0 {
		return nil, fmt.Errorf("memory budget: the longest frame is %d bytes: give a number above zero", maxFrame)
	}
	slotSize := int64(maxFrame) + int64(maxFrame)/4 // a growing text is held twice while it is copied
	small := total / 4
	slots := (total - small) / slotSize
	if slots < 1 || small < smallFrame {
		least := max(4*smallFrame, slotSize+slotSize/3+4)
		return nil, fmt.Errorf("memory budget: %d bytes cannot hold one frame of %d bytes: give at least %d", total, maxFrame, least)
	}
	return &Budget{
		maxFrame: maxFrame,
		slotSize: slotSize,
		small:    semaphore.NewWeighted(small),
		large:    semaphore.NewWeighted(slots),
	}, nil
}

// MaxFrame is the longest text of a frame in bytes.
func (b *Budget) MaxFrame() int { return b.maxFrame }

// InUse is the number of bytes counted now.
func (b *Budget) InUse() int64 { return b.inUse.Load() }

// A lease is the part of a budget that one frame holds: some bytes, or a slot.
type lease struct {
	budget *Budget
	bytes  int64
	slot   bool
}

// room is how long the text of the frame may become.
func (l *lease) room() int {
	if l.slot {
		return l.budget.maxFrame
	}
	return int(l.bytes)
}

// grow gets the room asked for, waiting until there is some or ctx is done.
func (l *lease) grow(ctx context.Context, want ask) error {
	l.release()
	n, slot := want.price()
	var err error
	if slot {
		err = l.budget.large.Acquire(ctx, 1)
	} else {
		err = l.budget.small.Acquire(ctx, n)
	}
	if err != nil {
		return fmt.Errorf("wait for room in the memory budget: %w", err)
	}
	l.hold(n, slot)
	return nil
}

// tryGrow gets the room asked for if there is some at once, and reports whether it did.
func (l *lease) tryGrow(want ask) bool {
	l.release()
	n, slot := want.price()
	if slot && !l.budget.large.TryAcquire(1) || !slot && !l.budget.small.TryAcquire(n) {
		return false
	}
	l.hold(n, slot)
	return true
}

// price is what an ask costs: exactly its room if no more will be asked for, the whole of a small
// frame if more may come, or a slot.
func (a ask) price() (n int64, slot bool) {
	switch {
	case a.room > smallFrame:
		return 0, true
	case a.last:
		return int64(a.room), false
	}
	return smallFrame, false
}

func (l *lease) hold(n int64, slot bool) {
	l.bytes, l.slot = n, slot
	l.budget.inUse.Add(l.cost())
}

func (l *lease) cost() int64 {
	if l.slot {
		return l.budget.slotSize
	}
	return l.bytes
}

// shrink gives back what a text of n bytes does not need.
func (l *lease) shrink(n int) {
	if l.slot || l.bytes <= int64(n) {
		return
	}
	spare := l.bytes - int64(n)
	l.bytes = int64(n)
	l.budget.inUse.Add(-spare)
	l.budget.small.Release(spare)
}

// release gives everything back. It may be called again.
func (l *lease) release() {
	l.budget.inUse.Add(-l.cost())
	if l.slot {
		l.budget.large.Release(1)
	} else if l.bytes > 0 {
		l.budget.small.Release(l.bytes)
	}
	l.bytes, l.slot = 0, false
}
