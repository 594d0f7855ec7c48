//go:build !windows

package folder

import (
	"errors"
	"fmt"
	"os"
)

// Sync has the names in a folder on disk, not only the files' bytes.
func Sync(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening the folder of a database file: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("keeping the name of a database file: %w", err)
	}
	return nil
}
