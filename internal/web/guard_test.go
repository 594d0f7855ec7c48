package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

func TestCheckListenRefusesPlainHTTPBeyondThisComputer(t *testing.T) {
	for _, tt := range []struct {
		addr      string
		plain, ok bool // without TLS, with TLS
	}{
		{"127.0.0.1:8080", true, true},
		{"127.9.8.7:8080", true, true},
		{"localhost:8080", true, true},
		{"LOCALHOST:0", true, true},
		{"[::1]:8080", true, true},
		{"[::ffff:127.0.0.1]:8080", true, true},
		{":8080", false, true},
		{"0.0.0.0:8080", false, true},
		{"[::]:8080", false, true},
		{"10.0.0.7:8080", false, true},
		{"charts.north.example:8080", false, true},
		{"127.0.0.1.evil.example:8080", false, true},
		{"localhost.evil.example:8080", false, true},
		{"127.0.0.1", false, false},
		{"", false, false},
	} {
		if err := CheckListen(tt.addr, false); (err == nil) != tt.plain {
			t.Errorf("%q without TLS: %v", tt.addr, err)
		}
		if err := CheckListen(tt.addr, true); (err == nil) != tt.ok {
			t.Errorf("%q with TLS: %v", tt.addr, err)
		}
	}
}

func TestHostIsChecked(t *testing.T) {
	h := newHouse(t, somePages())
	for host, ok := range map[string]bool{
		"localhost": true, "localhost:8080": true, "127.0.0.1:8080": true, "[::1]:8080": true, "[::1]": true, "localhost.:80": true,
		"charts.north.example": true, "CHARTS.north.example:8443": true,
		"evil.example": false, "localhost.evil.example": false, "10.0.0.7:8080": false, "": false, "charts.north.example.evil.example": false,
	} {
		for _, target := range []string{"/sign-in", "/healthz", "/static/style.css", "/live", "/nothing"} {
			w := h.ask(http.MethodGet, target, nil, func(r *http.Request) { r.Host = host })
			if refused := w.Code == http.StatusMisdirectedRequest; refused == ok {
				t.Errorf("host %q, %s: status %d", host, target, w.Code)
			}
		}
	}
}

// responses is one of every kind of answer the server gives.
func responses(t *testing.T) map[string]*http.Response {
	t.Helper()
	pages := append(somePages(),
		plainPage("broken", "GET /broken", answering(nil, errors.New("disk"))),
		plainPage("panics", "GET /panics", func(context.Context, *ui.Request) (any, error) { panic("x") }))
	h := newHouse(t, pages)
	nurse := h.as(t, "north", identity.Nurse)
	answers := map[string]*http.Response{}
	for _, target := range []string{
		"/", "/sign-in", "/unlock", "/broken", "/panics", "/nothing", "/static/style.css", "/static/nothing",
		"/healthz", "/readyz", "/metrics",
	} {
		answers["GET "+target] = h.ask(http.MethodGet, target, nurse).Result()
		answers["signed out GET "+target] = h.ask(http.MethodGet, target, nil).Result()
	}
	answers["POST /sign-in"] = h.ask(http.MethodPost, "/sign-in", nil, form("name", "x@north")).Result()
	answers["POST /sign-in that succeeds"] = h.ask(http.MethodPost, "/sign-in", nil, form("name", "nurse@north", "password", password)).Result()
	answers["POST /sign-out"] = h.ask(http.MethodPost, "/sign-out", nurse).Result()
	answers["POST / that no page takes"] = h.ask(http.MethodPost, "/", nurse).Result()
	answers["POST from another site"] = h.ask(http.MethodPost, "/sign-in", nil, from("cross-site")).Result()
	answers["wrong host"] = h.ask(http.MethodGet, "/", nil, func(r *http.Request) { r.Host = "evil.example" }).Result()
	answers["signed out GET /live"] = h.ask(http.MethodGet, "/live", nil).Result()
	return answers
}

func TestEveryResponseTellsBrowsersToBeCareful(t *testing.T) {
	for name, r := range responses(t) {
		for header, want := range map[string]string{
			"Content-Security-Policy":      policy,
			"X-Content-Type-Options":       "nosniff",
			"X-Frame-Options":              "DENY",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := r.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q, want %q", name, header, got, want)
			}
		}
		if r.Header.Get("Permissions-Policy") == "" {
			t.Errorf("%s: no Permissions-Policy", name)
		}
		asset := strings.Contains(name, "/static/style.css")
		if got := r.Header.Get("Cache-Control"); (got == "no-store") == asset {
			t.Errorf("%s: Cache-Control is %q", name, got)
		}
	}
}

