package web

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

func TestStaticFilesAreKeptByTheBrowser(t *testing.T) {
	h := newHouse(t, somePages())
	for _, name := range ui.AssetNames() {
		first := h.ask(http.MethodGet, "/static/"+name, nil)
		want, mediaType, _ := ui.Asset(name)
		if first.Code != http.StatusOK || first.Body.String() != string(want) || first.Header().Get("Content-Type") != mediaType {
			t.Errorf("%s: status %d, %s, %d bytes", name, first.Code, first.Header().Get("Content-Type"), first.Body.Len())
		}
		again := h.ask(http.MethodGet, "/static/"+name, nil, func(r *http.Request) {
			r.Header.Set("If-None-Match", first.Header().Get("ETag"))
		})
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s again: status %d, %d bytes", name, again.Code, again.Body.Len())
		}
	}
}

func TestHealth(t *testing.T) {
	h := newHouse(t, somePages())
	for target, want := range map[string]string{"/healthz": "up\n", "/readyz": "ready to keep messages\n", "/metrics": "up 1\n"} {
		if w := h.ask(http.MethodGet, target, nil); w.Code != http.StatusOK || w.Body.String() != want {
			t.Errorf("%s: status %d, %q", target, w.Code, w.Body)
		}
	}
	h.ready = errors.New("the disk is full: free some space")
	w := h.ask(http.MethodGet, "/readyz", nil)
	if w.Code != http.StatusServiceUnavailable || w.Body.String() != "not ready: the disk is full: free some space\n" {
		t.Errorf("not ready: status %d, %q", w.Code, w.Body)
	}
	if w := h.ask(http.MethodGet, "/healthz", nil); w.Code != http.StatusOK {
		t.Errorf("a full disk makes the process unhealthy: status %d", w.Code)
	}
	bare := newHouse(t, somePages(), func(c *Config) { c.Metrics = nil })
	if w := bare.ask(http.MethodGet, "/metrics", nil); w.Code != http.StatusNotFound {
		t.Errorf("without metrics: status %d", w.Code)
	}
}

// TestOverASocket signs in, opens a page and signs out as a browser does.
func TestOverASocket(t *testing.T) {
	h := newHouse(t, somePages())
	server := httptest.NewServer(h)
	defer server.Close()
	b := browser(t)
	step := func(method, path, body string, status int, to string) string {
		t.Helper()
		r, err := http.NewRequest(method, server.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", server.URL)
		answer, err := b.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if answer.StatusCode != status || answer.Header.Get("Location") != to {
			t.Errorf("%s %s: status %d to %q, want %d to %q", method, path, answer.StatusCode, answer.Header.Get("Location"), status, to)
		}
		return string(text)
	}
	step(http.MethodGet, "/", "", 303, "/sign-in")
	step(http.MethodGet, "/sign-in", "", 200, "")
	step(http.MethodPost, "/sign-in", "name=manager@north&password=wrong", 422, "")
	step(http.MethodPost, "/sign-in", "name=manager@north&password="+strings.ReplaceAll(password, " ", "+"), 303, "/")
	if page := step(http.MethodGet, "/", "", 200, ""); !strings.Contains(page, "R. Adeyemi, "+string(identity.Manager)) {
		t.Error("the page does not say who is signed in")
	}
	step(http.MethodPost, "/sign-out", "", 303, "/sign-in")
	step(http.MethodGet, "/", "", 303, "/sign-in")
}
