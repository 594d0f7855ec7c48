// Package workshop holds the pages of whoever connects sources and mends what
// could not be read: the sources and what each gives, how a source is set up,
// and the quarantine.
//
// What is typed here is about systems and never about patients; the reasons
// that people give in the quarantine are kept sealed.
package workshop

import (
	"context"
	"embed"
	"errors"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/remake"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

//go:embed template/*.tmpl
var files embed.FS

// What stands behind the pages says by these what went wrong.
var (
	// ErrMeanwhile says that somebody else has changed a source since it was
	// looked at.
	ErrMeanwhile = errors.New("somebody else has changed this source meanwhile")
	// ErrNoEarlier says that there is no version to go back to.
	ErrNoEarlier = errors.New("there is no earlier version")
)

// RefusedError says in words why a source cannot be set up as was asked.
type RefusedError struct{ Words string }

// Error is the words.
func (e *RefusedError) Error() string { return e.Words }

// Source is a source as it is set up, or was by one of its versions.
type Source struct {
	Version int64     // 0: as the settings file says
	At      time.Time // when it was set up so; zero for the settings file
	By      string    // account, "" for the settings file
	Listen  string    // host and port
	Closed  bool
	reading.Profile
	Door Door // where it comes in now
}

// Door is where a source comes in, and what has come there since the program
// started.
type Door struct {
	At       string // "" where it is not listened to
	Trouble  string // why it cannot be, "" where it can
	Open     int64  // connections now
	Accepted int64
	Refused  int64
	Messages int64
	Damaged  int64 // frames that broke off
	TooLarge int64
	Noise    int64 // bytes that were in no frame
}

// Wires is what sets sources up.
type Wires interface {
	// Sources lists the sources of a tenant, by name.
	Sources(ctx context.Context, tenant string) ([]Source, error)
	// History lists the versions of a source, the newest first.
	History(ctx context.Context, tenant, name string) ([]Source, error)
	// SetUp sets a source up otherwise; s.Version is the one that was looked
	// at. It fails with ErrMeanwhile or a *RefusedError.
	SetUp(ctx context.Context, who identity.Who, s Source) error
	// Undo goes back to the version before base.
	Undo(ctx context.Context, who identity.Who, name string, base int64) error
	// Remaking says how far charts that are made again have come.
	Remaking(tenant string) remake.Progress
}

// Arrivals are some of the messages that came of a source and were read.
type Arrivals struct {
	First  []feed.Kept // in the order in which they came
	Newest []feed.Kept // newest first
}

// Feeds is what was received and what became of it.
type Feeds interface {
	// Status counts what became of the messages.
	Status(ctx context.Context, tenant string) (feed.Status, error)
	// Arrivals lists the newest messages of a source that were read, and where
	// it is asked for the first.
	Arrivals(ctx context.Context, tenant, source string, first bool) (Arrivals, error)
	// Message is one kept message.
	Message(ctx context.Context, tenant string, number int64) (*feed.Kept, error)
	// Room is the quarantine.
	Room(tenant string) (*quarantine.Room, error)
	// ReadAgain has messages of the quarantine read again in the background.
	ReadAgain(who identity.Who, what quarantine.Selection) error
}

// Looks records who looked at whose chart.
type Looks interface {
	// Opened records that somebody is about to be shown what is known of a
	// patient, who is given by the id of the chart, and where.
	Opened(ctx context.Context, who identity.Who, patient, page string) error
}

// House is what stands behind the pages.
type House struct {
	Wires  Wires
	Feeds  Feeds
	Trials Trials
	Looks  Looks
}

// Pages returns the pages. The clock is ours; zone is the site's.
func Pages(house House, clock func() time.Time, zone *time.Location) []ui.Page {
	d := desk{house.Wires, house.Feeds, house.Trials, house.Looks, clock, zone}
	connect := []identity.Role{identity.Engineer, identity.Administrator}
	look := []identity.Role{identity.Manager, identity.Engineer, identity.Auditor, identity.Administrator}
	all := []identity.Role{identity.Nurse, identity.Manager, identity.Engineer, identity.Administrator}
	one := []identity.Role{identity.Nurse, identity.Engineer, identity.Administrator}
	page := func(name, pattern, template string, serve ui.Handler, roles []identity.Role) ui.Page {
		return ui.Page{Name: name, Pattern: pattern, Template: template, Files: files, Serve: serve, Roles: roles, Sample: sampleOf(template)}
	}
	return []ui.Page{
		page("sources", "GET /sources", "sources", d.sources, look),
		page("source", "GET /source/{name}", "source", d.source, connect),
		page("source-form", "GET /source/{name}/setup", "source-form", d.askSetup, connect),
		page("source-form-refused", "POST /source/{name}/setup", "source-form", d.setUp, connect),
		page("source-undone", "POST /source/{name}/undo", "source-form", d.undo, connect),
		page("quarantine", "GET /quarantine", "quarantine-groups", d.quarantine, all),
		page("quarantine-group", "GET /quarantine/group/{id}", "quarantine-group", d.group, all),
		page("quarantine-message", "GET /quarantine/message/{number}", "quarantine-message", d.message, one),
		page("quarantine-decided", "POST /quarantine/message/{number}", "quarantine-message", d.decide, one),
		page("quarantine-again", "POST /quarantine/again", "quarantine-run", d.readAgain, connect),
		page("quarantine-run", "GET /quarantine/again", "quarantine-run", d.run, all),
	}
}

// desk answers for every page.
type desk struct {
	wires  Wires
	feeds  Feeds
	trials Trials
	looks  Looks
	clock  func() time.Time
	zone   *time.Location
}

// sheet writes for a moment and a zone.
type sheet struct {
	now  time.Time
	zone *time.Location
}

func (d desk) sheet() sheet { return sheet{d.clock(), d.zone} }

func (s sheet) moment(t time.Time) wording.Moment { return wording.NewMoment(t, s.now, s.zone) }
