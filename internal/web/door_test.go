package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

func TestSignInPage(t *testing.T) {
	for _, tt := range []struct {
		say, name, password string
		status              int
		to                  string
	}{
		{"manager", "manager@north", password, 303, "/"},
		{"capitals and spaces", " Manager@North ", password, 303, "/"},
		{"nurse without a unit", "nurse@south", password, 303, "/units"},
		{"nurse with a unit", "own@north", password, 303, "/unit/4%20West"},
		{"wrong password", "nurse@north", "four other words here", 422, ""},
		{"no such name", "nobody@north", password, 422, ""},
		{"no such tenant", "nurse@west", password, 422, ""},
		{"no tenant among two", "nurse", password, 422, ""},
		{"nothing typed", "", "", 422, ""},
	} {
		h := newHouse(t, somePages())
		own := h.book.accounts[[2]string{"north", "nurse"}]
		own.Name, own.Unit = "own", "4 West"
		h.book.accounts[[2]string{"north", "own"}] = own
		w := h.ask(http.MethodPost, "/sign-in", nil, form("name", tt.name, "password", tt.password))
		if w.Code != tt.status || w.Header().Get("Location") != tt.to {
			t.Errorf("%s: status %d to %q, want %d to %q", tt.say, w.Code, w.Header().Get("Location"), tt.status, tt.to)
		}
		if cookies := w.Result().Cookies(); (len(cookies) == 1) != (tt.status == 303) {
			t.Errorf("%s: %d cookies", tt.say, len(cookies))
		}
		page := w.Body.String()
		if tt.status == 422 && (!strings.Contains(page, "There is a problem") || !strings.Contains(page, "<title>Error: Sign in")) {
			t.Errorf("%s: the page does not say that there is a problem", tt.say)
		}
		if tt.password != "" && strings.Contains(page, tt.password) {
			t.Errorf("%s: the password comes back", tt.say)
		}
	}
}

func TestRefusalsReadAlike(t *testing.T) {
	h := newHouse(t, somePages())
	page := func(name string) string {
		w := h.ask(http.MethodPost, "/sign-in", nil, form("name", name, "password", "four other words here"))
		return strings.ReplaceAll(w.Body.String(), name, "NAME")
	}
	known, unknown, elsewhere := page("nurse@north"), page("nobody@north"), page("nurse@west")
	if known != unknown || known != elsewhere {
		t.Error("the page tells whether there is such an account")
	}
}

func TestGuessingIsSlowed(t *testing.T) {
	h := newHouse(t, somePages())
	guess := form("name", "nurse@north", "password", "four other words here")
	var w *httptest.ResponseRecorder
	for range 4 {
		w = h.ask(http.MethodPost, "/sign-in", nil, guess)
	}
	if w.Code != http.StatusTooManyRequests || !strings.Contains(w.Body.String(), "Wait 2 seconds") {
		t.Errorf("fourth guess: status %d, want 429 and how long to wait", w.Code)
	}
	h.turn(30 * time.Second)
	w = h.ask(http.MethodPost, "/sign-in", nil, form("name", "nurse@north", "password", password))
	if w.Code != http.StatusSeeOther {
		t.Errorf("right password after the wait: status %d", w.Code)
	}
}

func TestCookieIsForThisHostAlone(t *testing.T) {
	for _, secure := range []bool{false, true} {
		h := newHouse(t, somePages(), func(c *Config) { c.Secure = secure })
		w := h.ask(http.MethodPost, "/sign-in", nil, form("name", "nurse@north", "password", password))
		got := w.Header().Get("Set-Cookie")
		name := "redoutlet="
		if secure {
			name = "__Host-redoutlet="
		}
		if !strings.HasPrefix(got, name) || strings.Contains(got, "Secure") != secure {
			t.Errorf("TLS %v: cookie %s", secure, got)
		}
		for _, want := range []string{"Path=/", "HttpOnly", "SameSite=Strict"} {
			if !strings.Contains(got, want) {
				t.Errorf("TLS %v: cookie lacks %s: %s", secure, want, got)
			}
		}
		for _, bad := range []string{"Domain", "Expires", "Max-Age"} {
			if strings.Contains(got, bad) {
				t.Errorf("TLS %v: cookie has %s: %s", secure, bad, got)
			}
		}
	}
}

