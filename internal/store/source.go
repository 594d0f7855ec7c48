package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Source is a system that sends, and what was received of it. The counters
// are kept by KeepMessages and CountDamaged.
type Source struct {
	Name         string
	Profile      string    // JSON: how the site says it sends; "" until PutSource
	Received     int64     // messages kept; duplicates are not counted again
	Duplicates   int64     // exact repetitions of a message
	LastReceived time.Time // of either; zero before the first
	Damaged      int64     // frames that held no readable message
}

// A receipt is what one call of KeepMessages adds to a source.
type receipt struct {
	received   int64
	duplicates int64
	last       time.Time
}

func countReceipt(counts map[string]*receipt, m *Message, duplicate bool) {
	r := counts[m.Source]
	if r == nil {
		r = new(receipt)
		counts[m.Source] = r
	}
	if duplicate {
		r.duplicates++
	} else {
		r.received++
	}
	if m.Received.After(r.last) {
		r.last = m.Received
	}
}

func (tx *Tx) addReceipts(ctx context.Context, counts map[string]*receipt) error {
	for name, r := range counts {
		err := tx.put(ctx, `
			INSERT INTO source (name, profile, received, duplicates, last_received, damaged)
			VALUES ($1, '', $2, $3, $4, 0)
			ON CONFLICT DO NOTHING`, `
			UPDATE source SET received = received + $2, duplicates = duplicates + $3,
				last_received = CASE WHEN last_received < $4 THEN $4 ELSE last_received END
			WHERE name = $1`,
			name, r.received, r.duplicates, micros(r.last))
		if err != nil {
			return fmt.Errorf("counting what a source sent: %w", err)
		}
	}
	return nil
}

// PutSource keeps a source's profile, which is JSON, and leaves its counters
// as they are.
func (tx *Tx) PutSource(ctx context.Context, name, profile string) error {
	err := tx.put(ctx, `
		INSERT INTO source (name, profile, received, duplicates, last_received, damaged)
		VALUES ($1, $2, 0, 0, 0, 0)
		ON CONFLICT DO NOTHING`,
		`UPDATE source SET profile = $2 WHERE name = $1`,
		name, profile)
	if err != nil {
		return fmt.Errorf("keeping a source: %w", err)
	}
	return nil
}

// CountDamaged adds to the frames of a source that held no readable message.
func (tx *Tx) CountDamaged(ctx context.Context, name string, frames int64) error {
	err := tx.put(ctx, `
		INSERT INTO source (name, profile, received, duplicates, last_received, damaged)
		VALUES ($1, '', 0, 0, 0, $2)
		ON CONFLICT DO NOTHING`,
		`UPDATE source SET damaged = damaged + $2 WHERE name = $1`,
		name, frames)
	if err != nil {
		return fmt.Errorf("counting damaged frames: %w", err)
	}
	return nil
}

// Sources returns every source, by name.
func (tx *Tx) Sources(ctx context.Context) ([]Source, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT name, profile, received, duplicates, last_received, damaged
		FROM source ORDER BY name`),
		func(rows *sql.Rows, s *Source) error {
			return rows.Scan(&s.Name, &s.Profile, &s.Received, &s.Duplicates, instant(&s.LastReceived), &s.Damaged)
		})
	if err != nil {
		return nil, fmt.Errorf("reading sources: %w", err)
	}
	return list, nil
}
