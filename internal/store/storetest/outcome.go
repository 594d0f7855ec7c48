package storetest

import (
	"context"
	"testing"

	"redoutlet/internal/store"
)

func exerciseOutcome(t *testing.T, open opener) {
	b := open(t)
	for n := range 6 {
		b.keep(North, Message("adt", n, 10))
	}
	settle := func(outcomes ...store.Outcome) {
		t.Helper()
		b.update(North, func(tx *store.Tx) error { return tx.SettleOutcomes(t.Context(), outcomes) })
	}
	charted := func(seq int64) store.Outcome {
		return store.Outcome{Seq: seq, State: store.Charted, Kind: "ADT^A01", Projection: 2}
	}
	ignored := store.Outcome{Seq: 4, State: store.Ignored, Kind: "ADT^A20", Reason: "a bed's state", Projection: 1}
	settle(charted(1), charted(2), store.Outcome{Seq: 3, State: store.Quarantined, Projection: 1}, ignored, charted(5))
	settle(charted(3)) // a later projection understood it

	same(t, "counts", read(b, North, (*store.Tx).CountOutcomes), map[string]int64{store.Charted: 4, store.Ignored: 1})
	list := func(before int64, limit int) []store.Outcome {
		return read(b, North, func(tx *store.Tx, ctx context.Context) ([]store.Outcome, error) {
			return tx.ListOutcomes(ctx, store.Charted, before, limit)
		})
	}
	same(t, "the newest two", list(0, 2), []store.Outcome{charted(5), charted(3)})
	same(t, "those before", list(3, 10), []store.Outcome{charted(2), charted(1)})
	same(t, "the others", read(b, North, func(tx *store.Tx, ctx context.Context) ([]store.Outcome, error) {
		return tx.ListOutcomes(ctx, store.Ignored, 0, 10)
	}), []store.Outcome{ignored})
	same(t, "groups", read(b, North, func(tx *store.Tx, ctx context.Context) ([]store.OutcomeGroup, error) {
		return tx.GroupOutcomes(ctx, store.Charted)
	}), []store.OutcomeGroup{{Source: "adt", Kind: "ADT^A01", Count: 4, First: 1, Last: 5}})
	same(t, "one group", read(b, North, func(tx *store.Tx, ctx context.Context) ([]int64, error) {
		return tx.OutcomesOf(ctx, store.Charted, store.OutcomeGroup{Source: "adt", Kind: "ADT^A01"}, 5, 2)
	}), []int64{3, 2})
	err := b.Update(t.Context(), North, func(tx *store.Tx) error {
		return tx.SettleOutcomes(t.Context(), []store.Outcome{charted(7)})
	})
	if err == nil {
		t.Error("an outcome of a message that is not kept was kept")
	}
}
