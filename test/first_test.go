package test

import (
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestFirstAdministratorInTheBrowser sets up a data folder without an account.
// The program tells one code at each start, which makes the first administrator
// once; from then on there is no such page, and no code is told.
func TestFirstAdministratorInTheBrowser(t *testing.T) {
	t.Parallel()
	s := &site{t: t, data: filepath.Join(t.TempDir(), "data"), temp: t.TempDir(), password: "three lamps and a kettle"}
	run(t, "init", "--data", s.data, "--yes", "--no-account", "--zone", zone)
	s.settle(names()...)

	first := s.serve()
	stale := codeOf(t, first)
	first.stop()

	second := s.serve()
	code := codeOf(t, second)
	if code == stale {
		t.Error("two starts tell one code")
	}
	b := browse(t, second.page)
	if to := b.post("/sign-in", nil, http.MethodGet); to != "/setup/first" {
		t.Errorf("the page to sign in at leads to %q", to)
	}
	b.sees("/setup/first", "Make the first administrator")
	typed := func(code string) url.Values {
		return url.Values{"code": {code}, "name": {"jwhit"}, "title": {"J. Whitfield"}, "password": {s.password}, "again": {s.password}}
	}
	for _, wrong := range []string{stale, "", code + "a"} {
		if to := b.post("/setup/first", typed(wrong), http.MethodPost); to != "422" {
			t.Errorf("a code that is not in force leads to %q", to)
		}
	}
	b = browse(t, second.page)
	second.waitOut(b, typed(code))
	if page := b.get("/accounts"); !strings.Contains(page, "J. Whitfield") || !strings.Contains(page, "(code on the terminal)") {
		t.Error("the first administrator is not signed in, or it is not recorded who made the account")
	}
	if to := b.post("/setup/first", typed(code), http.MethodPost); to != "404" {
		t.Errorf("the code a second time leads to %q", to)
	}
	second.stop()
	if strings.Contains(second.said()+first.said(), s.password) {
		t.Error("the log holds a password")
	}

	third := s.serve()
	if strings.Contains(third.said(), "No account yet") {
		t.Error("beside an account a code is told")
	}
	browse(t, third.page).signIn("jwhit", s.password)
	third.stop()
}

// codeOf is the code that a server tells on its terminal.
func codeOf(t *testing.T, r *server) string {
	t.Helper()
	match := regexp.MustCompile(`No account yet\..* at (\S+)/setup/first with the code (\S+) \(good once`).FindStringSubmatch(r.said())
	if match == nil || match[1] != r.page {
		t.Fatalf("no code is told:\n%s", r.said())
	}
	return match[2]
}

// waitOut makes the account; where codes were wrong before, it is made once the
// wait is over.
func (r *server) waitOut(b *browser, typed url.Values) {
	r.t.Helper()
	until(r.t, "making the first administrator", func() bool {
		return b.post("/setup/first", typed, http.MethodPost) == "/setup"
	})
}

// post sends a form, or asks for a page, and returns where it leads, or else the
// status.
func (b *browser) post(path string, typed url.Values, method string) string {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.page+path, strings.NewReader(typed.Encode()))
	must(b.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := b.client.Do(r)
	must(b.t, err)
	defer resp.Body.Close()
	if to := resp.Header.Get("Location"); to != "" {
		return to
	}
	return resp.Status[:3]
}
