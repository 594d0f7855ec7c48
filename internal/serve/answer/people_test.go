package answer

import (
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/store"
)

// Each act on an account is done, is recorded with who did it, and signs out
// whom it should.
func TestAccountsAreKeptAndEveryActIsRecorded(t *testing.T) {
	s := newSite(t)
	ts := Tenants{tenancytest.Name: s.Tenant(t)}
	hasher := identity.NewHasher(rand.Reader)
	keeper := staff{ts, hasher, time.UTC}
	admin := identity.Who{Tenant: tenancytest.Name, Name: "admin", Role: identity.Administrator}
	add := func(name string, role identity.Role) string {
		t.Helper()
		password, err := keeper.Add(t.Context(), admin, identity.Account{Name: name, Title: name, Role: role})
		must(t, err)
		return password
	}
	add("admin", identity.Administrator)
	old := add("nurse", identity.Nurse)
	if _, err := keeper.Add(t.Context(), admin, identity.Account{Name: "nurse", Role: identity.Administrator}); !errors.Is(err, identity.ErrTaken) {
		t.Errorf("a name that is taken: %v", err)
	}
	desk, err := identity.NewDesk(register.Book{Store: s.Around.Store}, hasher, s.Around.Now, rand.Reader)
	must(t, err)
	token, _, err := desk.SignIn(t.Context(), identity.Attempt{Tenant: tenancytest.Name, Name: "nurse", Password: old})
	must(t, err)
	if open, err := keeper.Sessions(t.Context(), tenancytest.Name); err != nil || open["nurse"] != 1 || open["admin"] != 0 {
		t.Errorf("signed in: %v (%v)", open, err)
	}

	change := func(verb identity.Verb, name string, role identity.Role) (string, error) {
		return keeper.Change(t.Context(), tenancytest.Name, identity.Change{By: "admin", Name: name, Verb: verb, Role: role})
	}
	fresh, err := change(identity.ResetPassword, "nurse", "")
	must(t, err)
	if _, err := desk.Check(t.Context(), token); !errors.Is(err, identity.ErrSignedOut) {
		t.Errorf("signed in under the old password: %v", err)
	}
	for password, want := range map[string]error{old: identity.ErrRefused, fresh: nil} {
		if _, _, err = desk.SignIn(t.Context(), identity.Attempt{Tenant: tenancytest.Name, Name: "nurse", Password: password}); !errors.Is(err, want) {
			t.Errorf("signing in after the reset: %v, want %v", err, want)
		}
	}
	for _, c := range []struct {
		verb identity.Verb
		name string
		role identity.Role
		err  error
	}{
		{identity.SetRole, "nurse", identity.Manager, nil},
		{identity.Suspend, "nurse", "", nil},
		{identity.Suspend, "nurse", "", identity.ErrUnchanged},
		{identity.Activate, "nurse", "", nil},
		{identity.EndSessions, "nurse", "", nil},
		{identity.Suspend, "admin", "", identity.ErrOwnAccount},
		{identity.Suspend, "nobody", "", identity.ErrNoAccount},
	} {
		if _, err := change(c.verb, c.name, c.role); !errors.Is(err, c.err) {
			t.Errorf("%s of %s: %v, want %v", c.verb, c.name, err, c.err)
		}
	}
	if open, err := keeper.Sessions(t.Context(), tenancytest.Name); err != nil || len(open) != 0 {
		t.Errorf("still signed in: %v (%v)", open, err)
	}
	holds(t, s, []string{
		"admin: added as administrator", "nurse: added as nurse", "nurse: password reset, and signed out everywhere",
		"nurse: role changed from nurse to manager", "nurse: suspended", "nurse: activated again", "nurse: signed out everywhere",
	})
}

// holds compares what is recorded of accounts, in whatever order.
func holds(t *testing.T, s *site, want []string) {
	t.Helper()
	var acts []access.Act
	must(t, s.Around.Store.View(t.Context(), tenancytest.Name, func(tx *store.Tx) (err error) {
		acts, err = tx.Acts(t.Context(), "", 100)
		return err
	}))
	got := map[string]bool{}
	for _, a := range acts {
		if got[a.Subject+": "+a.Words] = true; a.Account != "admin" {
			t.Errorf("%s did it, want admin", a.Account)
		}
	}
	for _, w := range want {
		if !got[w] {
			t.Errorf("%q is not recorded", w)
		}
	}
	if len(acts) != len(want) {
		t.Errorf("%d acts are recorded, want %d", len(acts), len(want))
	}
}

// A password that somebody else set is to be changed; with one's own every
// session ends, and the old password opens nothing.
func TestOwnPasswordTakesThePlaceOfOneThatWasHanded(t *testing.T) {
	s := newSite(t)
	ts := Tenants{tenancytest.Name: s.Tenant(t)}
	hasher := identity.NewHasher(rand.Reader)
	keeper := staff{ts, hasher, time.UTC}
	desk, err := identity.NewDesk(register.Book{Store: s.Around.Store}, hasher, s.Around.Now, rand.Reader)
	must(t, err)
	signIn := func(password string) (identity.Token, identity.Who, error) {
		return desk.SignIn(t.Context(), identity.Attempt{Tenant: tenancytest.Name, Name: "nurse", Password: password})
	}
	admin := identity.Who{Tenant: tenancytest.Name, Name: "admin", Role: identity.Administrator}
	handed, err := keeper.Add(t.Context(), admin, identity.Account{Name: "nurse", Title: "nurse", Role: identity.Nurse})
	must(t, err)
	for _, own := range []string{"four plain words here", "five other words for this"} {
		token, who, err := signIn(handed)
		if err != nil || !who.Handed {
			t.Fatalf("with what was handed: %+v, %v", who, err)
		}
		must(t, keeper.SetOwn(t.Context(), who, own))
		if _, err := desk.Check(t.Context(), token); !errors.Is(err, identity.ErrSignedOut) {
			t.Errorf("a session from before: %v", err)
		}
		if _, _, err := signIn(handed); !errors.Is(err, identity.ErrRefused) {
			t.Errorf("the password from before: %v", err)
		}
		if _, who, err = signIn(own); err != nil || who.Handed {
			t.Errorf("with one's own: %+v, %v", who, err)
		}
		handed, err = keeper.Change(t.Context(), tenancytest.Name, identity.Change{By: "admin", Name: "nurse", Verb: identity.ResetPassword})
		must(t, err)
	}
	acts, err := keeper.Acts(t.Context(), tenancytest.Name, "nurse", 10)
	must(t, err)
	chosen := 0
	for _, a := range acts {
		if a.Account == "nurse" && a.Words == "chose a password of their own" {
			chosen++
		}
	}
	if chosen != 2 {
		t.Errorf("%d choices are recorded among %+v", chosen, acts)
	}
}
