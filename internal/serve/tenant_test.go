package serve

import (
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/shelf"
	"redoutlet/internal/serve/stage"
	"redoutlet/internal/store"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var now = time.Date(2026, 11, 24, 23, 59, 0, 0, time.UTC)

// site is a tenant on a real record, with its key.
type site struct {
	dir    string
	around Surroundings
	key    *seal.PrivateKey
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{dir: t.TempDir(), around: Surroundings{Now: func() time.Time { return now }, Random: rand.Reader}}
	var err error
	s.around.Store, err = store.Open(s.dir, store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.around.Store.Close()) })
	s.key, err = seal.GenerateKey(rand.Reader)
	must(t, err)
	must(t, s.around.Store.UpdateControl(t.Context(), func(tx *store.ControlTx) error {
		return tx.PutTenant(t.Context(), store.Tenant{Name: DefaultTenant, Title: "Test", Created: now, PublicKey: s.key.Public().Bytes()})
	}))
	return s
}

func (s *site) tenant(t *testing.T, profiles ...reading.Profile) *Tenant {
	t.Helper()
	tenant, err := OpenTenant(t.Context(), s.around, DefaultTenant, profiles, "UTC")
	must(t, err)
	return tenant
}

// Whoever unlocks at the same time as another gets the same charts, and does
// not touch what is being read.
func TestUnlockedTenantIsNotOpenedAgain(t *testing.T) {
	s := newSite(t)
	tenant := s.tenant(t)
	var together sync.WaitGroup
	for range 4 {
		together.Go(func() {
			if err := tenant.Unlock(t.Context(), s.key); err != nil {
				t.Error(err)
			}
		})
	}
	together.Wait()
	book, err := tenant.Book()
	must(t, err)
	tenant.shelf = shelf.Of(tenant.around.Store, "gone") // what opened the record again would fail
	must(t, tenant.Unlock(t.Context(), s.key))
	if again, _ := tenant.Book(); again != book {
		t.Error("unlocked again, the tenant has other charts")
	}
	other, err := seal.GenerateKey(rand.Reader)
	must(t, err)
	if err := tenant.Unlock(t.Context(), other); !errors.Is(err, ErrWrongKey) {
		t.Errorf("another's key opens an open tenant: %v", err)
	}
}

// Beside a running server nothing can be made again, and what is said tells
// what to do.
func TestOtherSettingsBesideAServer(t *testing.T) {
	s := newSite(t)
	s.receive(t, s.tenant(t, reading.NewProfile("feed", "UTC")))
	beside, err := store.Open(s.dir, store.Options{ReadOnly: true})
	must(t, err)
	defer beside.Close()
	looking := &site{around: Surroundings{Store: beside, Now: s.around.Now, Random: rand.Reader}}
	tenant := looking.tenant(t, reading.NewProfile("feed", "America/Chicago"))
	var use *UseError
	if err := tenant.Unlock(t.Context(), s.key); !errors.As(err, &use) {
		t.Errorf("other settings beside a server: %v", err)
	}
}

// receive has the tenant keep and chart one admission.
func (s *site) receive(t *testing.T, tenant *Tenant, others ...string) *feed.Book {
	t.Helper()
	must(t, tenant.Unlock(t.Context(), s.key))
	book, err := tenant.Book()
	must(t, err)
	posts := stage.New(t.Context())
	posts.Start(tenant.RunPost)
	message := "MSH|^~\\&|ADT|ZZHOSP|RO|ZZHOSP|20261124080000||ADT^A01|1|P|2.5.1\r" +
		"EVN|A01|20261124080000\rPID|1||one^^^ZZHOSP^MR||ZZTEST^ADA||19440305|F\r" +
		"PV1|1|I|W1^101^1||||||||||||||||V1\r"
	for _, text := range append([]string{message}, others...) {
		_, err = tenant.Intake("feed").Receive(t.Context(), mllp.Frame{Data: []byte(text), Size: int64(len(text))})()
		must(t, err)
	}
	must(t, posts.Stop())
	must(t, book.CatchUp(t.Context(), nil))
	return book
}

// The list of units and the chart of a patient on one of them name the same
// moment, also where a source that was declared was never heard.
func TestUnitAndPatientAgreeOnTheOldest(t *testing.T) {
	silent := reading.NewProfile("lab", "UTC")
	silent.Gives = []fact.Section{fact.SectionResults}
	for name, profiles := range map[string][]reading.Profile{
		"heard":       {reading.NewProfile("feed", "UTC")},
		"never heard": {reading.NewProfile("feed", "UTC"), silent},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			tenant := s.tenant(t, profiles...)
			book := s.receive(t, tenant)
			served := tenants{DefaultTenant: tenant}
			units, err := served.Units(t.Context(), DefaultTenant)
			must(t, err)
			lines, err := served.Lines(t.Context(), DefaultTenant)
			must(t, err)
			view, err := served.View(t.Context(), DefaultTenant, book.Lines()[0].Line.ID)
			must(t, err)
			if len(units) != 1 || len(lines) != 1 {
				t.Fatalf("%d units and %d lines, want one of each", len(units), len(lines))
			}
			if !units[0].Oldest.AsOf.Equal(view.Oldest.Time) || !lines[0].Oldest.AsOf.Equal(view.Oldest.Time) {
				t.Errorf("unit %v, line %v, patient %v", units[0].Oldest, lines[0].Oldest, view.Oldest)
			}
			if view.Oldest.IsZero() != (name == "never heard") {
				t.Errorf("oldest %v", view.Oldest)
			}
		})
	}
}
