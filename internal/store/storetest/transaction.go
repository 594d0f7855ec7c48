package storetest

import (
	"context"
	"errors"
	"testing"

	"redoutlet/internal/identity/access"
	"redoutlet/internal/store"
)

func exerciseTransaction(t *testing.T, open opener) {
	t.Run("an error leaves nothing", func(t *testing.T) {
		b := open(t)
		stop := errors.New("stop")
		err := b.Update(t.Context(), North, func(tx *store.Tx) error {
			if _, err := tx.KeepMessages(t.Context(), []store.Message{Message("adt", 1, 10)}); err != nil {
				return err
			}
			return stop
		})
		if err != stop {
			t.Errorf("Update returned %v, want the function's own error", err)
		}
		b.holdsNothing()
	})
	t.Run("a panic leaves nothing", func(t *testing.T) {
		b := open(t)
		func() {
			defer func() {
				if recover() == nil {
					t.Error("Update swallowed a panic")
				}
			}()
			_ = b.Update(t.Context(), North, func(tx *store.Tx) error {
				if _, err := tx.KeepMessages(t.Context(), []store.Message{Message("adt", 1, 10)}); err != nil {
					t.Error(err)
				}
				panic("stop")
			})
		}()
		b.holdsNothing()
	})
	t.Run("a failed statement leaves nothing", func(t *testing.T) {
		b := open(t)
		bad := Message("adt", 2, 10)
		bad.Epoch = 99
		err := b.Update(t.Context(), North, func(tx *store.Tx) error {
			_, err := tx.KeepMessages(t.Context(), []store.Message{Message("adt", 1, 10), bad})
			return err
		})
		if err == nil {
			t.Error("Update returned no error")
		}
		b.holdsNothing()
	})
	t.Run("sees what it wrote", func(t *testing.T) {
		b := open(t)
		b.update(North, func(tx *store.Tx) error {
			if err := tx.SetProgress(t.Context(), "applied", 5); err != nil {
				return err
			}
			n, err := tx.Progress(t.Context(), "applied")
			same(t, "applied", n, 5)
			return err
		})
	})
	t.Run("ends", exerciseEnd(open))
	t.Run("a view cannot write", exerciseReadOnly(open))
}

// exerciseEnd ends transactions before and after their time.
func exerciseEnd(open opener) func(t *testing.T) {
	return func(t *testing.T) {
		t.Run("a context that ends before the commit leaves nothing", func(t *testing.T) {
			b := open(t)
			ctx, cancel := context.WithCancel(t.Context())
			err := b.Update(ctx, North, func(tx *store.Tx) error {
				if _, err := tx.KeepMessages(ctx, []store.Message{Message("adt", 1, 10)}); err != nil {
					return err
				}
				cancel()
				return tx.SetProgress(ctx, "applied", 1)
			})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("Update returned %v, want context.Canceled", err)
			}
			b.holdsNothing()
		})
		t.Run("a context that has ended begins nothing", func(t *testing.T) {
			b := open(t)
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			err := b.Update(ctx, North, func(*store.Tx) error { t.Error("the function ran"); return nil })
			if !errors.Is(err, context.Canceled) {
				t.Errorf("Update returned %v, want context.Canceled", err)
			}
		})
		t.Run("is over when its function returns", func(t *testing.T) {
			b := open(t)
			var left *store.Tx
			b.update(North, func(tx *store.Tx) error { left = tx; return nil })
			if _, err := left.Sources(t.Context()); !errors.Is(err, store.ErrClosed) {
				t.Errorf("a transaction that is over: %v, want ErrClosed", err)
			}
		})
	}
}

// exerciseReadOnly calls every method that writes in a View.
func exerciseReadOnly(open opener) func(t *testing.T) {
	return func(t *testing.T) {
		b := open(t)
		ctx := t.Context()
		err := b.View(ctx, North, func(tx *store.Tx) error {
			for name, write := range map[string]func() error{
				"KeepMessages": func() error {
					_, err := tx.KeepMessages(ctx, []store.Message{Message("adt", 1, 10)})
					return err
				},
				"SettleOutcomes":  func() error { return tx.SettleOutcomes(ctx, make([]store.Outcome, 1)) },
				"AddTouches":      func() error { return tx.AddTouches(ctx, make([]store.Touch, 1)) },
				"AddEdges":        func() error { return tx.AddEdges(ctx, make([]store.Edge, 1)) },
				"PutSummaries":    func() error { return tx.PutSummaries(ctx, make([]store.Summary, 1)) },
				"DeleteSummaries": func() error { return tx.DeleteSummaries(ctx, make([][16]byte, 1)) },
				"HearVoices":      func() error { return tx.HearVoices(ctx, make([]store.Voice, 1)) },
				"AddSeen":         func() error { return tx.AddSeen(ctx, make([]store.Seen, 1)) },
				"DropDuplicates":  func() error { return tx.DropDuplicates(ctx, make([]int64, 1)) },
				"SetProgress":     func() error { return tx.SetProgress(ctx, "applied", 1) },
				"ClearProjection": func() error { return tx.ClearProjection(ctx) },
				"PutEpoch":        func() error { return tx.PutEpoch(ctx, store.Epoch{}) },
				"PutAccount":      func() error { return tx.PutAccount(ctx, store.Account{}) },
				"AddOpening":      func() error { return tx.AddOpening(ctx, access.Opening{}) },
				"AddGlass":        func() error { return tx.AddGlass(ctx, access.Glass{}) },
				"AddDraw":         func() error { return tx.AddDraw(ctx, access.Draw{}) },
				"AddDecision":     func() error { return tx.AddDecision(ctx, access.Decision{}) },
				"AddClosing":      func() error { return tx.AddClosing(ctx, access.Closing{}) },
				"AddAct":          func() error { return tx.AddAct(ctx, access.Act{}) },
			} {
				if err := write(); !errors.Is(err, store.ErrReadOnly) {
					t.Errorf("%s in a View: %v, want ErrReadOnly", name, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		b.holdsNothing()
	}
}

// holdsNothing fails the test where a message or a source was kept, or where
// the store does not go on working.
func (b *bench) holdsNothing() {
	b.t.Helper()
	same(b.t, "messages", b.messages(0, 10), nil)
	same(b.t, "sources", read(b, North, (*store.Tx).Sources), nil)
	same(b.t, "the next message", b.keep(North, Message("adt", 7, 10)), []int64{1})
}
