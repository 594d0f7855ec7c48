package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

func exerciseGlass(t *testing.T, open opener) {
	b := open(t)
	glass := func(n, minutes int) access.Glass {
		return access.Glass{
			ID: patient(n), At: instant(minutes), Until: instant(minutes + 240), Account: "n.ito", Patient: patient(n % 2),
			Words: seal.Sealed{Epoch: 1, Bytes: []byte("sealed")},
		}
	}
	first, again, other := glass(2, 0), glass(4, 10), glass(3, 0)
	for _, g := range []access.Glass{first, again, other} {
		b.update(North, func(tx *store.Tx) error { return tx.AddGlass(t.Context(), g) })
	}
	of := func(account string, now time.Time, patients ...[16]byte) (access.Glass, error) {
		var g access.Glass
		err := b.View(t.Context(), North, func(tx *store.Tx) (err error) {
			g, err = tx.BrokenGlass(t.Context(), account, patients, now)
			return err
		})
		return g, err
	}
	for _, c := range []struct {
		name    string
		account string
		minutes int
		patient [][16]byte
		want    access.Glass
	}{
		{"at the instant itself", "n.ito", 0, [][16]byte{patient(0)}, first},
		{"the one that lasts longest", "n.ito", 20, [][16]byte{patient(0)}, again},
		{"under any number", "n.ito", 20, [][16]byte{patient(7), patient(1)}, other},
		{"before", "n.ito", -1, [][16]byte{patient(0)}, access.Glass{}},
		{"when it ends", "n.ito", 250, [][16]byte{patient(0)}, access.Glass{}},
		{"by another", "r.diaz", 20, [][16]byte{patient(0)}, access.Glass{}},
		{"of another", "n.ito", 20, [][16]byte{patient(5)}, access.Glass{}},
		{"of nobody", "n.ito", 20, nil, access.Glass{}},
	} {
		got, err := of(c.account, instant(c.minutes), c.patient...)
		same(t, c.name, got, c.want)
		if missing := c.want.Until.IsZero(); errors.Is(err, store.ErrNotFound) != missing {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	got := read(b, North, func(tx *store.Tx, ctx context.Context) (access.Glass, error) { return tx.Glass(ctx, other.ID) })
	same(t, "one", got, other)
	if err := b.Update(t.Context(), North, func(tx *store.Tx) error { return tx.AddGlass(t.Context(), first) }); err == nil {
		t.Error("a breaking was kept twice")
	}
}
