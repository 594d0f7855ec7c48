// Package envelope seals what a feed keeps, letters and the summaries of charts,
// and opens it.
package envelope

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/seal"
)

// Letter is a letter as it is kept: nothing in it identifies a patient.
type Letter struct {
	Number   int64 // given when it is kept
	ID       seal.RecordID
	Source   string
	Hash     [sha256.Size]byte
	Received time.Time
	Sealed   seal.Sealed
	Size     int64
}

// Purpose and version that a letter's seal is bound to.
const (
	letterPurpose = "feed letter"
	letterVersion = 1
)

// Seal seals a letter under its record id.
func Seal(sealer *seal.Sealer, id seal.RecordID, l reading.Letter) (Letter, error) {
	plain := make([]byte, 0, len(l.Raw)+1)
	plain = append(append(plain, byte(l.Wrapping)), l.Raw...)
	sealed, err := sealer.Seal(letterPurpose, id, letterVersion, plain)
	if err != nil {
		return Letter{}, fmt.Errorf("sealing a message: %w", err)
	}
	return Letter{
		ID: id, Source: l.Source, Hash: sha256.Sum256(plain), Received: l.Received,
		Sealed: sealed, Size: int64(len(l.Raw)),
	}, nil
}

// ErrEmpty is a kept letter that opens to nothing.
var ErrEmpty = errors.New("a kept message is empty: the record was damaged")

// Open opens a kept letter.
func (s Letter) Open(opener *seal.Opener) (reading.Letter, error) {
	plain, err := opener.Open(letterPurpose, s.ID, letterVersion, s.Sealed)
	if err != nil {
		return reading.Letter{}, fmt.Errorf("message %d: %w", s.Number, err)
	}
	if len(plain) == 0 {
		return reading.Letter{}, ErrEmpty
	}
	return reading.Letter{
		Number: s.Number, Source: s.Source, Received: s.Received,
		Wrapping: reading.Wrapping(plain[0]), Raw: plain[1:],
	}, nil
}
