package browser

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"redoutlet/internal/web"
	"redoutlet/internal/web/bedside"
	"redoutlet/internal/web/lobby"
	"redoutlet/internal/web/office"
	"redoutlet/internal/web/people"
	"redoutlet/internal/web/setup"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/workshop"
)

// table is the page table of the program.
func table() []ui.Page {
	pages := slices.Concat(
		bedside.Pages(nil, nil, nil, nil), office.Pages(nil, nil, nil, nil, nil), office.GuardPages(nil, nil, nil), office.CensusPages(nil, nil, nil),
		lobby.Pages(nil, nil, nil, nil), people.Pages(people.House{}, nil, nil), setup.Pages(setup.House{}, nil, nil), workshop.Pages(workshop.House{}, nil, nil),
	)
	return web.Pages(web.Config{Pages: pages})
}

// visit is one look at a page.
type visit struct {
	page    string // the row of the table, "" for a page that is in no table
	name    string // of the picture
	account string
	path    string
	act     func(b *tab) // what is done there to reach the page; may be nil
}

// TestEveryPage opens every page of the table in windows of four sizes and
// audits it. A page of the table that is not visited is a failure.
func TestEveryPage(t *testing.T) {
	h := ready(t).busy
	must(t, h.send(t.Context(), "clinic", odd()...))
	h.fetchUntil(t, "engineer", "/quarantine", "<td")
	visited := map[string]bool{}
	for _, v := range slices.Concat(visits(t, h), peopleVisits(t, h)) {
		visited[v.page] = true
		t.Run(v.name, func(t *testing.T) { audit(t, h, v) })
	}
	for _, v := range lockedVisits(t) {
		visited[v.page] = true
	}
	for _, v := range frozenVisits(t) {
		visited[v.page] = true
	}
	t.Run("set-up", func(t *testing.T) {
		for _, page := range setUpPages(t) {
			visited[page] = true
		}
	})
	for _, p := range table() {
		if !visited[p.Name] {
			t.Errorf("no test opens the page %s (%s)", p.Name, p.Pattern)
		}
	}
}

// visits are the looks at the pages of a house at work.
func visits(t *testing.T, h *house) []visit {
	t.Helper()
	units := links(h.fetch(t, "nurse", "/units"), "/unit/")
	group := links(h.fetch(t, "engineer", "/quarantine"), "/quarantine/group/")[0]
	quarantined := links(h.fetch(t, "engineer", group), "/quarantine/message/")[0]
	source := links(h.fetch(t, "engineer", "/sources"), "/source/")[0]
	press := func(b *tab) { b.do(chromedp.Focus(chromedp.CSS("main form button"))); b.submit() }
	list := []visit{
		{"sign-in", "sign-in", "", "/sign-in", nil},
		{"sign-in-refused", "sign-in-refused", "", "/sign-in", func(b *tab) { b.signIn("nurse", "not the password") }},
		{"sign-out", "sign-out", "", "/sign-in", func(b *tab) {
			b.signIn("auditor", password)
			b.do(chromedp.Focus(chromedp.CSS(".who button")))
			b.submit()
		}},
		{"board", "board", "manager", "/", nil},
		{"board", "board-auditor", "auditor", "/", nil},
		{"units", "units", "nurse", "/units", nil},
		{"unit", "unit", "nurse", units[0], nil},
		{"unit", "unit-emergency", "nurse", "/unit/ED", nil},
		{"message", "message", "nurse", "/message/60", nil},
		{"message", "message-quarantined", "engineer", strings.TrimPrefix(quarantined, "/quarantine"), nil},
		{"quarantine", "quarantine", "engineer", "/quarantine", nil},
		{"quarantine-group", "quarantine-group", "engineer", group, nil},
		{"quarantine-message", "quarantine-message", "engineer", quarantined, nil},
		{"quarantine-decided", "quarantine-message-refused", "nurse", quarantined, press},
		{"quarantine-run", "quarantine-run", "manager", "/quarantine/again", nil},
		{"quarantine-again", "quarantine-again", "engineer", group, press},
		{"sources", "sources", "manager", "/sources", nil},
		{"source", "source", "engineer", source, nil},
		{"source-form", "source-form", "engineer", source + "/setup", nil},
		{"source-form-refused", "source-form-refused", "engineer", "/source/~new/setup", press},
		{"source-undone", "source-added", "engineer", "/source/~new/setup", nil},
		{"", "not-found", "nurse", "/there/is/no/such/page", nil},
		{"", "forbidden", "auditor", "/units", nil},
	}
	var patient string
	for name, path := range h.choose(t) {
		list = append(list, visit{"patient", "patient-" + name, "nurse", path, nil})
		patient = max(patient, path)
	}
	return append(list,
		visit{"numbers", "numbers", "nurse", patient + "/numbers", nil},
		visit{"numbers-refused", "numbers-refused", "nurse", patient + "/numbers", (*tab).post})
}

