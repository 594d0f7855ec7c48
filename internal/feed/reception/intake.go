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

// mostPieces is how many messages of one frame are taken apart: more than the
// longest frame holds of the usual size. Each has a letter and an answer in
// memory beside the frame, which the memory for frames does not count, and a
// frame of nothing but short headers has two hundred thousand of them. What stands
// behind is kept whole, set aside, and refused.
const mostPieces = 10_000

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
	pieces, rest := hl7.CutBatch(f.Data, mostPieces)
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
	var more mllp.Wait
	if rest != nil {
		more = in.keepAside(ctx, reading.TooMany, rest, received)
	}
	return func() ([][]byte, error) {
		if err := in.Post.waitAll(ctx, kept); err != nil {
			return nil, err
		}
		answers, err := in.answers(heads)
		if err != nil || more == nil {
			return answers, err
		}
		refused, err := more()
		return append(answers, refused...), err
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
	return in.keepAside(ctx, wrapping, f.Data, received)
}

// keepAside keeps what nobody takes apart, and refuses it where it came whole.
func (in *Intake) keepAside(ctx context.Context, w reading.Wrapping, raw []byte, received time.Time) mllp.Wait {
	letter, err := in.sealLetter(w, raw, received)
	if err != nil {
		return func() ([][]byte, error) { return nil, err }
	}
	kept, head := in.Post.hand(ctx, letter), headOf(raw)
	return func() ([][]byte, error) {
		if err := in.Post.wait(ctx, kept); err != nil {
			return nil, err
		}
		if w == reading.Damaged {
			return nil, nil
		}
		return in.refuse(head)
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
