package feed

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
)

// SealedLetter is a letter as it is kept: nothing in it identifies a patient.
type SealedLetter struct {
	Number   int64 // given when it is kept
	ID       seal.RecordID
	Source   string
	Hash     [sha256.Size]byte
	Received time.Time
	Sealed   seal.Sealed
	Size     int64
}

// Receipt says under which number a letter is kept.
type Receipt struct {
	Number int64
}

// Purpose and version that a letter's seal is bound to.
const (
	letterPurpose = "feed letter"
	letterVersion = 1
)

// longLetter is from how many bytes on letters are sealed one at a time, since
// each is in memory three times meanwhile.
const longLetter = 1 << 20

// Intake receives the frames of one source. No message is acknowledged before
// it is on disk. It needs no private key: a locked server goes on receiving.
type Intake struct {
	Source string
	Sealer *seal.Sealer
	Post   *Post
	Now    func() time.Time
	Random io.Reader
	// Declared is the source's profile as it stands when a message is answered.
	Declared func() reading.Profile
}

// Receive hands a frame to be kept and returns how to wait for the answer.
func (in *Intake) Receive(ctx context.Context, f mllp.Frame) mllp.Wait {
	received := in.Now()
	if f.Kind != mllp.Message {
		return in.keepBroken(ctx, f, received)
	}
	pieces := hl7.SplitBatch(f.Data)
	if len(pieces) == 0 {
		pieces = [][]byte{f.Data}
	}
	var kept []<-chan postResult
	var heads [][]byte
	for _, piece := range pieces {
		letter, err := in.sealLetter(reading.Whole, piece, received)
		if err != nil {
			return func() ([][]byte, error) { return nil, err }
		}
		kept, heads = append(kept, in.Post.hand(ctx, letter)), append(heads, headOf(piece))
	}
	return func() ([][]byte, error) {
		if err := in.Post.waitAll(ctx, kept); err != nil {
			return nil, err
		}
		return in.answers(heads)
	}
}

// keepBroken keeps what a sender began and did not finish, or what is too
// large, and does not acknowledge it.
func (in *Intake) keepBroken(ctx context.Context, f mllp.Frame, received time.Time) mllp.Wait {
	wrapping := reading.Damaged
	if f.Kind == mllp.TooLarge {
		wrapping = reading.TooLarge
	}
	if len(f.Data) == 0 {
		return nil
	}
	letter, err := in.sealLetter(wrapping, f.Data, received)
	if err != nil {
		return func() ([][]byte, error) { return nil, err }
	}
	kept := in.Post.hand(ctx, letter)
	return func() ([][]byte, error) {
		if err := in.Post.wait(ctx, kept); err != nil {
			return nil, err
		}
		if wrapping == reading.TooLarge {
			return in.refuse(f.Data)
		}
		return nil, nil
	}
}

func (in *Intake) sealLetter(w reading.Wrapping, raw []byte, received time.Time) (SealedLetter, error) {
	id, err := seal.NewRecordID(in.Random)
	if err != nil {
		return SealedLetter{}, fmt.Errorf("numbering a message: %w", err)
	}
	if len(raw) > longLetter {
		in.Post.long.Lock()
		defer in.Post.long.Unlock()
	}
	plain := make([]byte, 0, len(raw)+1)
	plain = append(append(plain, byte(w)), raw...)
	sealed, err := in.Sealer.Seal(letterPurpose, id, letterVersion, plain)
	if err != nil {
		return SealedLetter{}, fmt.Errorf("sealing a message: %w", err)
	}
	return SealedLetter{
		ID: id, Source: in.Source, Hash: sha256.Sum256(plain), Received: received,
		Sealed: sealed, Size: int64(len(raw)),
	}, nil
}

// errEmptyLetter is a kept letter that opens to nothing.
var errEmptyLetter = errors.New("a kept message is empty: the record was damaged")

// Open opens a kept letter.
func (s SealedLetter) Open(opener *seal.Opener) (reading.Letter, error) {
	plain, err := opener.Open(letterPurpose, s.ID, letterVersion, s.Sealed)
	if err != nil {
		return reading.Letter{}, fmt.Errorf("message %d: %w", s.Number, err)
	}
	if len(plain) == 0 {
		return reading.Letter{}, errEmptyLetter
	}
	return reading.Letter{
		Number: s.Number, Source: s.Source, Received: s.Received,
		Wrapping: reading.Wrapping(plain[0]), Raw: plain[1:],
	}, nil
}
