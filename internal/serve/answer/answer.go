// Package answer answers the pages: every question names the tenant of the
// session, and is answered from that tenant alone.
package answer

import (
	"slices"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/serve/plate"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/web/bedside"
	"redoutlet/internal/web/lobby"
	"redoutlet/internal/web/office"
	"redoutlet/internal/web/people"
	"redoutlet/internal/web/setup"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/workshop"
)

// House is what the answers come from.
type House struct {
	Tenants Tenants
	Doors   *wiring.Doors
	Plates  *plate.Plates
	First   register.First
	Desk    *identity.Desk
	Hasher  *identity.Hasher
	Now     func() time.Time
	Zone    *time.Location // of the site
}

// Pages are all pages that are answered here.
func (h House) Pages() []ui.Page {
	staff := staff{h.Tenants, h.Hasher, h.Zone}
	bench := workbench{h.Tenants, h.Doors}
	begin := setup.House{
		First: h.First, Desk: h.Desk, Staff: staff, Feeds: h.Tenants, Charts: beginning{h.Tenants}, Keys: h.Plates, Units: h.Plates,
	}
	board := begun{h.Tenants, setup.NewChecklist(begin, h.Now, h.Zone)}
	return slices.Concat(
		bedside.Pages(h.Tenants, h.Tenants, h.Now, h.Zone),
		people.Pages(people.House{Log: staff, Accounts: staff, Reviews: staff, Passwords: staff, Desk: h.Desk}, h.Now, h.Zone),
		lobby.Pages(finder{h.Tenants, findingWait}, h.Tenants, h.Now, h.Zone),
		workshop.Pages(workshop.House{Wires: bench, Feeds: bench, Trials: bench, Looks: bench}, h.Now, h.Zone),
		office.Pages(board, h.Tenants, h.Tenants.Locked, h.Now, h.Zone),
		office.GuardPages(h.Tenants, h.Now, h.Zone),
		office.CensusPages(counted{h.Tenants}, h.Now, h.Zone),
		setup.Pages(begin, h.Now, h.Zone),
	)
}
