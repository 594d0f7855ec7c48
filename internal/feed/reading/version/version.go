// Package version tells apart the charts that different profiles make of the same
// letters.
package version

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"redoutlet/internal/feed/reading"
)

// Of is the version of the charts that these profiles make by a version
// of the program's own: a digest of both, never 0. Letters read by two versions
// of a profile would stand side by side in one chart, so that another digest
// has the charts made again.
func Of(own int, profiles []reading.Profile) (int64, error) {
	profiles = slices.Clone(profiles)
	for i := range profiles {
		profiles[i] = profiles[i].Read()
	}
	slices.SortStableFunc(profiles, func(x, y reading.Profile) int { return strings.Compare(x.Name, y.Name) })
	text, err := bare(struct {
		Version  int
		Profiles []reading.Profile
	}{own, profiles})
	if err != nil {
		return 0, fmt.Errorf("telling profiles apart: %w", err)
	}
	sum := sha256.Sum256(text)
	return cmp.Or(int64(binary.BigEndian.Uint64(sum[:8])&(1<<63-1)), 1), nil
}

// bare writes a value without what is empty in it: a settings file reads lists
// as empty that a new profile does not have.
func bare(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	return json.Marshal(pruned(tree))
}

// pruned drops what is null, an empty list or an empty map, however deep.
func pruned(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if v[key] = pruned(value); v[key] == nil {
				delete(v, key)
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = pruned(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	}
	return v
}
