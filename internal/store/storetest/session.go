package storetest

import (
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseSession(t *testing.T, open opener) {
	b := open(t)
	session := func(n byte, expires int) store.Session {
		return store.Session{
			Token: [32]byte{n}, Tenant: North, Account: "n.ito", Role: "nurse",
			Created: instant(0), Seen: instant(1), Expires: instant(expires),
		}
	}
	one, two := session(1, 10), session(2, 20)
	b.control(func(tx *store.ControlTx) error {
		return errors.Join(tx.PutSession(t.Context(), one), tx.PutSession(t.Context(), two))
	})
	two.Seen = instant(5)
	b.control(func(tx *store.ControlTx) error { return tx.PutSession(t.Context(), two) })
	b.control(func(tx *store.ControlTx) error {
		got, err := tx.Session(t.Context(), two.Token)
		same(t, "session", got, two)
		return err
	})
	b.control(func(tx *store.ControlTx) error {
		list, err := tx.SessionsOf(t.Context(), North)
		same(t, "sessions", list, []store.Session{two, one})
		return err
	})
	b.control(func(tx *store.ControlTx) error {
		three := session(3, 20)
		three.Account = "r.diaz"
		n, err := tx.DeleteSessionsOf(t.Context(), North, "r.diaz")
		same(t, "sessions of nobody", n, 0)
		if err := errors.Join(err, tx.PutSession(t.Context(), three)); err != nil {
			return err
		}
		if n, err = tx.DeleteSessionsOf(t.Context(), South, "r.diaz"); n != 0 || err != nil {
			t.Errorf("ending a namesake's sessions ended %d: %v", n, err)
		}
		n, err = tx.DeleteSessionsOf(t.Context(), North, "r.diaz")
		same(t, "sessions ended", n, 1)
		return err
	})
	b.control(func(tx *store.ControlTx) error {
		n, err := tx.DeleteExpired(t.Context(), instant(10))
		same(t, "expired", n, 1)
		return errors.Join(err, tx.DeleteSession(t.Context(), two.Token))
	})
	err := b.ViewControl(t.Context(), func(tx *store.ControlTx) error {
		for _, s := range []store.Session{one, two} {
			if _, err := tx.Session(t.Context(), s.Token); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("a session that ended: %v, want ErrNotFound", err)
			}
		}
		return tx.DeleteSession(t.Context(), one.Token)
	})
	if !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("DeleteSession in ViewControl: %v, want ErrReadOnly", err)
	}
}
