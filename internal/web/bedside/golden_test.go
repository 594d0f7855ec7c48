package bedside

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// TestPages compares every drawing with the page kept under testdata.
func TestPages(t *testing.T) {
	for _, d := range drawings() {
		t.Run(d.name, func(t *testing.T) {
			got := draw(t, d)
			golden := filepath.Join("testdata", d.name+".html")
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("page differs from %s (-want +got):\n%s", golden, diff)
			}
		})
	}
}

func draw(t *testing.T, d drawing) []byte {
	t.Helper()
	templates, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	layout := ui.Layout{
		Nav: []ui.NavItem{{Label: "My unit", To: "/unit/4%20West"}, {Label: "Units", To: "/units", Current: true}, {Label: "Board", To: "/"}},
		Who: &identity.Who{Title: "R. Adeyemi", Role: identity.Nurse, Unit: "4 West"},
		Now: sampleSheet().now, Zone: sampleSheet().zone,
	}
	var page bytes.Buffer
	if err := templates.Render(&page, d.template, layout, d.data); err != nil {
		t.Fatal(err)
	}
	return page.Bytes()
}

// TestTemplateTypes checks every template against the type of its page's data.
func TestTemplateTypes(t *testing.T) {
	templates, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Pages(nil, nil, nil, sampleSheet().zone) {
		if err := templatecheck.CheckHTML(templates.Page(p.Template), p.Sample()); err != nil {
			t.Errorf("page %s: %v", p.Name, err)
		}
	}
}
