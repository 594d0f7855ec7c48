package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jba/templatecheck"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/lookup"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/remake"
	"redoutlet/internal/feed/trial"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/web/bedside"
	"redoutlet/internal/web/lobby"
	"redoutlet/internal/web/office"
	"redoutlet/internal/web/people"
	"redoutlet/internal/web/setup"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/workshop"
)

// nothing is a house without a patient or a message.
type nothing struct{}

func (nothing) Units(context.Context, string) ([]bedside.Unit, error) { return nil, nil }

func (nothing) Census(context.Context, string, string) (bedside.Unit, []roster.Summary, error) {
	return bedside.Unit{}, nil, ui.ErrNotFound
}

func (nothing) View(context.Context, string, string) (*asof.View, error) {
	return nil, ui.ErrNotFound
}

func (nothing) Opened(context.Context, identity.Who, string, string) error { return nil }

func (nothing) ViewBehindGlass(context.Context, string, string) (*asof.View, error) {
	return nil, ui.ErrNotFound
}

func (nothing) GlassUntil(context.Context, identity.Who, string) (time.Time, error) {
	return time.Time{}, nil
}

func (nothing) Line(context.Context, string, string) (roster.Summary, error) {
	return roster.Summary{}, ui.ErrNotFound
}

func (nothing) Search(context.Context, string, lookup.Query) (lobby.Answer, error) {
	return lobby.Answer{}, nil
}

func (nothing) SetOwn(context.Context, identity.Who, string) error { return nil }

func (nothing) SignIn(context.Context, identity.Attempt) (identity.Token, identity.Who, error) {
	return "", identity.Who{}, identity.ErrRefused
}

func (nothing) Sessions(context.Context, string) (map[string]int, error) { return nil, nil }

func (nothing) Acts(context.Context, string, string, int) ([]access.Act, error) { return nil, nil }

func (nothing) Add(context.Context, identity.Who, identity.Account) (string, error) { return "", nil }

func (nothing) Change(context.Context, string, identity.Change) (string, error) { return "", nil }

func (nothing) Review(_ context.Context, _ string, month access.Month) (access.Review, error) {
	return access.Review{Month: month}, nil
}

func (nothing) DrawSample(context.Context, identity.Who, access.Month) error { return nil }

func (nothing) Decide(context.Context, identity.Who, access.Month, access.Finding) error { return nil }

func (nothing) Close(context.Context, identity.Who, access.Month) error { return nil }

func (nothing) Looked(context.Context, string, access.Filter) ([]access.Opening, error) {
	return nil, nil
}

func (nothing) Reason(context.Context, string, access.ID) (string, error) { return "", nil }

func (nothing) Who(context.Context, string, [][16]byte) (map[[16]byte]roster.Line, error) {
	return nil, nil
}

func (nothing) Numbered(context.Context, string, string) ([]roster.Line, error) { return nil, nil }

func (nothing) Accounts(context.Context, string) ([]identity.Account, error) { return nil, nil }

func (nothing) Partings(context.Context, string, string) ([]chart.Parting, error) { return nil, nil }

func (nothing) Find(context.Context, identity.Who, reading.Finding) (bool, error) {
	return true, nil
}

func (nothing) BreakGlass(context.Context, identity.Who, string, access.Reason) error { return nil }

func (nothing) Message(context.Context, string, int64, func(string) bool) (*feed.Kept, error) {
	return nil, ui.ErrNotFound
}

// noBench is nothing for who mends messages.
type noBench struct{ nothing }

func (noBench) Message(context.Context, string, int64) (*feed.Kept, error) {
	return nil, ui.ErrNotFound
}

func (nothing) Status(context.Context, string) (feed.Status, error) { return feed.Status{}, nil }

func (nothing) Sources(context.Context, string) ([]workshop.Source, error) { return nil, nil }

func (nothing) History(context.Context, string, string) ([]workshop.Source, error) { return nil, nil }

func (nothing) SetUp(context.Context, identity.Who, workshop.Source) error { return nil }

