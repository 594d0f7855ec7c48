package folder_test

import (
	"errors"
	"testing"

	"redoutlet/internal/store/folder"
)

func TestLock(t *testing.T) {
	dir := t.TempDir()
	holder := func() string {
		t.Helper()
		h, err := folder.Holder(dir)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	if h := holder(); h != "" {
		t.Errorf("held by %q before anybody locked it", h)
	}
	lock, err := folder.TryLock(dir, "redoutlet serve, process 4711")
	if err != nil {
		t.Fatal(err)
	}
	if h := holder(); h != "redoutlet serve, process 4711" {
		t.Errorf("held by %q", h)
	}
	_, err = folder.TryLock(dir, "another")
	var held *folder.HeldError
	if !errors.As(err, &held) || held.Holder != "redoutlet serve, process 4711" {
		t.Errorf("locking what is locked: %v", err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	if h := holder(); h != "" {
		t.Errorf("held by %q after it was unlocked", h)
	}
	lock, err = folder.TryLock(dir, "another")
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
}
