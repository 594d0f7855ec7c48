package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

func exerciseReview(t *testing.T, open opener) {
	b := open(t)
	for n := range 3 {
		b.update(North, func(tx *store.Tx) error { return tx.AddOpening(t.Context(), opening(n)) })
	}
	drawn := access.Draw{
		Month: "2026-03", Seed: -7, At: instant(50), Account: "auditor", Of: 3,
		Drawn: []access.ID{opening(2).ID, opening(0).ID},
	}
	b.update(North, func(tx *store.Tx) error { return tx.AddDraw(t.Context(), drawn) })
	draw := func(month access.Month) func(*store.Tx, context.Context) (access.Draw, error) {
		return func(tx *store.Tx, ctx context.Context) (access.Draw, error) { return tx.Draw(ctx, month) }
	}
	same(t, "draw", read(b, North, draw("2026-03")), drawn)

	decision := access.Decision{
		ID: patient(1), Opening: opening(0).ID, At: instant(60), Account: "auditor", Verdict: access.InOrder,
		Note: seal.Sealed{Epoch: 1, Bytes: []byte("sealed")},
	}
	correction := decision
	correction.ID, correction.At, correction.Verdict = patient(0), instant(59), access.FollowUp // the clock was set back
	for _, d := range []access.Decision{decision, correction} {
		b.update(North, func(tx *store.Tx) error { return tx.AddDecision(t.Context(), d) })
	}
	same(t, "decisions", read(b, North, func(tx *store.Tx, ctx context.Context) ([]access.Decision, error) {
		return tx.Decisions(ctx, opening(0).ID)
	}), []access.Decision{decision, correction})

	closing := access.Closing{Month: "2026-03", At: instant(70), Account: "auditor"}
	b.update(North, func(tx *store.Tx) error { return tx.AddClosing(t.Context(), closing) })
	same(t, "closing", read(b, North, func(tx *store.Tx, ctx context.Context) (access.Closing, error) {
		return tx.Closing(ctx, "2026-03")
	}), closing)

	for name, again := range map[string]func(tx *store.Tx) error{
		"a draw":     func(tx *store.Tx) error { return tx.AddDraw(t.Context(), access.Draw{Month: "2026-03"}) },
		"a decision": func(tx *store.Tx) error { return tx.AddDecision(t.Context(), decision) },
		"a closing":  func(tx *store.Tx) error { return tx.AddClosing(t.Context(), closing) },
	} {
		if err := b.Update(t.Context(), North, again); err == nil {
			t.Errorf("%s was kept twice", name)
		}
	}
	err := b.View(t.Context(), North, func(tx *store.Tx) error {
		_, err := tx.Draw(t.Context(), "2026-04")
		_, closing := tx.Closing(t.Context(), "2026-04")
		return errors.Join(err, closing)
	})
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a month without a review: %v, want ErrNotFound", err)
	}
}

func exerciseAct(t *testing.T, open opener) {
	b := open(t)
	var acts []access.Act // the newest first
	for n := range 3 {
		a := access.Act{ID: patient(n), At: instant(n), Account: "admin", Subject: "n.ito", Words: "suspended"}
		acts = append([]access.Act{a}, acts...)
		b.update(North, func(tx *store.Tx) error { return tx.AddAct(t.Context(), a) })
	}
	other := access.Act{ID: patient(9), At: instant(1), Account: "admin", Subject: "r.diaz", Words: "added"}
	b.update(North, func(tx *store.Tx) error { return tx.AddAct(t.Context(), other) })
	latest := func(subject string, limit int) []access.Act {
		return read(b, North, func(tx *store.Tx, ctx context.Context) ([]access.Act, error) {
			return tx.Acts(ctx, subject, limit)
		})
	}
	same(t, "acts", latest("", 9), []access.Act{acts[0], acts[1], other, acts[2]})
	same(t, "the latest acts", latest("", 2), acts[:2])
	same(t, "acts on one", latest("n.ito", 9), acts)
	same(t, "acts on nobody", latest("x", 9), nil)
}
