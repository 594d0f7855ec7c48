// Package bedside holds the pages that clinicians use: the units, a unit's
// census, a patient's chart and a message as it was received.
//
// [Pages] returns them as rows of the page table. Each handler asks [Charts] for
// facts, turns them into sentences in Go, and leaves to its template only where
// they stand. Nothing clinical is worked out here but ages, counts and order;
// absence is said in the fixed words of package chart and of this package's
// [Absences], and in no others.
package bedside

import (
	"context"
	"embed"
	"fmt"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

//go:embed template/*.tmpl
var files embed.FS

// Charts is what these pages need to know. A patient's id may be the canonical
// one or a former one; a View carries the canonical. What is not there is an
// error that wraps [ui.ErrNotFound].
type Charts interface {
	// Units lists a tenant's units, in no order that matters.
	Units(ctx context.Context, tenant string) ([]Unit, error)

	// Census is one of the units, and who is, or lately was, in it; "" is no unit.
	Census(ctx context.Context, tenant, unit string) (Unit, []roster.Summary, error)

	// View is a patient's chart as of now.
	View(ctx context.Context, tenant, id string) (*asof.View, error)

	// Opened records that a person is about to see a patient's facts. Where it
	// fails the page is not shown.
	Opened(ctx context.Context, who identity.Who, patient, page string) error

	// Message is one message as it was kept, and what became of it, without what
	// is withheld by rule of the patients for whom broken is not true. broken is
	// given "" for those of whom there is no chart; nil: it is true for nobody.
	Message(ctx context.Context, tenant string, number int64, broken func(patient string) bool) (*feed.Kept, error)
}

// Glass is what stands in front of what is withheld by rule (hazard H-075).
type Glass interface {
	// GlassUntil is how long the person still sees what is withheld on the
	// patient's chart; zero: not at all, since the glass is whole.
	GlassUntil(ctx context.Context, who identity.Who, patient string) (time.Time, error)

	// ViewBehindGlass is the chart with what is withheld, for whoever has broken
	// the glass of it.
	ViewBehindGlass(ctx context.Context, tenant, id string) (*asof.View, error)
}

// Unit is one unit as the list of units shows it.
type Unit struct {
	Name     string // as the sources write it, "" for patients who are in no unit
	Patients int    // whose bed is there
	Guests   int    // who are there for now, or expected
	Silent   int    // of whose presence nothing was heard for so long that it is to be verified
	// VerifyDays is from how many days without a message on that is so.
	VerifyDays int
	Census     asof.Standing   // who say where patients are, and until when that is known
	Oldest     asof.Standing   // of the critical part of the unit's charts that is furthest behind
	Worst      asof.Standing   // of the one that is worst off by its own limits
	List       census.Standing // how the unit stands against its newest census list
	Beds       []bed.Report    // the newest that is reported of each bed by itself
	Frozen     []asof.Hold     // parts of the unit's charts that are held at their last good
}

// Pages returns the pages. The clock is ours; zone is the site's.
func Pages(charts Charts, glass Glass, clock func() time.Time, zone *time.Location) []ui.Page {
	d := desk{charts, glass, clock, zone}
	return []ui.Page{
		{
			Name: "units", Pattern: "GET /units", Template: "units", Files: files, Serve: d.units,
			Roles: []identity.Role{identity.Nurse, identity.Manager}, Sample: sampleUnits,
		},
		{
			Name: "unit", Pattern: "GET /unit/{unit}", Template: "unit", Files: files, Serve: d.unit,
			Roles: []identity.Role{identity.Nurse, identity.Manager}, Sample: sampleUnit,
		},
		{
			Name: "patient", Pattern: "GET /patient/{id}", Template: "patient", Files: files, Serve: d.patient,
			Roles: []identity.Role{identity.Nurse}, Sample: samplePatient,
		},
		{
			Name: "message", Pattern: "GET /message/{number}", Template: "message", Files: files, Serve: d.message,
			Roles:  []identity.Role{identity.Nurse, identity.Engineer, identity.Administrator},
			Sample: sampleMessage,
		},
	}
}

// desk answers for every page.
type desk struct {
	charts Charts
	glass  Glass
	clock  func() time.Time
	zone   *time.Location
}

// sheet is the moment and the zone a page is written for.
func (d desk) sheet(r *ui.Request) sheet { return sheet{d.clock(), d.zone, r.Units} }

// patient answers GET /patient/{id}. Opening is recorded before anything is
// shown.
func (d desk) patient(ctx context.Context, r *ui.Request) (any, error) {
	id := r.PathValue("id")
	view, err := d.charts.View(ctx, r.Who.Tenant, id)
	if err != nil {
		return nil, fmt.Errorf("opening a chart: %w", err)
	}
	if view.ID != id {
		return &ui.Redirect{To: patientPath(view.ID)}, nil
	}
	if err := d.charts.Opened(ctx, r.Who, view.ID, "patient"); err != nil {
		return nil, fmt.Errorf("a chart is shown only once its opening is recorded: %w", err)
	}
	until, err := d.glass.GlassUntil(ctx, r.Who, view.ID)
	if err != nil {
		return nil, fmt.Errorf("finding whether the glass is broken: %w", err)
	}
	s := d.sheet(r)
	shown := view
	if until.After(s.now) {
		if shown, err = d.glass.ViewBehindGlass(ctx, r.Who.Tenant, view.ID); err != nil {
			return nil, fmt.Errorf("opening a chart behind the glass: %w", err)
		}
	}
	page := s.patient(shown)
	page.Glass = s.glass(view, until)
	return page, nil
}
