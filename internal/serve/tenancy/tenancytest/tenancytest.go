// Package tenancytest makes a tenant on a real record, for the tests of whatever
// works with one.
package tenancytest

import (
	"crypto/rand"
	"testing"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/stage"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/store"
)

// Name is what the tenant is called.
const Name = "main"

// Site is a data folder with one tenant, and the tenant's key.
type Site struct {
	Dir    string
	Around tenancy.Surroundings
	Key    *seal.PrivateKey
}

// New makes a site whose clock is now; it is gone when the test ends.
func New(t testing.TB, now func() time.Time) *Site {
	t.Helper()
	s := &Site{Dir: t.TempDir(), Around: tenancy.Surroundings{Now: now, Random: rand.Reader}}
	var err error
	s.Around.Store, err = store.Open(s.Dir, store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Around.Store.Close()) })
	s.Key, err = seal.GenerateKey(rand.Reader)
	must(t, err)
	must(t, s.Around.Store.UpdateControl(t.Context(), func(tx *store.ControlTx) error {
		return tx.PutTenant(t.Context(), store.Tenant{Name: Name, Title: "Test", Created: now(), PublicKey: s.Key.Public().Bytes()})
	}))
	return s
}

// Seeds sets sources up that are listened to nowhere.
func Seeds(profiles []reading.Profile) []wiring.Seed {
	var seeds []wiring.Seed
	for _, p := range profiles {
		seeds = append(seeds, wiring.Seed{Profile: p})
	}
	return seeds
}

// Tenant opens the tenant, locked, with a source for each profile.
func (s *Site) Tenant(t testing.TB, profiles ...reading.Profile) *tenancy.Tenant {
	t.Helper()
	tenant, err := tenancy.Open(t.Context(), s.Around, Name, Seeds(profiles), "UTC")
	must(t, err)
	return tenant
}

// Receive has the tenant unlock, and keep and chart one admission and whatever
// else is sent.
func (s *Site) Receive(t testing.TB, tenant *tenancy.Tenant, others ...string) *feed.Book {
	t.Helper()
	must(t, tenant.Unlock(t.Context(), s.Key))
	book, err := tenant.Book()
	must(t, err)
	posts := stage.New(t.Context())
	posts.Start(tenant.RunPost)
	const admission = "MSH|^~\\&|ADT|ZZHOSP|RO|ZZHOSP|20261124080000||ADT^A01|1|P|2.5.1\r" +
		"EVN|A01|20261124080000\rPID|1||one^^^ZZHOSP^MR||ZZTEST^ADA||19440305|F\r" +
		"PV1|1|I|W1^101^1||||||||||||||||V1\r"
	for _, text := range append([]string{admission}, others...) {
		_, err = tenant.Intake("feed").Receive(t.Context(), mllp.Frame{Data: []byte(text), Size: int64(len(text))})()
		must(t, err)
	}
	must(t, posts.Stop())
	must(t, book.CatchUp(t.Context(), nil))
	return book
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
