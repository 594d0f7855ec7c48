package demo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/clock"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/sim"
	"redoutlet/internal/sim/clinic"
	"redoutlet/internal/sim/stage"
)

// people are the accounts of the demo, one for each role.
func people() []identity.Account {
	return []identity.Account{
		{Name: "nurse", Title: "R. Adeyemi", Role: identity.Nurse},
		{Name: "manager", Title: "M. Okafor", Role: identity.Manager},
		{Name: "engineer", Title: "T. Lindqvist", Role: identity.Engineer},
		{Name: "auditor", Title: "P. Castellano", Role: identity.Auditor},
		{Name: "admin", Title: "J. Whitfield", Role: identity.Administrator},
	}
}

// house is the data folder of a demo.
type house struct {
	serve.Place
	password string
	beat     string // where the hospital's pharmacy answers whether it is alive
	made     bool   // a folder of ours, to be removed at the end
	earlier  string // where the hospital of an earlier demo in the same folder is kept; "": there was none
}

// passwordFile marks a folder of a demo, and keeps its password for the next one there.
const passwordFile = "demo-password"

// newHouse sets up a data folder with the sources of the simulated hospital on trial; a folder of its own where data is
// "". A demo always begins with a hospital of its own: what an earlier one left in the folder is set aside, since the
// hospital that said it is gone, and a new one would be charted on top of it, two patients to a bed.
func newHouse(ctx context.Context, data, listen string) (*house, error) {
	h := &house{Place: serve.Place{Data: data, Tenant: serve.DefaultTenant}}
	if data == "" {
		made, err := os.MkdirTemp("", "redoutlet-demo-")
		if err != nil {
			return nil, advise(fmt.Errorf("making a folder for the demo: %w", err))
		}
		h.Data, h.made = made, true
	}
	if err := h.furnish(ctx, listen); err != nil {
		return nil, errors.Join(advise(err), h.remove())
	}
	return h, nil
}

// furnish puts into the folder what a demo needs.
func (h *house) furnish(ctx context.Context, listen string) (err error) {
	if h.beat, err = freePort(); err != nil {
		return err
	}
	h.Config = config(clock.LocalZone(), listen, h.beat)
	if err := h.anew(); err != nil {
		return err
	}
	if err := h.setUp(ctx); err != nil {
		return err
	}
	return h.keepConfig()
}

// keepConfig writes the settings beside the data, so that a command run
// beside the demo reads the feed by the same rules. It comes after setUp,
// which refuses a folder that is somebody's own.
func (h *house) keepConfig() error {
	return h.Config.Write(filepath.Join(h.Data, serve.ConfigFile))
}

// The limits of the pharmacy's silence in the demo, so that nobody has to wait for those of a hospital, which are minutes.
// It is asked every second whether it is alive: who has nothing to tell at night is not silent.
const (
	AgeingAfter = 10 * time.Second
	StaleAfter  = 20 * time.Second
)

// config has the sources of the simulated hospital, on free ports, and the pharmacy's heartbeat at an address.
func config(zone, listen, beat string) serve.Config {
	c := serve.DefaultConfig(zone)
	c.Web.Listen = listen
	c.Sources = nil
	gives := map[sim.Source][]fact.Section{
		sim.Registration: {fact.SectionCensus, fact.SectionAllergies, fact.SectionContacts},
		sim.Pharmacy:     {fact.SectionMedications, fact.SectionAdministrations},
		sim.Laboratory:   {fact.SectionResults},
		sim.Flowsheet:    {fact.SectionVitals},
		sim.Documents:    {fact.SectionNotes},
		sim.Orders:       {fact.SectionOrders, fact.SectionProblems, fact.SectionImmunizations},
		sim.Schedule:     {fact.SectionAppointments},
		clinic.Source:    {fact.SectionCensus, fact.SectionAllergies, fact.SectionProblems, fact.SectionVitals, fact.SectionNotes, fact.SectionAppointments},
	}
	for _, source := range Sources() {
		p := reading.NewProfile(string(source), zone)
		p.Gives, p.VitalCodes, p.OrderKinds = gives[source], []string{"VS"}, orderKinds()
		p.EndsLines = true
		switch source {
		case sim.Pharmacy:
			p.Heartbeat, p.HeartbeatSeconds = beat, 1
			p.AgeingSeconds, p.StaleSeconds = int(AgeingAfter/time.Second), int(StaleAfter/time.Second)
		}
		units := stage.Units()
		if source == clinic.Source {
			units = []string{clinic.Unit}
		}
		p.Covers = map[fact.Section][]string{}
		for _, section := range p.Gives {
			p.Covers[section] = units
		}
		c.Sources = append(c.Sources, serve.SourceConfig{Tenant: serve.DefaultTenant, Listen: "127.0.0.1:0", Profile: p})
	}
	return c
}

// orderKinds says which codes of the hospital's orders state what must be known
// of a patient before anything is done.
func orderKinds() map[string]order.Kind {
	return map[string]order.Kind{
		"FULL": order.CodeStatus, "DNR": order.CodeStatus, "DNRDNI": order.CodeStatus,
		"ISOC": order.Isolation, "ISOD": order.Isolation, "ISOA": order.Isolation, "ISOCE": order.Isolation,
		"NFALL": order.Precaution, "NASP": order.Precaution,
	}
}

func (h *house) setUp(ctx context.Context) error {
	n := tenancy.Draft{Name: h.Tenant, Title: "Demo hospital", KeyFile: h.Key()}
	for _, a := range people() {
		a.Tenant = h.Tenant
		n.Accounts = append(n.Accounts, tenancy.NewAccount{Account: a, Password: h.password})
	}
	err := serve.Make(ctx, h.Data, func(ctx context.Context, around tenancy.Surroundings) error {
		return tenancy.SetUp(ctx, around, identity.NewHasher(rand.Reader), n)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", h.Data, err)
	}
	if err := os.WriteFile(filepath.Join(h.Data, passwordFile), []byte(h.password), 0o600); err != nil {
		return fmt.Errorf("keeping the password of the demo: %w", err)
	}
	return nil
}

// remove removes a folder of ours.
func (h *house) remove() error {
	if !h.made {
		return nil
	}
	return os.RemoveAll(h.Data)
}
