package storetest

import (
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseSetting(t *testing.T, open opener) {
	b := open(t)
	var want []store.Setting
	for _, s := range []store.Setting{
		{Source: "adt", Version: 1, At: instant(0), Body: []byte("first")},
		{Source: "adt", Version: 2, At: instant(1), Account: "t.lind", Body: []byte("second")},
		{Source: "lab", Version: 1, At: instant(2), Account: "t.lind", Body: []byte("other")},
	} {
		var given int64
		b.update(North, func(tx *store.Tx) error {
			var err error
			given, err = tx.AddSetting(t.Context(), s)
			return err
		})
		same(t, "version given", given, s.Version)
		want = append(want, s)
	}
	same(t, "settings", read(b, North, (*store.Tx).Settings), want)
	if other := read(b, South, (*store.Tx).Settings); len(other) != 0 {
		t.Errorf("another tenant has %d settings, want none", len(other))
	}
	b.update(North, func(tx *store.Tx) error { return tx.ClearProjection(t.Context()) })
	same(t, "settings after charts were cleared", read(b, North, (*store.Tx).Settings), want)
}

func exerciseHandling(t *testing.T, open opener) {
	b := open(t)
	var want []store.Handling
	for n := range 3 {
		h := store.Handling{At: instant(n), Account: "n.ito", Act: "nothing clinical", Seq: int64(7 - n), ID: patient(n), Epoch: 1, Sealed: []byte{byte(n)}}
		b.update(North, func(tx *store.Tx) error { return tx.AddHandling(t.Context(), h) })
		h.Number = int64(n + 1)
		want = append(want, h)
	}
	same(t, "handlings", read(b, North, (*store.Tx).Handlings), want)
	err := b.Update(t.Context(), North, func(tx *store.Tx) error {
		return tx.AddHandling(t.Context(), store.Handling{Epoch: 9, Sealed: []byte{1}})
	})
	if !errors.Is(err, store.ErrNoEpoch) {
		t.Errorf("a reason that can never be opened: %v, want ErrNoEpoch", err)
	}
}
