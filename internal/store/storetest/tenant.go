package storetest

import (
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseTenant(t *testing.T, open opener) {
	t.Run("kept and replaced", func(t *testing.T) {
		b := open(t)
		east := store.Tenant{Name: "east", Title: "East", Created: instant(1), PublicKey: []byte("p"), WrappedKey: []byte("w")}
		b.control(func(tx *store.ControlTx) error { return tx.PutTenant(t.Context(), east) })
		east.NextDue, east.WrappedKey = instant(7), nil
		b.control(func(tx *store.ControlTx) error { return tx.PutTenant(t.Context(), east) })
		var got store.Tenant
		var names []string
		err := b.ViewControl(t.Context(), func(tx *store.ControlTx) (err error) {
			if got, err = tx.Tenant(t.Context(), "east"); err != nil {
				return err
			}
			list, err := tx.Tenants(t.Context())
			for _, t := range list {
				names = append(names, t.Name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "tenant", got, east)
		same(t, "names", names, []string{"east", North, South})
	})
	t.Run("never sees another", func(t *testing.T) {
		b := open(t)
		b.keep(North, Message("adt", 1, 10))
		b.update(North, func(tx *store.Tx) error { return tx.SetProgress(t.Context(), "applied", 1) })
		same(t, "the other's messages", read(b, South, Count), 0)
		same(t, "the other's sources", read(b, South, (*store.Tx).Sources), nil)
		same(t, "numbers are the tenant's own", b.keep(South, Message("adt", 1, 10)), []int64{1})
	})
	t.Run("unknown", func(t *testing.T) {
		b := open(t)
		for _, call := range []func() error{
			func() error { return b.Update(t.Context(), "west", func(*store.Tx) error { return nil }) },
			func() error { return b.View(t.Context(), "west", func(*store.Tx) error { return nil }) },
		} {
			if err := call(); !errors.Is(err, store.ErrNoTenant) {
				t.Errorf("a tenant that is not there: %v, want ErrNoTenant", err)
			}
		}
	})
	t.Run("name leads nowhere else", exerciseTenantName(open))
}

func exerciseTenantName(open opener) func(t *testing.T) {
	return func(t *testing.T) {
		b := open(t)
		for _, name := range []string{
			"", ".", "..", "../control", "a/b", `a\b`, "a.db", "A", "-a", "a b", "é", "a\x00", "con", "com1",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		} {
			err := b.Update(t.Context(), name, func(*store.Tx) error { return nil })
			if !errors.Is(err, store.ErrTenantName) {
				t.Errorf("Update for %q: %v, want ErrTenantName", name, err)
			}
			err = b.UpdateControl(t.Context(), func(tx *store.ControlTx) error {
				return tx.PutTenant(t.Context(), store.Tenant{Name: name, PublicKey: []byte("p")})
			})
			if !errors.Is(err, store.ErrTenantName) {
				t.Errorf("PutTenant of %q: %v, want ErrTenantName", name, err)
			}
		}
	}
}
