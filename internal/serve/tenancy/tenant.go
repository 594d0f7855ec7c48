// Package tenancy holds one organization at work: its feed is kept from the
// start, its charts are there once it is unlocked.
package tenancy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/clock"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/reception"
	"redoutlet/internal/feed/remake"
	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/headcount"
	"redoutlet/internal/serve/misuse"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/serve/shelf"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/store"
)

// Surroundings is what every part works with: the record, the clock and where
// random bytes come from.
type Surroundings struct {
	Store  *store.Store
	Now    func() time.Time
	Random io.Reader
	Clock  func() clock.Reading // nil: nobody watches our clock
	Limits guard.Limits         // from which on charts are frozen; zero for the default
	// VerifyDays is from how many days without a message on it is to be verified
	// that a patient is still there; 0 for the default.
	VerifyDays int
}

// limits are the limits in force.
func (around Surroundings) limits() guard.Limits {
	if around.Limits == (guard.Limits{}) {
		return guard.Default()
	}
	return around.Limits
}

// Linger is from when on a patient's presence is to be verified.
func (t *Tenant) Linger() roster.Linger {
	zone, err := time.LoadLocation(t.Zone)
	if err != nil {
		zone = time.UTC
	}
	return roster.Linger{Now: t.Around.Now(), Zone: zone, Days: cmp.Or(t.Around.VerifyDays, roster.UsualVerifyDays)}
}

// Tenant is one organization at work.
type Tenant struct {
	Name     string
	Title    string
	Zone     string       // of the site
	Around   Surroundings // what it works with
	Shelf    shelf.Shelf  // where its feed is kept
	public   seal.PublicKey
	wrapped  []byte // private key under a passphrase, nil where it is in a file
	Sources  *wiring.Sources
	sealer   *seal.Sealer
	Register *register.Register // who may sign in, and who looked
	links    wiring.Links
	Lists    *headcount.Lists // census lists
	clock    *clock.Watch     // nil: nobody watches our clock
	post     *reception.Post
	wake     chan struct{} // something was kept, or the tenant was unlocked
	declared chan struct{} // a source was set up otherwise, or the tenant was unlocked
	again    chan quarantine.Selection

	unlocking sync.Mutex // held while the charts are opened: two books would read the feed twice

	mu      sync.Mutex
	book    *feed.Book
	opener  *seal.Opener  // nil while locked
	remaker *remake.Maker // of the book
	room    *quarantine.Room
	trouble error // why the last letters could not be kept
}

// ErrWrongKey is returned for a key that is another tenant's.
var ErrWrongKey = errors.New("this is not the key of this tenant: use the key file that was made when it was set up")

// Open opens a tenant, locked. Its sources are set up as seed says until
// somebody changes one; zone is where its site stands.
func Open(ctx context.Context, around Surroundings, name string, seed []wiring.Seed, zone string) (*Tenant, error) {
	var row store.Tenant
	err := around.Store.ViewControl(ctx, func(tx *store.ControlTx) error {
		var err error
		row, err = tx.Tenant(ctx, name)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return nil, misuse.Errorf("there is no tenant %s here: check --tenant, or set it up with `redoutlet init --tenant %s`", name, name)
	}
	if err != nil {
		return nil, fmt.Errorf("opening tenant %s: %w", name, err)
	}
	public, err := seal.ParsePublicKey(row.PublicKey)
	if err != nil {
		return nil, fmt.Errorf("opening tenant %s: %w", name, err)
	}
	kept, err := wiring.Open(ctx, around.Store, name, seed)
	if err != nil {
		return nil, fmt.Errorf("opening tenant %s: %w", name, err)
	}
	t := &Tenant{
		Name: name, Title: row.Title, Around: around, Shelf: shelf.Of(around.Store, name),
		public: public, wrapped: row.WrappedKey, Sources: kept, Zone: zone,
		wake: make(chan struct{}, 1), declared: make(chan struct{}, 1),
		again: make(chan quarantine.Selection, 1),
	}
	keep := func(e seal.Epoch) error { return t.Shelf.KeepEpoch(context.Background(), e) }
	t.sealer = seal.NewSealer(name, public, keep, around.Now)
	t.Register = &register.Register{
		Tenant: name, Store: around.Store, Now: around.Now, Random: around.Random, Sealer: t.sealer, Numbers: t.numbers, Open: t.words,
	}
	t.Lists = headcount.New(name, around.Store, t.sealer, t.Opener, around.Now)
	t.post = reception.NewPost(t.keep, func() { nudge(t.wake) })
	return t, Vigil{t}.begin(ctx)
}

// keep keeps letters and remembers whether it could.
func (t *Tenant) keep(ctx context.Context, letters []feed.SealedLetter) error {
	err := t.Shelf.Keep(ctx, letters)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trouble = err
	return err
}

// Trouble is why messages could not be kept the last time, nil where they
// could.
func (t *Tenant) Trouble() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.trouble
}

