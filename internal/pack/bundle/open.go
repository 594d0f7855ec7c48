package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"filippo.io/age"
	"golang.org/x/mod/sumdb/note"
)

// Bundle is a bundle whose manifest was verified.
type Bundle struct {
	folder   string
	Manifest Manifest
}

// Open verifies the manifest of a bundle. Each file is verified when it is read.
func Open(folder string, trusted note.Verifier) (*Bundle, error) {
	signed, err := os.ReadFile(filepath.Join(folder, manifestName))
	if err != nil {
		return nil, fmt.Errorf("opening a pack: %w", err)
	}
	m, err := read(signed, trusted)
	if err != nil {
		return nil, fmt.Errorf("opening the pack in %s: %w", folder, err)
	}
	return &Bundle{folder, *m}, nil
}

// Verify holds every file of a bundle against its manifest, and every file that
// is there against the list. All that is wrong is in the error.
func (b *Bundle) Verify() error {
	var wrong []error
	for _, f := range b.Manifest.Files {
		if _, err := b.sealed(f); err != nil {
			wrong = append(wrong, err)
		}
	}
	err := filepath.WalkDir(b.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(b.folder, path)
		if err != nil {
			return err
		}
		if name = filepath.ToSlash(name); name != manifestName && b.file(name) == nil {
			wrong = append(wrong, fmt.Errorf("%s %w", name, ErrUnknown))
		}
		return nil
	})
	return errors.Join(append(wrong, err)...)
}

func (b *Bundle) file(name string) *File {
	at := slices.IndexFunc(b.Manifest.Files, func(f File) bool { return f.Name == name })
	if at < 0 {
		return nil
	}
	return &b.Manifest.Files[at]
}

// sealed reads a file as it stands on disk, and holds it against the manifest.
// No more is read than the manifest names: a file may be endless.
func (b *Bundle) sealed(f File) ([]byte, error) {
	if !filepath.IsLocal(filepath.FromSlash(f.Name)) {
		return nil, fmt.Errorf("%s %w", f.Name, ErrUnknown)
	}
	opened, err := os.Open(filepath.Join(b.folder, filepath.FromSlash(f.Name)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s %w", f.Name, ErrMissing)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.Name, err)
	}
	defer opened.Close()
	content, err := io.ReadAll(io.LimitReader(opened, f.Size+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", f.Name, err)
	}
	if hash := sha256.Sum256(content); int64(len(content)) != f.Size || hex.EncodeToString(hash[:]) != f.Hash {
		return nil, fmt.Errorf("%s %w", f.Name, ErrAltered)
	}
	return content, nil
}

// Read opens a file.
func (b *Bundle) Read(name string, identity age.Identity) ([]byte, error) {
	f := b.file(name)
	if f == nil {
		return nil, fmt.Errorf("%s %w", name, ErrUnknown)
	}
	sealed, err := b.sealed(*f)
	if err != nil {
		return nil, err
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	return plain, nil
}

// VerifyFile holds one file of a bundle against its manifest.
func (b *Bundle) VerifyFile(name string) error {
	if name == manifestName {
		return nil // it was verified when the bundle was opened
	}
	f := b.file(name)
	if f == nil {
		return fmt.Errorf("%s %w", name, ErrUnknown)
	}
	_, err := b.sealed(*f)
	return err
}

// Find lists the bundles at a path: the one that it is or that a file of it is
// in, with the name of the file, or all that stand in it. Whatever else stands
// beside those is in stray.
func Find(path string) (folders []string, file string, stray []string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, "", nil, fmt.Errorf("looking for packs: %w", err)
	}
	if !info.IsDir() {
		for folder := filepath.Dir(path); ; folder = filepath.Dir(folder) {
			if isBundle(folder) {
				name, err := filepath.Rel(folder, path)
				return []string{folder}, filepath.ToSlash(name), nil, err
			}
			if folder == filepath.Dir(folder) {
				return nil, "", []string{path}, nil
			}
		}
	}
	if isBundle(path) {
		return []string{path}, "", nil, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, "", nil, fmt.Errorf("looking for packs: %w", err)
	}
	for _, e := range entries {
		if inner := filepath.Join(path, e.Name()); e.IsDir() && isBundle(inner) {
			folders = append(folders, inner)
		} else {
			stray = append(stray, inner)
		}
	}
	return folders, "", stray, nil
}

func isBundle(folder string) bool {
	info, err := os.Stat(filepath.Join(folder, manifestName))
	return err == nil && info.Mode().IsRegular()
}
