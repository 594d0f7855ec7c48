package feed

import (
	"context"
	"fmt"
	"time"
)

// Answered notes that a source answered a heartbeat at an instant. It moves the
// as-of of what the source gives only where nothing that was kept waits to be
// read (specification 2.2): what it sent before it answered must be on the
// charts.
func (b *Book) Answered(ctx context.Context, source string, at time.Time) error {
	b.mu.Lock()
	cursor := b.cursor
	b.mu.Unlock()
	waiting, err := b.desk.Archive.After(ctx, cursor, 1)
	if err != nil {
		return fmt.Errorf("looking for what waits: %w", err)
	}
	if len(waiting) > 0 {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.voices.Answered(source, at)
	return nil
}
