package store_test

import (
	"testing"

	"redoutlet/internal/store"
	"redoutlet/internal/store/storetest"
)

// open opens a store in dir and closes it when the test ends.
func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	storetest.Exercise(t, func(t *testing.T) *store.Store { return open(t, t.TempDir()) })
}
