package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"golang.org/x/sync/errgroup"

	"redoutlet/internal/store"
	"redoutlet/internal/store/storetest"
)

// count returns how many messages a tenant has.
func count(tb testing.TB, s *store.Store, tenant string) int64 {
	tb.Helper()
	var n int64
	err := s.View(tb.Context(), tenant, func(tx *store.Tx) (err error) {
		n, err = storetest.Count(tx, tb.Context())
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

// closed opens a store in a new folder, has fn work on it, and closes it.
func closed(t *testing.T, fn func(s *store.Store)) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fn(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// withMessage is a store that holds one message of tenant north.
func withMessage(t *testing.T) string {
	t.Helper()
	return closed(t, func(s *store.Store) {
		addTenant(t, s, "north")
		keep(t, s, "north", []store.Message{storetest.Message("adt", 1, 10)})
	})
}

func TestReopen(t *testing.T) {
	dir := withMessage(t)
	s := open(t, dir)
	if n := count(t, s, "north"); n != 1 {
		t.Errorf("%d messages after reopening, want 1", n)
	}
	for _, name := range []string{"control.db", "tenants/north.db"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("the data folder lacks a file: %v", err)
		}
	}
}

// A folder may be called what means something in the URL the engine is given.
func TestFolderName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data folder#%41&mode=ro")
	addTenant(t, open(t, dir), "north")
	if _, err := os.Stat(filepath.Join(dir, "tenants", "north.db")); err != nil {
		t.Errorf("the file is not in the folder named: %v", err)
	}
}

func TestClosedStore(t *testing.T) {
	s, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	addTenant(t, s, "north")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.View(t.Context(), "north", func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrClosed) {
		t.Errorf("View: %v, want ErrClosed", err)
	}
	err = s.UpdateControl(t.Context(), func(*store.ControlTx) error { return nil })
	if !errors.Is(err, store.ErrClosed) {
		t.Errorf("UpdateControl: %v, want ErrClosed", err)
	}
}

// Nobody but the owner may read the data folder or anything in it.
func TestPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // permissions are inherited from the folder's there
	}
	dir := filepath.Join(t.TempDir(), "data")
	s := open(t, dir)
	addTenant(t, s, "north")
	keep(t, s, "north", []store.Message{storetest.Message("adt", 1, 10)})
	seen := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		seen++
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has permissions %v", d.Name(), info.Mode())
		}
		return nil
	})
	if err != nil || seen < 6 {
		t.Errorf("walked over %d files and folders: %v", seen, err)
	}
}

func TestReadOnly(t *testing.T) {
	dir := withMessage(t)
	writer := open(t, dir) // as a server beside a command that reads
	addTenant(t, writer, "south")
	s, err := store.Open(dir, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n := count(t, s, "north"); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
	keep(t, writer, "north", []store.Message{storetest.Message("adt", 2, 10)})
	if n := count(t, s, "north"); n != 2 {
		t.Errorf("%d messages after another was kept, want 2", n)
	}
	if err := s.Update(t.Context(), "north", func(*store.Tx) error { return nil }); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("Update: %v, want ErrReadOnly", err)
	}
	err = s.UpdateControl(t.Context(), func(*store.ControlTx) error { return nil })
	if !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("UpdateControl: %v, want ErrReadOnly", err)
	}
}

func TestReadOnlyMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if s, err := store.Open(dir, store.Options{ReadOnly: true}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Open of a folder that is not there: %v, %v, want os.ErrNotExist", s, err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
}

