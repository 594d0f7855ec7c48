package store

import (
	"context"
	"database/sql"
	"fmt"

	"redoutlet/internal/identity/access"
)

// AddDraw keeps the sample drawn of a month. It fails where one is kept already.
func (tx *Tx) AddDraw(ctx context.Context, d access.Draw) error {
	_, err := tx.exec(ctx, `INSERT INTO draw (month, seed, at, account, among) VALUES ($1, $2, $3, $4, $5)`,
		string(d.Month), d.Seed, micros(d.At), d.Account, int64(d.Of))
	for i := 0; err == nil && i < len(d.Drawn); i++ {
		_, err = tx.exec(ctx, `INSERT INTO drawn (month, place, opening) VALUES ($1, $2, $3)`,
			string(d.Month), int64(i), d.Drawn[i][:])
	}
	if err != nil {
		return fmt.Errorf("keeping the sample of a month: %w", err)
	}
	return nil
}

// Draw returns the sample drawn of a month, or ErrNotFound.
func (tx *Tx) Draw(ctx context.Context, month access.Month) (access.Draw, error) {
	d, err := one(ctx, tx.transaction, ask(`SELECT month, seed, at, account, among FROM draw WHERE month = $1`, string(month)),
		func(rows *sql.Rows, d *access.Draw) error {
			return rows.Scan(&d.Month, &d.Seed, instant(&d.At), &d.Account, &d.Of)
		})
	if err == nil {
		d.Drawn, err = all(ctx, tx.transaction, ask(`SELECT opening FROM drawn WHERE month = $1 ORDER BY place`, string(month)),
			func(rows *sql.Rows, id *access.ID) error { return rows.Scan(fixed(id[:])) })
	}
	if err != nil {
		return access.Draw{}, fmt.Errorf("reading the sample of a month: %w", err)
	}
	return d, nil
}

// AddDecision keeps what a reviewer found, after all that is kept of the opening.
func (tx *Tx) AddDecision(ctx context.Context, d access.Decision) error {
	place, err := number(ctx, tx.transaction, ask(`SELECT COUNT(*) FROM decision WHERE opening = $1`, d.Opening[:]))
	if err == nil {
		_, err = tx.exec(ctx, `
			INSERT INTO decision (id, opening, place, at, account, verdict, epoch, sealed)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			d.ID[:], d.Opening[:], place, micros(d.At), d.Account, string(d.Verdict), d.Note.Epoch, d.Note.Bytes)
	}
	if err != nil {
		return fmt.Errorf("keeping what a reviewer found: %w", err)
	}
	return nil
}

// Decisions returns what reviewers found of an opening, the last kept last.
func (tx *Tx) Decisions(ctx context.Context, opening access.ID) ([]access.Decision, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT id, opening, at, account, verdict, epoch, sealed FROM decision
		WHERE opening = $1 ORDER BY place`, opening[:]), scanDecision)
	if err != nil {
		return nil, fmt.Errorf("reading what reviewers found: %w", err)
	}
	return list, nil
}

func scanDecision(rows *sql.Rows, d *access.Decision) error {
	return rows.Scan(fixed(d.ID[:]), fixed(d.Opening[:]), instant(&d.At), &d.Account, &d.Verdict, &d.Note.Epoch, &d.Note.Bytes)
}

// AddClosing keeps that the review of a month has ended. It fails where that is
// kept already.
func (tx *Tx) AddClosing(ctx context.Context, c access.Closing) error {
	_, err := tx.exec(ctx, `INSERT INTO closing (month, at, account) VALUES ($1, $2, $3)`,
		string(c.Month), micros(c.At), c.Account)
	if err != nil {
		return fmt.Errorf("closing the review of a month: %w", err)
	}
	return nil
}

// Closing returns when and by whom the review of a month was ended, or
// ErrNotFound.
func (tx *Tx) Closing(ctx context.Context, month access.Month) (access.Closing, error) {
	c, err := one(ctx, tx.transaction, ask(`SELECT month, at, account FROM closing WHERE month = $1`, string(month)),
		func(rows *sql.Rows, c *access.Closing) error {
			return rows.Scan(&c.Month, instant(&c.At), &c.Account)
		})
	if err != nil {
		return access.Closing{}, fmt.Errorf("reading whether a month's review has ended: %w", err)
	}
	return c, nil
}
