package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseSeen(t *testing.T, open opener) {
	t.Run("the first is known by source and bytes", func(t *testing.T) {
		b := open(t)
		one, lab := Message("adt", 1, 10), Message("adt", 1, 10)
		lab.Source = "lab"
		b.keep(North, one, one, lab)
		b.see(seen(one, 1))
		same(t, "first", b.firsts(Message("adt", 2, 10), one, lab, one), []int64{0, 1, 0, 1})
		b.see(seen(one, 2), seen(lab, 3))
		same(t, "first afterwards", b.firsts(one, lab), []int64{1, 3})
	})
	t.Run("the first of a source", func(t *testing.T) {
		b := open(t)
		lab := Message("lab", 1, 10)
		b.readFirst(Message("adt", 3, 10), lab, Message("adt", 1, 10), Message("adt", 2, 10))
		for limit, want := range map[int][]int64{1: {1}, 2: {1, 3}, 9: {1, 3, 4}} {
			same(t, "first", read(b, North, func(tx *store.Tx, ctx context.Context) ([]int64, error) {
				return tx.FirstSeen(ctx, "adt", limit)
			}), want)
		}
		same(t, "of nobody", len(read(b, North, func(tx *store.Tx, ctx context.Context) ([]int64, error) {
			return tx.FirstSeen(ctx, "none", 9)
		})), 0)
	})
	t.Run("duplicates are dropped and counted", func(t *testing.T) {
		b := open(t)
		one, lab := Message("adt", 1, 10), Message("lab", 1, 10)
		b.readFirst(one, lab)
		b.keep(North, one, Message("adt", 2, 10), lab, one)
		b.update(North, func(tx *store.Tx) error { return tx.DropDuplicates(t.Context(), []int64{3, 5, 6}) })
		var left []int64
		for _, m := range b.messages(0, 10) {
			left = append(left, m.Seq)
		}
		same(t, "left", left, []int64{1, 2, 4})
		same(t, "sources", read(b, North, (*store.Tx).Sources), []store.Source{
			{Name: "adt", Received: 2, Duplicates: 2, LastReceived: instant(2), LastSeq: 6},
			{Name: "lab", Received: 1, Duplicates: 1, LastReceived: instant(1), LastSeq: 5},
		})
	})
	// Who has read up to a number would otherwise never come to what took it next.
	t.Run("a number is not given again", func(t *testing.T) {
		b := open(t)
		one := Message("adt", 1, 10)
		b.readFirst(one)
		b.keep(North, one)
		b.update(North, func(tx *store.Tx) error { return tx.DropDuplicates(t.Context(), []int64{2}) })
		same(t, "the next of the source", b.keep(North, Message("adt", 2, 10)), []int64{3})
		same(t, "the next of another", b.keep(North, Message("lab", 1, 10)), []int64{4})
		same(t, "and then", b.keep(North, Message("adt", 3, 10)), []int64{5})
	})
	t.Run("nothing else is dropped", exerciseDropNothing(open))
}

// exerciseDropNothing asks to drop what is no duplicate of a message that was read.
func exerciseDropNothing(open opener) func(t *testing.T) {
	return func(t *testing.T) {
		one := Message("adt", 1, 10)
		for _, c := range []struct {
			name string
			seen []store.Seen
			drop int64
		}{
			{"where nothing was read", nil, 2},
			{"the first itself", []store.Seen{seen(one, 1)}, 1},
			{"one before the first that was read", []store.Seen{seen(one, 2)}, 1},
			{"a message of other bytes", []store.Seen{seen(one, 1)}, 3},
			{"a message that is not there", []store.Seen{seen(one, 1)}, 4},
			{"where the first is gone", []store.Seen{seen(one, 0)}, 2},
		} {
			t.Run(c.name, func(t *testing.T) {
				b := open(t)
				b.keep(North, one, one, Message("adt", 2, 10))
				b.see(c.seen...)
				err := b.Update(t.Context(), North, func(tx *store.Tx) error {
					return tx.DropDuplicates(t.Context(), []int64{c.drop})
				})
				if !errors.Is(err, store.ErrNotFound) {
					t.Errorf("DropDuplicates: %v, want ErrNotFound", err)
				}
				same(t, "messages", len(b.messages(0, 10)), 3)
				same(t, "count", read(b, North, Count), 3)
			})
		}
	}
}

// seen says that a message, kept under a number, was read.
func seen(m store.Message, seq int64) store.Seen {
	return store.Seen{Source: m.Source, Hash: m.Hash, Seq: seq}
}

func (b *bench) see(seen ...store.Seen) {
	b.t.Helper()
	b.update(North, func(tx *store.Tx) error { return tx.AddSeen(b.t.Context(), seen) })
}

// readFirst keeps messages and says that each was read.
func (b *bench) readFirst(messages ...store.Message) {
	b.t.Helper()
	for i, seq := range b.keep(North, messages...) {
		b.see(seen(messages[i], seq))
	}
}

// firsts returns which message was the first like each of these to be read.
func (b *bench) firsts(messages ...store.Message) []int64 {
	b.t.Helper()
	keys := make([]store.SeenKey, len(messages))
	for i, m := range messages {
		keys[i] = store.SeenKey{Source: m.Source, Hash: m.Hash}
	}
	return read(b, North, func(tx *store.Tx, ctx context.Context) ([]int64, error) { return tx.Seen(ctx, keys) })
}
