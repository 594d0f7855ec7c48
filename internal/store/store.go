package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// Where things are in a data folder.
const (
	controlFile  = "control.db"
	tenantFolder = "tenants"
	tenantSuffix = ".db"
)

// openTenants is how many tenants' files are open at once. Each costs about
// 1.5 MB even when idle, so a data folder of hundreds must not open them all.
const openTenants = 32

// Options says how a store is opened. The zero value opens it to read and write.
type Options struct {
	// ReadOnly opens the store to read beside a program that may be writing.
	// Nothing is created or migrated, and Update fails with ErrReadOnly.
	ReadOnly bool
}

// A Store is one data folder. It is safe for concurrent use.
type Store struct {
	dir      string
	readOnly bool
	control  *file
	tenants  *shelf
	close    func() error // closes every file, the first time it is called
}

// Open opens the data folder dir. Unless it is opened to read, the folder
// (0700) and the control database (0600) are made where they are not there,
// and migrated where they are older than the program. It fails with ErrNewer
// or ErrOlder where program and data do not match. Close the store after use.
func Open(dir string, opts Options) (*Store, error) {
	if err := prepareEngine(); err != nil {
		return nil, err
	}
	s := &Store{dir: dir, readOnly: opts.ReadOnly}
	if !s.readOnly {
		if err := os.MkdirAll(filepath.Join(dir, tenantFolder), 0o700); err != nil {
			return nil, fmt.Errorf("making the data folder: %w", err)
		}
	}
	control, err := openFile(context.Background(), place{filepath.Join(dir, controlFile), controlSchema, s.readOnly})
	if err != nil {
		return nil, fmt.Errorf("opening the data folder %s: %w", dir, err)
	}
	s.control = control
	s.tenants = newShelf(openTenants, s.openTenant)
	s.close = sync.OnceValue(func() error { return errors.Join(s.tenants.close(), s.control.close()) })
	return s, nil
}

// Close waits for what is running and closes every file; later calls fail with
// ErrClosed. It may be called again, to no further effect.
func (s *Store) Close() error { return s.close() }

// Update runs fn in a transaction that may write to the tenant's record, and
// returns when what it wrote is on disk. Where fn returns an error or panics,
// nothing it wrote is kept, and the error is returned as it is. Updates of one
// tenant run one after another, in the order they were called. Once fn has
// returned, ctx no longer matters: what was decided is kept.
func (s *Store) Update(ctx context.Context, tenant string, fn func(*Tx) error) error {
	return s.inTenant(ctx, tenant, func(f *file) error {
		return f.update(ctx, func(t *transaction) error { return fn(newTx(t)) })
	})
}

// View runs fn in a transaction that sees one moment of the tenant's record,
// from its first read on, whatever is written meanwhile. Methods that write
// fail with ErrReadOnly. A View that stays open for long keeps the engine from
// clearing up after writers: read much in several.
func (s *Store) View(ctx context.Context, tenant string, fn func(*Tx) error) error {
	return s.inTenant(ctx, tenant, func(f *file) error {
		return f.view(ctx, func(t *transaction) error { return fn(newTx(t)) })
	})
}

// UpdateControl is Update for the control database.
func (s *Store) UpdateControl(ctx context.Context, fn func(*ControlTx) error) error {
	return s.control.update(ctx, func(t *transaction) error { return fn(&ControlTx{t}) })
}

// ViewControl is View for the control database.
func (s *Store) ViewControl(ctx context.Context, fn func(*ControlTx) error) error {
	return s.control.view(ctx, func(t *transaction) error { return fn(&ControlTx{t}) })
}

func (s *Store) inTenant(ctx context.Context, tenant string, fn func(*file) error) error {
	if err := ValidTenant(tenant); err != nil {
		return err
	}
	e, err := s.tenants.take(ctx, tenant)
	if err != nil {
		return fmt.Errorf("opening the record of tenant %s: %w", tenant, err)
	}
	defer s.tenants.give(e)
	return fn(e.file)
}

// openTenant opens the file of a tenant the control database knows, making it
// the first time.
func (s *Store) openTenant(ctx context.Context, tenant string) (*file, error) {
	known := func(tx *ControlTx) error {
		_, err := tx.Tenant(ctx, tenant)
		return err
	}
	if err := s.ViewControl(ctx, known); errors.Is(err, ErrNotFound) {
		return nil, ErrNoTenant
	} else if err != nil {
		return nil, err
	}
	path := filepath.Join(s.dir, tenantFolder, tenant+tenantSuffix)
	return openFile(ctx, place{path, tenantSchema, s.readOnly})
}
