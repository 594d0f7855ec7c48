package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/store"
)

func exerciseSummary(t *testing.T, open opener) {
	t.Run("put, replaced, deleted", func(t *testing.T) {
		b := open(t)
		b.update(North, func(tx *store.Tx) error {
			list := []store.Summary{summary(3, 1), summary(1, 1), summary(2, 1), summary(1, 2)}
			if err := tx.PutSummaries(t.Context(), list); err != nil {
				return err
			}
			return tx.DeleteSummaries(t.Context(), [][16]byte{patient(2), patient(9)})
		})
		same(t, "summaries", summaries(b), []store.Summary{summary(1, 2), summary(3, 1)})
	})
	t.Run("more than are read at a time", func(t *testing.T) {
		b := open(t)
		var want []store.Summary
		for n := range 1200 {
			want = append(want, summary(n, 1))
		}
		b.update(North, func(tx *store.Tx) error { return tx.PutSummaries(t.Context(), want) })
		same(t, "summaries", summaries(b), want)
	})
	t.Run("the function's error ends it", func(t *testing.T) {
		b := open(t)
		b.update(North, func(tx *store.Tx) error {
			return tx.PutSummaries(t.Context(), []store.Summary{summary(1, 1), summary(2, 1)})
		})
		enough, calls := errors.New("enough"), 0
		err := b.View(t.Context(), North, func(tx *store.Tx) error {
			return tx.Summaries(t.Context(), func(store.Summary) error {
				calls++
				return enough
			})
		})
		if !errors.Is(err, enough) || calls != 1 {
			t.Errorf("after %d calls: %v, want the function's error after one", calls, err)
		}
	})
	t.Run("the function may write", func(t *testing.T) {
		b := open(t)
		b.update(North, func(tx *store.Tx) error {
			if err := tx.PutSummaries(t.Context(), []store.Summary{summary(1, 1), summary(2, 1)}); err != nil {
				return err
			}
			return tx.Summaries(t.Context(), func(s store.Summary) error {
				s.Version, s.Sealed = 2, []byte{s.Patient[15], 2}
				return tx.PutSummaries(t.Context(), []store.Summary{s})
			})
		})
		same(t, "summaries", summaries(b), []store.Summary{summary(1, 2), summary(2, 2)})
	})
}

// summary returns the nth patient's summary.
func summary(n int, version int64) store.Summary {
	return store.Summary{Patient: patient(n), Epoch: 1, Version: version, Sealed: []byte{byte(n), byte(version)}}
}

// summaries returns all there are.
func summaries(b *bench) []store.Summary {
	b.t.Helper()
	return read(b, North, func(tx *store.Tx, ctx context.Context) (list []store.Summary, err error) {
		err = tx.Summaries(ctx, func(s store.Summary) error {
			list = append(list, s)
			return nil
		})
		return list, err
	})
}
