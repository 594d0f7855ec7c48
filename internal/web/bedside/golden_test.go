package bedside

import (
	"flag"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// TestPages compares every drawing with the page kept under testdata, the
// frame too: on these pages the banner stands in it.
func TestPages(t *testing.T) {
	g := gallery(t)
	g.FitTemplates(t, nil)
	for _, d := range drawings() {
		t.Run(d.Name, func(t *testing.T) { uitest.Golden(t, d.Name, g.Page(t, d), *update) })
	}
}

// gallery draws pages as a nurse sees them.
func gallery(t *testing.T) *uitest.Gallery {
	t.Helper()
	s := sampleSheet()
	return uitest.New(t, Pages(nil, nil, nil, s.zone), ui.Layout{
		Nav: []ui.NavItem{{Label: "My unit", To: "/unit/4%20West"}, {Label: "Units", To: "/units", Current: true}, {Label: "Board", To: "/"}},
		Who: &identity.Who{Title: "R. Adeyemi", Role: identity.Nurse, Unit: "4 West"},
		Now: s.now, Zone: s.zone,
	})
}
