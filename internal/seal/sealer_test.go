package seal

import (
	"errors"
	"testing"
	"time"
)

func TestEpochChangesByCount(t *testing.T) {
	k := newKit(t, "north")
	k.sealer.limit = 3
	seals := make(map[int64]int)
	for range 10 {
		seals[k.seal(t, RecordID{}, "x").Epoch]++
	}
	if len(k.book.epochs) != 4 {
		t.Errorf("10 seals made %d epochs of 3, want 4", len(k.book.epochs))
	}
	for id, n := range seals {
		if n > 3 {
			t.Errorf("epoch %d sealed %d, want at most 3", id, n)
		}
	}
}

func TestEpochChangesByTime(t *testing.T) {
	k := newKit(t, "north")
	first := k.seal(t, RecordID{}, "x").Epoch
	k.clock.at = k.clock.at.Add(EpochAge - time.Nanosecond)
	if k.seal(t, RecordID{}, "x").Epoch != first {
		t.Error("the epoch changed before it was a day old")
	}
	k.clock.at = k.clock.at.Add(time.Nanosecond)
	if k.seal(t, RecordID{}, "x").Epoch == first {
		t.Error("the epoch did not change when it was a day old")
	}
	k.clock.at = k.clock.at.Add(-48 * time.Hour) // a clock that was set back
	k.seal(t, RecordID{}, "x")
	if n := len(k.book.epochs); n != 2 {
		t.Errorf("%d epochs, want 2", n)
	}
}

// Nothing is sealed under an epoch that could be lost.
func TestEpochIsKeptBeforeUse(t *testing.T) {
	k := newKit(t, "north")
	k.book.err = errors.New("disk full")
	if _, err := k.sealer.Seal("message", RecordID{}, 1, nil); !errors.Is(err, k.book.err) {
		t.Fatalf("Seal: %v, want the error of keeping the epoch", err)
	}
	k.book.err = nil
	sealed := k.seal(t, RecordID{}, "x")
	if len(k.book.epochs) != 1 || k.book.epochs[0].ID != sealed.Epoch {
		t.Error("sealed under an epoch other than the one kept")
	}
	if e := k.book.epochs[0]; !e.Created.Equal(k.clock.at) || e.ID < 1 {
		t.Errorf("epoch %d, created %v", e.ID, e.Created)
	}
}

func TestProcessesMakeTheirOwnEpochs(t *testing.T) {
	k := newKit(t, "north")
	other := NewSealer("north", k.key.Public(), k.book.keep, k.clock.now)
	mine := k.seal(t, RecordID{1}, "x")
	theirs, err := other.Seal("message", RecordID{2}, 1, []byte("y"))
	if err != nil {
		t.Fatal(err)
	}
	if mine.Epoch == theirs.Epoch {
		t.Error("two processes made one epoch")
	}
	got, err := k.opener.Open("message", RecordID{2}, 1, theirs)
	if err != nil || string(got) != "y" {
		t.Errorf("what the other sealed: %q, %v", got, err)
	}
}
