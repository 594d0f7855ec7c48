package quarantine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/seal"
)

// Deed is what was done.
type Deed string

// The deeds.
const (
	Dismissed Deed = "nothing clinical" // a person looked at it, and it marks nobody any more
	Restored  Deed = "taken back"       // that was taken back
	Replayed  Deed = "read again"
)

// Act is what a person did about a message, or about many. None is altered.
type Act struct {
	Message int64 // 0: many
	Deed    Deed
	At      time.Time
	By      string // account
	Reason  string // in the person's words; it may name a patient
}

// SealedAct is an act as it is kept.
type SealedAct struct {
	Act    // without its reason
	ID     seal.RecordID
	Sealed seal.Sealed
}

// Purpose and version that a reason's seal is bound to.
const (
	reasonPurpose = "quarantine reason"
	reasonVersion = 1
)

// Why an act is refused, found with errors.Is.
var (
	// ErrReason is returned where no reason was given.
	ErrReason = errors.New("a reason is needed: say in a few words what was looked at")
	// ErrNotHere is returned for a message that is not in quarantine, or was not
	// dismissed.
	ErrNotHere = errors.New("this message is not in quarantine any more: look at it again")
)

// Dismiss records that a person has found nothing clinical in a message that
// could not be charted, and has it mark nobody from then on.
func (r *Room) Dismiss(ctx context.Context, by string, number int64, reason string) error {
	return r.decide(ctx, Act{Message: number, Deed: Dismissed, By: by, Reason: reason})
}

// Restore takes a dismissal back.
func (r *Room) Restore(ctx context.Context, by string, number int64, reason string) error {
	return r.decide(ctx, Act{Message: number, Deed: Restored, By: by, Reason: reason})
}

// decide records an act about one message and reads the message again. The
// record comes first: what was decided is seen to after a crash, too.
func (r *Room) decide(ctx context.Context, a Act) error {
	r.deciding.Lock()
	defer r.deciding.Unlock()
	if a.Reason = strings.TrimSpace(a.Reason); a.Reason == "" {
		return ErrReason
	}
	kept, err := r.book.Message(ctx, a.Message, nil)
	if errors.Is(err, feed.ErrNoMessage) {
		return fmt.Errorf("%w: %w", ErrNotHere, err)
	}
	if err != nil {
		return err
	}
	if in := kept.State == quarantined; in != (a.Deed == Dismissed) || r.IsDismissed(a.Message) != (a.Deed == Restored) {
		return ErrNotHere
	}
	if err := r.record(ctx, a); err != nil {
		return err
	}
	_, err = feed.ReadAgain(ctx, r.book, []int64{a.Message})
	return err
}

// record keeps an act.
func (r *Room) record(ctx context.Context, a Act) error {
	a.At = r.desk.Now()
	id, err := seal.NewRecordID(r.desk.Random)
	if err != nil {
		return fmt.Errorf("recording what was done: %w", err)
	}
	sealed, err := r.desk.Sealer.Seal(reasonPurpose, id, reasonVersion, []byte(a.Reason))
	if err != nil {
		return fmt.Errorf("recording what was done: %w", err)
	}
	bare := a
	bare.Reason = ""
	if err := r.desk.Keeper.AddAct(ctx, SealedAct{Act: bare, ID: id, Sealed: sealed}); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.acts = append(r.acts, a)
	return nil
}

// Acts lists what was done about a message, the newest first.
func (r *Room) Acts(number int64) []Act {
	r.mu.Lock()
	defer r.mu.Unlock()
	var list []Act
	for i := len(r.acts) - 1; i >= 0; i-- {
		if r.acts[i].Message == number {
			list = append(list, r.acts[i])
		}
	}
	return list
}

// IsDismissed reports whether the last word on a message is that there is
// nothing clinical in it.
func (r *Room) IsDismissed(number int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.deeds()[number] == Dismissed
}
