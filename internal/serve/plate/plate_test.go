package plate

import (
	"errors"
	"slices"
	"testing"
	"time"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/store"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// open makes a record of two houses.
func open(t *testing.T) *store.Store {
	t.Helper()
	st, err := store.Open(t.TempDir(), store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	for _, name := range []string{"north", "south"} {
		must(t, st.UpdateControl(t.Context(), func(tx *store.ControlTx) error {
			return tx.PutTenant(t.Context(), store.Tenant{Name: name, Title: name, Created: now(), PublicKey: []byte{1}})
		}))
	}
	return st
}

func now() time.Time { return time.Date(2026, 11, 24, 23, 59, 0, 0, time.UTC) }

func plates(t *testing.T, st *store.Store) *Plates {
	t.Helper()
	p, err := Open(t.Context(), st, now, []string{"north", "south"})
	must(t, err)
	return p
}

// Every change is kept with who made it, an undo is one more, a change on top
// of what was not seen is refused, and the other house sees none of it. All of
// it is there after a restart.
func TestUnitsAreNamed(t *testing.T) {
	st := open(t)
	p := plates(t, st)
	who := identity.Who{Tenant: "north", Name: "admin"}
	ed, west := unit.Unit{Code: "ED", Name: "Emergency"}, unit.Unit{Code: "4W", Name: "4 West"}
	if err := p.Undo(t.Context(), who, 0); !errors.Is(err, unit.ErrNoEarlier) {
		t.Errorf("back from nothing: %v", err)
	}
	must(t, p.Name(t.Context(), who, 0, []unit.Unit{ed}))
	must(t, p.Name(t.Context(), who, 1, []unit.Unit{ed, west}))
	if err := p.Name(t.Context(), who, 1, []unit.Unit{west}); !errors.Is(err, unit.ErrMeanwhile) {
		t.Errorf("on top of what was not seen: %v", err)
	}
	if err := p.Name(t.Context(), who, 2, []unit.Unit{ed, ed}); !errors.Is(err, unit.ErrTwice) {
		t.Errorf("one code twice: %v", err)
	}
	if err := p.Name(t.Context(), identity.Who{Tenant: "west"}, 0, nil); !errors.Is(err, ErrNoHouse) {
		t.Errorf("in a house that is not here: %v", err)
	}
	if got := p.Names("north").Words("4W"); got != "4 West (4W)" {
		t.Errorf("4W is shown %q", got)
	}
	must(t, p.Undo(t.Context(), who, 2))
	for _, p := range []*Plates{p, plates(t, st)} {
		history := p.History("north")
		if len(history) != 3 || history[0].Version != 3 || history[0].By != "admin" || !history[0].At.Equal(now()) ||
			!slices.Equal(history[0].Units, []unit.Unit{ed}) || !slices.Equal(history[1].Units, []unit.Unit{west, ed}) {
			t.Errorf("kept %+v", history)
		}
		if got := p.Names("north").Words("4W"); got != "4W" {
			t.Errorf("after the undo 4W is shown %q", got)
		}
		if p.History("south") != nil || p.Names("south") != nil || p.Names("west") != nil {
			t.Error("another house has the names, too")
		}
	}
}

func TestKeyIsNoted(t *testing.T) {
	st := open(t)
	p := plates(t, st)
	who := identity.Who{Tenant: "north", Name: "admin"}
	for _, kept := range []bool{true, false, true} {
		must(t, p.NoteKey(t.Context(), who, kept))
		for _, p := range []*Plates{p, plates(t, st)} {
			if got, at, by := p.KeyCopy("north"); got != kept || !at.Equal(now()) || by != "admin" {
				t.Errorf("noted %v by %q at %v, want %v", got, by, at, kept)
			}
		}
	}
	if kept, _, by := p.KeyCopy("south"); kept || by != "" {
		t.Error("another house has the note, too")
	}
}

// What is put up here is no source, though it is kept as settings of sources are.
func TestPlatesAreNoSources(t *testing.T) {
	st := open(t)
	p := plates(t, st)
	who := identity.Who{Tenant: "north", Name: "admin"}
	must(t, p.NoteKey(t.Context(), who, true))
	must(t, p.Name(t.Context(), who, 0, []unit.Unit{{Code: "ED", Name: "Emergency"}}))
	sources, err := wiring.Open(t.Context(), st, "north", nil)
	must(t, err)
	if list := sources.List(); len(list) != 0 {
		t.Errorf("sources: %+v", list)
	}
}
