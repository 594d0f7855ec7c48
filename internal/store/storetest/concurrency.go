package storetest

import (
	"context"
	"fmt"
	"testing"

	"golang.org/x/sync/errgroup"

	"redoutlet/internal/store"
)

func exerciseConcurrency(t *testing.T, open opener) {
	t.Run("updates are serial and complete", exerciseSerial(open))
	t.Run("a view sees one moment", func(t *testing.T) {
		b := open(t)
		b.keep(North, Message("adt", 1, 10))
		err := b.View(t.Context(), North, func(tx *store.Tx) error {
			before, err := Count(tx, t.Context())
			if err != nil {
				return err
			}
			b.keep(North, Message("adt", 2, 10))
			after, err := tx.Messages(t.Context(), 0, 10)
			same(t, "count", before, 1)
			same(t, "messages", len(after), 1)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		same(t, "count afterwards", read(b, North, Count), 2)
	})
	t.Run("views and updates of two tenants", func(t *testing.T) {
		b := open(t)
		var group errgroup.Group
		for n := range 40 {
			tenant := []string{North, South}[n%2]
			group.Go(func() error { return b.Update(t.Context(), tenant, addOne(t.Context(), n)) })
			group.Go(func() error {
				return b.View(t.Context(), tenant, func(tx *store.Tx) error { return consistent(t.Context(), tx) })
			})
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
		same(t, "north", read(b, North, Count), 20)
		same(t, "south", read(b, South, Count), 20)
	})
}

// addOne keeps a message and counts it by hand, reading before it writes.
func addOne(ctx context.Context, n int) func(*store.Tx) error {
	return func(tx *store.Tx) error {
		count, err := tx.Progress(ctx, "count")
		if err != nil {
			return err
		}
		if _, err := tx.KeepMessages(ctx, []store.Message{Message("adt", n, 10)}); err != nil {
			return err
		}
		return tx.SetProgress(ctx, "count", count+1)
	}
}

// consistent fails where the count by hand is not that of the messages.
func consistent(ctx context.Context, tx *store.Tx) error {
	count, err := tx.Progress(ctx, "count")
	if err != nil {
		return err
	}
	messages, err := tx.Messages(ctx, 0, 1000)
	if err == nil && int64(len(messages)) != count {
		return fmt.Errorf("%d messages where %d are counted", len(messages), count)
	}
	return err
}

// exerciseSerial has 64 writers each read, add one and write, four times.
func exerciseSerial(open opener) func(t *testing.T) {
	return func(t *testing.T) {
		const writers, rounds = 64, 4
		b := open(t)
		var group errgroup.Group
		for w := range writers {
			group.Go(func() error {
				for r := range rounds {
					if err := b.Update(t.Context(), North, addOne(t.Context(), w*rounds+r)); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
		const total = writers * rounds
		counted := read(b, North, func(tx *store.Tx, ctx context.Context) (int64, error) { return tx.Progress(ctx, "count") })
		same(t, "none overwrote another", counted, total)
		messages := b.messages(0, total+1)
		same(t, "messages", len(messages), total)
		for i, m := range messages {
			if m.Seq != int64(i+1) {
				t.Fatalf("message %d has number %d", i+1, m.Seq)
			}
		}
	}
}
