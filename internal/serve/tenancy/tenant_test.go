package tenancy_test

import (
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/misuse"
	"redoutlet/internal/serve/shelf"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/store"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func clock() time.Time { return time.Date(2026, 11, 24, 23, 59, 0, 0, time.UTC) }

// Whoever unlocks at the same time as another gets the same charts, and does
// not touch what is being read.
func TestUnlockedTenantIsNotOpenedAgain(t *testing.T) {
	s := tenancytest.New(t, clock)
	tenant := s.Tenant(t)
	var together sync.WaitGroup
	for range 4 {
		together.Go(func() {
			if err := tenant.Unlock(t.Context(), s.Key); err != nil {
				t.Error(err)
			}
		})
	}
	together.Wait()
	book, err := tenant.Book()
	must(t, err)
	tenant.Shelf = shelf.Of(tenant.Around.Store, "gone") // what opened the record again would fail
	must(t, tenant.Unlock(t.Context(), s.Key))
	if again, _ := tenant.Book(); again != book {
		t.Error("unlocked again, the tenant has other charts")
	}
	other, err := seal.GenerateKey(rand.Reader)
	must(t, err)
	if err := tenant.Unlock(t.Context(), other); !errors.Is(err, tenancy.ErrWrongKey) {
		t.Errorf("another's key opens an open tenant: %v", err)
	}
}

// Beside a running server nothing can be made again, and what is said tells
// what to do.
func TestOtherSettingsBesideAServer(t *testing.T) {
	s := tenancytest.New(t, clock)
	s.Receive(t, s.Tenant(t, reading.NewProfile("feed", "UTC")))
	beside, err := store.Open(s.Dir, store.Options{ReadOnly: true})
	must(t, err)
	defer beside.Close()
	looking := &tenancytest.Site{Around: tenancy.Surroundings{Store: beside, Now: s.Around.Now, Random: rand.Reader}}
	tenant := looking.Tenant(t, reading.NewProfile("feed", "America/Chicago"))
	var use *misuse.Error
	if err := tenant.Unlock(t.Context(), s.Key); !errors.As(err, &use) {
		t.Errorf("other settings beside a server: %v", err)
	}
}