func TestSignOutEndsTheSessionHere(t *testing.T) {
	h := newHouse(t, somePages())
	nurse := h.as(t, "north", identity.Nurse)
	w := h.ask(http.MethodPost, "/sign-out", nurse)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in" {
		t.Errorf("signing out: status %d to %q", w.Code, w.Header().Get("Location"))
	}
	if c := w.Result().Cookies(); len(c) != 1 || c[0].MaxAge >= 0 || c[0].Value != "" {
		t.Errorf("the browser keeps its cookie: %v", c)
	}
	if w := h.ask(http.MethodGet, "/", nurse); w.Header().Get("Location") != "/sign-in" {
		t.Errorf("the old cookie opens a page: status %d", w.Code)
	}
	if w := h.ask(http.MethodPost, "/sign-out", nil); w.Code != http.StatusSeeOther {
		t.Errorf("signing out twice: status %d", w.Code)
	}
}

func TestNextPersonEndsTheSessionBefore(t *testing.T) {
	h := newHouse(t, somePages())
	nurse := h.as(t, "north", identity.Nurse)
	h.ask(http.MethodPost, "/sign-in", nurse, form("name", "manager@north", "password", password))
	if w := h.ask(http.MethodGet, "/", nurse); w.Code != http.StatusSeeOther {
		t.Errorf("the session before still opens a page: status %d", w.Code)
	}
	manager := h.as(t, "north", identity.Manager)
	if w := h.ask(http.MethodGet, "/sign-in", manager); w.Header().Get("Location") != "/" {
		t.Errorf("signed in at /sign-in: status %d to %q", w.Code, w.Header().Get("Location"))
	}
}

func TestIdleSessionEnds(t *testing.T) {
	h := newHouse(t, somePages())
	nurse := h.as(t, "north", identity.Nurse)
	fetch := func(r *http.Request) { r.Header.Set("Sec-Fetch-Dest", "empty") }
	for range 5 { // what the page's script fetches keeps nobody signed in
		h.turn(10 * time.Minute)
		if w := h.ask(http.MethodGet, "/", nurse, fetch); w.Code != http.StatusOK {
			t.Fatalf("before the limit: status %d", w.Code)
		}
	}
	h.turn(10 * time.Minute)
	if w := h.ask(http.MethodGet, "/", nurse); w.Header().Get("Location") != "/sign-in" {
		t.Errorf("idle for an hour: status %d, want the sign-in page", w.Code)
	}
}

func TestSessionSeesItsTenantOnly(t *testing.T) {
	var asked []string
	serve := func(_ context.Context, r *ui.Request) (any, error) {
		asked = append(asked, r.Who.Tenant)
		return newUnlock(false, false), nil
	}
	h := newHouse(t, append(somePages(), plainPage("x", "GET /x/{tenant}", serve, identity.Roles()...)))
	for _, tenant := range []string{"north", "south"} {
		other := map[string]string{"north": "south", "south": "north"}[tenant]
		h.ask(http.MethodGet, "/x/"+other+"?tenant="+other, h.as(t, tenant, identity.Nurse), func(r *http.Request) {
			r.Header.Set("X-Tenant", other)
			r.AddCookie(&http.Cookie{Name: "tenant", Value: other})
		})
		if got := asked[len(asked)-1]; got != tenant {
			t.Errorf("a session of %s asked for %s", tenant, got)
		}
	}
}

