package demo

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/serve"
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