func (nothing) Undo(context.Context, identity.Who, string, int64) error { return nil }

func (nothing) Remaking(string) remake.Progress { return remake.Progress{} }

func (nothing) Arrivals(context.Context, string, string, bool) (workshop.Arrivals, error) {
	return workshop.Arrivals{}, nil
}

func (nothing) Try(context.Context, string, workshop.Source, workshop.Sample) (*trial.Trial, error) {
	return nil, ui.ErrNotFound
}

func (nothing) Room(string) (*quarantine.Room, error) { return nil, ui.ErrNotFound }

func (nothing) ReadAgain(identity.Who, quarantine.Selection) error { return nil }

func (nothing) Lines(context.Context, string) ([]office.UnitLine, error) { return nil, nil }

func (nothing) Freezes(context.Context, string) ([]office.HeldBack, guard.Limits, error) {
	return nil, guard.Default(), nil
}

func (nothing) DecideFreeze(context.Context, identity.Who, string, guard.Act, string) error {
	return guard.ErrNoFreeze
}

func (nothing) TakeLists(context.Context, identity.Who, []census.Row, time.Time) ([]census.List, error) {
	return nil, nil
}

func (nothing) WithdrawList(context.Context, identity.Who, census.ID) error { return ui.ErrNotFound }

func (nothing) CensusLists(context.Context, string) ([]census.Standing, error) { return nil, nil }

func (nothing) Standings(context.Context, string) (map[string]census.Standing, error) {
	return nil, nil
}

func (nothing) Open(context.Context) (bool, error) { return false, nil }

func (nothing) Make(_ context.Context, _, _ string, a identity.Account, _ string) (identity.Account, error) {
	return a, nil
}

func (nothing) NoteKey(context.Context, identity.Who, bool) error { return nil }

func (nothing) KeyCopy(string) (bool, time.Time, string) { return false, time.Time{}, "" }

func (nothing) Seen(context.Context, string) (map[string]int, error) { return nil, nil }

func (nothing) Name(context.Context, identity.Who, int64, []unit.Unit) error { return nil }

func (nothing) Locked(string) bool { return false }

func (nothing) UnderPassphrase(string) bool { return false }

func (nothing) ToDo(context.Context, string) (int, error) { return 0, nil }

// allPages is the page table of the program over an empty house.
func allPages() []ui.Page {
	clock := func() time.Time { return time.Date(2026, 11, 25, 15, 42, 0, 0, time.UTC) }
	open := func(string) bool { return false }
	return slices.Concat(
		bedside.Pages(nothing{}, nothing{}, clock, time.UTC),
		workshop.Pages(workshop.House{Wires: nothing{}, Feeds: noBench{}, Trials: nothing{}, Looks: nothing{}}, clock, time.UTC),
		office.Pages(nothing{}, nothing{}, open, clock, time.UTC),
		office.GuardPages(nothing{}, clock, time.UTC),
		office.CensusPages(nothing{}, clock, time.UTC),
		lobby.Pages(nothing{}, nothing{}, clock, time.UTC),
		setup.Pages(newHouseToSetUp(), clock, time.UTC),
		people.Pages(people.House{Log: nothing{}, Accounts: nothing{}, Reviews: nothing{}, Passwords: nothing{}, Desk: nothing{}}, clock, time.UTC),
	)
}

// unnamed is a house of which no unit has a name.
type unnamed struct{ nothing }

func (unnamed) History(string) []unit.List { return nil }

func (unnamed) Undo(context.Context, identity.Who, int64) error { return unit.ErrNoEarlier }

func newHouseToSetUp() setup.House {
	return setup.House{First: nothing{}, Staff: nothing{}, Feeds: nothing{}, Charts: nothing{}, Keys: nothing{}, Units: unnamed{}}
}

