package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Keepsake is something of a kind that was noticed or decided, sealed. It
// does not belong to the projection: charts that are made again leave it as it
// is.
type Keepsake struct {
	Kind   string
	ID     [16]byte // what its seal is bound to
	At     time.Time
	Epoch  int64
	Sealed []byte
}

// PutKeepsake keeps a keepsake, replacing the one of the same kind and id. It
// fails with ErrNoEpoch where its key is not kept.
func (tx office) PutKeepsake(ctx context.Context, k Keepsake) error {
	err := tx.put(ctx, `
		INSERT INTO keepsake (kind, id, at, epoch, sealed) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`,
		`UPDATE keepsake SET at = $3, epoch = $4, sealed = $5 WHERE kind = $1 AND id = $2`,
		k.Kind, k.ID[:], micros(k.At), k.Epoch, k.Sealed)
	if lacksParent(err) {
		err = ErrNoEpoch
	}
	if err != nil {
		return fmt.Errorf("keeping a %s: %w", k.Kind, err)
	}
	return nil
}

// Keepsakes returns every keepsake of a kind, in the order of their times.
func (tx office) Keepsakes(ctx context.Context, kind string) ([]Keepsake, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT kind, id, at, epoch, sealed FROM keepsake WHERE kind = $1 ORDER BY at, id`, kind),
		func(rows *sql.Rows, k *Keepsake) error {
			return rows.Scan(&k.Kind, fixed(k.ID[:]), instant(&k.At), &k.Epoch, &k.Sealed)
		})
	if err != nil {
		return nil, fmt.Errorf("reading every %s: %w", kind, err)
	}
	return list, nil
}

// DropKeepsakes lets go of those of a kind from before a moment.
func (tx office) DropKeepsakes(ctx context.Context, kind string, before time.Time) error {
	if _, err := tx.exec(ctx, `DELETE FROM keepsake WHERE kind = $1 AND at < $2`, kind, micros(before)); err != nil {
		return fmt.Errorf("letting go of a %s: %w", kind, err)
	}
	return nil
}
