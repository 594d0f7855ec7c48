package storetest

import (
	"testing"

	"redoutlet/internal/store"
)

func exerciseSource(t *testing.T, open opener) {
	t.Run("counters follow messages", func(t *testing.T) {
		b := open(t)
		b.keep(North, Message("adt", 5, 10), Message("lab", 1, 10), Message("adt", 4, 10))
		b.keep(North, Message("adt", 2, 10)) // received earlier than what came before
		same(t, "sources", read(b, North, (*store.Tx).Sources), []store.Source{
			{Name: "adt", Received: 3, LastReceived: instant(5), LastSeq: 4},
			{Name: "lab", Received: 1, LastReceived: instant(1), LastSeq: 2},
		})
	})
	t.Run("a duplicate is heard, before it is found and after", func(t *testing.T) {
		b := open(t)
		m := Message("adt", 1, 10)
		b.readFirst(m)
		m.Received = instant(9)
		b.keep(North, m)
		same(t, "waiting", read(b, North, (*store.Tx).Sources), []store.Source{
			{Name: "adt", Received: 2, LastReceived: instant(9), LastSeq: 2},
		})
		b.update(North, func(tx *store.Tx) error { return tx.DropDuplicates(t.Context(), []int64{2}) })
		same(t, "found", read(b, North, (*store.Tx).Sources), []store.Source{
			{Name: "adt", Received: 1, Duplicates: 1, LastReceived: instant(9), LastSeq: 2},
		})
	})
}
