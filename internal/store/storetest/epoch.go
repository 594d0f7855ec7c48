package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseEpoch(t *testing.T, open opener) {
	b := open(t)
	want := store.Epoch{ID: 1<<62 + 5, Created: instant(3), Wrapped: []byte("another")}
	b.update(North, func(tx *store.Tx) error { return tx.PutEpoch(t.Context(), want) })
	got := read(b, North, func(tx *store.Tx, ctx context.Context) (store.Epoch, error) { return tx.Epoch(ctx, want.ID) })
	same(t, "epoch", got, want)
	err := b.Update(t.Context(), North, func(tx *store.Tx) error {
		return tx.PutEpoch(t.Context(), store.Epoch{ID: want.ID, Wrapped: []byte("in its place")})
	})
	if err == nil {
		t.Error("an epoch key was replaced")
	}
	err = b.View(t.Context(), North, func(tx *store.Tx) error {
		_, err := tx.Epoch(t.Context(), 2)
		return err
	})
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an epoch never kept: %v, want ErrNotFound", err)
	}
}
