package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"
)

// An Opening records that somebody opened a patient's chart. It is added and
// never altered.
type Opening struct {
	ID      [16]byte // random
	At      time.Time
	Account string
	Patient [16]byte // blind index
	Page    string   // which kind of page; nothing that names the patient
	Reason  string   // where one had to be given; nothing that names the patient
}

// An OpeningFilter chooses openings. Each field left zero chooses all.
type OpeningFilter struct {
	Patient [16]byte
	Since   time.Time // at or after
	Until   time.Time // before
	Limit   int       // at most so many
}

// AddOpening keeps an opening.
func (tx *Tx) AddOpening(ctx context.Context, o Opening) error {
	_, err := tx.exec(ctx, `
		INSERT INTO opening (id, at, account, patient, page, reason)
		VALUES ($1, $2, $3, $4, $5, $6)`,
		o.ID[:], micros(o.At), o.Account, o.Patient[:], o.Page, o.Reason)
	if err != nil {
		return fmt.Errorf("keeping that a chart was opened: %w", err)
	}
	return nil
}

// Openings returns the openings chosen, the newest first.
func (tx *Tx) Openings(ctx context.Context, f OpeningFilter) ([]Opening, error) {
	list, err := all(ctx, tx.transaction, f.query(), scanOpening)
	if err != nil {
		return nil, fmt.Errorf("reading who opened charts: %w", err)
	}
	return list, nil
}

func (f OpeningFilter) query() query {
	until, limit := int64(math.MaxInt64), int64(math.MaxInt64)
	if !f.Until.IsZero() {
		until = micros(f.Until)
	}
	if f.Limit > 0 {
		limit = int64(f.Limit)
	}
	if f.Patient == [16]byte{} {
		return ask(`
			SELECT id, at, account, patient, page, reason FROM opening
			WHERE at >= $1 AND at < $2 ORDER BY at DESC, id LIMIT $3`,
			micros(f.Since), until, limit)
	}
	return ask(`
		SELECT id, at, account, patient, page, reason FROM opening
		WHERE patient = $4 AND at >= $1 AND at < $2 ORDER BY at DESC, id LIMIT $3`,
		micros(f.Since), until, limit, f.Patient[:])
}

func scanOpening(rows *sql.Rows, o *Opening) error {
	return rows.Scan(fixed(o.ID[:]), instant(&o.At), &o.Account, fixed(o.Patient[:]), &o.Page, &o.Reason)
}
