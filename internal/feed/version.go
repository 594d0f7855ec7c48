package feed

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

// versionOf is the version of the charts that these profiles make: a digest of
// them and of [ProjectionVersion], never 0. Letters read by two versions of a
// profile would stand side by side in one chart, so that another digest has
// the charts made again.
func versionOf(profiles []reading.Profile) (int64, error) {
	profiles = slices.Clone(profiles)
	for i := range profiles {
		profiles[i] = profiles[i].Read()
	}
	slices.SortStableFunc(profiles, func(x, y reading.Profile) int { return strings.Compare(x.Name, y.Name) })
	text, err := json.Marshal(struct {
		Version  int
		Profiles []reading.Profile
	}{ProjectionVersion, profiles})
	if err != nil {
		return 0, fmt.Errorf("telling profiles apart: %w", err)
	}
	sum := sha256.Sum256(text)
	return cmp.Or(int64(binary.BigEndian.Uint64(sum[:8])&(1<<63-1)), 1), nil
}
