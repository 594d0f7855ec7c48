package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseMessage(t *testing.T, open opener) {
	t.Run("kept in order and read back whole", func(t *testing.T) {
		b := open(t)
		sent := []store.Message{Message("adt", 1, 100), Message("lab", 2, 2000), Message("adt", 3, 90000)}
		same(t, "kept", b.keep(North, sent...), []int64{1, 2, 3})
		for i := range sent {
			sent[i].Seq = int64(i + 1)
		}
		same(t, "messages", b.messages(0, 10), sent)
		same(t, "after the first, one", b.messages(1, 1), sent[1:2])
		same(t, "after the last", b.messages(3, 10), nil)
	})
	t.Run("long ones a few at a time", func(t *testing.T) {
		b := open(t)
		const size, count = 3 << 20, 6
		var sent, got []store.Message
		for n := range count {
			sent = append(sent, Message("lab", n+1, size))
		}
		b.keep(North, sent...)
		for {
			more := b.messages(int64(len(got)), count)
			if len(more) == 0 {
				break
			}
			if len(more) > 3 {
				t.Errorf("%d messages of %d bytes were read at once", len(more), size)
			}
			got = append(got, more...)
		}
		if len(got) != count {
			t.Errorf("%d messages were kept, and %d are read", count, len(got))
		}
	})
	t.Run("by number, in the order asked", func(t *testing.T) {
		b := open(t)
		b.keep(North, Message("adt", 1, 10), Message("adt", 2, 10), Message("adt", 3, 10))
		got := read(b, North, func(tx *store.Tx, ctx context.Context) ([]store.Message, error) {
			return tx.MessagesBySeq(ctx, []int64{3, 1})
		})
		if len(got) != 2 || got[0].Seq != 3 || got[1].Seq != 1 {
			t.Errorf("MessagesBySeq(3, 1) returned %d messages, not 3 and 1", len(got))
		}
		err := b.View(t.Context(), North, func(tx *store.Tx) error {
			_, err := tx.MessagesBySeq(t.Context(), []int64{1, 4})
			return err
		})
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a number never given: %v, want ErrNotFound", err)
		}
	})
	t.Run("the same again is kept again", func(t *testing.T) {
		b := open(t)
		m := Message("adt", 1, 10)
		same(t, "kept in one batch", b.keep(North, m, Message("lab", 1, 10), m), []int64{1, 2, 3})
		same(t, "kept in another", b.keep(North, m), []int64{4})
	})
	t.Run("what could never be opened is refused", exerciseNoEpoch(open))
}

func (b *bench) messages(after int64, limit int) []store.Message {
	b.t.Helper()
	return read(b, North, func(tx *store.Tx, ctx context.Context) ([]store.Message, error) {
		return tx.Messages(ctx, after, limit)
	})
}

// exerciseNoEpoch keeps a message sealed under an epoch that is not kept.
func exerciseNoEpoch(open opener) func(t *testing.T) {
	return func(t *testing.T) {
		b := open(t)
		m := Message("adt", 1, 10)
		m.Epoch = 2
		err := b.Update(t.Context(), North, func(tx *store.Tx) error {
			_, err := tx.KeepMessages(t.Context(), []store.Message{m})
			return err
		})
		if !errors.Is(err, store.ErrNoEpoch) {
			t.Errorf("a message of an epoch that is not kept: %v, want ErrNoEpoch", err)
		}
	}
}
