package web

import (
	"flag"
	"net/http"
	"strings"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// TestPages compares the frame's own pages, whole and as a browser gets them,
// with those kept under testdata.
func TestPages(t *testing.T) {
	pages := append(allPages(), plainPage("locked", "GET /locked", answering(nil, ErrLocked)))
	h := newHouse(t, pages)
	ask := func(method, target string, cookie *http.Cookie, adjust ...func(*http.Request)) string {
		return h.ask(method, target, cookie, adjust...).Body.String()
	}
	admin, nurse := h.as(t, "north", identity.Administrator), h.as(t, "north", identity.Nurse)
	drawn := map[string]string{
		"sign_in":         ask(http.MethodGet, "/sign-in", nil),
		"sign_in_refused": ask(http.MethodPost, "/sign-in", nil, form("name", `<b>"nurse`, "password", "x")),
		"unlock_open":     ask(http.MethodGet, "/unlock", admin),
		"not_found":       ask(http.MethodGet, "/nothing", nil),
		"forbidden":       ask(http.MethodGet, "/quarantine", h.as(t, "north", identity.Auditor)),
		"locked":          ask(http.MethodGet, "/locked", nil),
	}
	h.lock.set(true)
	drawn["unlock"] = ask(http.MethodGet, "/unlock", admin)
	drawn["unlock_refused"] = ask(http.MethodPost, "/unlock", admin, form("passphrase", "x"))
	drawn["unlock_nurse"] = ask(http.MethodGet, "/unlock", nurse)
	h.lock.inFile = true
	drawn["unlock_file"] = ask(http.MethodGet, "/unlock", admin)
	drawn["unlock_file_nurse"] = ask(http.MethodGet, "/unlock", nurse)
	for name, got := range drawn {
		uitest.Golden(t, name, got, *update)
	}
}

// TestSamplesAreDrawn draws every row of the page table from its sample.
func TestSamplesAreDrawn(t *testing.T) {
	h := newHouse(t, allPages())
	for _, p := range h.pages {
		var page strings.Builder
		layout := ui.Layout{Head: ui.Head{Title: p.Name}, Now: h.now, Zone: h.config.Zone}
		if err := h.templates.Render(&page, p.Template, layout, p.Sample()); err != nil {
			t.Errorf("%s: %v", p.Name, err)
		}
		if strings.Count(page.String(), "<h1") != 1 {
			t.Errorf("%s: %d main headings, want one", p.Name, strings.Count(page.String(), "<h1"))
		}
	}
}
