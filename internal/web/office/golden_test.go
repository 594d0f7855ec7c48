package office

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// pages are all the pages of this package.
func pages() []ui.Page {
	return slices.Concat(Pages(nil, nil, nil, nil, nil), GuardPages(nil, nil, nil), CensusPages(nil, nil, nil))
}

func templates(t *testing.T) *ui.Templates {
	t.Helper()
	parsed, err := ui.Parse(pages())
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// mainOf draws a page and returns what stands in the frame.
func mainOf(t *testing.T, d drawing) string {
	t.Helper()
	layout := ui.Layout{
		Who: &identity.Who{Title: "M. Okafor", Role: identity.Manager},
		Now: sampleSheet().now, Zone: sampleSheet().zone,
	}
	var page bytes.Buffer
	if err := templates(t).Render(&page, d.template, layout, d.data); err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(page.String(), "<main")
	within, _, found := strings.Cut(after, "</main>")
	if !found {
		t.Fatalf("%s: the page has no main part", d.name)
	}
	return "<main" + within + "</main>\n"
}

func TestPages(t *testing.T) {
	for _, d := range drawings() {
		t.Run(d.name, func(t *testing.T) {
			got, golden := mainOf(t, d), filepath.Join("testdata", d.name+".html")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("page differs from %s (-want +got):\n%s", golden, diff)
			}
		})
	}
}

func TestTemplateTypes(t *testing.T) {
	parsed := templates(t)
	for _, p := range pages() {
		if err := templatecheck.CheckHTML(parsed.Page(p.Template), p.Sample()); err != nil {
			t.Errorf("page %s: %v", p.Name, err)
		}
	}
}

// Unknown is a word: no cell is blank, and none says nothing by a dash.
func TestNoCellIsBlank(t *testing.T) {
	cell := regexp.MustCompile(`(?s)<t[dh][^>]*>(.*?)</t[dh]>`)
	tag := regexp.MustCompile(`<[^>]*>`)
	for _, d := range drawings() {
		for _, m := range cell.FindAllStringSubmatch(mainOf(t, d), -1) {
			switch text := strings.TrimSpace(tag.ReplaceAllString(m[1], "")); text {
			case "", "-", "–", "N/A", "None", "none":
				t.Errorf("%s: a cell says %q", d.name, text)
			}
		}
	}
}

func TestHostileTextStaysText(t *testing.T) {
	for _, d := range drawings() {
		page := mainOf(t, d)
		for _, bad := range []string{"<script", "<b>4", "<i>", "\u202e"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s: %q reached the page", d.name, bad)
			}
		}
	}
}

// Only who may open a census is shown the way to it, and only who may open the
// quarantine to that.
func TestLinksFollowTheRole(t *testing.T) {
	for _, role := range identity.Roles() {
		page := mainOf(t, drawing{"links", "board", sampleSheet().board(allHeard(), sampleUnits(), who(role))})
		units := role == identity.Nurse || role == identity.Manager
		if got := strings.Contains(page, `href="/unit/`); got != units {
			t.Errorf("%s: links to units %v, want %v", role, got, units)
		}
		quarantine := role != identity.Auditor
		if got := strings.Contains(page, `href="/quarantine"`); got != quarantine {
			t.Errorf("%s: link to the quarantine %v, want %v", role, got, quarantine)
		}
	}
}
