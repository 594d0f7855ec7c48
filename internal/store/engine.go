package store

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
)

// How this engine begins a transaction. A writer takes its lock at once: one
// that began by reading could find at its first write that it read too early.
const (
	beginWriting = "BEGIN IMMEDIATE"
	beginReading = "BEGIN"
)

// A mode says what the connections of a pool are for.
type mode int

const (
	writing     mode = iota // beside other processes that may write
	reading                 // in a store that also writes
	onlyReading             // in a store opened to read: the file itself is opened so
)

// prepareEngine makes two choices that hold for the whole process and may be
// made again. Locks are those of the open file, since the older kind are lost
// when anything in the process, a backup for one, closes the same file. And
// what is synced is the data and its length, not the file's times, which is
// as durable in half the time. Where a system has neither, the engine's own
// choice is as safe, or slower.
func prepareEngine() error {
	if _, err := sqlite.OFDLocking(true); err != nil &&
		!errors.Is(err, sqlite.ErrOFDLockingUnavailable) && !errors.Is(err, sqlite.ErrOFDLockingTooLate) {
		return fmt.Errorf("choosing how database files are locked: %w", err)
	}
	if _, err := sqlite.Fdatasync(true); err != nil && !errors.Is(err, sqlite.ErrFdatasyncUnavailable) {
		return fmt.Errorf("choosing how database files are synced: %w", err)
	}
	return nil
}

// openEngine returns a handle on a database file; nothing is opened until it is used.
func openEngine(path string, m mode) (*sql.DB, error) {
	name, err := dataSource(path, m)
	if err != nil {
		return nil, err
	}
	connector, err := sqlite.NewConnector(name)
	if err != nil {
		return nil, fmt.Errorf("opening a database file: %w", err)
	}
	return sql.OpenDB(connector), nil
}

// dataSource says which file is opened, and how.
func dataSource(path string, m mode) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("finding a database file: %w", err)
	}
	slashed := filepath.ToSlash(absolute)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a Windows drive
	}
	name := url.URL{Scheme: "file", Path: slashed, RawQuery: settings(m).Encode()}
	return name.String(), nil
}

// settings are the engine's, by mode.
func settings(m mode) url.Values {
	v := url.Values{
		"_busy_timeout": {"10000"},
		"_foreign_keys": {"1"},
		"_dqs":          {"0"}, // a misspelled column is an error, not a text
		"_defensive":    {"1"},
		"_error_rc":     {"1"},
	}
	pragmas := []string{
		"temp_store(MEMORY)", // nothing is sorted into a file
		"trusted_schema(OFF)",
	}
	switch m {
	case writing:
		v.Set("_journal_mode", "WAL")
		v.Set("_synchronous", "FULL")
		pragmas = append(pragmas, writerPragmas()...)
	case reading:
		v.Set("_query_only", "1")
	case onlyReading:
		v.Set("_query_only", "1")
		v.Set("mode", "ro")
	}
	v["_pragma"] = pragmas
	return v
}

// writerPragmas were chosen by measuring BenchmarkKeepMessages and
// BenchmarkReadMessages. Messages are written at the end, and what reading them
// comes to is spread at random over whom they touch and what was seen: pages of
// 16 KB save the first a tenth of the bytes and cost the second two thirds more,
// and a message kept alone half as much again. A longer log writes each page to
// the file less often.
func writerPragmas() []string {
	return []string{
		fmt.Sprintf("page_size(%d)", pageSize),
		"cache_size(-16384)", // KiB
		"fullfsync(ON)",      // where sync alone does not reach the disk (macOS)
		fmt.Sprintf("wal_autocheckpoint(%d)", checkpointPages),
		fmt.Sprintf("journal_size_limit(%d)", logLimit),
	}
}
