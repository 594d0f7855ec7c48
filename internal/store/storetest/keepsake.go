package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseKeepsake(t *testing.T, open opener) {
	b := open(t)
	sake := func(kind string, n, minute int, sealed string) store.Keepsake {
		return store.Keepsake{Kind: kind, ID: patient(n), At: instant(minute), Epoch: 1, Sealed: []byte(sealed)}
	}
	kept := func(kind string) []store.Keepsake {
		t.Helper()
		return read(b, North, func(tx *store.Tx, ctx context.Context) ([]store.Keepsake, error) { return tx.Keepsakes(ctx, kind) })
	}
	later, early, other := sake("freeze", 1, 5, "a"), sake("freeze", 2, 3, "b"), sake("loss", 1, 4, "c")
	for _, k := range []store.Keepsake{sake("freeze", 1, 1, "old"), early, other, later} {
		b.update(North, func(tx *store.Tx) error { return tx.PutKeepsake(t.Context(), k) })
	}
	lost := later
	lost.ID, lost.Epoch = patient(9), 2
	err := b.Update(t.Context(), North, func(tx *store.Tx) error { return tx.PutKeepsake(t.Context(), lost) })
	if !errors.Is(err, store.ErrNoEpoch) {
		t.Errorf("a keepsake without its epoch: %v, want ErrNoEpoch", err)
	}
	b.update(North, func(tx *store.Tx) error { return tx.ClearProjection(t.Context()) })
	same(t, "in order, the projection cleared", kept("freeze"), []store.Keepsake{early, later})
	b.update(North, func(tx *store.Tx) error { return tx.DropKeepsakes(t.Context(), "freeze", instant(5)) })
	same(t, "the early dropped", kept("freeze"), []store.Keepsake{later})
	same(t, "those of another kind", kept("loss"), []store.Keepsake{other})
	same(t, "of another tenant", read(b, South, func(tx *store.Tx, ctx context.Context) ([]store.Keepsake, error) {
		return tx.Keepsakes(ctx, "loss")
	}), nil)
}
