package store

import (
	"context"
	"database/sql"
	"fmt"
)

// An Edge says that two record numbers were said to be one patient's. Which is
// A and which B is the caller's to choose. It belongs to the projection.
type Edge struct {
	A, B [16]byte // blind indexes
}

// AddEdges keeps edges; one that is kept already is left as it is.
func (tx projection) AddEdges(ctx context.Context, edges []Edge) error {
	for _, e := range edges {
		_, err := tx.exec(ctx, `INSERT INTO edge (a, b) VALUES ($1, $2) ON CONFLICT DO NOTHING`, e.A[:], e.B[:])
		if err != nil {
			return fmt.Errorf("keeping that two record numbers are one patient's: %w", err)
		}
	}
	return nil
}

// Edges returns every edge, in the order of their bytes.
func (tx projection) Edges(ctx context.Context) ([]Edge, error) {
	list, err := all(ctx, tx.transaction, ask(`SELECT a, b FROM edge ORDER BY a, b`),
		func(rows *sql.Rows, e *Edge) error { return rows.Scan(fixed(e.A[:]), fixed(e.B[:])) })
	if err != nil {
		return nil, fmt.Errorf("reading which record numbers are one patient's: %w", err)
	}
	return list, nil
}
