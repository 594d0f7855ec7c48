package storetest

import (
	"context"
	"testing"

	"redoutlet/internal/store"
)

func exerciseOpening(t *testing.T, open opener) {
	b := open(t)
	var all []store.Opening // the newest first
	for n := range 4 {
		o := store.Opening{ID: patient(100 + n), At: instant(n), Account: "n.ito", Patient: patient(n % 2), Page: "patient", Reason: "on my unit"}
		all = append([]store.Opening{o}, all...)
		b.update(North, func(tx *store.Tx) error { return tx.AddOpening(t.Context(), o) })
	}
	for _, c := range []struct {
		name   string
		filter store.OpeningFilter
		want   []store.Opening
	}{
		{"all", store.OpeningFilter{}, all},
		{"the newest", store.OpeningFilter{Limit: 1}, all[:1]},
		{"since, the instant itself too", store.OpeningFilter{Since: instant(2)}, all[:2]},
		{"until, the instant itself not", store.OpeningFilter{Until: instant(2)}, all[2:]},
		{"of a patient", store.OpeningFilter{Patient: patient(1)}, []store.Opening{all[0], all[2]}},
		{"of a patient since", store.OpeningFilter{Patient: patient(1), Since: instant(2), Until: instant(9), Limit: 5}, all[:1]},
	} {
		got := read(b, North, func(tx *store.Tx, ctx context.Context) ([]store.Opening, error) {
			return tx.Openings(ctx, c.filter)
		})
		same(t, c.name, got, c.want)
	}
	err := b.Update(t.Context(), North, func(tx *store.Tx) error { return tx.AddOpening(t.Context(), all[0]) })
	if err == nil {
		t.Error("an opening was kept twice")
	}
}