func TestPolicyAllowsNothingInline(t *testing.T) {
	for _, bad := range []string{"unsafe", "data:", "blob:", "http:", "https:", "*"} {
		if strings.Contains(policy, bad) {
			t.Errorf("the policy allows %s", bad)
		}
	}
	for name, r := range responses(t) {
		page := new(strings.Builder)
		if _, err := copyBody(page, r); err != nil {
			t.Fatal(err)
		}
		for _, inline := range []string{"<style", " style=", " onclick", " onload", "javascript:"} {
			if strings.Contains(r.Header.Get("Content-Type"), "html") && strings.Contains(page.String(), inline) {
				t.Errorf("%s: the page has %q", name, inline)
			}
		}
	}
}

func TestEveryUnsafeMethodFromAnotherSiteIsRefused(t *testing.T) {
	h := newHouse(t, somePages())
	admin := h.as(t, "north", identity.Administrator)
	var targets []string
	for _, p := range h.pages {
		_, path, _ := strings.Cut(p.Pattern, " ")
		targets = append(targets, strings.TrimSuffix(path, "{$}"))
	}
	foreign := map[string]func(*http.Request){
		"cross-site": from("cross-site"), "same-site": from("same-site"),
		"old browser": func(r *http.Request) {
			r.Header.Del("Sec-Fetch-Site")
			r.Header.Set("Origin", "http://evil.example")
		},
	}
	for _, target := range append(targets, "/live", "/static/style.css", "/nothing") {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			for name, adjust := range foreign {
				if w := h.ask(method, target, admin, adjust); w.Code != http.StatusForbidden {
					t.Errorf("%s %s, %s: status %d, want 403", method, target, name, w.Code)
				}
			}
		}
	}
	if w := h.ask(http.MethodGet, "/", admin); w.Code != http.StatusOK {
		t.Errorf("after all that the session is gone: status %d", w.Code)
	}
}

func TestTooLargeFormIsRefused(t *testing.T) {
	h := newHouse(t, somePages())
	w := h.ask(http.MethodPost, "/sign-in", nil, form("name", strings.Repeat("x", bodyBytes)))
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d, want 413", w.Code)
	}
	w = h.ask(http.MethodPost, "/sign-in", nil, form(), func(r *http.Request) { r.URL.RawQuery = "a=%zz" })
	if w.Code != http.StatusBadRequest {
		t.Errorf("unreadable form: status %d, want 400", w.Code)
	}
}

func TestServerHasLimits(t *testing.T) {
	s := newHouse(t, somePages()).HTTP()
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout <= 0 || s.WriteTimeout <= 0 || s.IdleTimeout <= 0 || s.MaxHeaderBytes <= 0 {
		t.Errorf("a limit is not set: %+v", s)
	}
}

// A census list may be longer than a form is elsewhere, for those who may give
// one, and not longer than it may be.
func TestAListMayBeLong(t *testing.T) {
	h := newHouse(t, allPages())
	nurse := h.as(t, "north", identity.Nurse)
	for _, tt := range []struct {
		target string
		size   int
		status int
	}{
		{"/census", bodyBytes, http.StatusOK},
		{"/census", 1 << 20, http.StatusOK},
		{"/census", 6 << 20, http.StatusRequestEntityTooLarge},
		{"/search", bodyBytes, http.StatusRequestEntityTooLarge},
	} {
		list := "MRN,Unit\n" + strings.Repeat("0044,4W\n", tt.size/8)
		w := h.ask(http.MethodPost, tt.target, nurse, func(r *http.Request) {
			body := "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + list + "\r\n--x--\r\n"
			r.Body = io.NopCloser(strings.NewReader(body))
			r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
			if tt.target != "/census" {
				form("q", list)(r)
			}
		})
		if w.Code != tt.status && (tt.status != http.StatusOK || w.Code >= 500 || w.Code == 413) {
			t.Errorf("%d bytes to %s: status %d, want %d", tt.size, tt.target, w.Code, tt.status)
		}
	}
}