// nudge tells whoever waits, and is not told twice of what is not seen to yet.
func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Unlock opens the charts with the private key. Where they are open it only
// looks at the key.
func (t *Tenant) Unlock(ctx context.Context, key *seal.PrivateKey) error {
	if !key.Public().Equal(t.public) {
		return misuse.Of(ErrWrongKey)
	}
	t.unlocking.Lock()
	defer t.unlocking.Unlock()
	if !t.Locked() {
		return nil
	}
	find := func(id int64) (seal.Epoch, error) { return t.Shelf.Epoch(context.Background(), id) }
	opener := seal.NewOpener(t.Name, key, find)
	room, err := quarantine.Open(ctx, quarantine.Desk{
		Keeper: t.Shelf, Opener: opener, Sealer: t.sealer, Now: t.Around.Now, Random: t.Around.Random,
	})
	if err != nil {
		return fmt.Errorf("unlocking tenant %s: %w", t.Name, err)
	}
	book, err := t.openBook(ctx, key, opener, room)
	if errors.Is(err, store.ErrReadOnly) {
		return misuse.Errorf("unlocking tenant %s: the charts were made by other settings or another version, and a server is running: it may be making them again, so try in a minute; else restart it", t.Name)
	}
	if err != nil {
		return fmt.Errorf("unlocking tenant %s: %w", t.Name, err)
	}
	room.Serve(book)
	t.mu.Lock()
	t.book, t.opener, t.remaker, t.room = book, opener, remake.New(book, t.Shelf), room
	t.mu.Unlock()
	nudge(t.wake)
	nudge(t.declared) // it may have been set up otherwise while it was opened
	return nil
}

func (t *Tenant) openBook(ctx context.Context, key *seal.PrivateKey, opener *seal.Opener, room *quarantine.Room) (*feed.Book, error) {
	index, err := seal.NewIndex(key, "patient")
	if err != nil {
		return nil, err
	}
	return feed.OpenBook(ctx, feed.Desk{
		Archive: t.Shelf, Projection: t.Shelf, Counter: t.Shelf,
		Opener: opener, Sealer: t.sealer, Index: index,
		Profiles: t.Sources.Profiles(), Zone: t.Zone, Now: t.Around.Now, Linked: t.links.Of, Clock: watched(t.clock),
		Dismissed: room.IsDismissed,
		Limits:    t.Around.limits(),
	})
}

// UnderPassphrase reports whether the charts open with a passphrase, and not with
// a key file.
func (t *Tenant) UnderPassphrase() bool { return t.wrapped != nil }

// UnlockWithPassphrase opens the charts with the passphrase the key is kept under.
func (t *Tenant) UnlockWithPassphrase(ctx context.Context, passphrase string) error {
	if t.wrapped == nil {
		return errors.New("this tenant's key is in a key file, not under a passphrase: start the server where it can read the file")
	}
	key, err := seal.UnwrapWithPassphrase(t.wrapped, []byte(passphrase))
	if err != nil {
		return err
	}
	return t.Unlock(ctx, key)
}

// Book returns the charts, or [seal.ErrLocked].
func (t *Tenant) Book() (*feed.Book, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.book == nil {
		return nil, seal.ErrLocked
	}
	return t.book, nil
}

// Opener opens what is sealed; nil while the charts are locked.
func (t *Tenant) Opener() *seal.Opener {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.opener
}

// words opens a text that was sealed for a purpose under a record's id, or
// fails with [seal.ErrLocked].
func (t *Tenant) words(purpose string, id seal.RecordID, sealed seal.Sealed) (string, error) {
	opener := t.Opener()
	if opener == nil {
		return "", seal.ErrLocked
	}
	plain, err := opener.Open(purpose, id, register.WordsVersion, sealed)
	return string(plain), err
}

