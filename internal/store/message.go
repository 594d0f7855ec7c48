package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Message is one thing a source sent, kept as it was received, sealed. Its
// source and hash are its identity: sent again, it is a duplicate, which is
// found when it is read.
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

// KeepMessages keeps messages in the order given and returns their numbers, in
// the same order. A number is given once, even where its message is dropped. The
// sources' counters move in the same transaction. It fails with ErrNoEpoch for
// a message that could never be opened; after any failure the transaction is
// to be given up.
//
// Nothing is looked up here and nothing is written but at the end of the
// record, since senders wait for it: whether a source has sent exactly these
// bytes before is found later, by Seen.
func (tx *Tx) KeepMessages(ctx context.Context, messages []Message) ([]int64, error) {
	last, err := number(ctx, tx.transaction, ask(`SELECT COALESCE(MAX(last_seq), 0) FROM source`))
	if err != nil {
		return nil, fmt.Errorf("finding the last message: %w", err)
	}
	seqs := make([]int64, len(messages))
	counts := make(map[string]*receipt)
	for i := range messages {
		m := &messages[i]
		seqs[i] = last + int64(i) + 1
		if err := keepMessage(ctx, tx.transaction, m, seqs[i]); err != nil {
			return nil, fmt.Errorf("keeping message %d of %d: %w", i+1, len(messages), err)
		}
		countReceipt(counts, m, seqs[i])
	}
	return seqs, addReceipts(ctx, tx.transaction, counts)
}

func keepMessage(ctx context.Context, t *transaction, m *Message, seq int64) error {
	_, err := t.exec(ctx, `
		INSERT INTO message (seq, id, source, hash, received, epoch, sealed, size)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		seq, m.ID[:], m.Source, m.Hash[:], micros(m.Received), m.Epoch, m.Sealed, m.Size)
	if lacksParent(err) {
		return ErrNoEpoch
	}
	return err
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

func scanMessage(rows *sql.Rows, m *Message) error {
	return rows.Scan(&m.Seq, fixed(m.ID[:]), &m.Source, fixed(m.Hash[:]), instant(&m.Received),
		&m.Epoch, &m.Sealed, &m.Size)
}
