// Package lobby holds the ways to a chart: the search for a patient, and the
// breaking of the glass in front of what is withheld by rule, and what a person
// finds about whose numbers are whose.
//
// What is typed on these pages names patients. It is sent in the body of a form
// and never stands in an address, which browsers keep and proxies log.
package lobby

import (
	"context"
	"embed"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
)

//go:embed template/*.tmpl
var files embed.FS

// Charts is what these pages need to know of patients: who they are and where,
// and nothing clinical.
type Charts interface {
	// Line is one patient, or an error that wraps ui.ErrNotFound.
	Line(ctx context.Context, tenant, id string) (roster.Summary, error)

	// Search finds whom somebody may mean. It is recorded nowhere, logs
	// included, what was looked for.
	Search(ctx context.Context, tenant string, q lookup.Query) (Answer, error)

	// Partings are the numbers that were found to be another patient's.
	Partings(ctx context.Context, tenant, id string) ([]chart.Parting, error)

	// Find keeps what a person found about a patient's numbers, durably and as
	// a message. shown says that the charts show it already; else they will, once
	// what came before it is read.
	Find(ctx context.Context, who identity.Who, f reading.Finding) (shown bool, err error)
}

// Glass is what stands in front of what is withheld by rule (hazard H-075).
type Glass interface {
	// GlassUntil is how long the person still sees what is withheld on the
	// patient's chart; zero: not at all.
	GlassUntil(ctx context.Context, who identity.Who, patient string) (time.Time, error)

	// BreakGlass records that a person breaks the glass, and why. Once it has
	// returned without an error the record is durable, and GlassUntil says how
	// long the person sees what is withheld. A reason that does not say enough
	// is access.ErrKind or access.ErrWords.
	BreakGlass(ctx context.Context, who identity.Who, patient string, why access.Reason) error
}

// Pages returns the pages. The clock is ours; zone is the site's.
func Pages(charts Charts, glass Glass, clock func() time.Time, zone *time.Location) []ui.Page {
	d := desk{charts, glass, clock, zone}
	nurse, unit := []identity.Role{identity.Nurse}, []identity.Role{identity.Nurse, identity.Manager}
	return []ui.Page{
		{
			Name: "search", Pattern: "GET /search", Template: "search", Files: files, Serve: d.askWhom,
			Roles: unit, Sample: func() any { return newSearch() },
		},
		{
			Name: "search-found", Pattern: "POST /search", Template: "search", Files: files, Serve: d.search,
			Roles: unit, Sample: sampleSearch,
		},
		{
			Name: "glass", Pattern: "GET /patient/{id}/glass", Template: "glass", Files: files, Serve: d.askReason,
			Roles: nurse, Sample: sampleGlass,
		},
		{
			Name: "glass-refused", Pattern: "POST /patient/{id}/glass", Template: "glass", Files: files, Serve: d.breakGlass,
			Roles: nurse, Sample: sampleGlassRefused,
		},
		{
			Name: "numbers", Pattern: "GET /patient/{id}/numbers", Template: "numbers", Files: files, Serve: d.askNumbers,
			Roles: nurse, Sample: sampleNumbers,
		},
		{
			Name: "numbers-refused", Pattern: "POST /patient/{id}/numbers", Template: "numbers", Files: files, Serve: d.findNumbers,
			Roles: nurse, Sample: sampleNumbersRefused,
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

// sheet writes for a moment and a zone.
type sheet struct {
	now   time.Time
	zone  *time.Location
	units unit.Names // what the units of the house are called
}

func (d desk) sheet(r *ui.Request) sheet { return sheet{d.clock(), d.zone, r.Units} }
