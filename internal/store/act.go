package store

import (
	"context"
	"database/sql"
	"fmt"

	"redoutlet/internal/identity/access"
)

// AddAct keeps what was done to an account.
func (tx *Tx) AddAct(ctx context.Context, a access.Act) error {
	_, err := tx.exec(ctx, `INSERT INTO act (id, at, account, subject, words) VALUES ($1, $2, $3, $4, $5)`,
		a.ID[:], micros(a.At), a.Account, a.Subject, a.Words)
	if err != nil {
		return fmt.Errorf("keeping what was done to an account: %w", err)
	}
	return nil
}

// Acts returns the latest of what was done to an account, or with subject "" to
// all, the newest first.
func (tx *Tx) Acts(ctx context.Context, subject string, limit int) ([]access.Act, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT id, at, account, subject, words FROM act
		WHERE $1 = '' OR subject = $1 ORDER BY at DESC, id LIMIT $2`, subject, int64(limit)),
		func(rows *sql.Rows, a *access.Act) error {
			return rows.Scan(fixed(a.ID[:]), instant(&a.At), &a.Account, &a.Subject, &a.Words)
		})
	if err != nil {
		return nil, fmt.Errorf("reading what was done to accounts: %w", err)
	}
	return list, nil
}
