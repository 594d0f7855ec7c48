// Package office holds the page that says whether the chart can be trusted: the
// board.
//
// [Pages] returns them as rows of the page table. The board opens with a
// sentence that answers the question, made from what the sources have sent; its
// tables are the reasons. Nothing on these pages is about a patient.
package office

import (
	"context"
	"embed"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

//go:embed template/*.tmpl
var files embed.FS

// Feeds is what the pages need to know of messages.
type Feeds interface {
	// Status counts what became of the messages. It works while the charts are
	// locked.
	Status(ctx context.Context, tenant string) (feed.Status, error)

	// ToDo counts what is still to do of the set-up of the house.
	ToDo(ctx context.Context, tenant string) (int, error)
}

// Charts is what the board needs to know of charts. It is not asked while they
// are locked.
type Charts interface {
	// Lines lists the units that have patients, in any order.
	Lines(ctx context.Context, tenant string) ([]UnitLine, error)
}

// UnitLine is one unit as the board counts it.
type UnitLine struct {
	Unit     string          // as the sources write it, "" for patients who are in no unit
	Patients int             // who have a chart and are there now
	Oldest   asof.Standing   // of the critical part of the chart that is behind most
	Worst    asof.Standing   // of the one that is worst off by its own limits
	List     census.Standing // against the newest census list of the unit
}

// Pages returns the pages. locked reports whether a tenant's charts are; the
// clock is ours; zone is the site's.
func Pages(feeds Feeds, charts Charts, locked func(tenant string) bool, clock func() time.Time, zone *time.Location) []ui.Page {
	d := desk{feeds, charts, locked, clock, zone}
	return []ui.Page{
		{
			Name: "board", Pattern: "GET /{$}", Template: "board", Files: files, Serve: d.board,
			Roles: identity.Roles(), Sample: func() any { return sampleBoard(allHeard()) },
		},
	}
}

// readsQuarantine lists who may see what could not be charted: whoever can mend
// it, and whoever is waiting for a result that is in it.
func readsQuarantine() []identity.Role {
	return []identity.Role{identity.Nurse, identity.Manager, identity.Engineer, identity.Administrator}
}

// desk answers for every page.
type desk struct {
	feeds  Feeds
	charts Charts
	locked func(tenant string) bool
	clock  func() time.Time
	zone   *time.Location
}

// sheet writes for a moment and a zone.
type sheet struct {
	now    time.Time
	zone   *time.Location
	called unit.Names // what the units of the house are called
}

func (d desk) sheet(r *ui.Request) sheet { return sheet{d.clock(), d.zone, r.Units} }
