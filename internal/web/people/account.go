package people

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

// accountPage is one account, and what can be done to it.
type accountPage struct {
	Problems []ui.Problem
	Name     string
	To       string
	Title    string
	RoleNow  string
	Meaning  string
	Unit     string
	Closed   bool
	SignedIn string
	Role     ui.Choice
	Acts     []actRow
	Done     string // what was just done, "" for nothing
	Undo     *undo  // how it is undone, nil where it cannot be
	Password string // the new one, shown this once
	status   int
}

// undo is the change that takes another back.
type undo struct{ Verb, Role, Words string }

// Head implements ui.Headed.
func (p *accountPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Account " + p.Name}
	}
	return ui.Head{Title: "Account " + p.Name}
}

// Status is the page's status.
func (p *accountPage) Status() int { return p.status }

// account writes the page of one account, or fails with ui.ErrNotFound.
func (s sheet) account(all staff, name string) (*accountPage, error) {
	at := slices.IndexFunc(all.accounts, func(a identity.Account) bool { return a.Name == name })
	if at < 0 {
		return nil, fmt.Errorf("finding an account: %w", ui.ErrNotFound)
	}
	row, a := s.accounts(all).Rows[at], all.accounts[at]
	return &accountPage{
		status: http.StatusOK, Name: a.Name, To: row.To, Title: row.Title, RoleNow: row.Role, Meaning: roleMeaning(a.Role),
		Unit: row.Unit, Closed: a.Closed, SignedIn: row.SignedIn, Role: roleChoice().Choose(row.Role), Acts: s.actRows(all.acts),
	}, nil
}

// showAccount answers GET /accounts/{name}.
func (d desk) showAccount(ctx context.Context, r *ui.Request) (any, error) {
	all, err := d.staff(ctx, r.Who.Tenant, r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	return d.sheet(r).account(all, r.PathValue("name"))
}

// changeAccount answers POST /accounts/{name}. The answer is the page itself and
// no redirect: a new password is on it, and on it alone.
func (d desk) changeAccount(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	before, err := d.staff(ctx, r.Who.Tenant, r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	was, err := d.sheet(r).account(before, r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	c := identity.Change{
		By: r.Who.Name, Name: was.Name, Verb: identity.Verb(r.PostForm.Get("verb")), Role: identity.Role(r.PostForm.Get("role")),
	}
	password, err := d.house.Accounts.Change(ctx, r.Who.Tenant, c)
	if words := refusal(err); words != "" {
		was.status, was.Problems = http.StatusUnprocessableEntity, []ui.Problem{{Words: words}}
		return was, nil
	}
	if err != nil {
		return nil, fmt.Errorf("changing an account: %w", err)
	}
	after, err := d.staff(ctx, r.Who.Tenant, r.PathValue("name"))
	if err != nil {
		return nil, err
	}
	page, err := d.sheet(r).account(after, was.Name)
	if err != nil {
		return nil, err
	}
	page.Password = password
	page.Done, page.Undo = done(c, was.RoleNow)
	return page, nil
}

// refusal is why a change was refused, in words; "" for any other error.
func refusal(err error) string {
	for _, known := range []error{identity.ErrLastAdministrator, identity.ErrOwnAccount, identity.ErrUnchanged} {
		if errors.Is(err, known) {
			words := known.Error()
			return strings.ToUpper(words[:1]) + words[1:] + "."
		}
	}
	return ""
}

// done says what a change did, and how it is undone. A password that was reset
// and sessions that were ended do not come back.
func done(c identity.Change, roleBefore string) (string, *undo) {
	switch c.Verb {
	case identity.Suspend:
		return "Suspended, and signed out everywhere.", &undo{string(identity.Activate), "", "Undo: let them sign in again"}
	case identity.Activate:
		return "May sign in again.", &undo{string(identity.Suspend), "", "Undo: suspend again"}
	case identity.SetRole:
		return "The role is now " + string(c.Role) + ".", &undo{string(identity.SetRole), roleBefore, "Undo: back to " + roleBefore}
	case identity.ResetPassword:
		return "The password is reset, and the person is signed out everywhere.", nil
	}
	return "Signed out everywhere.", nil
}
