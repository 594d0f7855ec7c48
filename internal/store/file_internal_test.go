package store

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"testing"
	"time"
)

// openTestFile opens a tenant's file of its own, with one epoch.
func openTestFile(t *testing.T) *file {
	t.Helper()
	f, err := openFile(t.Context(), place{filepath.Join(t.TempDir(), "north.db"), tenantSchema, false})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.close(); err != nil {
			t.Errorf("closing the file: %v", err)
		}
	})
	return f
}

func TestStatementsArePreparedOnce(t *testing.T) {
	f := openTestFile(t)
	work := func(tr *transaction) error {
		tx := newTx(tr)
		for n := range int64(3) {
			if err := tx.SetProgress(t.Context(), "applied", n); err != nil {
				return err
			}
			if _, err := tx.Progress(t.Context(), "applied"); err != nil {
				return err
			}
		}
		return nil
	}
	update := func() {
		t.Helper()
		if err := f.update(t.Context(), work); err != nil {
			t.Fatal(err)
		}
	}
	update()
	writer := f.writer.idle[0]
	first := maps.Clone(writer.prepared)
	if len(first) != 5 { // begin, insert, update, select, commit
		t.Errorf("%d statements are prepared, want 5", len(first))
	}
	update()
	if f.writer.idle[0] != writer || !maps.Equal(first, writer.prepared) {
		t.Error("the second transaction prepared statements again")
	}
}

// A full disk is said to be one, and what was kept before it stays kept.
func TestFullDisk(t *testing.T) {
	f := openTestFile(t)
	grow := func(n int64) error {
		return f.update(t.Context(), func(tr *transaction) error {
			return newTx(tr).PutEpoch(t.Context(), Epoch{ID: n, Wrapped: make([]byte, 64<<10)})
		})
	}
	if err := grow(1); err != nil {
		t.Fatal(err)
	}
	c, err := f.writer.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.sql.ExecContext(t.Context(), "PRAGMA max_page_count(1)") // as if no page more could be had
	f.writer.give(c)
	if err != nil {
		t.Fatal(err)
	}
	if err := grow(2); !errors.Is(err, ErrFull) {
		t.Errorf("Update: %v, want ErrFull", err)
	}
	err = f.view(t.Context(), func(tr *transaction) error {
		_, err := newTx(tr).Epoch(t.Context(), 1)
		return err
	})
	if err != nil {
		t.Errorf("what was kept before: %v", err)
	}
}

// A wait for another program's transaction ends with the context, and leaves
// the connection fit for the next.
func TestWaitEndsWithContext(t *testing.T) {
	f := openTestFile(t)
	other, err := openFile(t.Context(), place{f.path, tenantSchema, false})
	if err != nil {
		t.Fatal(err)
	}
	nothing := func(*transaction) error { return nil }
	err = other.update(t.Context(), func(*transaction) error {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := f.update(ctx, nothing); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("update while another program writes: %v, want context.DeadlineExceeded", err)
		}
		return nil
	})
	if err := errors.Join(err, other.close()); err != nil {
		t.Fatal(err)
	}
	if err := f.update(t.Context(), nothing); err != nil {
		t.Errorf("update afterwards: %v", err)
	}
}

func TestColumnOfAnotherLength(t *testing.T) {
	f := openTestFile(t)
	err := f.update(t.Context(), func(tr *transaction) error {
		_, err := tr.exec(t.Context(), `INSERT INTO edge (a, b, stamp, act) VALUES ($1, $2, $3, 0)`, make([]byte, 16), make([]byte, 15), []byte{1})
		if err != nil {
			return err
		}
		if _, err := newTx(tr).Edges(t.Context()); !errors.Is(err, ErrDamaged) {
			t.Errorf("Edges: %v, want ErrDamaged", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
