package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

// stated is data of a page that is not answered with status 200.
type stated interface{ Status() int }

// answer sends what a page has returned.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, p ui.Page, who *identity.Who, data any) error {
	switch d := data.(type) {
	case *ui.Redirect:
		return redirect(w, r, d.To)
	case *ui.Entry:
		return s.admit(w, r, d)
	case *exit:
		return s.release(w, r)
	}
	return s.draw(w, r, p, who, data)
}

// redirect sends the browser to another page of ours, and nowhere else.
func redirect(w http.ResponseWriter, r *http.Request, to string) error {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`) {
		return fmt.Errorf("page %s: a redirect must lead to a page of ours", r.Pattern)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func (s *Server) draw(w http.ResponseWriter, r *http.Request, p ui.Page, who *identity.Who, data any) error {
	layout := ui.Layout{
		Head: ui.Head{Title: p.Name}, Who: who,
		Now: s.config.Clock(), Zone: s.config.Zone,
	}
	if who != nil {
		if !who.Handed { // every page leads to the one where the password is changed
			layout.Nav = s.nav(*who, r.URL.Path)
		}
		shown := *who
		shown.Unit = s.config.units(who.Tenant).Words(who.Unit)
		layout.Who = &shown
		layout.Search = r.URL.Path != searchPath && !who.Handed && s.may(*who, searchPath)
		layout.Locked = s.config.Locker.Locked(who.Tenant)
		if s.config.Doubt != nil {
			layout.Doubt = s.config.Doubt(who.Tenant)
		}
	}
	var page bytes.Buffer
	if err := s.templates.Render(&page, p.Template, layout, data); err != nil {
		return err
	}
	status := http.StatusOK
	if d, ok := data.(stated); ok {
		status = d.Status()
	}
	send(w, status, page.Bytes())
	return nil
}

// send writes a whole page. A client that has gone away is no error of ours.
func send(w http.ResponseWriter, status int, page []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page)
}

// searchPath is the page on which a patient is looked for. It has a box of its
// own; every other page has one at the top.
const searchPath = "/search"

// nav lists the pages a person can go to from everywhere.
func (s *Server) nav(who identity.Who, path string) []ui.NavItem {
	items := []ui.NavItem{{Label: "Board", To: "/"}, {Label: "Units", To: "/units"}}
	if who.Unit != "" {
		items = append(items, ui.NavItem{Label: s.config.units(who.Tenant).Words(who.Unit), To: unitPath(who.Unit)})
	}
	items = append(items,
		ui.NavItem{Label: "Quarantine", To: "/quarantine"}, ui.NavItem{Label: "Sources", To: "/sources"},
		ui.NavItem{Label: "Who looked", To: "/looked"},
		ui.NavItem{Label: "Review", To: "/review"}, ui.NavItem{Label: "Accounts", To: "/accounts"},
		ui.NavItem{Label: "Set-up", To: "/setup"},
	)
	items = slices.DeleteFunc(items, func(i ui.NavItem) bool { return !s.may(who, i.To) })
	for i := range items {
		items[i].Current = items[i].To == (&url.URL{Path: path}).EscapedPath()
	}
	return items
}

// may reports whether the page table lets a person open an address.
func (s *Server) may(who identity.Who, to string) bool {
	for _, p := range s.pages {
		at := strings.TrimSuffix(strings.TrimPrefix(p.Pattern, "GET "), "{$}")
		if folder, _, ok := strings.Cut(at, "{"); ok && strings.HasPrefix(to, folder) || at == to {
			return who.May(p.Roles...)
		}
	}
	return false
}

func unitPath(unit string) string { return "/unit/" + url.PathEscape(unit) }

// home is where a person begins: a nurse at the bedside, others at the board.
func home(who identity.Who) string {
	switch {
	case who.Role != identity.Nurse:
		return "/"
	case who.Unit == "":
		return "/units"
	}
	return unitPath(who.Unit)
}
