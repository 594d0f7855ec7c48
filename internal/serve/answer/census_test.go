package answer

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve/headcount"
	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/store"
	"redoutlet/internal/web/bedside"
	"redoutlet/internal/web/ui"
)

// listed is a house in which the patient one is in W1 by their chart, and what is
// asked of its census lists.
type listed struct {
	t *testing.T
	*site
	ts  counted
	who identity.Who
}

func newListed(t *testing.T) *listed {
	s := newSite(t)
	tenant := s.Tenant(t)
	s.Receive(t, tenant)
	who := identity.Who{Tenant: tenancytest.Name, Name: "mokafor", Title: "M. Okafor", Role: identity.Manager}
	return &listed{t, s, counted{Tenants{tenancytest.Name: tenant}}, who}
}

// take gives a list of unit and number, and returns the units that keep theirs.
func (l *listed) take(at time.Time, unitAndNumber ...string) (keep []string) {
	l.t.Helper()
	var rows []census.Row
	for i := 0; i < len(unitAndNumber); i += 2 {
		rows = append(rows, census.Row{Number: unitAndNumber[i+1], Unit: unitAndNumber[i], Name: "ZZTEST-HAZELNUT, Tom"})
	}
	newer, err := l.ts.TakeLists(l.t.Context(), l.who, rows, at)
	must(l.t, err)
	for _, l := range newer {
		keep = append(keep, l.Unit)
	}
	return keep
}

func (l *listed) units() map[string]bedside.Unit {
	l.t.Helper()
	list, err := l.ts.Units(l.t.Context(), tenancytest.Name)
	must(l.t, err)
	byName := map[string]bedside.Unit{}
	for _, u := range list {
		byName[u.Name] = u
	}
	return byName
}

// damage puts something else in place of the list that is kept under an id.
func (l *listed) damage(id census.ID) {
	l.t.Helper()
	must(l.t, l.Around.Store.Update(l.t.Context(), tenancytest.Name, func(tx *store.Tx) error {
		const keptCensus = "census list"
		kept, err := tx.Keepsakes(l.t.Context(), keptCensus)
		if err != nil {
			return err
		}
		return tx.PutKeepsake(l.t.Context(), store.Keepsake{Kind: keptCensus, ID: id, At: now, Epoch: kept[0].Epoch, Sealed: []byte("damaged")})
	}))
}

// TestH025CensusListIsKeptUnderASealAndHeldAgainstTheCharts gives lists to a
// house in which one patient has a chart, of two units of which one never sent a
// message.
func TestH025CensusListIsKeptUnderASealAndHeldAgainstTheCharts(t *testing.T) {
	l := newListed(t)
	if u := l.units()["W1"]; !u.List.At.IsZero() || u.List.Reconciled() {
		t.Errorf("before any list the unit stands %+v", u.List)
	}
	l.take(now, "W1", "one", "W1", "two", "W9", "nine")
	all := l.units()
	if st := all["W1"].List; st.Found != 1 || st.Listed != 2 || len(st.ListOnly) != 1 || st.ListOnly[0].Number != "two" {
		t.Errorf("W1 stands %+v, want 1 of 2", st)
	}
	if u, there := all["W9"]; !there || u.Patients != 0 || len(u.List.ListOnly) != 1 {
		t.Errorf("a unit that only a list knows: %v, %+v", there, u)
	}
	l.take(now, "W1", "one")
	u, patients, err := l.ts.Census(t.Context(), tenancytest.Name, "W1")
	must(t, err)
	if st := l.units()["W1"].List; !st.Reconciled() || !u.List.Reconciled() || len(patients) != 1 {
		t.Errorf("by the newer list W1 stands %+v, on its own page %+v, want reconciled", st, u.List)
	}
	if found := inFiles(t, l.Dir, "HAZELNUT"); found != nil {
		t.Errorf("a name of the list can be read in %v", found)
	}
}

