package tour

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"redoutlet/internal/demo/scene"
)

// house stands for the program and the hospital's record together: it does at once what both do, and its pages have the
// marks by which a scene reads them.
type house struct {
	mu        sync.Mutex
	allergies []string
	silent    int  // how often a chart was asked for since the pharmacy fell silent; 0: it speaks
	spread    bool // the silence of the pharmacy changes another section too
	gone      bool // allergies have vanished
}

// places returns a tour of the house, at noon.
func (h *house) places(t *testing.T) *Tour {
	t.Helper()
	mux := http.NewServeMux()
	for pattern, answer := range map[string]func(r *http.Request) string{
		"POST /search":    func(*http.Request) string { return `<a href="/patient/p1">` },
		"GET /{$}":        func(*http.Request) string { return h.board() },
		"GET /units":      func(*http.Request) string { return `<a href="/unit/4W">` },
		"GET /unit/4W":    func(*http.Request) string { return `<table class="census"><a href="/patient/p1"></table>` },
		"GET /patient/p1": func(*http.Request) string { return h.chart() },
		"GET /freezes": func(*http.Request) string {
			return `Last good kept, the guide through the demo: nobody has removed an allergy` + h.freeze()
		},
		"GET /patients":   func(*http.Request) string { return `[{"name":"Sample, Ada","mrn":"7","unit":"4W"}]` },
		"POST /mishap":    h.mishap,
		"POST /allergy":   h.typeAllergy,
		"POST /take-back": h.takeBack,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			h.mu.Lock()
			defer h.mu.Unlock()
			fmt.Fprint(w, answer(r))
		})
	}
	redirect := func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusSeeOther) }
	mux.HandleFunc("POST /sign-in", redirect)
	mux.HandleFunc("POST /freezes", redirect)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return tourOf(t, server.URL)
}

func tourOf(t *testing.T, address string) *Tour {
	t.Helper()
	made, err := New(Config{
		Place: scene.Place{Pages: address, Record: address, Password: "four-little-words-here"}, Account: "nurse",
		Ageing: 10 * time.Second, Stale: 20 * time.Second,
		Now: func() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func (h *house) board() string {
	held := ""
	if h.gone {
		held = "Held back: 1 part of the charts is shown at the last good. "
	}
	return "<h1>" + held + "All 8 sources are heard.</h1>"
}

func (h *house) freeze() string {
	if !h.gone {
		return ""
	}
	return `<input name="freeze" value="f1">`
}

func (h *house) chart() string {
	warning := ""
	if h.silent > 0 {
		warning = "AGEING: nothing heard"
		if h.silent > 1 {
			warning = "STALE: nothing heard"
		}
		h.silent++
	}
	other, kept := "", ""
	if h.spread {
		other = warning
	}
	if h.gone {
		kept = "Showing LAST GOOD allergies <li>latex HELD BACK: sent as removed</li>"
	}
	return `<h1>SAMPLE, Ada</h1><p class="allergies">` + html.EscapeString(strings.Join(h.allergies, ", ")) + "</p>" +
		section("allergies", "registration", other, kept) + section("medications", "pharmacy", warning, "")
}

func section(name, source, warning, body string) string {
	if warning != "" {
		body = `<p class="box">` + warning + "</p>" + body
	}
	return fmt.Sprintf(`<section class="section" aria-labelledby="%s"><h2>%s</h2><p class="known">source %s, as of <time datetime="2026-03-02T12:00:00Z">12:00</time></p>%s</section>`, name, name, source, body)
}

func (h *house) mishap(r *http.Request) string {
	switch r.PostFormValue("mishap") {
	case "silence":
		h.silent = 1
	case "speak":
		h.silent = 0
	case "vanish":
		h.gone = true
	case "restore":
		h.gone = false
	}
	return "Done. 12 messages are on their way."
}

func (h *house) typeAllergy(r *http.Request) string {
	h.allergies = append(h.allergies, r.PostFormValue("substance"))
	return ""
}

func (h *house) takeBack(r *http.Request) string {
	h.allergies = slices.DeleteFunc(h.allergies, func(s string) bool { return s == r.PostFormValue("substance") })
	return ""
}

// press presses a button and does what it asks for before it returns the answer.
func press(t *testing.T, tour *Tour, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	w := ask(t, tour, http.MethodPost, "/do", form)
	select {
	case todo := <-tour.tasks:
		tour.do(t.Context(), todo)
	default:
	}
	return w
}

func ask(t *testing.T, tour *Tour, method, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "http://localhost"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	tour.Handler().ServeHTTP(w, r)
	return w
}
