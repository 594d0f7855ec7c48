package answer

import (
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	called "redoutlet/internal/chart/unit"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/remake"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve/plate"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/web/setup"
)

// first is where the first administrator of the site comes in.
func (s *site) first() register.First {
	return register.First{
		Store: s.Around.Store, Hasher: identity.NewHasher(rand.Reader), Now: s.Around.Now, Random: rand.Reader,
		Threshold: identity.NewThreshold(s.Around.Now, rand.Reader),
	}
}

// Of many who hold the code at once one becomes the first administrator, and
// nobody does afterwards.
func TestFirstAdministratorIsMadeOnce(t *testing.T) {
	s := newSite(t)
	first := s.first()
	told, err := first.Invite(t.Context())
	must(t, err)
	if len(told) != 1 || told[0].Tenant != tenancytest.Name {
		t.Fatalf("told %v", told)
	}
	const password = "four plain words here"
	var together sync.WaitGroup
	made := make(chan string, 4)
	for _, name := range []string{"a", "b", "c", "d"} {
		together.Go(func() {
			a, err := first.Make(t.Context(), "10.0.0."+name, told[0].Code, identity.Account{Name: name, Title: name}, password)
			switch {
			case err == nil:
				made <- a.Name
			case !errors.Is(err, identity.ErrBegun) && !errors.Is(err, identity.ErrCode):
				t.Error(err)
			}
		})
	}
	together.Wait()
	close(made)
	var names []string
	for name := range made {
		names = append(names, name)
	}
	accounts, err := s.Tenant(t).Register.Accounts(t.Context())
	must(t, err)
	if len(names) != 1 || len(accounts) != 1 || accounts[0].Name != names[0] || accounts[0].Role != identity.Administrator {
		t.Errorf("made %v, and there are %+v", names, accounts)
	}
	if _, err := first.Make(t.Context(), "10.0.0.9", told[0].Code, identity.Account{Name: "e"}, password); !errors.Is(err, identity.ErrCode) {
		t.Errorf("the code a second time: %v", err)
	}
	if told, err := first.Invite(t.Context()); err != nil || len(told) > 0 {
		t.Errorf("beside an account: told %v (%v)", told, err)
	}
}

// A house is set up step by step, and each step that is done is one less to do.
func TestSetUpIsDoneStepByStep(t *testing.T) {
	s := newSite(t)
	t1 := s.Tenant(t, reading.NewProfile("feed", "UTC"))
	ts := Tenants{tenancytest.Name: t1}
	keeper := staff{ts, identity.NewHasher(rand.Reader), time.UTC}
	plates, err := plate.Open(t.Context(), s.Around.Store, s.Around.Now, []string{tenancytest.Name})
	must(t, err)
	list := setup.NewChecklist(setup.House{
		First: s.first(), Staff: keeper, Feeds: ts, Charts: beginning{ts}, Keys: plates, Units: plates,
	}, s.Around.Now, time.UTC)
	admin := identity.Who{Tenant: tenancytest.Name, Name: "admin", Role: identity.Administrator}
	left := 0
	does := func(what string, by int, do func()) {
		t.Helper()
		before := left
		do()
		var err error
		left, err = list.ToDo(t.Context(), tenancytest.Name)
		must(t, err)
		if before-left != by {
			t.Errorf("%s: %d to do, and %d before", what, left, before)
		}
	}
	add := func(name string, role identity.Role) {
		_, err := keeper.Add(t.Context(), admin, identity.Account{Name: name, Title: name, Role: role})
		must(t, err)
	}
	note := func(kept bool) { must(t, plates.NoteKey(t.Context(), admin, kept)) }
	left, err = list.ToDo(t.Context(), tenancytest.Name)
	must(t, err)
	does("an administrator", 1, func() { add("admin", identity.Administrator) })
	does("an account that opens no chart", 0, func() { add("pcast", identity.Auditor) })
	does("an account that opens charts", 1, func() { add("nurse", identity.Nurse) })
	does("the key noted", 1, func() { note(true) })
	does("and taken back", -1, func() { note(false) })
	does("and noted again", 1, func() { note(true) })
	does("the first message, and the charts unlocked", 2, func() { s.Receive(t, t1) })
	does("the unit named", 1, func() {
		must(t, plates.Name(t.Context(), admin, 0, []called.Unit{{Code: "W1", Name: "West 1"}}))
	})
	does("a census list that agrees", 1, func() {
		rows, err := census.Read([]byte("MRN,Unit\none,W1\n"), nil)
		must(t, err)
		_, err = counted{ts}.TakeLists(t.Context(), admin, rows, s.Around.Now())
		must(t, err)
	})
	does("a source declared live", 1, func() {
		v := t1.Sources.List()[0]
		v.Live = true
		must(t, t1.Sources.Change(t.Context(), "admin", s.Around.Now(), v.Setup, v.Number))
		book, err := t1.Book()
		must(t, err)
		must(t, remake.New(book, t1.Shelf).Declare(t.Context(), t1.Sources.Profiles()))
	})
	if left != 0 {
		t.Errorf("%d to do at the end", left)
	}
}