// alter runs a statement on a database file, as no version of the program would.
func alter(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec(statement)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

const (
	toNewer = `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`
	toOlder = `DELETE FROM goose_db_version WHERE version_id > 0`
)

func TestSchemaMismatch(t *testing.T) {
	for _, c := range []struct {
		name, statement string
		opts            store.Options
		want            error
	}{
		{"newer", toNewer, store.Options{}, store.ErrNewer},
		{"newer, to read", toNewer, store.Options{ReadOnly: true}, store.ErrNewer},
		{"older, to read", toOlder, store.Options{ReadOnly: true}, store.ErrOlder},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := withMessage(t)
			alter(t, filepath.Join(dir, "tenants", "north.db"), c.statement)
			s, err := store.Open(dir, c.opts)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 { // refused again and not only at first
				err := s.View(t.Context(), "north", func(*store.Tx) error { return nil })
				if !errors.Is(err, c.want) {
					t.Errorf("tenant: %v, want %v", err, c.want)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			alter(t, filepath.Join(dir, "control.db"), c.statement)
			if _, err := store.Open(dir, c.opts); !errors.Is(err, c.want) {
				t.Errorf("control: %v, want %v", err, c.want)
			}
		})
	}
}

func TestDamagedFile(t *testing.T) {
	dir := withMessage(t)
	path := filepath.Join(dir, "tenants", "north.db")
	if err := os.WriteFile(path, make([]byte, 64<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	err := s.View(t.Context(), "north", func(*store.Tx) error { return nil })
	if !errors.Is(err, store.ErrDamaged) {
		t.Errorf("View: %v, want ErrDamaged", err)
	}
}

// Two programs on one data folder, as a server and a command, take turns.
func TestTwoPrograms(t *testing.T) {
	dir := t.TempDir()
	stores := []*store.Store{open(t, dir), open(t, dir)}
	addTenant(t, stores[0], "north")
	const each = 40
	var group errgroup.Group
	for i, s := range stores {
		for n := range each {
			group.Go(func() error {
				return s.Update(t.Context(), "north", func(tx *store.Tx) error {
					_, err := tx.KeepMessages(t.Context(), []store.Message{storetest.Message("adt", i*each+n, 10)})
					return err
				})
			})
		}
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	if n := count(t, stores[1], "north"); n != 2*each {
		t.Errorf("%d messages, want %d", n, 2*each)
	}
}

// openLogs returns how many tenants' files are open: the log of each is there
// as long as it is.
func openLogs(t *testing.T, dir string) int {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(dir, "tenants", "*-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return len(logs)
}

func TestManyTenants(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	const tenants, limit = 40, 32
	name := func(n int) string { return fmt.Sprintf("tenant-%d", n) }
	for n := range tenants {
		addTenant(t, s, name(n))
	}
	if n := openLogs(t, dir); n != limit {
		t.Errorf("%d files are open after %d tenants were used, want %d", n, tenants, limit)
	}
	var group errgroup.Group
	for round := range 3 {
		for n := range tenants {
			group.Go(func() error {
				return s.Update(t.Context(), name(n), func(tx *store.Tx) error {
					_, err := tx.KeepMessages(t.Context(), []store.Message{storetest.Message(name(n), round, 10)})
					return err
				})
			})
		}
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	for n := range tenants {
		if got := count(t, s, name(n)); got != 3 {
			t.Errorf("%s has %d messages, want 3", name(n), got)
		}
	}
	if n := openLogs(t, dir); n > limit {
		t.Errorf("%d files are open, want at most %d", n, limit)
	}
}

func TestTenantWaitsForRoom(t *testing.T) {
	s := open(t, t.TempDir())
	const limit = 32
	for n := range limit + 1 {
		addTenant(t, s, fmt.Sprintf("tenant-%d", n))
	}
	nothing := func(*store.Tx) error { return nil }
	release, held := make(chan struct{}), make(chan struct{})
	var group errgroup.Group
	for n := range limit {
		group.Go(func() error {
			return s.View(t.Context(), fmt.Sprintf("tenant-%d", n), func(*store.Tx) error {
				held <- struct{}{}
				<-release
				return nil
			})
		})
	}
	for range limit {
		<-held
	}
	ctx, cancel := context.WithCancel(t.Context())
	late := make(chan error)
	go func() { late <- s.View(ctx, "tenant-32", nothing) }()
	cancel()
	if err := <-late; !errors.Is(err, context.Canceled) {
		t.Errorf("one more than fit: %v, want to wait until canceled", err)
	}
	go func() { late <- s.View(t.Context(), "tenant-32", nothing) }()
	close(release)
	if err := errors.Join(<-late, group.Wait()); err != nil {
		t.Errorf("once there was room: %v", err)
	}
}

// checkFile fails the test unless the engine finds a database file sound.
func checkFile(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	var result string
	err = db.QueryRow(`PRAGMA integrity_check`).Scan(&result)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if result != "ok" {
		t.Errorf("the file is not sound: %s", result)
	}
}
