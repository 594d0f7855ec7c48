// Package folder holds a data folder for one process at a time.
package folder

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// The lock of a data folder, and who holds it. The text is in a file of its
// own because Windows lets nobody read what another holds locked.
const (
	lockFile   = "serve.lock"
	holderFile = "serve.holder"
)

// A HeldError says that another process serves from the data folder.
type HeldError struct {
	Holder string // as that process described itself
}

// Error says who holds the data folder and what to do.
func (e *HeldError) Error() string {
	return fmt.Sprintf("the data folder is in use by %s; stop it first, or use another folder", e.Holder)
}

// A Lock is the right to serve from a data folder. The operating system takes
// it back when the process ends, however it ends.
type Lock struct {
	flock *flock.Flock
	dir   string
}

// TryLock takes the lock of the data folder dir, which must exist, or fails
// with a *HeldError after a moment: Holder looks by locking too. holder describes this process to whoever finds it locked,
// as in "redoutlet serve, process 4711".
func TryLock(dir, holder string) (*Lock, error) {
	l := &Lock{flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600)), dir}
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	_, err := l.flock.TryLockContext(ctx, 20*time.Millisecond)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, errors.Join(&HeldError{describedHolder(dir)}, l.flock.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("locking the data folder: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, holderFile), []byte(holder), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("locking the data folder: %w", err), l.flock.Unlock())
	}
	return l, nil
}

// Unlock gives the lock back.
func (l *Lock) Unlock() error {
	err := os.Remove(filepath.Join(l.dir, holderFile))
	if err := errors.Join(err, l.flock.Unlock()); err != nil {
		return fmt.Errorf("unlocking the data folder: %w", err)
	}
	return nil
}

// Holder returns how the process that serves from the data folder dir
// described itself, or "" where none does.
func Holder(dir string) (string, error) {
	probe := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600))
	free, err := probe.TryRLock()
	if err != nil {
		return "", fmt.Errorf("looking at the lock of the data folder: %w", err)
	}
	if !free {
		return describedHolder(dir), nil
	}
	if err := probe.Unlock(); err != nil {
		return "", fmt.Errorf("looking at the lock of the data folder: %w", err)
	}
	return "", nil
}

func describedHolder(dir string) string {
	text, err := os.ReadFile(filepath.Join(dir, holderFile))
	if err != nil || len(text) == 0 {
		return "another process"
	}
	return string(text)
}