// A list that does not open takes down nothing but itself, also where no message
// names its unit, and can be taken away or given again.
func TestH025ADamagedListIsSaidOfItsUnitAlone(t *testing.T) {
	l := newListed(t)
	l.take(now, "W1", "one", "W9", "nine", "W8", "eight")
	l.damage(census.IDOf("W1"))
	l.damage(census.IDOf("W8"))
	for range 2 { // what was opened before is remembered, what was damaged since is not
		all := l.units()
		if st := all["W1"].List; !st.Damaged || st.Reconciled() || len(all["W9"].List.ListOnly) != 1 {
			t.Errorf("W1 stands %+v, W9 %+v", st, all["W9"].List)
		}
	}
	if u, patients, err := l.ts.Census(t.Context(), tenancytest.Name, "W1"); err != nil || !u.List.Damaged || len(patients) != 1 {
		t.Errorf("the page of W1: %+v (%v)", u, err)
	}
	if _, err := l.ts.Lines(t.Context(), tenancytest.Name); err != nil {
		t.Errorf("the board: %v", err)
	}
	standings, err := l.ts.CensusLists(t.Context(), tenancytest.Name)
	must(t, err)
	if len(standings) != 3 || !headcount.Of(standings, "W8").Damaged || headcount.Of(standings, "W8").Unit != "" {
		t.Errorf("%+v", standings)
	}
	must(t, l.ts.WithdrawList(t.Context(), l.who, census.IDOf("W8")))
	if l.take(now.Add(-time.Hour), "W1", "one"); !l.units()["W1"].List.Reconciled() {
		t.Errorf("given again W1 stands %+v", l.units()["W1"].List)
	}
	standings, err = l.ts.CensusLists(t.Context(), tenancytest.Name)
	must(t, err)
	if st := headcount.Of(standings, "W8"); st.Counts() || st.Withdrawn.Name != "M. Okafor" {
		t.Errorf("withdrawn, W8 stands %+v", st)
	}
}

// A list of a unit that there is not can be taken away, with who and when, and
// given again.
func TestAWithdrawnListCountsNoMoreUntilItIsGivenAgain(t *testing.T) {
	l := newListed(t)
	l.take(now, "W1", "one", "W1x", "two")
	for range 2 {
		must(t, l.ts.WithdrawList(t.Context(), l.who, census.IDOf("W1x")))
		must(t, l.ts.WithdrawList(t.Context(), l.who, census.IDOf("W1")))
	}
	all := l.units()
	if _, there := all["W1x"]; there || all["W1"].List.Reconciled() || all["W1"].List.Listed != 0 {
		t.Errorf("withdrawn, and the units are %+v", all)
	}
	if _, _, err := l.ts.Census(t.Context(), tenancytest.Name, "W1x"); !errors.Is(err, ui.ErrNotFound) {
		t.Errorf("the page of a unit that there is not: %v", err)
	}
	standings, err := l.ts.CensusLists(t.Context(), tenancytest.Name)
	must(t, err)
	if by := headcount.Of(standings, "W1x").Withdrawn; by.Name != "M. Okafor" || !by.At.Equal(now) {
		t.Errorf("withdrawn %+v", by)
	}
	if keep := l.take(now.Add(-time.Hour), "W1", "one", "W1x", "two"); keep != nil || !l.units()["W1"].List.Reconciled() {
		t.Errorf("given again, %q keep theirs and W1 stands %+v", keep, l.units()["W1"].List)
	}
	if err := l.ts.WithdrawList(t.Context(), l.who, census.IDOf("nowhere")); !errors.Is(err, ui.ErrNotFound) {
		t.Errorf("withdrawing what there is not: %v", err)
	}
}

// Whichever is given first, the list that is right as of the latest moment counts.
func TestH025OfTwoListsTheOneOfTheLatestMomentCounts(t *testing.T) {
	l := newListed(t)
	morning, afternoon := now.Add(-6*time.Hour), now
	if keep := l.take(afternoon, "W1", "one"); keep != nil {
		t.Errorf("the first list is refused for %q", keep)
	}
	if keep := l.take(morning, "W1", "two", "W9", "nine"); !slices.Equal(keep, []string{"W1"}) {
		t.Errorf("%q keep theirs, want W1", keep)
	}
	if all := l.units(); !all["W1"].List.At.Equal(afternoon) || !all["W9"].List.At.Equal(morning) {
		t.Errorf("the lists are of %v and %v", all["W1"].List.At, all["W9"].List.At)
	}
	if keep := l.take(afternoon, "W1", "three"); keep != nil || l.units()["W1"].List.Found != 0 {
		t.Errorf("one of the same moment is refused for %q", keep)
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
