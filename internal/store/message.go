package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Message is one thing a source sent, kept as it was received, sealed. Its
// source and hash are its identity: sent again, it is a duplicate.
type Message struct {
	Seq      int64     // its place in the order of arrival, from 1; KeepMessages gives it
	ID       [16]byte  // its own random record id, which its seal is bound to
	Source   string    // the source that sent it
	Hash     [32]byte  // SHA-256 of the bytes received
	Received time.Time // kept to the microsecond
	Epoch    int64     // the epoch key that opens it
	Sealed   []byte    // the bytes received, sealed
	Size     int64     // how many bytes were received
}

// Kept says what became of one message given to KeepMessages.
type Kept struct {
	Seq       int64 // the message's number, or that of the equal message kept before
	Duplicate bool  // the source had sent exactly these bytes before
}

// KeepMessages keeps messages in the order given and returns what became of
// each. A new one takes the number after the last; a duplicate is counted and
// not kept again. The sources' counters move in the same transaction. It fails
// with ErrNoEpoch for a message that could never be opened; after any failure
// the transaction is to be given up.
func (tx *Tx) KeepMessages(ctx context.Context, messages []Message) ([]Kept, error) {
	last, err := number(ctx, tx.transaction, ask(`SELECT COALESCE(MAX(seq), 0) FROM message`))
	if err != nil {
		return nil, fmt.Errorf("finding the last message: %w", err)
	}
	kept := make([]Kept, len(messages))
	counts := make(map[string]*receipt)
	for i := range messages {
		m := &messages[i]
		if kept[i], err = tx.keepMessage(ctx, m, last+1); err != nil {
			return nil, fmt.Errorf("keeping message %d of %d: %w", i+1, len(messages), err)
		}
		last = max(last, kept[i].Seq)
		countReceipt(counts, m, kept[i].Duplicate)
	}
	return kept, tx.addReceipts(ctx, counts)
}

func (tx *Tx) keepMessage(ctx context.Context, m *Message, seq int64) (Kept, error) {
	n, err := tx.exec(ctx, `
		INSERT INTO message (seq, id, source, hash, received, epoch, sealed, size)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT DO NOTHING`,
		seq, m.ID[:], m.Source, m.Hash[:], micros(m.Received), m.Epoch, m.Sealed, m.Size)
	if lacksParent(err) {
		return Kept{}, ErrNoEpoch
	}
	if err != nil || n == 1 {
		return Kept{Seq: seq}, err
	}
	first, err := one(ctx, tx.transaction,
		ask(`SELECT seq FROM message WHERE source = $1 AND hash = $2`, m.Source, m.Hash[:]),
		func(rows *sql.Rows, seq *int64) error { return rows.Scan(seq) })
	return Kept{Seq: first, Duplicate: true}, err
}

// mostRead is how many bytes of messages are read at once: many of the usual
// size, or one that holds a scanned document.
const mostRead = 8 << 20

// Messages returns the messages after a number, in order, at most limit of
// them, and fewer where they are long. Begin with 0, and go on with the last
// one's number until there is none.
func (tx *Tx) Messages(ctx context.Context, after int64, limit int) ([]Message, error) {
	var list []Message
	size := 0
	for m, err := range each(ctx, tx.transaction, ask(`
		SELECT seq, id, source, hash, received, epoch, sealed, size
		FROM message WHERE seq > $1 ORDER BY seq LIMIT $2`, after, limit), scanMessage) {
		if err != nil {
			return nil, fmt.Errorf("reading messages: %w", err)
		}
		list = append(list, m)
		if size += len(m.Sealed); size >= mostRead {
			break
		}
	}
	return list, nil
}

// MessagesBySeq returns the messages of these numbers, in the order given. It
// fails with ErrNotFound where one is not there.
func (tx *Tx) MessagesBySeq(ctx context.Context, seqs []int64) ([]Message, error) {
	list := make([]Message, 0, len(seqs))
	for _, seq := range seqs {
		m, err := one(ctx, tx.transaction, ask(`
			SELECT seq, id, source, hash, received, epoch, sealed, size
			FROM message WHERE seq = $1`, seq), scanMessage)
		if err != nil {
			return nil, fmt.Errorf("reading message %d: %w", seq, err)
		}
		list = append(list, m)
	}
	return list, nil
}

// MessageCount returns how many messages are kept, duplicates not counted.
func (tx *Tx) MessageCount(ctx context.Context) (int64, error) {
	n, err := number(ctx, tx.transaction, ask(`SELECT COALESCE(SUM(received), 0) FROM source`))
	if err != nil {
		return 0, fmt.Errorf("counting messages: %w", err)
	}
	return n, nil
}

func scanMessage(rows *sql.Rows, m *Message) error {
	return rows.Scan(&m.Seq, fixed(m.ID[:]), &m.Source, fixed(m.Hash[:]), instant(&m.Received),
		&m.Epoch, &m.Sealed, &m.Size)
}
