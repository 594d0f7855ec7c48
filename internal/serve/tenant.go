package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// Surroundings is what every part works with: the record, the clock and where
// random bytes come from.
type Surroundings struct {
	Store  *store.Store
	Now    func() time.Time
	Random io.Reader
}

// Tenant is one organization at work: its feed is kept from the start, its
// charts are there once it is unlocked.
type Tenant struct {
	Name     string
	Title    string
	around   Surroundings
	shelf    shelf
	public   seal.PublicKey
	wrapped  []byte // private key under a passphrase, nil where it is in a file
	profiles []reading.Profile
	zone     string
	sealer   *seal.Sealer
	post     *feed.Post
	wake     chan struct{} // something was kept, or the tenant was unlocked

	unlocking sync.Mutex // held while the charts are opened: two books would read the feed twice

	mu      sync.Mutex
	book    *feed.Book
	opener  *seal.Opener // nil while locked
	trouble error        // why the last letters could not be kept
}

// ErrWrongKey is returned for a key that is another tenant's.
var ErrWrongKey = errors.New("this is not the key of this tenant: use the key file that was made when it was set up")

// OpenTenant opens a tenant, locked.
func OpenTenant(ctx context.Context, around Surroundings, name string, profiles []reading.Profile, zone string) (*Tenant, error) {
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
	t := &Tenant{
		Name: name, Title: row.Title, around: around, shelf: shelf{around.Store, name},
		public: public, wrapped: row.WrappedKey, profiles: profiles, zone: zone, wake: make(chan struct{}, 1),
	}
	keep := func(e seal.Epoch) error { return t.shelf.keepEpoch(context.Background(), e) }
	t.sealer = seal.NewSealer(name, public, keep, around.Now)
	t.post = feed.NewPost(t.keep, t.nudge)
	return t, nil
}

// keep keeps letters and remembers whether it could.
func (t *Tenant) keep(ctx context.Context, letters []feed.SealedLetter) ([]feed.Receipt, error) {
	receipts, err := t.shelf.Keep(ctx, letters)
	t.mu.Lock()
	t.trouble = err
	t.mu.Unlock()
	return receipts, err
}

// Trouble is why messages could not be kept the last time, nil where they
// could.
func (t *Tenant) Trouble() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.trouble
}

func (t *Tenant) nudge() {
	select {
	case t.wake <- struct{}{}:
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
	find := func(id int64) (seal.Epoch, error) { return t.shelf.epoch(context.Background(), id) }
	opener := seal.NewOpener(t.Name, key, find)
	book, err := t.openBook(ctx, key, opener)
	if errors.Is(err, store.ErrReadOnly) {
		return misuse("unlocking tenant %s: the charts were made by other settings or another version, and a server is running: restart it, and it makes them again", t.Name)
	}
	if err != nil {
		return fmt.Errorf("unlocking tenant %s: %w", t.Name, err)
	}
	t.mu.Lock()
	t.book, t.opener = book, opener
	t.mu.Unlock()
	t.nudge()
	return nil
}

func (t *Tenant) openBook(ctx context.Context, key *seal.PrivateKey, opener *seal.Opener) (*feed.Book, error) {
	index, err := seal.NewIndex(key, "patient")
	if err != nil {
		return nil, err
	}
	return feed.OpenBook(ctx, feed.Desk{
		Archive: t.shelf, Projection: t.shelf, Counter: t.shelf,
		Opener: opener, Sealer: t.sealer, Index: index,
		Profiles: t.profiles, Zone: t.zone, Now: t.around.Now,
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
	plain, err := opener.Open(purpose, id, wordsVersion, sealed)
	return string(plain), err
}

// Locked reports whether the charts are closed. The feed is kept all the same.
func (t *Tenant) Locked() bool {
	_, err := t.Book()
	return err != nil
}

// Intake receives for one of the tenant's sources.
func (t *Tenant) Intake(source string) *feed.Intake {
	in := &feed.Intake{Source: source, Sealer: t.sealer, Post: t.post, Now: t.around.Now, Random: t.around.Random}
	for _, p := range t.profiles {
		if p.Name == source {
			in.AlwaysAnswer, in.RefuseUnknown = p.AlwaysAnswer, p.RefuseUnknown
		}
	}
	return in
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

func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}
