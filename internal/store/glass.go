package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/identity/access"
)

const selectGlass = `SELECT id, at, until, account, patient, epoch, sealed FROM glass`

// AddGlass keeps that somebody broke the glass of a chart.
func (tx *Tx) AddGlass(ctx context.Context, g access.Glass) error {
	_, err := tx.exec(ctx, `
		INSERT INTO glass (id, at, until, account, patient, epoch, sealed)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		g.ID[:], micros(g.At), micros(g.Until), g.Account, g.Patient[:], g.Words.Epoch, g.Words.Bytes)
	if err != nil {
		return fmt.Errorf("keeping that the glass was broken: %w", err)
	}
	return nil
}

// Glass returns the breaking of an id, or ErrNotFound.
func (tx *Tx) Glass(ctx context.Context, id access.ID) (access.Glass, error) {
	g, err := one(ctx, tx.transaction, ask(selectGlass+` WHERE id = $1`, id[:]), scanGlass)
	if err != nil {
		return access.Glass{}, fmt.Errorf("reading why the glass was broken: %w", err)
	}
	return g, nil
}

// BrokenGlass returns the breaking by an account, of any of a patient's ids,
// that lasts longest beyond an instant; ErrNotFound where none does.
func (tx *Tx) BrokenGlass(ctx context.Context, account string, patients [][16]byte, now time.Time) (access.Glass, error) {
	var longest access.Glass
	for _, patient := range patients {
		g, err := one(ctx, tx.transaction, ask(selectGlass+`
			WHERE patient = $1 AND account = $2 AND until > $3 AND at <= $3 ORDER BY until DESC LIMIT 1`,
			patient[:], account, micros(now)), scanGlass)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return access.Glass{}, fmt.Errorf("finding whether the glass is broken: %w", err)
		}
		if err == nil && g.Until.After(longest.Until) {
			longest = g
		}
	}
	if longest.Until.IsZero() {
		return access.Glass{}, fmt.Errorf("finding whether the glass is broken: %w", ErrNotFound)
	}
	return longest, nil
}

func scanGlass(rows *sql.Rows, g *access.Glass) error {
	return rows.Scan(fixed(g.ID[:]), instant(&g.At), instant(&g.Until), &g.Account, fixed(g.Patient[:]), &g.Words.Epoch, &g.Words.Bytes)
}