// TestAccessMatrix asks for every page as every role and signed out. A page
// that a role may open answers with itself or, there being nothing in the
// house, that there is no such thing; no other answer of the two is allowed.
func TestAccessMatrix(t *testing.T) {
	h := newHouse(t, allPages())
	for _, p := range h.pages {
		method, target := addressOfPage(p)
		if w := h.ask(method, target, nil); (w.Code == 303 && w.Header().Get("Location") == "/sign-in") != (len(p.Roles) > 0 || p.Name == "sign-out") {
			t.Errorf("%s, signed out: status %d to %q", p.Pattern, w.Code, w.Header().Get("Location"))
		}
		for _, role := range identity.Roles() {
			w := h.ask(method, target, h.as(t, "north", role), form())
			may := len(p.Roles) == 0 || slices.Contains(p.Roles, role)
			if refused := w.Code == http.StatusForbidden; refused == may || w.Code >= 500 || w.Code == 405 {
				t.Errorf("%s as %s: status %d, may open: %v", p.Pattern, role, w.Code, may)
			}
		}
	}
}

// TestFormsThatCannotBeRead sends to every page what is no form. It is said to be
// none, or there is nothing of the kind in the house: it is no fault of ours.
func TestFormsThatCannotBeRead(t *testing.T) {
	h := newHouse(t, allPages())
	for _, p := range h.pages {
		method, target := addressOfPage(p)
		if method != http.MethodPost || len(p.Roles) == 0 {
			continue
		}
		broken := func(r *http.Request) {
			r.Body = io.NopCloser(strings.NewReader("reason=%zz&version=%"))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		if w := h.ask(method, target, h.as(t, "north", p.Roles[0]), broken); w.Code != http.StatusBadRequest && w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", p.Pattern, w.Code)
		}
	}
}

// addressOfPage is an address that a page's pattern takes.
func addressOfPage(p ui.Page) (method, target string) {
	method, target, _ = strings.Cut(p.Pattern, " ")
	return method, strings.NewReplacer("{$}", "", "{id}", "0a", "{unit}", "4W", "{number}", "12", "{name}", "nobody", "{month}", "2026-10").Replace(target)
}

// The roles are written down here a second time, so that a slip in the table
// shows.
func TestWhoMayOpenWhat(t *testing.T) {
	want := map[string]string{
		"GET /units":               "nurse manager",
		"GET /unit/{unit}":         "nurse manager",
		"GET /patient/{id}":        "nurse",
		"GET /search":              "nurse manager",
		"POST /search":             "nurse manager",
		"GET /accounts":            "administrator",
		"GET /password":            "nurse manager engineer auditor administrator",
		"POST /password":           "nurse manager engineer auditor administrator",
		"POST /accounts":           "administrator",
		"GET /accounts/{name}":     "administrator",
		"POST /accounts/{name}":    "administrator",
		"GET /review":              "auditor",
		"GET /review/{month}":      "auditor",
		"POST /review/{month}":     "auditor",
		"GET /looked":              "manager auditor",
		"POST /looked":             "manager auditor",
		"GET /patient/{id}/glass":  "nurse",
		"POST /patient/{id}/glass": "nurse",
		"GET /message/{number}":    "nurse engineer administrator",
		"GET /{$}":                 "nurse manager engineer auditor administrator",
		"GET /quarantine":          "nurse manager engineer administrator",

		"GET /sources":                      "manager engineer auditor administrator",
		"GET /source/{name}":                "engineer administrator",
		"GET /source/{name}/setup":          "engineer administrator",
		"POST /source/{name}/setup":         "engineer administrator",
		"POST /source/{name}/undo":          "engineer administrator",
		"GET /quarantine/group/{id}":        "nurse manager engineer administrator",
		"GET /quarantine/message/{number}":  "nurse engineer administrator",
		"POST /quarantine/message/{number}": "nurse engineer administrator",
		"GET /quarantine/again":             "nurse manager engineer administrator",
		"POST /quarantine/again":            "engineer administrator",

		"GET /sign-in":               "",
		"POST /sign-in":              "",
		"GET /setup":                 "engineer administrator",
		"POST /setup":                "administrator",
		"GET /setup/units":           "engineer administrator",
		"POST /setup/units":          "engineer administrator",
		"GET /setup/first":           "",
		"POST /setup/first":          "",
		"POST /sign-out":             "",
		"GET /unlock":                "nurse manager engineer auditor administrator",
		"POST /unlock":               "administrator",
		"GET /patient/{id}/numbers":  "nurse",
		"POST /patient/{id}/numbers": "nurse",
		"GET /census":                "nurse manager",
		"POST /census":               "nurse manager",
		"POST /census/withdraw":      "nurse manager",
		"GET /freezes":               "nurse manager engineer administrator",
		"POST /freezes":              "manager engineer",
	}
	names := map[string]bool{}
	for _, p := range newHouse(t, allPages()).pages {
		if got := strings.Trim(fmt.Sprint(p.Roles), "[]"); got != want[p.Pattern] {
			t.Errorf("%s: %q, want %q", p.Pattern, got, want[p.Pattern])
		}
		if delete(want, p.Pattern); names[p.Name] {
			t.Errorf("two pages are named %s", p.Name)
		}
		names[p.Name] = true
	}
	if len(want) > 0 {
		t.Errorf("no page for %v", want)
	}
}

