// Package setup holds the pages by which a house is set up: the first
// administrator, who cannot sign in yet, what is still to do after that, and what
// the units are called.
package setup

import (
	"context"
	"embed"
	"time"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

//go:embed template/*.tmpl
var files embed.FS

// First makes the first administrator.
type First interface {
	// Open reports whether some tenant has no account yet.
	Open(ctx context.Context) (bool, error)

	// Make makes the first administrator of the tenant whose code was typed at
	// an address. It fails with identity.ErrCode, identity.ErrBegun or a
	// *identity.WaitError.
	Make(ctx context.Context, address, code string, a identity.Account, password string) (identity.Account, error)
}

// Desk signs people in.
type Desk interface {
	// SignIn begins a session.
	SignIn(ctx context.Context, a identity.Attempt) (identity.Token, identity.Who, error)
}

// Staff is what the pages need of accounts.
type Staff interface {
	// Accounts lists every account by name, without passwords.
	Accounts(ctx context.Context, tenant string) ([]identity.Account, error)
}

// Keys is what is noted of the key that opens the charts.
type Keys interface {
	// KeyCopy says whether a copy is kept elsewhere, as was noted last, when and
	// by which account; by "" where nothing was noted.
	KeyCopy(tenant string) (kept bool, at time.Time, by string)

	// NoteKey notes whether a copy is kept elsewhere.
	NoteKey(ctx context.Context, who identity.Who, kept bool) error
}

// Units is what the units of a house are called.
type Units interface {
	// History lists what they were called, the newest first.
	History(tenant string) []unit.List

	// Name calls them so from now on, all of them; base is the version that was
	// looked at. It fails with unit.ErrMeanwhile, and as unit.New does.
	Name(ctx context.Context, who identity.Who, base int64, units []unit.Unit) error

	// Undo goes back to the names before base, or fails with unit.ErrMeanwhile
	// or unit.ErrNoEarlier.
	Undo(ctx context.Context, who identity.Who, base int64) error
}

// Feeds is what the pages need to know of messages.
type Feeds interface {
	// Status counts what became of the messages. It works while the charts are
	// locked.
	Status(ctx context.Context, tenant string) (feed.Status, error)
}

// Charts is what the pages need to know of charts and their key.
type Charts interface {
	// Locked reports whether a tenant's charts cannot be opened.
	Locked(tenant string) bool

	// UnderPassphrase reports whether a tenant's key is kept under a passphrase,
	// and not in a file.
	UnderPassphrase(tenant string) bool

	// Standings says of each unit that ever had a census list how it stands. It
	// is not asked while the charts are locked.
	Standings(ctx context.Context, tenant string) (map[string]census.Standing, error)

	// Seen counts the patients in each unit that sources have named, by code. It
	// is not asked while the charts are locked.
	Seen(ctx context.Context, tenant string) (map[string]int, error)
}

// House is all that the pages ask.
type House struct {
	First  First
	Desk   Desk
	Staff  Staff
	Feeds  Feeds
	Charts Charts
	Keys   Keys
	Units  Units
}

// Pages returns the pages. The clock is ours; zone is the site's.
func Pages(house House, clock func() time.Time, zone *time.Location) []ui.Page {
	d, admin := desk{NewChecklist(house, clock, zone)}, []identity.Role{identity.Administrator}
	return []ui.Page{
		{
			Name: "first", Pattern: "GET /setup/first", Template: "first", Files: files, Serve: d.askFirst,
			Sample: func() any { return newFirst("", identity.Account{}) },
		},
		{
			Name: "first-refused", Pattern: "POST /setup/first", Template: "first", Files: files, Serve: d.makeFirst,
			Sample: sampleFirstRefused,
		},
		{
			Name: "setup", Pattern: "GET /setup", Template: "checklist", Files: files, Serve: d.checklist,
			Roles: Readers(), Sample: func() any { return newChecklist(sampleBegun(), identity.Administrator) },
		},
		{
			Name: "setup-noted", Pattern: "POST /setup", Template: "checklist", Files: files, Serve: d.noteKey,
			Roles: admin, Sample: func() any { return newChecklist(sampleBegun(), identity.Administrator) },
		},
		{
			Name: "setup-units", Pattern: "GET /setup/units", Template: "setup-units", Files: files, Serve: d.units,
			Roles: Readers(), Sample: sampleUnits,
		},
		{
			Name: "setup-units-refused", Pattern: "POST /setup/units", Template: "setup-units", Files: files, Serve: d.nameUnits,
			Roles: Readers(), Sample: sampleUnitsRefused,
		},
	}
}

// desk answers for every page.
type desk struct{ Checklist }
