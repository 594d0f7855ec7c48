package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"redoutlet/internal/disk"
)

// readers is how many Views of one file run at once; more wait in line.
const readers = 4

// A place says where a database file is, what is in it, and whether it is only read.
type place struct {
	path     string
	schema   schema
	readOnly bool
}

// A file is one open database file: one connection that writes and a few that read.
type file struct {
	path   string
	writer *pool // nil where the store is only read
	reader *pool

	triedAt int64 // size of the log when it last could not be cut back; the writer's
}

// openFile opens a database file, making and migrating it where it may.
func openFile(ctx context.Context, at place) (*file, error) {
	f := &file{path: at.path}
	if !at.readOnly {
		if err := create(at.path); err != nil {
			return nil, err
		}
		db, err := openWriter(ctx, at)
		if err != nil {
			return nil, err
		}
		f.writer = newPool(db, 1)
	}
	db, err := openReader(ctx, at)
	if err != nil {
		return nil, errors.Join(err, f.closeWriter())
	}
	f.reader = newPool(db, readers)
	return f, nil
}

// create makes an empty file only its owner may read, unless there is one. The
// engine gives the files it keeps beside it the same permissions.
func create(path string) error {
	err := disk.New(path, nil)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("making a database file: %w", err)
	}
	return disk.SyncFolder(filepath.Dir(path))
}

// close waits for the transactions that run and closes the file.
func (f *file) close() error {
	return errors.Join(f.reader.close(), f.closeWriter())
}

func (f *file) closeWriter() error {
	if f.writer == nil {
		return nil
	}
	return f.writer.close()
}

// update runs fn in a transaction that writes, and commits it unless fn fails.
func (f *file) update(ctx context.Context, fn func(*transaction) error) error {
	if f.writer == nil {
		return ErrReadOnly
	}
	c, err := f.writer.take(ctx)
	if err != nil {
		return err
	}
	t := &transaction{conn: c, writes: true}
	defer f.writer.finish(t)
	if err := t.begin(ctx, beginWriting); err != nil {
		return err
	}
	if err := fn(t); err != nil {
		return err
	}
	if err := t.commit(); err != nil {
		return err
	}
	f.cutLog(c)
	return nil
}

// view runs fn in a transaction that reads.
func (f *file) view(ctx context.Context, fn func(*transaction) error) error {
	c, err := f.reader.take(ctx)
	if err != nil {
		return err
	}
	t := &transaction{conn: c}
	defer f.reader.finish(t)
	if err := t.begin(ctx, beginReading); err != nil {
		return err
	}
	return fn(t)
}

// begin starts the transaction. It is the one statement that may wait, for
// another process that writes, and so the one that ends with ctx.
func (t *transaction) begin(ctx context.Context, text string) error {
	t.open = true // even where it fails: a wait that was given up may have ended well
	if _, err := t.conn.exec(ctx, text); err != nil {
		return fmt.Errorf("beginning a transaction: %w", err)
	}
	return nil
}

// commit has what the transaction wrote on disk.
func (t *transaction) commit() error {
	if _, err := t.conn.exec(context.Background(), "COMMIT"); err != nil {
		return fmt.Errorf("keeping a transaction: %w", err)
	}
	t.open = false
	return nil
}

// finish ends a transaction, undoing what was not committed, and takes its
// connection back. It runs whether the transaction's function returned or
// panicked.
func (p *pool) finish(t *transaction) {
	t.over = true
	if t.open {
		if _, err := t.conn.exec(context.Background(), "ROLLBACK"); err != nil {
			// There was nothing to undo, or the engine undoes it as the
			// connection closes; the next transaction gets another.
			_ = p.discard(t.conn)
			return
		}
	}
	p.give(t.conn)
}

// openWriter opens a database to write to, and brings it up to date.
func openWriter(ctx context.Context, at place) (*sql.DB, error) {
	db, err := openEngine(at.path, writing)
	if err != nil {
		return nil, err
	}
	if err := at.schema.migrate(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openReader opens a database to read from. Where nothing brought it up to
// date, it is checked.
func openReader(ctx context.Context, at place) (*sql.DB, error) {
	if !at.readOnly {
		return openEngine(at.path, reading)
	}
	if _, err := os.Stat(at.path); err != nil {
		return nil, fmt.Errorf("nothing is kept there yet: %w", err)
	}
	db, err := openEngine(at.path, onlyReading)
	if err != nil {
		return nil, err
	}
	if err := at.schema.check(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}
