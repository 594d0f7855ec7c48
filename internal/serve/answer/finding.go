package answer

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
)

// findingWait is how long a page waits until a finding is read: well below the
// time in which it must answer.
const findingWait = 5 * time.Second

// finder answers the pages of the lobby. What a person found is read where
// everything is read, by [tenancy.Tenant.RunReader]; a page waits for it a while.
type finder struct {
	Tenants
	wait time.Duration
}

// Find implements [lobby.Charts]. What a person found is a message like any
// other: on disk before anything shows it. Behind a backlog it is not waited for:
// whoever is told that it took too long says it again.
func (f finder) Find(ctx context.Context, who identity.Who, found reading.Finding) (shown bool, err error) {
	if _, err := f.book(who.Tenant); err != nil { // locked
		return false, err
	}
	t := f.Tenants[who.Tenant]
	id, err := seal.NewRecordID(t.Around.Random)
	if err != nil {
		return false, fmt.Errorf("numbering what was found: %w", err)
	}
	found.ID = hex.EncodeToString(id[:])
	raw := found.Message()
	if _, err := t.Intake(reading.Desk).Receive(ctx, mllp.Frame{Data: raw, Size: int64(len(raw))})(); err != nil {
		return false, fmt.Errorf("keeping what was found: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, f.wait)
	defer cancel()
	return t.Shown(ctx, reading.Desk), nil // it is kept, whatever went wrong since
}
