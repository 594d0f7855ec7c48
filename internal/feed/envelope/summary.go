package envelope

import (
	"errors"
	"fmt"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/owner"
	"redoutlet/internal/seal"
)

// ErrDamaged is a summary that cannot be read. All it says stands in letters.
var ErrDamaged = errors.New("it is damaged")

// Summary is a patient's summary as it is kept.
type Summary struct {
	Patient owner.ID
	Sealed  seal.Sealed
}

// Purpose and version that a summary's seal is bound to.
const (
	summaryPurpose = "chart summary"
	summaryVersion = 1
)

// SealSummary seals a patient's summary.
func SealSummary(sealer *seal.Sealer, id owner.ID, s roster.Summary) (Summary, error) {
	plain, err := s.MarshalBinary()
	if err != nil {
		return Summary{}, fmt.Errorf("writing a summary: %w", err)
	}
	sealed, err := sealer.Seal(summaryPurpose, seal.RecordID(id), summaryVersion, plain)
	return Summary{Patient: id, Sealed: sealed}, err
}

// Open opens a summary, or fails with ErrDamaged where that cannot be.
func (s Summary) Open(opener *seal.Opener) (roster.Summary, error) {
	var summary roster.Summary
	plain, err := opener.Open(summaryPurpose, seal.RecordID(s.Patient), summaryVersion, s.Sealed)
	if errors.Is(err, seal.ErrSealed) {
		return summary, fmt.Errorf("a summary: %w: %w", ErrDamaged, err)
	}
	if err != nil {
		return summary, fmt.Errorf("a summary: %w", err)
	}
	if err := summary.UnmarshalBinary(plain); err != nil {
		return summary, fmt.Errorf("a summary: %w: %w", ErrDamaged, err)
	}
	return summary, nil
}
