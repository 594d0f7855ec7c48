package answer

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/store"
)

// clockedSite is a site whose clock the test turns.
func clockedSite(t *testing.T) (*site, *time.Time) {
	t.Helper()
	s, at := newSite(t), now
	s.Around.Now = func() time.Time { return at }
	return s, &at
}

const patient = "000102030405060708090a0b0c0d0e0f"

// A broken glass opens one chart, for one person, for four hours; the record of
// it is durable before anything is shown, and says why under a seal.
func TestH075GlassOpensOneChartForOnePersonForALimitedTime(t *testing.T) {
	s, at := clockedSite(t)
	tenant := s.Tenant(t)
	must(t, tenant.Unlock(t.Context(), s.Key))
	ts := Tenants{tenancytest.Name: tenant}
	who := identity.Who{Tenant: tenancytest.Name, Name: "nurse", Role: identity.Nurse}
	other := identity.Who{Tenant: tenancytest.Name, Name: "other", Role: identity.Nurse}
	why := access.Reason{Kind: access.Kinds()[0], Words: "ZZTEST-EVANS seizes, what was given?"}

	must(t, ts.Opened(t.Context(), who, patient, "patient"))
	must(t, ts.BreakGlass(t.Context(), who, patient, why))
	*at = at.Add(time.Minute)
	must(t, ts.Opened(t.Context(), who, patient, "patient"))
	must(t, ts.Opened(t.Context(), other, patient, "patient"))

	for _, tt := range []struct {
		say     string
		who     identity.Who
		patient string
		after   time.Duration
		want    bool
	}{
		{"at once", who, patient, 0, true},
		{"to the last second", who, patient, access.GlassTime - time.Minute - time.Second, true},
		{"after four hours", who, patient, access.GlassTime - time.Minute, false},
		{"before it was broken", who, patient, -time.Hour, false},
		{"another person", other, patient, 0, false},
		{"another patient", who, "ff" + patient[2:], 0, false},
	} {
		began := *at
		*at = at.Add(tt.after)
		until, err := ts.GlassUntil(t.Context(), tt.who, tt.patient)
		must(t, err)
		if until.IsZero() == tt.want {
			t.Errorf("%s: until %v, want sight of what is withheld: %v", tt.say, until, tt.want)
		}
		*at = began
	}
	var list []access.Opening
	var glass access.Glass
	must(t, s.Around.Store.View(t.Context(), tenancytest.Name, func(tx *store.Tx) (err error) {
		if list, err = tx.Openings(t.Context(), access.Filter{}); err != nil {
			return err
		}
		glass, err = tx.Glass(t.Context(), list[3].ID)
		if err != nil {
			glass, err = tx.Glass(t.Context(), list[2].ID)
		}
		return err
	}))
	marked := 0
	for _, o := range list {
		if o.Role != identity.Nurse || o.UnderGlass() != (o.Account == "nurse" && (o.Page == access.PageGlass || o.At.After(now))) {
			t.Errorf("recorded %s %s at %v with reason %q", o.Account, o.Page, o.At, o.Reason)
		}
		if o.UnderGlass() {
			marked++
		}
	}
	if len(list) != 4 || marked != 2 {
		t.Errorf("%d openings are recorded, %d of them under broken glass; want 4 and 2", len(list), marked)
	}
	words, err := tenant.Register.Reason(t.Context(), glass.ID)
	if err != nil || words != why.Words {
		t.Errorf("the reason opens as %q (%v)", words, err)
	}
	nothingReadable(t, s.Dir, "ZZTEST-EVANS")
}

// nothingReadable holds that no file of a folder holds a text.
func nothingReadable(t *testing.T, dir, text string) {
	t.Helper()
	looked := 0
	must(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if looked++; bytes.Contains(data, []byte(text)) {
			t.Errorf("%s can be read in %s", text, path)
		}
		return err
	}))
	if looked == 0 {
		t.Error("no file was looked into")
	}
}

func TestH075GlassIsForThoseWhoReadChartsAndGiveAReason(t *testing.T) {
	s := newSite(t)
	ts := Tenants{tenancytest.Name: s.Tenant(t)}
	why := access.Reason{Kind: access.Kinds()[0], Words: "seizes, what was given?"}
	for _, role := range identity.Roles() {
		who := identity.Who{Tenant: tenancytest.Name, Name: string(role), Role: role}
		if err := ts.BreakGlass(t.Context(), who, patient, why); (err == nil) != (role == identity.Nurse) {
			t.Errorf("%s: %v", role, err)
		}
	}
	nurse := identity.Who{Tenant: tenancytest.Name, Name: "nurse", Role: identity.Nurse}
	if err := ts.BreakGlass(t.Context(), nurse, patient, access.Reason{Kind: "because", Words: why.Words}); !errors.Is(err, access.ErrKind) {
		t.Errorf("a kind of somebody's own: %v", err)
	}
	if err := ts.BreakGlass(t.Context(), nurse, "zz", why); err == nil {
		t.Error("the glass of nobody was broken")
	}
	if _, err := ts[tenancytest.Name].Register.Open("any", access.ID{}, seal.Sealed{}); !errors.Is(err, seal.ErrLocked) {
		t.Errorf("a reason was read while locked: %v", err)
	}
}
