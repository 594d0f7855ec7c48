package setup

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

var update = flag.Bool("update", false, "write the golden pages anew")

func pages() []ui.Page { return Pages(House{}, nil, nil) }

// drawing is one page with its data, named for its golden file.
type drawing struct {
	name, template string
	data           any
}

// drawings are the samples of the page table and every other case worth looking
// at.
func drawings() []drawing {
	var all []drawing
	for _, p := range pages() {
		all = append(all, drawing{p.Name, p.Template, p.Sample()})
	}
	return slices.Concat(all, firstDrawings(), checklistDrawings())
}

func checklistDrawings() []drawing {
	locked, hostile := sampleBegun(), sampleBegun()
	locked.locked, locked.passphrase, locked.sources, locked.lists = true, true, nil, nil
	hostile.noted = "<script>alert(1)</script>\u202e"
	hostile.sources[0].Name = `"><b>x</b>/..`
	hostile.seen = map[string]int{`"><b>x</b>`: 2}
	hostile.named = unit.List{Units: []unit.Unit{{Code: `"><b>x</b>`, Name: `"><script>alert(1)</script>`}}}
	unequal := sampleDone()
	unequal.seen["ED"] = 7
	unequal.lists = map[string]census.Standing{"ED": {At: sampleNow(), Listed: 7}}
	return []drawing{
		{"setup-units-none", "setup-units", sampleUnitsOf(sampleBegun(), nil)},
		{"setup-units-locked", "setup-units", sampleUnitsOf(locked, nil)},
		{"setup-units-hostile", "setup-units", sampleUnitsOf(hostile, nil)},
		{"setup-done", "checklist", newChecklist(sampleDone(), identity.Administrator)},
		{"setup-engineer", "checklist", newChecklist(sampleBegun(), identity.Engineer)},
		{"setup-locked", "checklist", newChecklist(locked, identity.Administrator)},
		{"setup-unequal", "checklist", newChecklist(unequal, identity.Engineer)},
		{"setup-hostile", "checklist", newChecklist(hostile, identity.Administrator)},
	}
}

func firstDrawings() []drawing {
	hostile := newFirst(`"><script>alert(1)</script>`, identity.Account{Name: "<b>x</b>", Title: "<b>x</b>\u202e"})
	hostile.check("four plain words here", "three other words here")
	return []drawing{
		{"first-hostile", "first", hostile},
		{"first-code", "first", newFirst("abcde", identity.Account{Name: "radeyemi"}).refused("code", "That code is not in force.")},
	}
}

func TestPages(t *testing.T) {
	parsed, err := ui.Parse(pages())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drawings() {
		t.Run(d.name, func(t *testing.T) {
			if err := templatecheck.CheckHTML(parsed.Page(d.template), d.data); err != nil {
				t.Error(err)
			}
			got, golden := mainOf(t, parsed, d), filepath.Join("testdata", d.name+".html")
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

// mainOf draws a page and returns what stands in the frame.
func mainOf(t *testing.T, parsed *ui.Templates, d drawing) string {
	t.Helper()
	var page bytes.Buffer
	if err := parsed.Render(&page, d.template, ui.Layout{Now: sampleNow(), Zone: sampleNow().Location()}, d.data); err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(page.String(), "<main")
	within, _, found := strings.Cut(after, "</main>")
	if !found {
		t.Fatalf("%s: the page has no main part", d.name)
	}
	return "<main" + within + "</main>\n"
}
