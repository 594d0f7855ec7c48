package test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// browser is somebody at the pages of a server.
type browser struct {
	t      testing.TB
	page   string
	client *http.Client
}

// browse opens a browser at the address of the pages.
func browse(t testing.TB, page string) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &browser{t, page, &http.Client{Jar: jar, Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

// signIn signs in; whoever it is must be let in.
func (b *browser) signIn(name, password string) *browser {
	b.t.Helper()
	resp, err := b.client.PostForm(b.page+"/sign-in", url.Values{"name": {name}, "password": {password}})
	must(b.t, err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		b.t.Fatalf("%s is not let in: %s", name, resp.Status)
	}
	return b
}

// get reads a page, which must be there.
func (b *browser) get(path string) string {
	b.t.Helper()
	resp, err := b.client.Get(b.page + path)
	must(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(b.t, err)
	if resp.StatusCode != http.StatusOK {
		b.t.Fatalf("%s is answered %s", path, resp.Status)
	}
	return string(body)
}

// sees holds that a page says something.
func (b *browser) sees(path, words string) {
	b.t.Helper()
	if page := b.get(path); !strings.Contains(page, words) {
		b.t.Errorf("the page %s does not say %q", path, words)
	}
}
