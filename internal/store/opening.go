package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"

	"redoutlet/internal/identity/access"
)

const selectOpening = `SELECT id, at, account, role, patient, page, reason FROM opening`

// AddOpening keeps that somebody opened a patient's chart. It is added and
// never altered.
func (tx *Tx) AddOpening(ctx context.Context, o access.Opening) error {
	_, err := tx.exec(ctx, `
		INSERT INTO opening (id, at, account, role, patient, page, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		o.ID[:], micros(o.At), o.Account, string(o.Role), o.Patient[:], o.Page, string(o.Reason))
	if err != nil {
		return fmt.Errorf("keeping that a chart was opened: %w", err)
	}
	return nil
}

// Opening returns the opening of an id, or ErrNotFound.
func (tx *Tx) Opening(ctx context.Context, id access.ID) (access.Opening, error) {
	o, err := one(ctx, tx.transaction, ask(selectOpening+` WHERE id = $1`, id[:]), scanOpening)
	if err != nil {
		return access.Opening{}, fmt.Errorf("reading who opened a chart: %w", err)
	}
	return o, nil
}

// Openings returns the openings chosen, the newest first.
func (tx *Tx) Openings(ctx context.Context, f access.Filter) ([]access.Opening, error) {
	if len(f.Patients) == 0 {
		return tx.openings(ctx, openingQuery(f))
	}
	var list []access.Opening
	for _, patient := range f.Patients {
		of, err := tx.openings(ctx, openingQueryOf(f, patient))
		if err != nil {
			return nil, err
		}
		list = append(list, of...)
	}
	slices.SortFunc(list, func(a, b access.Opening) int {
		return cmp.Or(b.At.Compare(a.At), bytes.Compare(a.ID[:], b.ID[:]))
	})
	if f.Limit > 0 && len(list) > f.Limit {
		list = list[:f.Limit]
	}
	return list, nil
}

func (tx *Tx) openings(ctx context.Context, q query) ([]access.Opening, error) {
	list, err := all(ctx, tx.transaction, q, scanOpening)
	if err != nil {
		return nil, fmt.Errorf("reading who opened charts: %w", err)
	}
	return list, nil
}

// The conditions of a filter, and the order and length of what it chooses.
const chosenOpenings = `
	at >= $1 AND at < $2 AND ($3 = '' OR page = $3) AND ($4 = 0 OR reason <> '')
	AND (at < $5 OR at = $5 AND id > $6) ORDER BY at DESC, id LIMIT $7`

func openingQuery(f access.Filter) query {
	if f.Account == "" {
		return ask(selectOpening+` WHERE `+chosenOpenings, chosenArguments(f)...)
	}
	return ask(selectOpening+` WHERE account = $8 AND `+chosenOpenings, append(chosenArguments(f), f.Account)...)
}

func openingQueryOf(f access.Filter, patient [16]byte) query {
	return ask(selectOpening+` WHERE patient = $9 AND ($8 = '' OR account = $8) AND `+chosenOpenings,
		append(chosenArguments(f), f.Account, patient[:])...)
}

func chosenArguments(f access.Filter) []any {
	until, limit, after, glass := int64(math.MaxInt64), int64(math.MaxInt64), int64(math.MaxInt64), int64(0)
	if !f.Until.IsZero() {
		until = micros(f.Until)
	}
	if f.Limit > 0 {
		limit = int64(f.Limit)
	}
	if f.After != (access.Place{}) {
		after = micros(f.After.At)
	}
	if f.Glass {
		glass = 1
	}
	return []any{micros(f.Since), until, f.Page, glass, after, f.After.ID[:], limit}
}

func scanOpening(rows *sql.Rows, o *access.Opening) error {
	return rows.Scan(fixed(o.ID[:]), instant(&o.At), &o.Account, &o.Role, fixed(o.Patient[:]), &o.Page, &o.Reason)
}
