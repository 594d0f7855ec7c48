//go:build !windows

package disk

import (
	"errors"
	"fmt"
	"os"
)

// SyncFolder has the names in a folder on disk, not only the files' bytes.
func SyncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening a folder: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("keeping the names in a folder: %w", err)
	}
	return nil
}
