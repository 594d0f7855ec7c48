package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Handling is what a person did about a message that could not be charted,
// or about many. It is added and never altered.
type Handling struct {
	Number  int64 // from 1, in order; AddHandling gives it
	At      time.Time
	Account string
	Act     string
	Seq     int64    // the message, 0 where it is about many
	ID      [16]byte // random, which its seal is bound to
	Epoch   int64
	Sealed  []byte // the reason a person gave, sealed
}

// AddHandling keeps a handling.
func (tx office) AddHandling(ctx context.Context, h Handling) error {
	last, err := number(ctx, tx.transaction, ask(`SELECT COALESCE(MAX(number), 0) FROM handling`))
	if err == nil {
		_, err = tx.exec(ctx, `
			INSERT INTO handling (number, at, account, act, seq, id, epoch, sealed)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			last+1, micros(h.At), h.Account, h.Act, h.Seq, h.ID[:], h.Epoch, h.Sealed)
	}
	if lacksParent(err) {
		err = ErrNoEpoch
	}
	if err != nil {
		return fmt.Errorf("keeping what was done about a message: %w", err)
	}
	return nil
}

// Handlings returns every handling, in order.
func (tx office) Handlings(ctx context.Context) ([]Handling, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT number, at, account, act, seq, id, epoch, sealed FROM handling ORDER BY number`),
		func(rows *sql.Rows, h *Handling) error {
			return rows.Scan(&h.Number, instant(&h.At), &h.Account, &h.Act, &h.Seq, fixed(h.ID[:]), &h.Epoch, &h.Sealed)
		})
	if err != nil {
		return nil, fmt.Errorf("reading what was done about messages: %w", err)
	}
	return list, nil
}
