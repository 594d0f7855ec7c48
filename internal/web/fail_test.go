package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

func copyBody(w io.Writer, r *http.Response) (int64, error) { return io.Copy(w, r.Body) }

// secret stands for what no answer and no log line may hold.
const secret = "MRN-4711-SECRET"

func TestErrorsBecomePages(t *testing.T) {
	own := errors.New("own")
	adjust := func(c *Config) {
		c.Failures = []Failure{{own, http.StatusConflict, "Somebody else did that already.", "Look again."}}
	}
	for _, tt := range []struct {
		err      error
		status   int
		says     string
		incident bool
	}{
		{fmt.Errorf("opening: %w", ui.ErrNotFound), 404, "There is no such page.", false},
		{fmt.Errorf("opening: %w", ErrLocked), 503, "still receives and keeps every message", false},
		{fmt.Errorf("opening: %w", own), 409, "Somebody else did that already.", false},
		{context.DeadlineExceeded, 503, "That took too long.", true},
		{errors.New("disk"), 500, "Something went wrong on the server.", true},
	} {
		h := newHouse(t, append(somePages(), plainPage("x", "GET /x/{id}", answering(nil, tt.err))), adjust)
		w := h.ask(http.MethodGet, "/x/"+secret, nil)
		page := w.Body.String()
		if w.Code != tt.status || !strings.Contains(page, tt.says) {
			t.Errorf("%v: status %d, want %d and %q", tt.err, w.Code, tt.status, tt.says)
		}
		if strings.Contains(page, tt.err.Error()) || strings.Contains(page, secret) {
			t.Errorf("%v: the page tells what went wrong inside", tt.err)
		}
		if !strings.Contains(page, `<time datetime="2026-11-25T15:42:00Z">25-Nov-2026 15:42</time>`) || strings.Contains(page, "1900") {
			t.Errorf("%v: the page does not say when it was made", tt.err)
		}
		number := regexp.MustCompile(`Incident <b>([A-Z0-9]+)</b>`).FindStringSubmatch(page)
		if (number != nil) != tt.incident {
			t.Errorf("%v: incident %v, want %v", tt.err, number != nil, tt.incident)
		}
		if number != nil && !strings.Contains(h.log.String(), number[1]) {
			t.Errorf("%v: incident %s is not in the log", tt.err, number[1])
		}
	}
}

func TestPanicBecomesAPage(t *testing.T) {
	var none []int
	for what, thrown := range map[string]func(){
		"string":  func() { panic(secret) },
		"error":   func() { panic(errors.New(secret)) },
		"runtime": func() { none[len(none)]++ },
	} {
		serve := func(context.Context, *ui.Request) (any, error) { thrown(); return nil, nil }
		h := newHouse(t, append(somePages(), plainPage("x", "GET /x/{id}", serve)))
		w := h.ask(http.MethodGet, "/x/"+secret+"?q="+secret, nil)
		if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "Something went wrong") {
			t.Errorf("%s: status %d", what, w.Code)
		}
		if strings.Contains(w.Body.String(), secret) || strings.Contains(h.log.String(), secret) {
			t.Errorf("%s: what was thrown or asked for is in the page or the log:\n%s", what, h.log)
		}
		if !strings.Contains(h.log.String(), "fail_test.go") {
			t.Errorf("%s: the log does not say where", what)
		}
	}
}

func TestMethodsAndAddressesThatAreNot(t *testing.T) {
	h := newHouse(t, append(somePages(), plainPage("x", "GET /x/{id}", answering(newUnlock(false, false), nil))))
	for _, tt := range []struct {
		method, target string
		status         int
		allow          string
	}{
		{http.MethodPost, "/x/1", 405, "GET, HEAD"},
		{http.MethodDelete, "/sign-in", 405, "GET, HEAD, POST"},
		{http.MethodGet, "/sign-out", 405, "POST"},
		{http.MethodGet, "/nothing", 404, ""},
		{http.MethodGet, "/x/1/2", 404, ""},
		{http.MethodGet, "/static/", 404, ""},
		{http.MethodGet, "/static/..%2fweb.go", 404, ""},
		{http.MethodHead, "/x/1", 200, ""},
	} {
		w := h.ask(tt.method, tt.target, nil)
		if w.Code != tt.status || w.Header().Get("Allow") != tt.allow {
			t.Errorf("%s %s: status %d, allow %q; want %d, %q", tt.method, tt.target, w.Code, w.Header().Get("Allow"), tt.status, tt.allow)
		}
		if tt.status >= 400 && !strings.Contains(w.Body.String(), "Go to the board") {
			t.Errorf("%s %s: no page of ours", tt.method, tt.target)
		}
	}
}

