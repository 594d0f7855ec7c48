package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"redoutlet/internal/store"
	"redoutlet/internal/store/storetest"
)

const mega = 1 << 20

// logSize returns the length of tenant north's log.
func logSize(t *testing.T, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, "tenants", "north.db-wal"))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// The log is the part of the disk nobody plans for. It stays under 64 MB
// however much is written, and where a View kept it from being cut, it is cut
// soon after that View ends.
func TestLogStaysShort(t *testing.T) {
	const limit = 64 * mega
	dir := t.TempDir()
	s := open(t, dir)
	addTenant(t, s, "north")
	n := 0
	write := func(count int) (longest int64) {
		for range count {
			n++
			keep(t, s, "north", []store.Message{storetest.Message("adt", n, mega)})
			longest = max(longest, logSize(t, dir))
		}
		return longest
	}
	if longest := write(100); longest >= limit {
		t.Errorf("the log grew to %d bytes while 100 MB were kept", longest)
	}
	err := s.View(t.Context(), "north", func(tx *store.Tx) error {
		if _, err := storetest.Count(tx, t.Context()); err != nil {
			return err
		}
		if longest := write(70); longest < limit {
			t.Errorf("the log grew to %d bytes only: the View held nothing back, and the test tests nothing", longest)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	write(10)
	if size := logSize(t, dir); size >= limit {
		t.Errorf("the log has %d bytes though no View is open any more", size)
	}
	if got := count(t, s, "north"); got != int64(n) {
		t.Errorf("%d messages, want %d", got, n)
	}
}
