package storetest

import (
	"testing"

	"redoutlet/internal/store"
)

func exerciseSource(t *testing.T, open opener) {
	t.Run("counters follow messages", func(t *testing.T) {
		b := open(t)
		b.keep(North, Message("adt", 5, 10), Message("lab", 1, 10), Message("adt", 5, 10))
		b.keep(North, Message("adt", 2, 10)) // received earlier than what came before
		same(t, "sources", read(b, North, (*store.Tx).Sources), []store.Source{
			{Name: "adt", Received: 2, Duplicates: 1, LastReceived: instant(5)},
			{Name: "lab", Received: 1, LastReceived: instant(1)},
		})
	})
	t.Run("a duplicate is heard", func(t *testing.T) {
		b := open(t)
		b.keep(North, Message("adt", 1, 10))
		again := Message("adt", 1, 10)
		again.Received = instant(9)
		b.keep(North, again)
		same(t, "sources", read(b, North, (*store.Tx).Sources), []store.Source{
			{Name: "adt", Received: 1, Duplicates: 1, LastReceived: instant(9)},
		})
	})
	t.Run("a profile leaves the counters, and they the profile", func(t *testing.T) {
		b := open(t)
		b.keep(North, Message("adt", 1, 10))
		b.update(North, func(tx *store.Tx) error {
			if err := tx.PutSource(t.Context(), "adt", `{"trial":true}`); err != nil {
				return err
			}
			return tx.PutSource(t.Context(), "lab", `{}`)
		})
		b.keep(North, Message("adt", 2, 10))
		same(t, "sources", read(b, North, (*store.Tx).Sources), []store.Source{
			{Name: "adt", Profile: `{"trial":true}`, Received: 2, LastReceived: instant(2)},
			{Name: "lab", Profile: `{}`},
		})
	})
	t.Run("damaged frames are counted", func(t *testing.T) {
		b := open(t)
		for range 2 {
			b.update(North, func(tx *store.Tx) error { return tx.CountDamaged(t.Context(), "adt", 3) })
		}
		same(t, "sources", read(b, North, (*store.Tx).Sources), []store.Source{{Name: "adt", Damaged: 6}})
	})
}