// audit looks at one page in every size.
func audit(t *testing.T, h *house, v visit) {
	t.Helper()
	b := newTab(t, h, v.account)
	b.resize(sizes()[0])
	b.open(h.page + v.path)
	if v.act != nil {
		v.act(b)
	} else if at := ask[string](b, "location.pathname"); at != v.path {
		t.Fatalf("%s leads to %s", v.path, at)
	}
	b.audit(v.name)
}

// audit looks at the page that is open in every size.
func (b *tab) audit(name string) {
	b.t.Helper()
	script, err := os.ReadFile("testdata/audit.js")
	must(b.t, err)
	for _, s := range sizes() {
		b.resize(s)
		for _, finding := range ask[[]string](b, string(script)) {
			b.t.Errorf("%s: %s", s.name, finding)
		}
		if s.name == "desktop" || s.phone {
			b.shoot(name + "-" + s.name)
		}
	}
	b.quiet()
}

// signIn fills in the form and sends it.
func (b *tab) signIn(name, password string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(chromedp.CSS("#name"), name), chromedp.SendKeys(chromedp.CSS("#password"), password))
	b.submit()
}

// lockedVisits walks through a house that was started again and is locked, to
// the moment when it is open.
func lockedVisits(t *testing.T) []visit {
	t.Helper()
	ward := newWard(t, "a passphrase that nobody guesses")
	walk := []visit{
		{"board", "locked-board", "administrator", "/", nil},
		{"", "locked-unit", "nurse", "/unit/4W", nil},
		{"unlock", "unlock", "administrator", "/unlock", nil},
		{"unlock", "unlock-nurse", "nurse", "/unlock", nil},
		{"unlock-refused", "unlock-refused", "administrator", "/unlock", func(b *tab) { b.unlock("not the passphrase") }},
		{"board", "unlocked-board", "administrator", "/unlock", func(b *tab) { b.unlock("a passphrase that nobody guesses") }},
		{"unlock", "unlock-open", "administrator", "/unlock", nil},
	}
	for _, v := range walk {
		t.Run(v.name, func(t *testing.T) { audit(t, ward.house, v) })
	}
	return walk
}

func (b *tab) unlock(passphrase string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(chromedp.CSS("#passphrase"), passphrase))
	b.submit()
}

// TestOddPages audits what a simulated hospital does not have: names as long as
// people's are, parts that cannot be read, and sources that went silent.
func TestOddPages(t *testing.T) {
	ready(t)
	ward := newWard(t, "")
	ward.fetchUntil(t, "engineer", "/quarantine", "<td")
	patient := links(ward.fetch(t, "nurse", "/unit/4W"), "/patient/")[0]
	for _, age := range []string{"fresh", "stale"} {
		for _, v := range []visit{
			{"", "odd-board-" + age, "manager", "/", nil},
			{"", "odd-units-" + age, "nurse", "/units", nil},
			{"", "odd-unit-" + age, "nurse", "/unit/4W", nil},
			{"", "odd-patient-" + age, "nurse", patient, nil},
		} {
			t.Run(v.name, func(t *testing.T) { audit(t, ward.house, v) })
		}
		ward.wait(stale)
	}
}
