package packing

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"redoutlet/internal/pack"
	"redoutlet/internal/pack/bundle"
	"redoutlet/internal/serve/misuse"
)

// Depot is a folder of packs, and who signs and opens them.
type Depot struct {
	Folder string
	Keys   bundle.Keys
}

// Built is a pack that was put into a depot.
type Built struct {
	Folder string `json:"folder"`
	bundle.Manifest
	Pages int `json:"pages"`
	// Missing are texts that no face draws, by the file that shows them as code
	// points.
	Missing map[string][]string `json:"not_drawn,omitempty"`
}

// Build builds the next pack of a unit.
func (d Depot) Build(ctx context.Context, press pack.Press, h *House, code string) (Built, error) {
	u, err := h.Unit(ctx, code)
	if err != nil {
		return Built{}, err
	}
	name := folderName(code)
	number, err := d.next(name)
	if err != nil {
		return Built{}, err
	}
	draft, err := press.Build(u, number, h.Tenant.Around.Now())
	if err != nil {
		return Built{}, err
	}
	folder := filepath.Join(d.Folder, fmt.Sprintf("%s-%d", name, number))
	manifest, err := draft.Seal(folder, d.Keys)
	return Built{folder, manifest, draft.Pages, draft.Missing}, err
}

// folderName makes a unit's code fit for the name of a folder.
func folderName(code string) string {
	name := regexp.MustCompile(`[^A-Za-z0-9]+`).ReplaceAllString(code, "_")
	if strings.Trim(name, "_") == "" {
		return "no-unit"
	}
	return name
}

// next is one above the highest pack of a unit.
func (d Depot) next(name string) (int64, error) {
	if err := os.MkdirAll(d.Folder, 0o700); err != nil {
		return 0, fmt.Errorf("making the folder for packs: %w", err)
	}
	entries, err := os.ReadDir(d.Folder)
	if err != nil {
		return 0, fmt.Errorf("looking which packs are there: %w", err)
	}
	var last int64
	for _, e := range entries {
		if digits, ok := strings.CutPrefix(e.Name(), name+"-"); ok {
			if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
				last = max(last, n)
			}
		}
	}
	return last + 1, nil
}

// Verdict says of a pack, or of what should be part of one, whether it is what
// was signed.
type Verdict struct {
	Path  string           `json:"path"`
	Holds bool             `json:"holds"`
	Wrong string           `json:"wrong,omitempty"`
	Pack  *bundle.Manifest `json:"pack,omitempty"`
}

// Verify holds what stands at a path against its signature: a pack, one file of
// a pack, or a folder with packs in it and nothing else.
func Verify(path string, keys bundle.Keys) ([]Verdict, error) {
	folders, file, stray, err := bundle.Find(path)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); len(folders) == 0 && err == nil && info.IsDir() {
		return nil, misuse.Errorf("%s holds no pack: `redoutlet pack build --out %s` makes one", path, path)
	}
	var list []Verdict
	for _, folder := range folders {
		b, err := bundle.Open(folder, keys.Verifier)
		switch {
		case err != nil:
		case file != "":
			err = b.VerifyFile(file)
		default:
			err = b.Verify()
		}
		list = append(list, verdict(folder, b, err))
	}
	for _, other := range stray {
		list = append(list, verdict(other, nil, bundle.ErrUnknown))
	}
	return list, nil
}

func verdict(path string, b *bundle.Bundle, wrong error) Verdict {
	if wrong != nil {
		return Verdict{Path: path, Wrong: wrong.Error()}
	}
	return Verdict{Path: path, Holds: true, Pack: &b.Manifest}
}

// Extract writes the files of a pack as they can be read to a new folder, and
// returns how many there are. Where the pack is not what was signed, nothing is
// written and the verdict says why.
func Extract(folder, out string, keys bundle.Keys) (int, Verdict, error) {
	b, err := bundle.Open(folder, keys.Verifier)
	if err == nil {
		err = b.Verify()
	}
	if err != nil {
		return 0, verdict(folder, nil, err), nil
	}
	if err := os.Mkdir(out, 0o700); err != nil {
		return 0, Verdict{}, fmt.Errorf("making a folder for the sheets: %w", err)
	}
	for _, f := range b.Manifest.Files {
		plain, err := b.Read(f.Name, keys.Identity)
		if err != nil {
			return 0, Verdict{}, err
		}
		path := filepath.Join(out, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return 0, Verdict{}, fmt.Errorf("making a folder for the sheets: %w", err)
		}
		if err := os.WriteFile(path, plain, 0o600); err != nil {
			return 0, Verdict{}, fmt.Errorf("writing the sheets: %w", err)
		}
	}
	return len(b.Manifest.Files), verdict(folder, b, nil), nil
}