func TestLogNamesTheRouteOnly(t *testing.T) {
	h := newHouse(t, append(somePages(), plainPage("x", "GET /x/{id}", answering(newUnlock(false, false), nil))))
	nurse := h.as(t, "north", identity.Nurse)
	h.ask(http.MethodGet, "/x/"+secret+"?q="+secret, nurse)
	h.ask(http.MethodGet, "/"+secret, nurse)
	h.ask(http.MethodPost, "/sign-in", nil, form("name", secret+"@north", "password", secret))
	log := h.log.String()
	for _, bad := range []string{secret, nurse.Value, password} {
		if strings.Contains(log, bad) {
			t.Errorf("the log holds %s:\n%s", bad, log)
		}
	}
	for _, want := range []string{`route="GET /x/{id}" status=200`, `route="no route" status=404`, `route="POST /sign-in" status=422`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s:\n%s", want, log)
		}
	}
}

func TestClientThatWentAwayIsNoError(t *testing.T) {
	h := newHouse(t, append(somePages(), plainPage("x", "GET /x", answering(nil, context.Canceled))))
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	h.ask(http.MethodGet, "/x", nil, func(r *http.Request) { *r = *r.WithContext(gone) })
	if log := h.log.String(); strings.Contains(log, "level=ERROR") || !strings.Contains(log, "status=499") {
		t.Errorf("log:\n%s", log)
	}
}

func TestRedirectLeadsToUsOnly(t *testing.T) {
	for to, ok := range map[string]bool{
		"/": true, "/patient/1": true, "//evil.example": false, "https://evil.example": false, `/\evil.example`: false, "": false,
	} {
		h := newHouse(t, append(somePages(), plainPage("x", "GET /x", answering(&ui.Redirect{To: to}, nil))))
		w := h.ask(http.MethodGet, "/x", nil)
		if went := w.Code == http.StatusSeeOther; went != ok {
			t.Errorf("redirect to %q: status %d", to, w.Code)
		}
	}
}

func TestPageThatCannotBeDrawnIsAnError(t *testing.T) {
	h := newHouse(t, append(somePages(), plainPage("x", "GET /x", answering(struct{}{}, nil))))
	w := h.ask(http.MethodGet, "/x", nil)
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "<h1>The charts") {
		t.Errorf("status %d:\n%s", w.Code, w.Body)
	}
}

func TestNewNamesWhatIsMissing(t *testing.T) {
	full := newHouse(t, somePages()).config
	for name, lack := range map[string]func(*Config){
		"Pages": func(c *Config) { c.Pages = nil }, "Desk": func(c *Config) { c.Desk = nil },
		"Locker": func(c *Config) { c.Locker = nil }, "Changes": func(c *Config) { c.Changes = nil },
		"Tenants": func(c *Config) { c.Tenants = nil }, "Ready": func(c *Config) { c.Ready = nil },
		"Clock": func(c *Config) { c.Clock = nil }, "Zone": func(c *Config) { c.Zone = nil }, "Log": func(c *Config) { c.Log = nil },
	} {
		c := full
		lack(&c)
		if _, err := New(c); err == nil || !strings.Contains(err.Error(), "Config."+name+" ") {
			t.Errorf("without %s: %v", name, err)
		}
	}
	broken := full
	broken.Pages = []ui.Page{{Name: "x", Pattern: "GET /x", Template: "nothing"}}
	if _, err := New(broken); err == nil {
		t.Error("a page without a template was taken")
	}
}
