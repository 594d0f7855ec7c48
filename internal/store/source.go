package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Source is a system that sends, and what was received of it. The counters
// are kept by KeepMessages and DropDuplicates.
type Source struct {
	Name         string
	Received     int64     // messages kept, with the duplicates nobody has read yet
	Duplicates   int64     // exact repetitions of a message, found when they were read and dropped
	LastReceived time.Time // of either; zero before the first
	LastSeq      int64     // of the message kept last
}

// A receipt is what one call of KeepMessages adds to a source.
type receipt struct {
	received int64
	last     time.Time
	seq      int64
}

func countReceipt(counts map[string]*receipt, m *Message, seq int64) {
	r := counts[m.Source]
	if r == nil {
		r = new(receipt)
		counts[m.Source] = r
	}
	r.received++
	r.seq = seq
	if m.Received.After(r.last) {
		r.last = m.Received
	}
}

func addReceipts(ctx context.Context, t *transaction, counts map[string]*receipt) error {
	for name, r := range counts {
		err := t.put(ctx, `
			INSERT INTO source (name, received, duplicates, last_received, last_seq)
			VALUES ($1, $2, 0, $3, $4)
			ON CONFLICT DO NOTHING`, `
			UPDATE source SET received = received + $2,
				last_received = CASE WHEN last_received < $3 THEN $3 ELSE last_received END,
				last_seq = $4
			WHERE name = $1`,
			name, r.received, micros(r.last), r.seq)
		if err != nil {
			return fmt.Errorf("counting what a source sent: %w", err)
		}
	}
	return nil
}

// Sources returns every source, by name.
func (tx *Tx) Sources(ctx context.Context) ([]Source, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT name, received, duplicates, last_received, last_seq
		FROM source ORDER BY name`),
		func(rows *sql.Rows, s *Source) error {
			return rows.Scan(&s.Name, &s.Received, &s.Duplicates, instant(&s.LastReceived), &s.LastSeq)
		})
	if err != nil {
		return nil, fmt.Errorf("reading sources: %w", err)
	}
	return list, nil
}
