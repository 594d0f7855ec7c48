// Package uitest holds pages to what every page keeps: it looks as it did when a
// person last looked at it, its template fits its data, no cell is blank, and
// nothing that was typed or sent becomes part of it.
package uitest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"redoutlet/internal/web/ui"
)

// Drawing is one page with its data, named for its golden file.
type Drawing struct {
	Name, Template string
	Data           any
}

// Drawn is a drawing, for lists of them.
func Drawn(name, template string, data any) Drawing { return Drawing{name, template, data} }

// Samples draws each page from its sample.
func Samples(pages []ui.Page) []Drawing {
	var all []Drawing
	for _, p := range pages {
		all = append(all, Drawing{p.Name, p.Template, p.Sample()})
	}
	return all
}

// Gallery draws the pages of a package in one frame.
type Gallery struct {
	pages  []ui.Page
	parsed *ui.Templates
	layout ui.Layout
}

// New reads the templates of the pages.
func New(t *testing.T, pages []ui.Page, layout ui.Layout) *Gallery {
	t.Helper()
	parsed, err := ui.Parse(pages)
	if err != nil {
		t.Fatal(err)
	}
	return &Gallery{pages, parsed, layout}
}

// Keep holds drawings to all of it, by what stands in the frame. With update it
// writes the golden pages anew.
func (g *Gallery) Keep(t *testing.T, drawings []Drawing, update bool) {
	t.Helper()
	g.FitTemplates(t, drawings)
	for _, d := range drawings {
		t.Run(d.Name, func(t *testing.T) {
			main := g.Main(t, d)
			Golden(t, d.Name, main, update)
			noBlankCell(t, main)
			staysText(t, main)
		})
	}
}

// FitTemplates checks the template of every page, and of every drawing, against
// the type of its data.
func (g *Gallery) FitTemplates(t *testing.T, drawings []Drawing) {
	t.Helper()
	for _, d := range append(Samples(g.pages), drawings...) {
		if err := templatecheck.CheckHTML(g.parsed.Page(d.Template), d.Data); err != nil {
			t.Errorf("%s: %v", d.Name, err)
		}
	}
}

// Page draws a page whole.
func (g *Gallery) Page(t *testing.T, d Drawing) string {
	t.Helper()
	var page strings.Builder
	if err := g.parsed.Render(&page, d.Template, g.layout, d.Data); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// Main draws a page and returns what stands in the frame.
func (g *Gallery) Main(t *testing.T, d Drawing) string {
	t.Helper()
	_, after, _ := strings.Cut(g.Page(t, d), "<main")
	within, _, found := strings.Cut(after, "</main>")
	if !found {
		t.Fatalf("%s: the page has no main part", d.Name)
	}
	return "<main" + within + "</main>\n"
}

// Golden compares a page with the one kept under testdata, which update writes
// anew.
func Golden(t *testing.T, name, got string, update bool) {
	t.Helper()
	golden := filepath.Join("testdata", name+".html")
	if update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("there is no golden page yet: %v: run the test with -update and look at what it writes", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("page differs from %s (-want +got):\n%s", golden, diff)
	}
}

var (
	field = regexp.MustCompile(`(<input\b[^>]*) value="[^"]*"`)
	cells = regexp.MustCompile(`(?s)<(?:td|th|dd)\b[^>]*>(.*?)</(?:td|th|dd)>`)
	tags  = regexp.MustCompile(`<[^>]*>`)
	empty = regexp.MustCompile(`\b(?:None|N/A|n/a|null|nil|NaN)\b`)
)

// noBlankCell reads a page as a person does: unknown is a word.
func noBlankCell(t *testing.T, page string) {
	t.Helper()
	if word := empty.FindString(tags.ReplaceAllString(page, " ")); word != "" {
		t.Errorf("the page says %q: say in words what is not there", word)
	}
	for _, cell := range cells.FindAllStringSubmatch(page, -1) {
		switch text := strings.TrimSpace(tags.ReplaceAllString(cell[1], "")); text {
		case "", "-", "–", "—", "N/A", "None", "none":
			if !strings.Contains(cell[1], "<button") && !strings.Contains(cell[1], "<input") {
				t.Errorf("a cell says %q: %s", text, cell[0])
			}
		}
	}
}

// staysText looks for what drawings with hostile data try to bring onto a page.
// A field gives back what was typed into it as it was typed: otherwise sending the
// form again would change it.
func staysText(t *testing.T, page string) {
	t.Helper()
	page = field.ReplaceAllString(page, "$1")
	for _, bad := range []string{"<script", "<b>x", "<i>", "\u202e"} {
		if strings.Contains(page, bad) {
			t.Errorf("%q reached the page", bad)
		}
	}
}
