// Package reception keeps what the sources send before it is acknowledged.
//
// An [Intake] receives the frames of one source and seals what is in them; a
// [Post] commits the letters of all sources of a tenant in groups. Neither needs
// the private key: a locked server goes on receiving.
package reception

import (
	"context"
	"fmt"
	"io"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/envelope"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
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
	var kept []<-chan error
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

func (in *Intake) sealLetter(w reading.Wrapping, raw []byte, received time.Time) (feed.SealedLetter, error) {
	id, err := seal.NewRecordID(in.Random)
	if err != nil {
		return feed.SealedLetter{}, fmt.Errorf("numbering a message: %w", err)
	}
	if len(raw) > longLetter {
		in.Post.long.Lock()
		defer in.Post.long.Unlock()
	}
	return envelope.Seal(in.Sealer, id, reading.Letter{Source: in.Source, Received: received, Wrapping: w, Raw: raw})
}
