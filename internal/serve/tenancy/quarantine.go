package tenancy

import (
	"context"
	"fmt"

	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/seal"
)

// Room is the tenant's quarantine, or [seal.ErrLocked].
func (t *Tenant) Room() (*quarantine.Room, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.book == nil {
		return nil, seal.ErrLocked
	}
	return t.room, nil
}

// ReadAgain has quarantined messages read again by RunQuarantine.
func (t *Tenant) ReadAgain(by string, what quarantine.Selection) error {
	room, err := t.Room()
	if err != nil {
		return err
	}
	if err := room.Begin(by); err != nil {
		return err
	}
	t.again <- what // there is room: one is begun at a time
	return nil
}

// RunQuarantine reads quarantined messages again when somebody asks for it,
// until ctx ends. report is told what went wrong.
func (t *Tenant) RunQuarantine(ctx context.Context, report func(error)) error {
	for {
		select {
		case what := <-t.again:
			room, err := t.Room()
			if err == nil {
				err = room.Replay(ctx, what)
			}
			if err != nil && ctx.Err() == nil {
				report(fmt.Errorf("tenant %s: %w", t.Name, err))
			}
		case <-ctx.Done():
			return nil
		}
	}
}
