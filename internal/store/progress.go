package store

import (
	"context"
	"fmt"
)

// Progress returns how far something has come, as in the number of the last
// message applied; 0 where nothing is kept under the name.
func (tx projection) Progress(ctx context.Context, name string) (int64, error) {
	n, err := number(ctx, tx.transaction, ask(`SELECT value FROM progress WHERE name = $1`, name))
	if err != nil {
		return 0, fmt.Errorf("reading the progress of %s: %w", name, err)
	}
	return n, nil
}

// SetProgress keeps how far something has come.
func (tx projection) SetProgress(ctx context.Context, name string, value int64) error {
	err := tx.put(ctx,
		`INSERT INTO progress (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
		`UPDATE progress SET value = $2 WHERE name = $1`,
		name, value)
	if err != nil {
		return fmt.Errorf("keeping the progress of %s: %w", name, err)
	}
	return nil
}

// ClearProjection deletes everything that is made from messages and can be
// made again: outcomes, touches, edges, summaries, voices, what was seen and
// all progress. Messages, sources, epochs, accounts and openings stay.
func (tx projection) ClearProjection(ctx context.Context) error {
	for _, statement := range []string{
		`DELETE FROM outcome`,
		`DELETE FROM touch`,
		`DELETE FROM edge`,
		`DELETE FROM summary`,
		`DELETE FROM voice`,
		`DELETE FROM seen`,
		`DELETE FROM progress`,
	} {
		if _, err := tx.exec(ctx, statement); err != nil {
			return fmt.Errorf("clearing the projection: %w", err)
		}
	}
	return nil
}
