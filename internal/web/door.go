package web

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

//go:embed template/*.tmpl
var files embed.FS

// door holds the frame's own pages.
type door struct {
	desk      Desk
	locker    Locker
	tenants   func(ctx context.Context) ([]string, error)
	vacant    func(ctx context.Context) (bool, error) // nobody can sign in yet; may be nil
	unlocking chan struct{}                           // one passphrase at a time: each costs 64 MiB
}

func (d *door) pages() []ui.Page {
	admin := []identity.Role{identity.Administrator}
	return []ui.Page{
		{Name: "sign-in", Pattern: "GET /sign-in", Template: "sign-in", Files: files, Serve: d.askName,
			Sample: func() any { return newSignIn("", false) }},
		{Name: "sign-in-refused", Pattern: "POST /sign-in", Template: "sign-in", Files: files, Serve: d.signIn,
			Sample: func() any { return newSignIn("radeyemi", false).refused(identity.ErrRefused) }},
		{Name: "sign-out", Pattern: "POST /sign-out", Template: "sign-in", Files: files, Serve: d.signOut,
			Sample: func() any { return newSignIn("", true) }},
		{Name: "unlock", Pattern: "GET /unlock", Template: "unlock", Files: files, Serve: d.askPassphrase,
			Roles: identity.Roles(), Sample: func() any { return newUnlock(true, true) }},
		{Name: "unlock-refused", Pattern: "POST /unlock", Template: "unlock", Files: files, Serve: d.unlock,
			Roles: admin, Sample: func() any { return newUnlock(true, true).refused() }},
	}
}

// exit is what a page answers with to sign somebody out.
type exit struct{}

// signInPage is the page to sign in at.
type signInPage struct {
	Problems []ui.Problem
	Name     ui.Field
	Password ui.Field
	status   int
}

// Head implements ui.Headed.
func (p *signInPage) Head() ui.Head { return ui.Head{Title: titled("Sign in", p.Problems)} }

// Status is the page's status.
func (p *signInPage) Status() int { return p.status }

func titled(title string, problems []ui.Problem) string {
	if len(problems) > 0 {
		return "Error: " + title
	}
	return title
}

// newSignIn makes the page; several says that the house has several tenants.
func newSignIn(name string, several bool) *signInPage {
	p := &signInPage{
		status:   http.StatusOK,
		Name:     ui.Field{ID: "name", Label: "Name", Value: name, Autocomplete: "username"},
		Password: ui.Field{ID: "password", Label: "Password", Type: "password", Autocomplete: "current-password"},
	}
	if several {
		p.Name.Hint = "Your name and the house, as radeyemi@north"
	}
	return p
}

// refused says why nobody was signed in. The password is typed again.
func (p *signInPage) refused(err error) *signInPage {
	p.status = http.StatusUnprocessableEntity
	field, words := "name", "That name and password do not go together. Check both and type the password again."
	var wait *identity.WaitError
	if errors.As(err, &wait) {
		p.status = http.StatusTooManyRequests
		seconds := int(wait.Wait.Seconds()) + 1
		field = "password"
		words = "Too many sign-ins have failed for this name at this computer. Wait " + strconv.Itoa(seconds) + " seconds and try again."
	}
	p.Problems = []ui.Problem{{Field: field, Words: words}}
	if field == "name" {
		p.Name.Error = words
	} else {
		p.Password.Error = words
	}
	return p
}

// firstPath is where the first administrator is made.
const firstPath = "/setup/first"

// askName answers GET /sign-in. Where nobody can sign in yet it leads to where
// the first administrator is made.
func (d *door) askName(ctx context.Context, r *ui.Request) (any, error) {
	if r.Who.Role != "" {
		return &ui.Redirect{To: home(r.Who)}, nil
	}
	if d.vacant != nil {
		vacant, err := d.vacant(ctx)
		if err != nil {
			return nil, fmt.Errorf("looking whether there is an account: %w", err)
		}
		if vacant {
			return &ui.Redirect{To: firstPath}, nil
		}
	}
	tenants, err := d.tenants(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing the tenants: %w", err)
	}
	return newSignIn("", len(tenants) > 1), nil
}

// signIn answers POST /sign-in.
func (d *door) signIn(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	tenants, err := d.tenants(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing the tenants: %w", err)
	}
	typed := r.PostForm.Get("name")
	attempt := identity.Attempt{Password: r.PostForm.Get("password"), Address: r.Address()}
	attempt.Tenant, attempt.Name = identity.ParseSignIn(typed, tenants)
	token, who, err := d.desk.SignIn(ctx, attempt)
	var wait *identity.WaitError
	if errors.Is(err, identity.ErrRefused) || errors.As(err, &wait) {
		return newSignIn(typed, len(tenants) > 1).refused(err), nil
	}
	if err != nil {
		return nil, err
	}
	return &ui.Entry{Token: token, To: home(who)}, nil
}

// signOut answers POST /sign-out; the frame knows the session to end.
func (d *door) signOut(context.Context, *ui.Request) (any, error) { return &exit{}, nil }

// unlockPage is the page to unlock the charts at.
type unlockPage struct {
	Problems   []ui.Problem
	Passphrase ui.Field
	Locked     bool
	May        bool   // the reader may unlock
	File       string // the key's, where no passphrase opens the charts
	status     int
}

// Head implements ui.Headed.
func (p *unlockPage) Head() ui.Head { return ui.Head{Title: titled("Unlock", p.Problems)} }

// Status is the page's status.
func (p *unlockPage) Status() int { return p.status }

func newUnlock(locked, may bool) *unlockPage {
	return &unlockPage{
		status: http.StatusOK, Locked: locked, May: may,
		Passphrase: ui.Field{
			ID: "passphrase", Label: "Passphrase", Type: "password", Autocomplete: "off",
			Hint: "The one chosen when the server was set up. It is not your own password.",
		},
	}
}

func (p *unlockPage) refused() *unlockPage {
	words := "That passphrase does not unlock the charts. Type it again; capitals and spaces count. If nobody remembers it, it is written down where the set-up asked for it to be kept."
	p.status, p.Passphrase.Error = http.StatusUnprocessableEntity, words
	p.Problems = []ui.Problem{{Field: p.Passphrase.ID, Words: words}}
	return p
}

// askPassphrase answers GET /unlock.
func (d *door) askPassphrase(_ context.Context, r *ui.Request) (any, error) {
	return d.unlockPage(r.Who), nil
}

// unlockPage is the page for a reader: where the key is in a file there is no
// passphrase to ask for, and whoever starts the server opens the charts.
func (d *door) unlockPage(who identity.Who) *unlockPage {
	p := newUnlock(d.locker.Locked(who.Tenant), who.May(identity.Administrator))
	if !d.locker.UnderPassphrase(who.Tenant) {
		p.File = who.Tenant + ".key"
	}
	return p
}

// unlock answers POST /unlock.
func (d *door) unlock(ctx context.Context, r *ui.Request) (any, error) {
	if err := r.ReadForm(); err != nil {
		return nil, err
	}
	if p := d.unlockPage(r.Who); p.File != "" {
		p.status = http.StatusUnprocessableEntity
		return p, nil
	}
	select {
	case d.unlocking <- struct{}{}:
		defer func() { <-d.unlocking }()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to unlock: %w", ctx.Err())
	}
	err := d.locker.Unlock(ctx, r.Who.Tenant, r.PostForm.Get("passphrase"))
	if errors.Is(err, ErrPassphrase) {
		return newUnlock(true, true).refused(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("unlocking the charts: %w", err)
	}
	return &ui.Redirect{To: "/"}, nil
}
