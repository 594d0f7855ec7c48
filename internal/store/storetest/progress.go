package storetest

import (
	"context"
	"testing"

	"redoutlet/internal/store"
)

func exerciseProgress(t *testing.T, open opener) {
	progress := func(b *bench, name string) int64 {
		return read(b, North, func(tx *store.Tx, ctx context.Context) (int64, error) { return tx.Progress(ctx, name) })
	}
	t.Run("kept by name", func(t *testing.T) {
		b := open(t)
		for _, n := range []int64{7, 9, 4} {
			b.update(North, func(tx *store.Tx) error { return tx.SetProgress(t.Context(), "applied", n) })
			same(t, "applied", progress(b, "applied"), n)
		}
		same(t, "never set", progress(b, "other"), 0)
	})
	t.Run("cleared with all that is made from messages", func(t *testing.T) {
		b := open(t)
		b.keep(North, Message("adt", 1, 10))
		b.update(North, func(tx *store.Tx) error { return project(t.Context(), tx) })
		b.update(North, func(tx *store.Tx) error { return tx.ClearProjection(t.Context()) })
		same(t, "outcomes", read(b, North, (*store.Tx).CountOutcomes), map[string]int64{})
		same(t, "edges", read(b, North, (*store.Tx).Edges), nil)
		same(t, "voices", read(b, North, (*store.Tx).Voices), nil)
		same(t, "seen", b.firsts(Message("adt", 1, 10)), []int64{0})
		same(t, "applied", progress(b, "applied"), 0)
		touched := read(b, North, func(tx *store.Tx, ctx context.Context) ([]int64, error) {
			return tx.TouchedBy(ctx, [][16]byte{patient(1)})
		})
		same(t, "touched", touched, nil)
		same(t, "messages stay", read(b, North, Count), 1)
		b.update(North, func(tx *store.Tx) error { return project(t.Context(), tx) }) // as at first
	})
}

// project writes one row of everything that is made from messages.
func project(ctx context.Context, tx *store.Tx) error {
	for _, step := range []func() error{
		func() error { return tx.SettleOutcomes(ctx, []store.Outcome{{Seq: 1, State: store.Charted}}) },
		func() error { return tx.AddTouches(ctx, []store.Touch{{Patient: patient(1), Seq: 1}}) },
		func() error { return tx.AddEdges(ctx, []store.Edge{{A: patient(1), B: patient(2)}}) },
		func() error {
			return tx.PutSummaries(ctx, []store.Summary{{Patient: patient(1), Epoch: 1, Sealed: []byte("s")}})
		},
		func() error { return tx.HearVoices(ctx, []store.Voice{{Source: "adt", Family: "ADT", Count: 1}}) },
		func() error { return tx.AddSeen(ctx, []store.Seen{seen(Message("adt", 1, 10), 1)}) },
		func() error { return tx.SetProgress(ctx, "applied", 1) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