func TestUnknownIdsAreNotFound(t *testing.T) {
	h := newHouse(t, allPages())
	nurse := h.as(t, "north", identity.Nurse)
	for _, target := range []string{
		"/patient/0a", "/patient/..%2f..%2fetc", "/unit/4W", "/unit/%00", "/message/12", "/message/0", "/message/x", "/message/-1",
	} {
		w := h.ask(http.MethodGet, target, nurse)
		if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "There is no such page.") {
			t.Errorf("%s: status %d, want 404", target, w.Code)
		}
	}
}

func TestLinksLeadWhereTheRoleMayGo(t *testing.T) {
	h := newHouse(t, allPages())
	want := map[identity.Role]string{
		identity.Nurse: "/ /units /quarantine", identity.Manager: "/ /units /quarantine /sources /looked", identity.Engineer: "/ /quarantine /sources /setup",
		identity.Auditor: "/ /sources /looked /review", identity.Administrator: "/ /quarantine /sources /accounts /setup",
	}
	for role, links := range want {
		var got []string
		for _, item := range h.nav(identity.Who{Role: role}, "/") {
			if got = append(got, item.To); item.Current != (item.To == "/") {
				t.Errorf("%s: %s is marked current: %v", role, item.To, item.Current)
			}
		}
		if strings.Join(got, " ") != links {
			t.Errorf("%s: links %v, want %s", role, got, links)
		}
	}
	own := h.nav(identity.Who{Role: identity.Nurse, Unit: "4 West"}, "/unit/4 West")
	if own[2] != (ui.NavItem{Label: "4 West", To: "/unit/4%20West", Current: true}) {
		t.Errorf("own unit: %+v", own[2])
	}
}

func TestTemplateTypes(t *testing.T) {
	h := newHouse(t, allPages())
	for _, p := range h.pages {
		if err := templatecheck.CheckHTML(h.templates.Page(p.Template), p.Sample()); err != nil {
			t.Errorf("page %s: %v", p.Name, err)
		}
	}
	if err := templatecheck.CheckHTML(h.templates.Page("failure"), failurePage{}); err != nil {
		t.Error(err)
	}
}

// What somebody looks for names a patient. It reaches no log, and no address.
func TestWhatIsLookedForReachesNoLog(t *testing.T) {
	h := newHouse(t, allPages())
	w := h.ask(http.MethodPost, "/search", h.as(t, "north", identity.Nurse), form("q", "ZZTEST-HAZEL 7/14/1945"))
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Nobody fits what was typed") || w.Header().Get("Location") != "" {
		t.Errorf("status %d to %q", w.Code, w.Header().Get("Location"))
	}
	if log := h.log.String(); strings.Contains(log, "HAZEL") || strings.Contains(log, "1945") || !strings.Contains(log, "POST /search") {
		t.Errorf("the log says %s", log)
	}
}
