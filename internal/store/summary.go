package store

import (
	"context"
	"database/sql"
	"fmt"
)

// A Summary is what lists show of one patient, sealed. It belongs to the projection.
type Summary struct {
	Patient [16]byte // blind index
	Epoch   int64    // the epoch key that opens it
	Version int64    // the version its seal is bound to
	Sealed  []byte
}

// summaryPage is how many summaries are read at a time.
const summaryPage = 512

// PutSummaries keeps summaries, replacing those of the same patients.
func (tx projection) PutSummaries(ctx context.Context, summaries []Summary) error {
	for _, s := range summaries {
		err := tx.put(ctx, `
			INSERT INTO summary (patient, epoch, version, sealed) VALUES ($1, $2, $3, $4)
			ON CONFLICT DO NOTHING`,
			`UPDATE summary SET epoch = $2, version = $3, sealed = $4 WHERE patient = $1`,
			s.Patient[:], s.Epoch, s.Version, s.Sealed)
		if err != nil {
			return fmt.Errorf("keeping a patient's summary: %w", err)
		}
	}
	return nil
}

// Summaries calls fn with each summary, in the order of the patients' bytes,
// until fn fails, and returns that error as it is. Few are in memory at once.
func (tx projection) Summaries(ctx context.Context, fn func(Summary) error) error {
	after := []byte{} // before every patient
	for {
		page, err := all(ctx, tx.transaction, ask(`
			SELECT patient, epoch, version, sealed FROM summary
			WHERE patient > $1 ORDER BY patient LIMIT $2`, after, summaryPage), scanSummary)
		if err != nil {
			return fmt.Errorf("reading summaries: %w", err)
		}
		for _, s := range page {
			if err := fn(s); err != nil {
				return err
			}
		}
		if len(page) < summaryPage {
			return nil
		}
		after = page[len(page)-1].Patient[:]
	}
}

// DeleteSummaries deletes the summaries of these patients where there are any.
func (tx projection) DeleteSummaries(ctx context.Context, patients [][16]byte) error {
	for _, p := range patients {
		if _, err := tx.exec(ctx, `DELETE FROM summary WHERE patient = $1`, p[:]); err != nil {
			return fmt.Errorf("deleting a patient's summary: %w", err)
		}
	}
	return nil
}

func scanSummary(rows *sql.Rows, s *Summary) error {
	return rows.Scan(fixed(s.Patient[:]), &s.Epoch, &s.Version, &s.Sealed)
}
