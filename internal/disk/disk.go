// Package disk puts files on disk so that a power cut leaves them whole or not
// there.
package disk

import (
	"errors"
	"fmt"
	"os"
)

// New writes a file that is not there yet, for its owner alone, and has its
// content on disk. Its name is, once [SyncFolder] was called for its folder.
func New(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("making a file: %w", err)
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("writing a file: %w", err), os.Remove(path))
	}
	return nil
}
