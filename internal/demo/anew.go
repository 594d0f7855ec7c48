package demo

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/store/folder"
)

// earlierPrefix begins the names of folders in which earlier demos are kept.
const earlierPrefix = "earlier-"

// anew sets aside what an earlier demo left in the folder, and takes its password over, or makes a new one. Nothing is
// thrown away. It fails with a [folder.HeldError] where that demo still runs.
func (h *house) anew() error {
	kept, err := os.ReadFile(filepath.Join(h.Data, passwordFile))
	if errors.Is(err, fs.ErrNotExist) {
		h.password, err = identity.NewPassword(rand.Reader)
		return err
	}
	if err != nil {
		return fmt.Errorf("reading what an earlier demo left: %w", err)
	}
	h.password = string(kept)
	switch holder, err := folder.Holder(h.Data); {
	case err != nil:
		return err
	case holder != "":
		return &folder.HeldError{Holder: holder}
	}
	h.earlier = filepath.Join(h.Data, earlierPrefix+time.Now().Format("20060102-150405"))
	return h.setAside()
}

// setAside moves all that is in the folder, but for what was moved before.
func (h *house) setAside() error {
	entries, err := os.ReadDir(h.Data)
	if err != nil {
		return fmt.Errorf("setting an earlier demo aside: %w", err)
	}
	if err := os.Mkdir(h.earlier, 0o700); err != nil {
		return fmt.Errorf("setting an earlier demo aside: %w", err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), earlierPrefix) {
			continue
		}
		if err := os.Rename(filepath.Join(h.Data, e.Name()), filepath.Join(h.earlier, e.Name())); err != nil {
			return fmt.Errorf("setting an earlier demo aside: %w", err)
		}
	}
	return nil
}

// tellEarlier says where the hospital of an earlier demo is.
func (h *house) tellEarlier(screen Screen) {
	if h.earlier != "" {
		fmt.Fprintf(screen.Err, "A new hospital begins. That of an earlier demo is kept in %s: remove it when you like.\n", h.earlier)
	}
}
