// Package bundle keeps the files of one pack together: sealed for those who may
// open them, and signed, so that a file that was altered, left out or put there
// by somebody else is noticed before anybody reads it.
//
// A bundle is a folder. Its file "manifest" says in plain text which unit the
// pack is for, its number, when it was built, from which sources, and the size
// and SHA-256 of every other file as it stands on disk; a signature follows (a
// signed note, golang.org/x/mod/sumdb/note). Every other file is sealed with age
// for each station of the unit and for the tenant's own key, which means that
// the age tool alone opens it. Nothing in the manifest, and no name of a file,
// says who a patient is.
//
// A bundle is never altered. It is written beside its place and moved there when
// it is whole and on disk; a crash leaves the one before.
package bundle

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// Format is the version of what a manifest says. There has been no other yet, and
// nobody who reads a manifest looks at it.
const Format = 1

// manifestName is the file that names all others.
const manifestName = "manifest"

// Manifest says what a bundle holds.
type Manifest struct {
	Format   int       `json:"format"`
	Unit     string    `json:"unit"`   // as the sources write it
	Number   int64     `json:"number"` // a higher one supersedes a lower
	Built    time.Time `json:"built"`
	Band     string    `json:"band,omitempty"` // DRILL, DEMO or TEST, on every side
	Patients int       `json:"patients"`
	// Listed counts what must not vanish unnoticed from one pack to the next, as
	// allergies, by section.
	Listed  map[string]int `json:"listed"`
	Sources []Source       `json:"sources"`
	Files   []File         `json:"files"`
}

// Source says up to when a source is known to be complete, and for what.
type Source struct {
	Name     string    `json:"name"`
	Sections []string  `json:"sections"`
	AsOf     time.Time `json:"as_of"` // zero: never heard
	State    string    `json:"state"`
}

// File is a sealed file, as it stands on disk.
type File struct {
	Name string `json:"name"` // with slashes, below the folder
	Size int64  `json:"size"`
	Hash string `json:"sha256"`
}

// Errors of a bundle that is not what was signed. Each is wrapped with the file
// that it is about.
var (
	ErrUnsigned = errors.New("the manifest does not bear the signature of this organization")
	ErrAltered  = errors.New("is not what was signed: it was altered or damaged")
	ErrMissing  = errors.New("is missing")
	ErrUnknown  = errors.New("is not part of this pack")
)

// sign writes a manifest as a signed note.
func (m *Manifest) sign(signer note.Signer) ([]byte, error) {
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("writing a manifest: %w", err)
	}
	signed, err := note.Sign(&note.Note{Text: string(text) + "\n"}, signer)
	if err != nil {
		return nil, fmt.Errorf("signing a manifest: %w", err)
	}
	return signed, nil
}

// read opens a signed manifest.
func read(signed []byte, trusted note.Verifier) (*Manifest, error) {
	opened, err := note.Open(signed, note.VerifierList(trusted))
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrUnsigned, err)
	}
	if !exact(signed, opened) {
		return nil, fmt.Errorf("%w (it was written otherwise)", ErrUnsigned)
	}
	var m Manifest
	if err := json.Unmarshal([]byte(opened.Text), &m); err != nil {
		return nil, fmt.Errorf("reading a manifest: %w", err)
	}
	return &m, nil
}

// exact reports whether a note is to the byte as it was signed. Base64 has bits
// that mean nothing, and a note may bear lines that nobody looks at.
func exact(signed []byte, n *note.Note) bool {
	if len(n.Sigs) != 1 {
		return false
	}
	sig := n.Sigs[0]
	if _, err := base64.StdEncoding.Strict().DecodeString(sig.Base64); err != nil {
		return false
	}
	return string(signed) == n.Text+"\n\u2014 "+sig.Name+" "+sig.Base64+"\n"
}
