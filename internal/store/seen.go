package store

import (
	"context"
	"database/sql"
	"fmt"
)

// A SeenKey is what makes messages one: the same bytes from the same source.
type SeenKey struct {
	Source string
	Hash   [32]byte // SHA-256 of the bytes received
}

// Seen says which message was the first with its source and hash to be read.
// It belongs to the projection.
type Seen struct {
	Source string
	Hash   [32]byte
	Seq    int64 // the message
}

// Seen returns for each key, in the order given, the number of the message
// that was the first of it to be read; 0 where none was.
func (tx projection) Seen(ctx context.Context, keys []SeenKey) ([]int64, error) {
	firsts := make([]int64, len(keys))
	for i := range keys {
		k := &keys[i]
		first, err := number(ctx, tx.transaction,
			ask(`SELECT seq FROM seen WHERE source = $1 AND hash = $2`, k.Source, k.Hash[:]))
		if err != nil {
			return nil, fmt.Errorf("finding whether a message was read before: %w", err)
		}
		firsts[i] = first
	}
	return firsts, nil
}

// FirstSeen returns the numbers of the first messages of a source that were
// read, at most limit of them. It looks through all of the source.
func (tx projection) FirstSeen(ctx context.Context, source string, limit int) ([]int64, error) {
	list, err := all(ctx, tx.transaction, ask(`SELECT seq FROM seen WHERE source = $1 ORDER BY seq LIMIT $2`, source, limit),
		func(rows *sql.Rows, n *int64) error { return rows.Scan(n) })
	if err != nil {
		return nil, fmt.Errorf("finding the first messages of a source: %w", err)
	}
	return list, nil
}

// AddSeen keeps which messages were read; the first of a source and hash stays
// the first.
func (tx projection) AddSeen(ctx context.Context, seen []Seen) error {
	for i := range seen {
		s := &seen[i]
		_, err := tx.exec(ctx, `
			INSERT INTO seen (source, hash, seq) VALUES ($1, $2, $3)
			ON CONFLICT DO NOTHING`, s.Source, s.Hash[:], s.Seq)
		if err != nil {
			return fmt.Errorf("keeping that message %d was read: %w", s.Seq, err)
		}
	}
	return nil
}

// DropDuplicates deletes messages that repeat an earlier one which was read,
// and counts them as duplicates of their sources and no longer as received. It
// fails with ErrNotFound for a message that repeats none: nothing else that was
// received is ever deleted. After any failure the transaction is to be given up.
func (tx *Tx) DropDuplicates(ctx context.Context, seqs []int64) error {
	for _, seq := range seqs {
		if err := dropDuplicate(ctx, tx.transaction, seq); err != nil {
			return fmt.Errorf("dropping message %d as a duplicate: %w", seq, err)
		}
	}
	return nil
}

func dropDuplicate(ctx context.Context, t *transaction, seq int64) error {
	n, err := t.exec(ctx, `
		UPDATE source SET received = received - 1, duplicates = duplicates + 1
		WHERE name = (
			SELECT again.source FROM message AS again
			JOIN seen ON seen.source = again.source AND seen.hash = again.hash AND seen.seq < again.seq
			JOIN message AS first ON first.seq = seen.seq
			WHERE again.seq = $1)`, seq)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `DELETE FROM message WHERE seq = $1`, seq)
	return err
}
