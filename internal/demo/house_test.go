package demo

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/serve"
	"redoutlet/internal/sim/clinic"
	"redoutlet/internal/store/folder"
)

func TestHouseKeepsItsSettingsBesideItsData(t *testing.T) {
	h, err := newHouse(t.Context(), t.TempDir(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	want, err := h.Config.Text()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(h.Data, serve.ConfigFile))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("a command beside the demo would read the feed by other rules (-want +got):\n%s", diff)
	}
}

// TestTheHospitalsSourcesDoNotCoverTheClinic holds that a chart of the clinic says NOT AVAILABLE of what no source of the
// clinic gives, and not that the hospital's sources have recorded nothing.
func TestTheHospitalsSourcesDoNotCoverTheClinic(t *testing.T) {
	for _, s := range config("UTC", "127.0.0.1:0", "127.0.0.1:1").Sources {
		for _, section := range s.Profile.Gives {
			units := s.Profile.Covers[section]
			if here := slices.Contains(units, clinic.Unit); here != (s.Profile.Name == string(clinic.Source)) || len(units) == 0 {
				t.Errorf("%s gives %s for %q", s.Profile.Name, section, units)
			}
		}
	}
}

// TestAgainInOneFolderIsANewHospital holds that a demo never charts a new hospital on top of an earlier one, throws
// nothing away, and leaves one that still runs alone.
func TestAgainInOneFolderIsANewHospital(t *testing.T) {
	dir := t.TempDir()
	first, err := newHouse(t.Context(), dir, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if first.earlier != "" {
		t.Errorf("a new folder has an earlier demo: %s", first.earlier)
	}
	key, err := os.ReadFile(first.Key())
	if err != nil {
		t.Fatal(err)
	}
	lock, err := folder.TryLock(dir, "a demo that runs")
	if err != nil {
		t.Fatal(err)
	}
	held := new(folder.HeldError)
	if _, err := newHouse(t.Context(), dir, "127.0.0.1:0"); !errors.As(err, &held) {
		t.Errorf("a demo beside one that runs: %v", err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	second, err := newHouse(t.Context(), dir, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if second.password != first.password {
		t.Error("the password is another")
	}
	if fresh, err := os.ReadFile(second.Key()); err != nil || bytes.Equal(fresh, key) {
		t.Errorf("the second demo has the keys of the first (%v)", err)
	}
	if kept, err := os.ReadFile(filepath.Join(second.earlier, filepath.Base(first.Key()))); err != nil || !bytes.Equal(kept, key) {
		t.Errorf("the first demo is not kept (%v)", err)
	}
}

func TestHouseLeavesTheFolderOfSomebodyElse(t *testing.T) {
	h, err := newHouse(t.Context(), t.TempDir(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	settings := filepath.Join(h.Data, serve.ConfigFile)
	if err := os.WriteFile(settings, []byte("# theirs\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(h.Data, passwordFile)); err != nil {
		t.Fatal(err)
	}
	if _, err := newHouse(t.Context(), h.Data, "127.0.0.1:0"); err == nil {
		t.Error("a folder that is set up, but not by a demo, was taken over")
	}
	if got, err := os.ReadFile(settings); err != nil || string(got) != "# theirs\n" {
		t.Errorf("the settings became %q, error %v", got, err)
	}
}
