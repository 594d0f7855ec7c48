package store

import (
	"context"
	"database/sql"
	"fmt"
)

// An Edge is what one message did to two record numbers: it said that they are
// one patient's, or that they are not. Which is A and which B, what the acts
// mean, and how stamps sort are the caller's to choose. It belongs to the
// projection.
type Edge struct {
	A, B  [16]byte // blind indexes
	Act   int64
	Stamp []byte
}

// AddEdges keeps edges; one that is kept already is left as it is.
func (tx projection) AddEdges(ctx context.Context, edges []Edge) error {
	for _, e := range edges {
		stamp := append([]byte{}, e.Stamp...) // none is an empty one
		_, err := tx.exec(ctx, `INSERT INTO edge (a, b, stamp, act) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			e.A[:], e.B[:], stamp, e.Act)
		if err != nil {
			return fmt.Errorf("keeping whose two record numbers are: %w", err)
		}
	}
	return nil
}

// Edges returns every edge, in the order of their numbers, stamps and acts.
func (tx projection) Edges(ctx context.Context) ([]Edge, error) {
	list, err := all(ctx, tx.transaction, ask(`SELECT a, b, stamp, act FROM edge ORDER BY a, b, stamp, act`),
		func(rows *sql.Rows, e *Edge) error {
			return rows.Scan(fixed(e.A[:]), fixed(e.B[:]), &e.Stamp, &e.Act)
		})
	if err != nil {
		return nil, fmt.Errorf("reading whose record numbers are: %w", err)
	}
	return list, nil
}
