package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Setting is how a source is set up, from a moment on, or something else of a
// house that people set. It is added and never altered: the newest of a source
// is in force, and the others say what was before.
type Setting struct {
	Source  string // begins with ~ where it is of no source
	Version int64  // from 1, by source; AddSetting gives it
	At      time.Time
	Account string // who changed it, "" for what a settings file said before
	Body    []byte // nothing in it names a patient
}

// AddSetting keeps a setting and returns its version.
func (tx office) AddSetting(ctx context.Context, s Setting) (int64, error) {
	last, err := number(ctx, tx.transaction, ask(`SELECT COALESCE(MAX(version), 0) FROM setting WHERE source = $1`, s.Source))
	if err != nil {
		return 0, fmt.Errorf("finding the last setting of a source: %w", err)
	}
	_, err = tx.exec(ctx, `
		INSERT INTO setting (source, version, at, account, body) VALUES ($1, $2, $3, $4, $5)`,
		s.Source, last+1, micros(s.At), s.Account, s.Body)
	if err != nil {
		return 0, fmt.Errorf("keeping how a source is set up: %w", err)
	}
	return last + 1, nil
}

// Settings returns every setting of every source, by source and version.
func (tx office) Settings(ctx context.Context) ([]Setting, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT source, version, at, account, body FROM setting ORDER BY source, version`),
		func(rows *sql.Rows, s *Setting) error {
			return rows.Scan(&s.Source, &s.Version, instant(&s.At), &s.Account, &s.Body)
		})
	if err != nil {
		return nil, fmt.Errorf("reading how sources are set up: %w", err)
	}
	return list, nil
}
