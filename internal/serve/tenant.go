package serve

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

// linger is from when on a patient's presence is to be verified.
func (t *Tenant) linger() roster.Linger {
	zone, err := time.LoadLocation(t.zone)
	if err != nil {
		zone = time.UTC
	}
	return roster.Linger{Now: t.around.Now(), Zone: zone, Days: cmp.Or(t.around.VerifyDays, roster.UsualVerifyDays)}
}

// Tenant is one organization at work: its feed is kept from the start, its
// charts are there once it is unlocked.
type Tenant struct {
	Name     string
	Title    string
	around   Surroundings
	shelf    shelf.Shelf
	public   seal.PublicKey
	wrapped  []byte // private key under a passphrase, nil where it is in a file
	Sources  *wiring.Sources
	zone     string
	sealer   *seal.Sealer
	register *register.Register
	links    wiring.Links
	lists    *headcount.Lists
	clock    *clock.Watch // nil: nobody watches our clock
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

// OpenTenant opens a tenant, locked. Its sources have these profiles until
// somebody changes one, and are not listened to.
func OpenTenant(ctx context.Context, around Surroundings, name string, profiles []reading.Profile, zone string) (*Tenant, error) {
	var seed []wiring.Seed
	for _, p := range profiles {
		seed = append(seed, wiring.Seed{Profile: p})
	}
	return openTenant(ctx, around, name, seed, zone)
}

func openTenant(ctx context.Context, around Surroundings, name string, seed []wiring.Seed, zone string) (*Tenant, error) {
	var row store.Tenant
	err := around.Store.ViewControl(ctx, func(tx *store.ControlTx) error {
		var err error
		row, err = tx.Tenant(ctx, name)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return nil, misuse("there is no tenant %s here: check --tenant, or set it up with `redoutlet init --tenant %s`", name, name)
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
		Name: name, Title: row.Title, around: around, shelf: shelf.Of(around.Store, name),
		public: public, wrapped: row.WrappedKey, Sources: kept, zone: zone,
		wake: make(chan struct{}, 1), declared: make(chan struct{}, 1),
		again: make(chan quarantine.Selection, 1),
	}
	keep := func(e seal.Epoch) error { return t.shelf.KeepEpoch(context.Background(), e) }
	t.sealer = seal.NewSealer(name, public, keep, around.Now)
	t.register = &register.Register{
		Tenant: name, Store: around.Store, Now: around.Now, Random: around.Random, Sealer: t.sealer, Numbers: t.numbers, Open: t.words,
	}
	t.lists = headcount.New(name, around.Store, t.sealer, func() *seal.Opener {
		t.mu.Lock()
		defer t.mu.Unlock()
		return t.opener
	}, around.Now)
	t.post = reception.NewPost(t.keep, t.nudge)
	return t, vigil{t}.begin(ctx)
}

// keep keeps letters and remembers whether it could.
func (t *Tenant) keep(ctx context.Context, letters []feed.SealedLetter) error {
	err := t.shelf.Keep(ctx, letters)
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

func (t *Tenant) nudge() { nudge(t.wake) }

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
		return &UseError{ErrWrongKey}
	}
	t.unlocking.Lock()
	defer t.unlocking.Unlock()
	if !t.Locked() {
		return nil
	}
	find := func(id int64) (seal.Epoch, error) { return t.shelf.Epoch(context.Background(), id) }
	opener := seal.NewOpener(t.Name, key, find)
	room, err := quarantine.Open(ctx, quarantine.Desk{
		Keeper: t.shelf, Opener: opener, Sealer: t.sealer, Now: t.around.Now, Random: t.around.Random,
	})
	if err != nil {
		return fmt.Errorf("unlocking tenant %s: %w", t.Name, err)
	}
	book, err := t.openBook(ctx, key, opener, room)
	if errors.Is(err, store.ErrReadOnly) {
		return misuse("unlocking tenant %s: the charts were made by other settings or another version, and a server is running: it may be making them again, so try in a minute; else restart it", t.Name)
	}
	if err != nil {
		return fmt.Errorf("unlocking tenant %s: %w", t.Name, err)
	}
	room.Serve(book)
	t.mu.Lock()
	t.book, t.opener, t.remaker, t.room = book, opener, remake.New(book, t.shelf), room
	t.mu.Unlock()
	t.nudge()
	nudge(t.declared) // it may have been set up otherwise while it was opened
	return nil
}

func (t *Tenant) openBook(ctx context.Context, key *seal.PrivateKey, opener *seal.Opener, room *quarantine.Room) (*feed.Book, error) {
	index, err := seal.NewIndex(key, "patient")
	if err != nil {
		return nil, err
	}
	return feed.OpenBook(ctx, feed.Desk{
		Archive: t.shelf, Projection: t.shelf, Counter: t.shelf,
		Opener: opener, Sealer: t.sealer, Index: index,
		Profiles: t.Sources.Profiles(), Zone: t.zone, Now: t.around.Now, Linked: t.links.Of, Clock: watched(t.clock),
		Dismissed: room.IsDismissed,
		Limits:    t.around.limits(),
	})
}

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

// words opens a text that was sealed for a purpose under a record's id, or
// fails with [seal.ErrLocked].
func (t *Tenant) words(purpose string, id seal.RecordID, sealed seal.Sealed) (string, error) {
	t.mu.Lock()
	opener := t.opener
	t.mu.Unlock()
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
		Source: source, Sealer: t.sealer, Post: t.post, Now: t.around.Now, Random: t.around.Random,
		Declared: func() reading.Profile { return t.Sources.Profile(source) },
	}
}

// house is the tenant as its doors know it.
func (t *Tenant) house() wiring.House {
	return wiring.House{
		Tenant: t.Name, Sources: t.Sources, Opened: t.links.Set,
		Intake: func(source string) mllp.Handler { return t.Intake(source) },
	}
}

// Status counts the feed; a locked tenant can say that much.
func (t *Tenant) Status(ctx context.Context) (feed.Status, error) {
	book, err := t.Book()
	if err != nil {
		return feed.CountStatus(ctx, t.shelf)
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
