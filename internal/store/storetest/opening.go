package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/store"
)

// opening is the nth opening, by one of two people, of one of two patients;
// every third is under broken glass.
func opening(n int) access.Opening {
	o := access.Opening{
		ID: patient(100 + n), At: instant(n), Account: []string{"n.ito", "r.diaz"}[n/2%2], Role: identity.Nurse,
		Patient: patient(n % 2), Page: "patient",
	}
	if n%3 == 2 {
		o.Page, o.Reason = access.PageGlass, access.Kinds()[0]
	}
	return o
}

func exerciseOpening(t *testing.T, open opener) {
	b := open(t)
	var all []access.Opening // the newest first
	for n := range 4 {
		o := opening(n)
		all = append([]access.Opening{o}, all...)
		b.update(North, func(tx *store.Tx) error { return tx.AddOpening(t.Context(), o) })
	}
	twin := opening(3) // at the same instant, with a later id
	twin.ID = patient(200)
	b.update(North, func(tx *store.Tx) error { return tx.AddOpening(t.Context(), twin) })
	all = append([]access.Opening{all[0], twin}, all[1:]...) // n = 3, twin, 2, 1, 0
	for _, c := range []struct {
		name   string
		filter access.Filter
		want   []access.Opening
	}{
		{"all", access.Filter{}, all},
		{"the newest", access.Filter{Limit: 1}, all[:1]},
		{"since, the instant itself too", access.Filter{Since: instant(2)}, all[:3]},
		{"until, the instant itself not", access.Filter{Until: instant(2)}, all[3:]},
		{"of a patient", access.Filter{Patients: [][16]byte{patient(1)}}, []access.Opening{all[0], all[1], all[3]}},
		{"of a patient since", access.Filter{Patients: [][16]byte{patient(1)}, Since: instant(2), Until: instant(9), Limit: 1}, all[:1]},
		{"of a patient under two numbers", access.Filter{Patients: [][16]byte{patient(1), patient(0)}}, all},
		{"of a patient under two numbers, the newest", access.Filter{Patients: [][16]byte{patient(0), patient(1)}, Limit: 2}, all[:2]},
		{"of a patient, by a person", access.Filter{Patients: [][16]byte{patient(0)}, Account: "r.diaz"}, all[2:3]},
		{"by a person", access.Filter{Account: "n.ito"}, all[3:]},
		{"by nobody", access.Filter{Account: "o"}, nil},
		{"under broken glass", access.Filter{Glass: true}, all[2:3]},
		{"of a page", access.Filter{Page: access.PageGlass}, all[2:3]},
		{"after a place", access.Filter{After: all[0].Place()}, all[1:]},
		{"after a place, by a person", access.Filter{After: all[1].Place(), Account: "r.diaz"}, all[2:3]},
	} {
		got := read(b, North, func(tx *store.Tx, ctx context.Context) ([]access.Opening, error) {
			return tx.Openings(ctx, c.filter)
		})
		same(t, c.name, got, c.want)
	}
	got := read(b, North, func(tx *store.Tx, ctx context.Context) (access.Opening, error) { return tx.Opening(ctx, twin.ID) })
	same(t, "one", got, twin)
	err := b.Update(t.Context(), North, func(tx *store.Tx) error { return tx.AddOpening(t.Context(), all[0]) })
	if err == nil {
		t.Error("an opening was kept twice")
	}
	err = b.View(t.Context(), South, func(tx *store.Tx) error {
		_, err := tx.Opening(t.Context(), twin.ID)
		return err
	})
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another tenant's opening: %v, want ErrNotFound", err)
	}
}
