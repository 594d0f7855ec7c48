package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve/misuse"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/store"
	"redoutlet/internal/store/folder"
)

// Place says which record is meant: a data folder, a tenant in it, and where
// the tenant's key is.
type Place struct {
	Data    string
	Tenant  string
	KeyFile string // "" for the one in the data folder
	Config  Config
}

// ErrNoRecord is returned for a data folder that was never set up.
var ErrNoRecord = errors.New("there is no record here")

// Exists fails with a [misuse.Error] where the data folder was never set up.
func (p Place) Exists() error {
	if _, err := os.Stat(filepath.Join(p.Data, "control.db")); err != nil {
		return misuse.Errorf("%s: %w: `redoutlet init --data %s` makes one", p.Data, ErrNoRecord, p.Data)
	}
	return nil
}

// Key is the path of the tenant's key file.
func (p Place) Key() string {
	if p.KeyFile != "" {
		return p.KeyFile
	}
	return tenancy.KeyFile(p.Data, p.Tenant)
}

// keyOf is the key file of any tenant of the place.
func (p Place) keyOf(tenant string) string {
	if tenant == p.Tenant {
		return p.Key()
	}
	return tenancy.KeyFile(p.Data, tenant)
}

// Record is an opened record: one tenant, unlocked where its key could be read.
type Record struct {
	*tenancy.Tenant
	store *store.Store
	lock  *folder.Lock // nil beside a running server
}

// Open opens a record to look at it. Where no server runs it takes the record
// for itself, so that what waits can be read first; beside a running server it
// only looks. Close it after use.
func (p Place) Open(ctx context.Context) (*Record, error) {
	if err := p.Exists(); err != nil {
		return nil, err
	}
	r := &Record{}
	var err error
	r.lock, err = folder.TryLock(p.Data, fmt.Sprintf("a redoutlet command, process %d", os.Getpid()))
	var held *folder.HeldError
	if err != nil && !errors.As(err, &held) {
		return nil, err
	}
	if r.store, err = store.Open(p.Data, store.Options{ReadOnly: r.lock == nil}); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	surroundings := around(r.store)
	surroundings.Limits, surroundings.VerifyDays = p.Config.Guard.Limits(), p.Config.VerifyDays
	r.Tenant, err = tenancy.Open(ctx, surroundings, p.Tenant, p.Config.Of(p.Tenant), p.Config.Zone)
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	if _, err := r.UnlockWithFile(ctx, p.Key()); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// around is the world outside of tests.
func around(st *store.Store) tenancy.Surroundings {
	return tenancy.Surroundings{Store: st, Now: time.Now, Random: rand.Reader, Clock: machineClocks()}
}

// Owned reports whether the record was taken for ourselves: no server runs.
func (r *Record) Owned() bool { return r.lock != nil }

// Close gives the record back.
func (r *Record) Close() error {
	var errs []error
	if r.store != nil {
		errs = append(errs, r.store.Close())
	}
	if r.lock != nil {
		errs = append(errs, r.lock.Unlock())
	}
	return errors.Join(errs...)
}

// AddAccount makes an account of the tenant.
func (r *Record) AddAccount(ctx context.Context, a tenancy.NewAccount) error {
	return tenancy.AddAccount(ctx, around(r.store), identity.NewHasher(rand.Reader), a)
}

// Accounts lists the tenant's accounts, without their passwords.
func (r *Record) Accounts(ctx context.Context) ([]identity.Account, error) {
	return r.Register.Accounts(ctx)
}

// ChangeAccount does something to an account, and returns the new password
// where it was reset.
func (r *Record) ChangeAccount(ctx context.Context, c identity.Change) (string, error) {
	password, err := r.Register.Change(ctx, identity.NewHasher(rand.Reader), c)
	for _, mistake := range []error{identity.ErrLastAdministrator, identity.ErrUnchanged, identity.ErrNoAccount} {
		if errors.Is(err, mistake) {
			return "", misuse.Of(err)
		}
	}
	return password, err
}

// Charts opens the charts and, where the record is ours, first reads what
// waits. progress, which may be nil, is told how many messages were read.
func (r *Record) Charts(ctx context.Context, progress func(letters int64)) (*feed.Book, error) {
	book, err := r.Book()
	if err != nil || !r.Owned() {
		return book, err
	}
	return book, book.CatchUp(ctx, progress)
}

// Make sets up a tenant in a data folder, making the folder where it is not
// there.
func Make(ctx context.Context, data string, set func(context.Context, tenancy.Surroundings) error) error {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	lock, err := folder.TryLock(data, fmt.Sprintf("redoutlet init, process %d", os.Getpid()))
	if err != nil {
		return err
	}
	st, err := store.Open(data, store.Options{})
	if err != nil {
		return errors.Join(err, lock.Unlock())
	}
	return errors.Join(set(ctx, around(st)), st.Close(), lock.Unlock())
}

// Run serves the record until ctx ends. started is told when it listens,
// and where it fails nothing is served.
func (p Place) Run(ctx context.Context, log *slog.Logger, started func(*Server) error) error {
	if err := p.Exists(); err != nil {
		return err
	}
	lock, err := folder.TryLock(p.Data, fmt.Sprintf("redoutlet serve, process %d", os.Getpid()))
	if err != nil {
		return err
	}
	st, err := store.Open(p.Data, store.Options{})
	if err != nil {
		return errors.Join(err, lock.Unlock())
	}
	server, err := NewServer(ctx, around(st), p.Config, p.keyOf, log)
	if err == nil {
		if err = started(server); err == nil {
			err = server.Run(ctx)
		} else {
			err = errors.Join(err, server.closeListeners())
		}
	}
	return errors.Join(err, st.Close(), lock.Unlock())
}
