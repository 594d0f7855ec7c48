package people

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// passwordPage is where people change their own password.
type passwordPage struct {
	Problems []ui.Problem
	Account  string
	Handed   bool // the reader's password was set by somebody else
	Old      ui.Field
	New      ui.Field
	Again    ui.Field
	status   int
}

// Head implements ui.Headed.
func (p *passwordPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: Your password"}
	}
	return ui.Head{Title: "Your password"}
}

// Status is the page's status.
func (p *passwordPage) Status() int { return p.status }

func newPassword(who identity.Who) *passwordPage {
	return &passwordPage{
		status: http.StatusOK, Account: who.Name, Handed: who.Handed,
		Old: ui.Field{ID: "old", Label: "The password you have now", Type: "password", Autocomplete: "current-password"},
		New: ui.Field{
			ID: "new", Label: "The new password", Type: "password", Autocomplete: "new-password",
			Hint: strconv.Itoa(identity.MinPassword) + " characters or more; a few words do well. Your account's name does not count.",
		},
		Again: ui.Field{ID: "again", Label: "The new password again", Type: "password", Autocomplete: "new-password"},
	}
}

// askPassword answers GET /password.
func (d desk) askPassword(_ context.Context, r *ui.Request) (any, error) {
	return newPassword(r.Who), nil
}

// changePassword answers POST /password. The old password is asked for as at
// sign-in, and as slowly where it was wrong: a browser that was left open is not
// enough. Every session of the person ends, and one begins here.
func (d desk) changePassword(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	page := newPassword(r.Who)
	before, after := r.PostForm.Get("old"), r.PostForm.Get("new")
	if page.check(r.Who.Name, before, after, r.PostForm.Get("again")); len(page.Problems) > 0 {
		return page, nil
	}
	attempt := identity.Attempt{Tenant: r.Who.Tenant, Name: r.Who.Name, Password: before, Address: r.Address()}
	var wait *identity.WaitError
	switch _, _, err := d.house.Desk.SignIn(ctx, attempt); {
	case errors.Is(err, identity.ErrRefused):
		return page.refused("old", "That is not the password you have now. Type it again."), nil
	case errors.As(err, &wait):
		page.refused("old", "Too many passwords were wrong at this computer. Wait "+strconv.Itoa(int(wait.Wait.Seconds())+1)+" seconds and try again.")
		page.status = http.StatusTooManyRequests
		return page, nil
	case err != nil:
		return nil, fmt.Errorf("comparing a password: %w", err)
	}
	if err := d.house.Passwords.SetOwn(ctx, r.Who, after); err != nil {
		return nil, fmt.Errorf("changing a password: %w", err)
	}
	attempt.Password = after
	token, who, err := d.house.Desk.SignIn(ctx, attempt)
	if err != nil {
		return nil, fmt.Errorf("signing in with a new password: %w", err)
	}
	to := "/"
	if who.May(identity.Nurse) {
		to = "/units"
	}
	return &ui.Entry{Token: token, To: to}, nil
}

// check says what is wrong with the new password.
func (p *passwordPage) check(name, before, after, again string) {
	err := identity.CheckPassword(name, after)
	switch {
	case err != nil:
		p.refused("new", wording.Capital(err.Error())+".")
	case after == before:
		p.refused("new", "The new password is the one you have now. Choose another.")
	case after != again:
		p.refused("again", "The two new passwords differ. Type both again.")
	}
}

// refused says what is wrong with a field. All of them are typed again.
func (p *passwordPage) refused(field, words string) *passwordPage {
	p.status = http.StatusUnprocessableEntity
	p.Problems = []ui.Problem{{Field: field, Words: words}}
	for _, f := range []*ui.Field{&p.Old, &p.New, &p.Again} {
		if f.ID == field {
			f.Error = words
		}
	}
	return p
}
