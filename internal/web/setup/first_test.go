package setup

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

// threshold answers as it was told to, and remembers whom it made.
type threshold struct {
	closed bool
	answer error
	made   []string
}

func (f *threshold) Open(context.Context) (bool, error) { return !f.closed, nil }

func (f *threshold) Make(_ context.Context, address, code string, a identity.Account, _ string) (identity.Account, error) {
	if f.answer != nil {
		return a, f.answer
	}
	f.made = append(f.made, a.Name+", "+a.Title+", by "+code+" from "+address)
	a.Tenant = "north"
	return a, nil
}

// SignIn implements Desk.
func (f *threshold) SignIn(_ context.Context, a identity.Attempt) (identity.Token, identity.Who, error) {
	return identity.Token("of " + a.Name + "@" + a.Tenant), identity.Who{}, nil
}

// ask sends what was typed through the page table.
func (f *threshold) ask(method string, typed url.Values) (any, error) {
	r := httptest.NewRequest(method, "/setup/first", strings.NewReader(typed.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, p := range Pages(House{First: f, Desk: f}, nil, nil) {
		if p.Pattern == method+" /setup/first" {
			return p.Serve(r.Context(), &ui.Request{Request: r})
		}
	}
	return nil, http.ErrNotSupported
}

func TestFirstAdministrator(t *testing.T) {
	good := func(change ...string) url.Values {
		v := url.Values{"code": {"abcde"}, "name": {" RAdeyemi "}, "title": {""}, "password": {"four plain words here"}, "again": {"four plain words here"}}
		for i := 0; i < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	for _, tt := range []struct {
		say    string
		typed  url.Values
		answer error
		field  string // that is wrong
		status int
	}{
		{"everything right", good(), nil, "", 0},
		{"a short password", good("password", "short", "again", "short"), nil, "password", 422},
		{"two passwords", good("again", "four plain words hear"), nil, "again", 422},
		{"a name that is none", good("name", "R. Adeyemi"), nil, "name", 422},
		{"a code that is wrong", good(), identity.ErrCode, "code", 422},
		{"too many codes", good(), &identity.WaitError{}, "code", 429},
		{"somebody was faster", good(), identity.ErrBegun, "", 303},
	} {
		house := &threshold{answer: tt.answer}
		answer, err := house.ask(http.MethodPost, tt.typed)
		if err != nil {
			t.Fatalf("%s: %v", tt.say, err)
		}
		switch got := answer.(type) {
		case *ui.Entry:
			if tt.status != 0 || string(got.Token) != "of radeyemi@north" || len(house.made) != 1 || house.made[0] != "radeyemi, radeyemi, by abcde from 192.0.2.1" {
				t.Errorf("%s: signed in, made %v", tt.say, house.made)
			}
		case *ui.Redirect:
			if tt.status != 303 || got.To != "/sign-in" {
				t.Errorf("%s: sent to %s", tt.say, got.To)
			}
		case *firstPage:
			if got.status != tt.status || len(got.Problems) != 1 || got.Problems[0].Field != tt.field || got.Password.Value != "" || len(house.made) > 0 {
				t.Errorf("%s: status %d, %v, made %v", tt.say, got.status, got.Problems, house.made)
			}
		}
	}
}

// Where everybody has an account there is no such page, whatever is typed.
func TestNoFirstAdministratorBesideAnAccount(t *testing.T) {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		house := &threshold{closed: true}
		if _, err := house.ask(method, url.Values{}); err == nil || !strings.Contains(err.Error(), ui.ErrNotFound.Error()) {
			t.Errorf("%s: %v", method, err)
		}
	}
}