func TestUnlock(t *testing.T) {
	h := newHouse(t, somePages())
	admin := h.as(t, "north", identity.Administrator)
	nurse := h.as(t, "north", identity.Nurse)
	get := func(c *http.Cookie) string { return h.ask(http.MethodGet, "/unlock", c).Body.String() }

	if page := get(admin); !strings.Contains(page, "The charts are open.") || strings.Contains(page, "passphrase") {
		t.Error("an open server asks for the passphrase")
	}
	h.lock.set(true)
	if page := get(nurse); strings.Contains(page, `name="passphrase"`) || !strings.Contains(page, "Ask an administrator") {
		t.Error("a nurse is asked for the passphrase")
	}
	if page := get(admin); !strings.Contains(page, `name="passphrase"`) || !strings.Contains(page, "LOCKED") {
		t.Error("an administrator is not asked for the passphrase")
	}
	if w := h.ask(http.MethodPost, "/unlock", nurse, form("passphrase", phrase)); w.Code != http.StatusForbidden || !h.lock.Locked("north") {
		t.Errorf("a nurse unlocked the charts: status %d", w.Code)
	}
	w := h.ask(http.MethodPost, "/unlock", admin, form("passphrase", "wrong passphrase"))
	if w.Code != http.StatusUnprocessableEntity || strings.Contains(w.Body.String(), "wrong passphrase") {
		t.Errorf("wrong passphrase: status %d, or it comes back", w.Code)
	}
	if w := h.ask(http.MethodPost, "/unlock?passphrase="+url.QueryEscape(phrase), admin, form()); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a passphrase in the address was taken: status %d", w.Code)
	}
	if w := h.ask(http.MethodPost, "/unlock", admin, form("passphrase", "break")); w.Code != http.StatusInternalServerError {
		t.Errorf("unlocking that fails: status %d", w.Code)
	}
	if w := h.ask(http.MethodPost, "/unlock", admin, form("passphrase", phrase)); w.Header().Get("Location") != "/" || h.lock.Locked("north") {
		t.Errorf("right passphrase: status %d", w.Code)
	}
}

// TestUnlockWithTheKeyInAFile asks nobody for a passphrase that does not exist, and says what opens the charts instead.
func TestUnlockWithTheKeyInAFile(t *testing.T) {
	h := newHouse(t, somePages())
	h.lock.set(true)
	h.lock.inFile = true
	admin := h.as(t, "north", identity.Administrator)
	page := h.ask(http.MethodGet, "/unlock", admin).Body.String()
	if strings.Contains(page, `name="passphrase"`) || !strings.Contains(page, "north.key") {
		t.Errorf("where the key is in a file the page asks for a passphrase, or does not name the file:\n%s", page)
	}
	nurse := h.ask(http.MethodGet, "/unlock", h.as(t, "north", identity.Nurse)).Body.String()
	if strings.Contains(nurse, "sign in here") || !strings.Contains(nurse, "whoever runs the server") {
		t.Errorf("a nurse is sent to the wrong person:\n%s", nurse)
	}
	w := h.ask(http.MethodPost, "/unlock", admin, form("passphrase", phrase))
	if w.Code != http.StatusUnprocessableEntity || !h.lock.Locked("north") {
		t.Errorf("a passphrase where there is none: status %d", w.Code)
	}
}

// Whoever has a password that somebody else knows is led to choose another, from
// every page but that one and the one where charts are unlocked, and hears no
// news; signing out works as ever.
func TestHandedPasswordOpensNothingElse(t *testing.T) {
	h := newHouse(t, allPages())
	for _, role := range identity.Roles() {
		a := h.book.accounts[[2]string{"north", string(role)}]
		a.Handed = true
		h.book.accounts[[2]string{"north", string(role)}] = a
	}
	for _, p := range h.pages {
		method, target := addressOfPage(p)
		for _, role := range p.Roles {
			w := h.ask(method, target, h.as(t, "north", role), form())
			led := w.Code == http.StatusSeeOther && w.Header().Get("Location") == "/password"
			if open := target == "/password" || target == "/unlock"; led == open {
				t.Errorf("%s as %s: status %d to %q", p.Pattern, role, w.Code, w.Header().Get("Location"))
			}
		}
	}
	nurse := h.as(t, "north", identity.Nurse)
	if w := h.ask(http.MethodGet, "/live", nurse); w.Code != http.StatusUnauthorized {
		t.Errorf("live: status %d", w.Code)
	}
	if page := h.ask(http.MethodGet, "/password", nurse).Body.String(); strings.Contains(page, `href="/units"`) || strings.Contains(page, "Find a patient") {
		t.Error("the page leads elsewhere")
	}
	if w := h.ask(http.MethodPost, "/sign-out", nurse); w.Header().Get("Location") != "/sign-in" {
		t.Errorf("signing out leads to %q", w.Header().Get("Location"))
	}
}
