package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// An Epoch is a key that seals records, itself wrapped to the tenant's public key.
type Epoch struct {
	ID      int64
	Created time.Time
	Wrapped []byte
}

// PutEpoch keeps an epoch key. It fails where the number is taken: a key that
// is in use is never replaced.
func (tx *Tx) PutEpoch(ctx context.Context, e Epoch) error {
	_, err := tx.exec(ctx, `INSERT INTO epoch (id, created, wrapped) VALUES ($1, $2, $3)`,
		e.ID, micros(e.Created), e.Wrapped)
	if err != nil {
		return fmt.Errorf("keeping an epoch key: %w", err)
	}
	return nil
}

// Epoch returns the epoch key of a number, or ErrNotFound.
func (tx *Tx) Epoch(ctx context.Context, id int64) (Epoch, error) {
	e, err := one(ctx, tx.transaction, ask(`SELECT id, created, wrapped FROM epoch WHERE id = $1`, id),
		func(rows *sql.Rows, e *Epoch) error { return rows.Scan(&e.ID, instant(&e.Created), &e.Wrapped) })
	if err != nil {
		return Epoch{}, fmt.Errorf("reading an epoch key: %w", err)
	}
	return e, nil
}
