package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseAccount(t *testing.T, open opener) {
	b := open(t)
	put := func(a store.Account) {
		t.Helper()
		b.update(North, func(tx *store.Tx) error { return tx.PutAccount(t.Context(), a) })
	}
	nurse := store.Account{Name: "n.ito", Title: "N. Ito", Role: "nurse", Unit: "4W", Hash: "h1", Created: instant(0), Handed: true}
	admin := store.Account{Name: "admin", Title: "Administrator", Role: "admin", Hash: "h2", Created: instant(1)}
	put(nurse)
	put(admin)
	nurse.Disabled, nurse.Unit = instant(9), "5E"
	put(nurse)
	same(t, "accounts", read(b, North, (*store.Tx).Accounts), []store.Account{admin, nurse})
	got := read(b, North, func(tx *store.Tx, ctx context.Context) (store.Account, error) {
		return tx.Account(ctx, "n.ito")
	})
	same(t, "account", got, nurse)
	err := b.View(t.Context(), South, func(tx *store.Tx) error {
		_, err := tx.Account(t.Context(), "n.ito")
		return err
	})
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another tenant's account: %v, want ErrNotFound", err)
	}
}
