// Package people holds the pages about those who sign in: who looked at which
// chart, the monthly review of that, the accounts with their roles, and everybody's own
// password.
//
// Nothing clinical is on these pages. A manager, who sees the names on a census,
// sees patients by name and number. An auditor sees them by number alone: that
// is what it takes to find the same patient in the hospital's own records, and
// less than a name gives away to whoever looks over a shoulder.
package people

import (
	"context"
	"embed"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/ui"
)

//go:embed template/*.tmpl
var files embed.FS

// Log is what the pages need to know of openings.
type Log interface {
	// Looked lists openings, the newest first. A patient of the filter stands
	// for all numbers of that patient.
	Looked(ctx context.Context, tenant string, f access.Filter) ([]access.Opening, error)

	// Reason is why the glass was broken, in the person's words; "" where the
	// charts are locked and it cannot be read.
	Reason(ctx context.Context, tenant string, id access.ID) (string, error)

	// Who says who patients are: those that are known, while the charts are
	// open.
	Who(ctx context.Context, tenant string, ids [][16]byte) (map[[16]byte]roster.Line, error)

	// Numbered lists the patients who have a number, as NUMBER or
	// NUMBER^AUTHORITY.
	Numbered(ctx context.Context, tenant, number string) ([]roster.Line, error)
}

// Accounts is what the pages need of accounts.
type Accounts interface {
	// Accounts lists every account by name, without passwords.
	Accounts(ctx context.Context, tenant string) ([]identity.Account, error)

	// Sessions counts where people are signed in, by account.
	Sessions(ctx context.Context, tenant string) (map[string]int, error)

	// Acts lists the latest of what was done to an account, or with subject ""
	// to all, the newest first.
	Acts(ctx context.Context, tenant, subject string, limit int) ([]access.Act, error)

	// Add makes an account and its password, or fails with identity.ErrTaken.
	Add(ctx context.Context, who identity.Who, a identity.Account) (password string, err error)

	// Change does something to an account, and records it. It returns the new
	// password where it was reset, and fails as identity.Change.Apply does.
	Change(ctx context.Context, tenant string, c identity.Change) (password string, err error)
}

// Reviews is what the pages need of the reviews of months.
type Reviews interface {
	// Review is the review of a month, as far as it has come.
	Review(ctx context.Context, tenant string, month access.Month) (access.Review, error)

	// DrawSample draws a month's sample and records it, or fails with
	// access.ErrNotOver or access.ErrDrawn.
	DrawSample(ctx context.Context, who identity.Who, month access.Month) error

	// Decide adds a decision: the opening, the verdict and the words of the
	// note. It fails as access.CheckDecision does.
	Decide(ctx context.Context, who identity.Who, month access.Month, f access.Finding) error

	// Close ends a review, or fails as access.Review.CheckClosing does.
	Close(ctx context.Context, who identity.Who, month access.Month) error
}

// Passwords changes them.
type Passwords interface {
	// SetOwn gives people the password they chose, and ends all their sessions.
	SetOwn(ctx context.Context, who identity.Who, password string) error
}

// Desk signs people in.
type Desk interface {
	// SignIn begins a session, or fails with identity.ErrRefused or a
	// *identity.WaitError.
	SignIn(ctx context.Context, a identity.Attempt) (identity.Token, identity.Who, error)
}

// House is all that the pages ask.
type House struct {
	Log      Log
	Accounts Accounts
	Reviews  Reviews

	Passwords Passwords
	Desk      Desk
}

// Pages returns the pages. The clock is ours; zone is the site's.
func Pages(house House, clock func() time.Time, zone *time.Location) []ui.Page {
	d, audit := desk{house, clock, zone}, []identity.Role{identity.Auditor}
	lookers, admin := []identity.Role{identity.Manager, identity.Auditor}, []identity.Role{identity.Administrator}
	return []ui.Page{
		{
			Name: "looked", Pattern: "GET /looked", Template: "looked", Files: files, Serve: d.looked,
			Roles: lookers, Sample: sampleLooked,
		},
		{
			Name: "looked-for", Pattern: "POST /looked", Template: "looked", Files: files, Serve: d.lookedFor,
			Roles: lookers, Sample: sampleLookedRefused,
		},
		{
			Name: "review-now", Pattern: "GET /review", Template: "review", Files: files, Serve: d.thisReview,
			Roles: audit, Sample: sampleReview,
		},
		{
			Name: "review", Pattern: "GET /review/{month}", Template: "review", Files: files, Serve: d.showReview,
			Roles: audit, Sample: sampleReview,
		},
		{
			Name: "review-refused", Pattern: "POST /review/{month}", Template: "review", Files: files, Serve: d.doReview,
			Roles: audit, Sample: sampleReviewRefused,
		},
		{
			Name: "password", Pattern: "GET /password", Template: "password", Files: files, Serve: d.askPassword,
			Roles: identity.Roles(), Sample: func() any { return newPassword(sampleReader(false)) },
		},
		{
			Name: "password-refused", Pattern: "POST /password", Template: "password", Files: files, Serve: d.changePassword,
			Roles: identity.Roles(), Sample: func() any { return newPassword(sampleReader(true)).refused("new", "The password is too short.") },
		},
		{
			Name: "accounts", Pattern: "GET /accounts", Template: "accounts", Files: files, Serve: d.listAccounts,
			Roles: admin, Sample: func() any { return sampleSheet().accounts(sampleStaff()) },
		},
		{
			Name: "accounts-added", Pattern: "POST /accounts", Template: "accounts", Files: files, Serve: d.addAccount,
			Roles: admin, Sample: sampleAdded,
		},
		{
			Name: "account", Pattern: "GET /accounts/{name}", Template: "account", Files: files, Serve: d.showAccount,
			Roles: admin, Sample: func() any { return sampleAccount("radeyemi") },
		},
		{
			Name: "account-changed", Pattern: "POST /accounts/{name}", Template: "account", Files: files, Serve: d.changeAccount,
			Roles: admin, Sample: sampleChanged,
		},
	}
}

// desk answers for every page.
type desk struct {
	house House
	clock func() time.Time
	zone  *time.Location
}

// sheet writes for a moment and a zone.
type sheet struct {
	now   time.Time
	zone  *time.Location
	units unit.Names // what the units of the house are called
}

func (d desk) sheet(r *ui.Request) sheet { return sheet{d.clock(), d.zone, r.Units} }
