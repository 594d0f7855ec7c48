package store_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"redoutlet/internal/store"
	"redoutlet/internal/store/storetest"
)

// crashFolder names the variable that makes this test binary the child of
// TestCrash, and the data folder it writes to.
const crashFolder = "REDOUTLET_STORE_CRASH"

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashFolder); dir != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeUntilKilled keeps batches of messages and says after each what the last
// number is, until the process is killed.
func writeUntilKilled(dir string) error {
	ctx := context.Background()
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	for size := 1; ; size = size%64 + 1 {
		var last int64
		err := s.Update(ctx, "north", func(tx *store.Tx) error {
			n, err := storetest.Count(tx, ctx)
			if err != nil {
				return err
			}
			last = n + int64(size)
			if _, err := tx.KeepMessages(ctx, batch(n, size)); err != nil {
				return err
			}
			return tx.SetProgress(ctx, "last", last)
		})
		if err != nil {
			return err
		}
		if _, err := fmt.Println(last); err != nil {
			return err
		}
	}
}

// batch returns the messages after the nth.
func batch(n int64, size int) []store.Message {
	messages := make([]store.Message, size)
	for i := range messages {
		messages[i] = storetest.Message("adt", int(n)+i+1, messageSize)
	}
	return messages
}

// What Update has returned from is there after kill -9, whole, and what it has
// not is there whole or not at all.
func TestCrash(t *testing.T) {
	dir := closed(t, func(s *store.Store) { addTenant(t, s, "north") })
	for round, lines := range []int{1, 9, 40, 70, 130} {
		said := crash(t, dir, lines)
		s := open(t, dir)
		kept := count(t, s, "north")
		if kept < said {
			t.Fatalf("round %d: %d messages were reported kept, and %d are there", round+1, said, kept)
		}
		checkWhole(t, s, kept)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		checkFile(t, filepath.Join(dir, "tenants", "north.db"))
	}
}

// crash starts a child, kills it after it has said so many lines, and returns
// the last number it said.
func crash(t *testing.T, dir string, lines int) int64 {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashFolder+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var said int64
	scanner := bufio.NewScanner(out)
	for n := 1; scanner.Scan(); n++ { // goes on after the kill with what was said before it
		if said, err = strconv.ParseInt(scanner.Text(), 10, 64); err != nil {
			t.Fatal(err)
		}
		if n == lines {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // killed, which is the point
	if said == 0 {
		t.Fatal("the child said nothing")
	}
	return said
}

// checkWhole compares every message with what was sent, and the count kept
// beside them in the same transactions.
func checkWhole(t *testing.T, s *store.Store, kept int64) {
	t.Helper()
	err := s.View(t.Context(), "north", func(tx *store.Tx) error {
		last, err := tx.Progress(t.Context(), "last")
		if err != nil {
			return err
		}
		if last != kept {
			t.Errorf("%d messages, and %d by the count of the same transactions", kept, last)
		}
		var got []store.Message
		for more := []store.Message{{}}; len(more) > 0; got = append(got, more...) {
			if more, err = tx.Messages(t.Context(), int64(len(got)), int(kept)+1); err != nil {
				return err
			}
		}
		want := batch(0, int(kept))
		for i := range want {
			want[i].Seq = int64(i + 1)
		}
		if !slices.EqualFunc(want, got, equal) {
			t.Errorf("the %d messages there are not the %d that were sent", len(got), len(want))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func equal(a, b store.Message) bool {
	return a.Seq == b.Seq && a.ID == b.ID && a.Source == b.Source && a.Hash == b.Hash &&
		a.Received.Equal(b.Received) && a.Epoch == b.Epoch && a.Size == b.Size && bytes.Equal(a.Sealed, b.Sealed)
}
