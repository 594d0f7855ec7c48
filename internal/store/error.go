package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// What callers may have to tell apart. Each is found with errors.Is.
var (
	// ErrNotFound is returned by a method that reads one row where there is none.
	ErrNotFound = errors.New("there is no such record")
	// ErrNoTenant is returned where the control database does not know the tenant.
	ErrNoTenant = errors.New("there is no such tenant: check --tenant, or set it up with `redoutlet init --tenant NAME`")
	// ErrReadOnly is returned by a method that writes, called in a View or on a store opened to read.
	ErrReadOnly = errors.New("this is open to be read, not written")
	// ErrNewer is returned where a database was written by a later version of the program.
	ErrNewer = errors.New("the data folder was written by a newer version of redoutlet; install that version or a later one")
	// ErrOlder is returned where a store opened to read needs migrating first.
	ErrOlder = errors.New("the data folder was written by an older version of redoutlet; start redoutlet serve once to bring it up to date")
	// ErrClosed is returned by a store that was closed, or a Tx used after its function returned.
	ErrClosed = errors.New("this store or transaction is closed; open or begin another")
	// ErrBusy is returned where another program kept the database to itself for ten seconds.
	ErrBusy = errors.New("another program is writing to the data folder and does not finish; wait for it or stop it, then try again")
	// ErrFull is returned where the disk is full. What was kept before stays kept.
	ErrFull = errors.New("the disk that holds the data folder is full; free some space, nothing kept so far is lost")
	// ErrDamaged is returned where a database file cannot be read.
	ErrDamaged = errors.New("a database file in the data folder is damaged; restore it from a backup")
	// ErrNoEpoch is returned by KeepMessages for a message whose epoch key is not kept, and so could never be opened.
	ErrNoEpoch = errors.New("a message is sealed under an epoch key that is not kept; keep the epoch first")
)

// explain adds the error a caller knows to what SQLite said, where there is one.
func explain(err error) error {
	var engine *sqlite.Error
	if !errors.As(err, &engine) {
		return err
	}
	switch engine.Code() & 0xff {
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("%w (%w)", ErrBusy, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	}
	return err
}

// lacksParent reports whether err is a row refused because the one it refers to is not there.
func lacksParent(err error) bool {
	var engine *sqlite.Error
	return errors.As(err, &engine) && engine.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
}
