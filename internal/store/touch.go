package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// A Touch says that a message bears on a patient. It belongs to the projection.
type Touch struct {
	Patient [16]byte // blind index of the record number
	Seq     int64    // the message
	Family  string   // what of the patient it bears on, as in "list"
}

// AddTouches keeps touches. One that is kept already bears on what is said last.
func (tx projection) AddTouches(ctx context.Context, touches []Touch) error {
	for _, t := range touches {
		err := tx.put(ctx, `
			INSERT INTO touch (patient, seq, family) VALUES ($1, $2, $3)
			ON CONFLICT DO NOTHING`,
			`UPDATE touch SET family = $3 WHERE patient = $1 AND seq = $2`, t.Patient[:], t.Seq, t.Family)
		if err != nil {
			return fmt.Errorf("keeping whom message %d bears on: %w", t.Seq, err)
		}
	}
	return nil
}

// TouchedBy returns the numbers of the messages that bear on any of the
// patients, in order and each once: those of the families given, or all.
func (tx projection) TouchedBy(ctx context.Context, patients [][16]byte, families ...string) ([]int64, error) {
	var seqs []int64
	for _, p := range patients {
		rows := each(ctx, tx.transaction, ask(`SELECT seq, family FROM touch WHERE patient = $1`, p[:]),
			func(rows *sql.Rows, t *Touch) error { return rows.Scan(&t.Seq, &t.Family) })
		for t, err := range rows {
			if err != nil {
				return nil, fmt.Errorf("finding a patient's messages: %w", err)
			}
			if len(families) == 0 || slices.Contains(families, t.Family) {
				seqs = append(seqs, t.Seq)
			}
		}
	}
	slices.Sort(seqs)
	return slices.Compact(seqs), nil
}
