package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"filippo.io/age"
	"golang.org/x/mod/sumdb/note"

	"redoutlet/internal/disk"
)

// Blob is a sealed file that may stand in many packs.
type Blob struct {
	Name   string
	Sealed []byte
	hash   [sha256.Size]byte
}

// Seal seals a file for those who may open it.
func Seal(name string, plain []byte, recipients []age.Recipient) (Blob, error) {
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipients...)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return Blob{}, fmt.Errorf("sealing %s: %w", name, err)
	}
	return Blob{name, sealed.Bytes(), sha256.Sum256(sealed.Bytes())}, nil
}

// Write makes a bundle of the files in a folder that is not there yet. The
// folder is there whole, and on disk, or not at all. What the manifest says of
// files is filled in.
func Write(folder string, m Manifest, blobs []Blob, signer note.Signer) (Manifest, error) {
	m.Format, m.Files = Format, nil
	for _, b := range blobs {
		m.Files = append(m.Files, File{b.Name, int64(len(b.Sealed)), hex.EncodeToString(b.hash[:])})
	}
	signed, err := m.sign(signer)
	if err != nil {
		return Manifest{}, err
	}
	if _, err := os.Lstat(folder); err == nil {
		return Manifest{}, fmt.Errorf("writing a pack to %s: there is something already, and a pack is never altered", folder)
	}
	parts, err := os.MkdirTemp(filepath.Dir(folder), ".pack-")
	if err != nil {
		return Manifest{}, fmt.Errorf("making a folder for a pack: %w", err)
	}
	err = fill(parts, signed, blobs)
	if err == nil {
		err = os.Rename(parts, folder)
	}
	if err == nil {
		err = disk.SyncFolder(filepath.Dir(folder))
	}
	if err != nil {
		return Manifest{}, errors.Join(fmt.Errorf("writing a pack: %w", err), os.RemoveAll(parts))
	}
	return m, nil
}

// fill writes the files of a bundle, the manifest last.
func fill(folder string, signed []byte, blobs []Blob) error {
	folders := map[string]bool{folder: true}
	for _, b := range blobs {
		path := filepath.Join(folder, filepath.FromSlash(b.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		folders[filepath.Dir(path)] = true
		if err := disk.New(path, b.Sealed); err != nil {
			return err
		}
	}
	if err := disk.New(filepath.Join(folder, manifestName), signed); err != nil {
		return err
	}
	for f := range folders {
		if err := disk.SyncFolder(f); err != nil {
			return err
		}
	}
	return nil
}
