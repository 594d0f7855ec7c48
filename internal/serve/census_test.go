package serve

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/bedside"
)

// TestH025CensusListIsKeptUnderASealAndHeldAgainstTheCharts gives lists to a
// house in which one patient has a chart, of two units of which one never sent a
// message.
func TestH025CensusListIsKeptUnderASealAndHeldAgainstTheCharts(t *testing.T) {
	s := newSite(t)
	tenant := s.tenant(t)
	s.receive(t, tenant)
	ts := tenants{DefaultTenant: tenant}
	who := identity.Who{Tenant: DefaultTenant, Name: "mokafor", Title: "M. Okafor", Role: identity.Manager}
	row := func(number, unit string) census.Row {
		return census.Row{Number: number, Unit: unit, Name: "ZZTEST-HAZELNUT, Tom"}
	}
	units := func() map[string]bedside.Unit {
		list, err := ts.Units(t.Context(), DefaultTenant)
		must(t, err)
		byName := map[string]bedside.Unit{}
		for _, u := range list {
			byName[u.Name] = u
		}
		return byName
	}
	if u := units()["W1"]; !u.List.At.IsZero() || u.List.Reconciled() {
		t.Errorf("before any list the unit stands %+v", u.List)
	}
	must(t, ts.TakeLists(t.Context(), who, []census.Row{row("one", "W1"), row("two", "W1"), row("nine", "W9")}, now))
	all := units()
	if st := all["W1"].List; st.Found != 1 || st.Listed != 2 || len(st.ListOnly) != 1 || st.ListOnly[0].Number != "two" {
		t.Errorf("W1 stands %+v, want 1 of 2", st)
	}
	if u, there := all["W9"]; !there || u.Patients != 0 || len(u.List.ListOnly) != 1 {
		t.Errorf("a unit that only a list knows: %v, %+v", there, u)
	}
	must(t, ts.TakeLists(t.Context(), who, []census.Row{row("one", "W1")}, now))
	if st := units()["W1"].List; !st.Reconciled() {
		t.Errorf("by the newer list W1 stands %+v, want reconciled", st)
	}
	if found := inFiles(t, s.dir, "HAZELNUT"); found != nil {
		t.Errorf("a name of the list can be read in %v", found)
	}
}

// inFiles lists the files of a folder that hold a word.
func inFiles(t *testing.T, dir, word string) []string {
	t.Helper()
	var found []string
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if bytes.Contains(raw, []byte(word)) {
			found = append(found, path)
		}
		return err
	}))
	slices.Sort(found)
	return found
}
