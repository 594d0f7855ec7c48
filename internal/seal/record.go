package seal

import (
	"encoding/hex"
	"fmt"
	"io"
)

// A RecordID names one sealed record and is never used for another. It is
// random, or the Index entry of what there is one record of, and so says
// nothing about what is in the record.
type RecordID [16]byte

// NewRecordID makes an id from 16 bytes of random, which is crypto/rand.Reader
// everywhere but in tests.
func NewRecordID(random io.Reader) (RecordID, error) {
	var id RecordID
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return RecordID{}, fmt.Errorf("making a record id: %w", err)
	}
	return id, nil
}

// String returns the id as 32 hexadecimal digits.
func (id RecordID) String() string { return hex.EncodeToString(id[:]) }