// numbers lists the blind ids of a patient's numbers.
func (t *Tenant) numbers(patient [16]byte) [][16]byte {
	book, err := t.Book()
	if err != nil {
		return [][16]byte{patient} // what is locked knows of no merges
	}
	var ids [][16]byte
	for _, id := range feed.RollOf(book).Numbers(patient) {
		ids = append(ids, id)
	}
	return ids
}

// Locked reports whether the charts are closed. The feed is kept all the same.
func (t *Tenant) Locked() bool {
	_, err := t.Book()
	return err != nil
}

// Intake receives for one of the tenant's sources.
func (t *Tenant) Intake(source string) *reception.Intake {
	return &reception.Intake{
		Source: source, Sealer: t.sealer, Post: t.post, Now: t.Around.Now, Random: t.Around.Random,
		Declared: func() reading.Profile { return t.Sources.Profile(source) },
	}
}

// shownEvery is how often it is looked whether something is shown.
const shownEvery = 20 * time.Millisecond

// Shown waits until what a source has sent so far is on the charts, and reports
// whether it came to that before ctx ended.
func (t *Tenant) Shown(ctx context.Context, source string) bool {
	book, err := t.Book()
	if err != nil {
		return false
	}
	last, err := t.Shelf.Last(ctx, source) // what was kept, or something newer
	for err == nil && feed.ReadTo(book) < last {
		if !pause(ctx, shownEvery) {
			return false
		}
	}
	return err == nil
}

// House is the tenant as its doors know it.
func (t *Tenant) House() wiring.House {
	return wiring.House{
		Tenant: t.Name, Sources: t.Sources, Opened: t.links.Set,
		Intake: func(source string) mllp.Handler { return t.Intake(source) },
	}
}

// Status counts the feed; a locked tenant can say that much.
func (t *Tenant) Status(ctx context.Context) (feed.Status, error) {
	book, err := t.Book()
	if err != nil {
		return feed.CountStatus(ctx, t.Shelf)
	}
	return book.Status(ctx)
}

// RunPost commits what the sources send until ctx ends.
func (t *Tenant) RunPost(ctx context.Context) error { return t.post.Run(ctx) }

// readRetry is how long reading rests after the record could not be written.
const readRetry = time.Second

// RunReader turns what is kept into charts until ctx ends. report is told what
// went wrong; reading is tried again.
func (t *Tenant) RunReader(ctx context.Context, report func(error)) error {
	for {
		if book, err := t.Book(); err == nil {
			if err := book.CatchUp(ctx, nil); err != nil && ctx.Err() == nil {
				report(fmt.Errorf("tenant %s: reading the feed: %w", t.Name, err))
				if !pause(ctx, readRetry) {
					return nil
				}
				continue
			}
		}
		select {
		case <-t.wake:
		case <-ctx.Done():
			return nil
		}
	}
}

// RunRemaker has charts made again when a source is set up otherwise, until ctx
// ends. report is told what went wrong; it is tried again.
func (t *Tenant) RunRemaker(ctx context.Context, report func(error)) error {
	for {
		select {
		case <-t.declared:
		case <-ctx.Done():
			return nil
		}
		t.mu.Lock()
		remaker, room := t.remaker, t.room
		t.mu.Unlock()
		if remaker == nil {
			continue // locked: whoever unlocks opens the charts by what is declared then
		}
		err := remaker.Declare(ctx, t.Sources.Profiles())
		if err == nil {
			err = room.Settle(ctx)
		}
		if err != nil && ctx.Err() == nil {
			report(fmt.Errorf("tenant %s: %w", t.Name, err))
			if !pause(ctx, readRetry) {
				return nil
			}
			nudge(t.declared)
		}
	}
}

// Redeclare has charts made again by RunRemaker, as the sources are set up now.
func (t *Tenant) Redeclare() { nudge(t.declared) }

// Remaking says how far charts that are made again have come, or came the last
// time.
func (t *Tenant) Remaking() remake.Progress {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.remaker == nil {
		return remake.Progress{}
	}
	return t.remaker.Progress()
}

func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
