package setup

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/wording"
)

// firstPage asks for the code that stands on the terminal, and for the account
// of the first administrator.
type firstPage struct {
	Problems []ui.Problem
	Code     ui.Field
	Name     ui.Field
	Title    ui.Field
	Password ui.Field
	Again    ui.Field
	status   int
}

// Head implements ui.Headed.
func (p *firstPage) Head() ui.Head {
	if len(p.Problems) > 0 {
		return ui.Head{Title: "Error: First administrator"}
	}
	return ui.Head{Title: "First administrator"}
}

// Status is the page's status.
func (p *firstPage) Status() int { return p.status }

// newFirst makes the page. What was typed comes back, but for the password.
func newFirst(code string, a identity.Account) *firstPage {
	return &firstPage{
		status: http.StatusOK,
		Code: ui.Field{
			ID: "code", Label: "Code", Value: code, Autocomplete: "one-time-code",
			Hint: "It stands in the terminal in which the program was started. It is good once and for an hour; the program tells a new one at each start.",
		},
		Name:     ui.Field{ID: "name", Label: "Name to sign in with", Value: a.Name, Hint: "a-z, 0-9, dot, dash and underscore, as radeyemi", Autocomplete: "username"},
		Title:    ui.Field{ID: "title", Label: "Name as others see it", Value: a.Title, Hint: "As R. Adeyemi", Autocomplete: "name"},
		Password: ui.Field{ID: "password", Label: "Password", Type: "password", Hint: passwordHint(), Autocomplete: "new-password"},
		Again:    ui.Field{ID: "again", Label: "The same password again", Type: "password", Autocomplete: "new-password"},
	}
}

// passwordHint says what a password has to be, as identity.CheckPassword holds.
func passwordHint() string {
	return strconv.Itoa(identity.MinPassword) + " characters or more; a few words do well. The name does not count."
}

// askFirst answers GET /setup/first. There is no such page once somebody can
// sign in.
func (d desk) askFirst(ctx context.Context, _ *ui.Request) (any, error) {
	if err := d.open(ctx); err != nil {
		return nil, err
	}
	return newFirst("", identity.Account{}), nil
}

func (d desk) open(ctx context.Context) error {
	open, err := d.house.First.Open(ctx)
	if err != nil {
		return fmt.Errorf("looking whether there is an account: %w", err)
	}
	if !open {
		return fmt.Errorf("every house here has an account: %w", ui.ErrNotFound)
	}
	return nil
}

// makeFirst answers POST /setup/first. Whoever makes the account is signed in
// with it.
func (d desk) makeFirst(ctx context.Context, r *ui.Request) (any, error) {
	if err := d.open(ctx); err != nil {
		return nil, err
	}
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	a := identity.Account{
		Name: strings.ToLower(strings.TrimSpace(r.PostForm.Get("name"))), Title: strings.TrimSpace(r.PostForm.Get("title")),
	}
	code, password := r.PostForm.Get("code"), r.PostForm.Get("password")
	page := newFirst(code, a)
	if page.check(password, r.PostForm.Get("again")); len(page.Problems) > 0 {
		return page, nil
	}
	if a.Title == "" {
		a.Title = a.Name
	}
	made, err := d.house.First.Make(ctx, r.Address(), code, a, password)
	var wait *identity.WaitError
	switch {
	case errors.Is(err, identity.ErrBegun):
		return &ui.Redirect{To: "/sign-in"}, nil
	case errors.Is(err, identity.ErrCode):
		return page.refused("code", "That code is not in force. Check it; where it is older than an hour, start the program again for a new one."), nil
	case errors.As(err, &wait):
		page.refused("code", "Too many codes were wrong at this computer. Wait "+strconv.Itoa(int(wait.Wait.Seconds())+1)+" seconds and try again.")
		page.status = http.StatusTooManyRequests
		return page, nil
	case err != nil:
		return nil, fmt.Errorf("making the first administrator: %w", err)
	}
	token, _, err := d.house.Desk.SignIn(ctx, identity.Attempt{
		Tenant: made.Tenant, Name: made.Name, Password: password, Address: r.Address(),
	})
	if err != nil {
		return nil, fmt.Errorf("signing in the first administrator: %w", err)
	}
	return &ui.Entry{Token: token, To: "/setup"}, nil
}

// check says what is wrong with what was typed, beside the code.
func (p *firstPage) check(password, again string) {
	if err := identity.CheckName(p.Name.Value); err != nil {
		p.refused("name", wording.Capital(err.Error())+".")
	}
	if err := identity.CheckPassword(p.Name.Value, password); err != nil {
		p.refused("password", wording.Capital(err.Error())+".")
	} else if password != again {
		p.refused("again", "The two passwords differ. Type both again.")
	}
}

// refused says what is wrong with a field. The passwords are typed again.
func (p *firstPage) refused(field, words string) *firstPage {
	p.status = http.StatusUnprocessableEntity
	p.Problems = append(p.Problems, ui.Problem{Field: field, Words: words})
	for _, f := range []*ui.Field{&p.Code, &p.Name, &p.Title, &p.Password, &p.Again} {
		if f.ID == field {
			f.Error = words
		}
	}
	return p
}
