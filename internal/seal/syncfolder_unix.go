//go:build !windows

package seal

import (
	"errors"
	"fmt"
	"os"
)

// syncFolder has the names in a folder on disk, not only the files' bytes.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening the key file's folder: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("keeping the key file's name: %w", err)
	}
	return nil
}
