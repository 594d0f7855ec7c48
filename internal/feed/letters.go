package feed

import (
	"context"
	"fmt"
)

// LettersOf are the letters that bear on a patient, in order.
func LettersOf(ctx context.Context, b *Book, id PatientID) ([]SealedLetter, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	numbers, err := b.desk.Projection.Touching(ctx, b.kin.Everywhere(id))
	if err != nil {
		return nil, fmt.Errorf("finding a patient's messages: %w", err)
	}
	return b.desk.Archive.Numbered(ctx, numbers)
}
