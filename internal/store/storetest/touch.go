package storetest

import (
	"context"
	"testing"

	"redoutlet/internal/store"
)

func exerciseTouch(t *testing.T, open opener) {
	b := open(t)
	for n := range 4 {
		b.keep(North, Message("adt", n, 10))
	}
	for range 2 { // again, to no effect
		b.update(North, func(tx *store.Tx) error {
			return tx.AddTouches(t.Context(), []store.Touch{
				{Patient: patient(2), Seq: 4, Family: "ORU"},
				{Patient: patient(1), Seq: 3, Family: "ADT"}, // a merge bears on two
				{Patient: patient(2), Seq: 3, Family: "ADT"},
				{Patient: patient(1), Seq: 1, Family: "ADT"},
				{Patient: patient(3), Seq: 2, Family: "ADT"},
			})
		})
	}
	b.update(North, func(tx *store.Tx) error { // read again, it bears on something else
		touch := []store.Touch{{Patient: patient(3), Seq: 2, Family: "ORU"}}
		if err := tx.AddTouches(t.Context(), touch); err != nil {
			return err
		}
		touch[0].Family = "ADT"
		return tx.AddTouches(t.Context(), touch)
	})
	for _, c := range []struct {
		name     string
		patients [][16]byte
		families []string
		want     []int64
	}{
		{"one patient", [][16]byte{patient(1)}, nil, []int64{1, 3}},
		{"two, each message once", [][16]byte{patient(2), patient(1)}, nil, []int64{1, 3, 4}},
		{"of one family", [][16]byte{patient(1), patient(2)}, []string{"ORU"}, []int64{4}},
		{"of two families", [][16]byte{patient(2)}, []string{"ORU", "ADT"}, []int64{3, 4}},
		{"of what was said last", [][16]byte{patient(3)}, []string{"ADT"}, []int64{2}},
		{"nobody known", [][16]byte{patient(9)}, nil, nil},
		{"nobody asked for", nil, nil, nil},
	} {
		got := read(b, North, func(tx *store.Tx, ctx context.Context) ([]int64, error) {
			return tx.TouchedBy(ctx, c.patients, c.families...)
		})
		same(t, c.name, got, c.want)
	}
}
