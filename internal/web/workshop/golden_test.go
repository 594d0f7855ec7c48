package workshop

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

var update = flag.Bool("update", false, "write the golden pages anew")

func pages() []ui.Page { return Pages(House{}, nil, nil) }

func templates(t *testing.T) *ui.Templates {
	t.Helper()
	parsed, err := ui.Parse(pages())
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// drawing is one page with its data, named for its golden file.
type drawing struct {
	name, template string
	data           any
}

// mainOf draws a page and returns what stands in the frame.
func mainOf(t *testing.T, d drawing) string {
	t.Helper()
	layout := ui.Layout{
		Who: &identity.Who{Title: "T. Lindqvist", Role: identity.Engineer}, Now: sampleSheet().now, Zone: sampleSheet().zone,
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
	cell := regexp.MustCompile(`(?s)<(?:t[dh]|dd)[ >](.*?)</(?:t[dh]|dd)>`)
	tag := regexp.MustCompile(`^[^>]*>|<[^>]*>`)
	for _, d := range drawings() {
		for _, m := range cell.FindAllStringSubmatch(mainOf(t, d), -1) {
			switch text := strings.TrimSpace(tag.ReplaceAllString(" "+m[1], "")); text {
			case "", "-", "N/A", "None", "none":
				if !strings.Contains(m[1], "<button") {
					t.Errorf("%s: a cell says %q", d.name, text)
				}
			}
		}
	}
}

// Nothing that anybody has typed or sent becomes part of a page.
func TestHostileTextStaysText(t *testing.T) {
	for _, d := range drawings() {
		page := mainOf(t, d)
		for _, bad := range []string{"<script", "<b>x", "\u202e"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s: %q reached the page", d.name, bad)
			}
		}
	}
}
