// Package quarantine holds what people do about messages that could not be
// charted: they read them again, or say that there is nothing clinical in them.
//
// A [Room] is the quarantine of one tenant. What is in it is decided by reading
// alone; what people did is kept beside it, with who and when, and stands when
// the charts are made again.
package quarantine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"sync"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/seal"
)

const quarantined = reading.Quarantined

// Keeper is where acts are kept, and what knows which messages are in
// quarantine.
type Keeper interface {
	// AddAct keeps an act.
	AddAct(ctx context.Context, a SealedAct) error
	// Acts returns every act, in order.
	Acts(ctx context.Context) ([]SealedAct, error)
	// Groups counts what is in quarantine, the largest group first.
	Groups(ctx context.Context) ([]Group, error)
	// InGroup returns the numbers of a group's messages below before (0: all),
	// newest first.
	InGroup(ctx context.Context, g Group, before int64, limit int) ([]int64, error)
}

// Desk is what a Room works with.
type Desk struct {
	Keeper Keeper
	Opener *seal.Opener
	Sealer *seal.Sealer
	Now    func() time.Time
	Random io.Reader
}

// Room is the quarantine of one tenant. It is safe for concurrent use.
type Room struct {
	desk     Desk
	book     *feed.Book
	deciding sync.Mutex // held from looking at a message to having decided
	mu       sync.Mutex
	acts     []Act          // in order
	last     map[int64]Deed // by message, of the first counted acts
	counted  int
	run      Run
}

// Open reads what was done. A reason that does not open is no reason to keep
// the charts closed: the act stands.
func Open(ctx context.Context, desk Desk) (*Room, error) {
	kept, err := desk.Keeper.Acts(ctx)
	if err != nil {
		return nil, fmt.Errorf("opening the quarantine: %w", err)
	}
	r := &Room{desk: desk, last: map[int64]Deed{}}
	for _, k := range kept {
		a := k.Act
		plain, err := desk.Opener.Open(reasonPurpose, k.ID, reasonVersion, k.Sealed)
		if a.Reason = string(plain); err != nil {
			a.Reason = "The reason that was given does not open: the record was altered or damaged."
		}
		r.acts = append(r.acts, a)
	}
	return r, nil
}

// Serve gives the room the charts that its messages belong to. It comes before
// anything else is asked of the room but IsDismissed.
func (r *Room) Serve(b *feed.Book) { r.book = b }

// deeds is the last deed by message. The caller holds mu.
func (r *Room) deeds() map[int64]Deed {
	for ; r.counted < len(r.acts); r.counted++ {
		if a := r.acts[r.counted]; a.Message != 0 && a.Deed != Replayed {
			r.last[a.Message] = a.Deed
		}
	}
	return r.last
}

// Settle reads every message again that somebody has decided about: after a
// crash between the deciding and the reading, and after charts were made again
// meanwhile.
func (r *Room) Settle(ctx context.Context) error {
	r.mu.Lock()
	var numbers []int64
	for number := range r.deeds() {
		numbers = append(numbers, number)
	}
	r.mu.Unlock()
	_, err := feed.ReadAgain(ctx, r.book, numbers)
	return err
}

// Group is the messages of one source and kind that are in quarantine for one
// reason.
type Group struct {
	Source, Kind, Reason string
	Count                int64
	Last                 int64 // number of the newest
	Patients             int   // whom they name; of the newest looked at alone where AtLeast
	AtLeast              bool
}

// ID names the group in an address.
func (g Group) ID() string {
	sum := sha256.Sum256([]byte(g.Source + "\x00" + g.Kind + "\x00" + g.Reason))
	return hex.EncodeToString(sum[:8])
}

// looked is how many messages of a group are looked at to count patients.
const looked = 200

// Groups lists what is in quarantine, the largest group first.
func (r *Room) Groups(ctx context.Context) ([]Group, error) {
	groups, err := r.desk.Keeper.Groups(ctx)
	if err != nil {
		return nil, err
	}
	for i := range groups {
		g := &groups[i]
		numbers, err := r.desk.Keeper.InGroup(ctx, *g, 0, looked)
		if err != nil {
			return nil, err
		}
		if g.Patients, err = feed.PatientsOf(ctx, r.book, numbers); err != nil {
			return nil, err
		}
		g.AtLeast = g.Count > looked
	}
	return groups, nil
}

// Find returns the group that an address names; false where it is empty now.
func (r *Room) Find(ctx context.Context, id string) (Group, bool, error) {
	groups, err := r.desk.Keeper.Groups(ctx)
	for _, g := range groups {
		if g.ID() == id {
			return g, true, err
		}
	}
	return Group{}, false, err
}

// Messages lists messages of a group below before (0: all), newest first.
func (r *Room) Messages(ctx context.Context, g Group, before int64, limit int) ([]feed.Kept, error) {
	numbers, err := r.desk.Keeper.InGroup(ctx, g, before, limit)
	if err != nil {
		return nil, err
	}
	var list []feed.Kept
	for _, n := range numbers {
		k, err := r.book.Message(ctx, n, nil)
		if err != nil {
			return nil, err
		}
		list = append(list, *k)
	}
	return list, nil
}
