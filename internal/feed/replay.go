package feed

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
)

// Fingerprint is the identity of a letter: its source and the SHA-256 of the
// bytes received, never MSH-10, which senders repeat (design 3b). Another
// letter with the same fingerprint is an exact replay and says nothing new,
// however much later it comes.
type Fingerprint struct {
	Source string
	Hash   [sha256.Size]byte
}

// Sighting says which letter was the first with its fingerprint to be read.
type Sighting struct {
	Fingerprint
	Number int64
}

// sift returns those of the letters that say something new, and notes in the
// batch that they were seen, and which of the others are exact replays: of a
// letter read earlier, or of one among them. It is done here and not before a
// letter is acknowledged, where senders would wait for the search.
func (s *step) sift(ctx context.Context, letters []SealedLetter) ([]SealedLetter, error) {
	prints := make([]Fingerprint, len(letters))
	for i := range letters {
		prints[i] = Fingerprint{letters[i].Source, letters[i].Hash}
	}
	known, err := s.book.desk.Projection.Known(ctx, prints)
	if err != nil {
		return nil, fmt.Errorf("finding what was read before: %w", err)
	}
	fresh := make([]SealedLetter, 0, len(letters))
	first := make(map[Fingerprint]int64, len(letters))
	for i, letter := range letters {
		if _, met := first[prints[i]]; !met {
			first[prints[i]] = cmp.Or(known[i], letter.Number)
		}
		if first[prints[i]] < letter.Number { // so that none is ever a replay of itself
			s.batch.Replays = append(s.batch.Replays, letter.Number)
			continue
		}
		s.batch.Seen = append(s.batch.Seen, Sighting{prints[i], letter.Number})
		fresh = append(fresh, letter)
	}
	return fresh, nil
}
