package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Voice is what was last heard of one source about one family of messages.
// It belongs to the projection.
type Voice struct {
	Source string
	Family string    // as in "ADT"
	Heard  time.Time // when such a message was last received
	AsOf   time.Time // the latest instant the source is known to have told of; zero where none is
	Count  int64     // how many were heard
	Habit  string    // how long it is usually silent, as package silence writes it; HearVoices leaves it as it was for ""
}

// HearVoices adds to what was heard: counts are added up, and of each time the
// later is kept.
func (tx projection) HearVoices(ctx context.Context, voices []Voice) error {
	for _, v := range voices {
		err := tx.put(ctx, `
			INSERT INTO voice (source, family, heard, as_of, count, habit)
			VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT DO NOTHING`, `
			UPDATE voice SET count = count + $5,
				heard = CASE WHEN heard < $3 THEN $3 ELSE heard END,
				as_of = CASE WHEN as_of < $4 THEN $4 ELSE as_of END,
				habit = CASE WHEN $6 <> '' THEN $6 ELSE habit END
			WHERE source = $1 AND family = $2`,
			v.Source, v.Family, micros(v.Heard), micros(v.AsOf), v.Count, v.Habit)
		if err != nil {
			return fmt.Errorf("keeping what was heard of a source: %w", err)
		}
	}
	return nil
}

// Voices returns every voice, by source and family.
func (tx projection) Voices(ctx context.Context) ([]Voice, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT source, family, heard, as_of, count, habit FROM voice ORDER BY source, family`),
		func(rows *sql.Rows, v *Voice) error {
			return rows.Scan(&v.Source, &v.Family, instant(&v.Heard), instant(&v.AsOf), &v.Count, &v.Habit)
		})
	if err != nil {
		return nil, fmt.Errorf("reading what was heard of sources: %w", err)
	}
	return list, nil
}
