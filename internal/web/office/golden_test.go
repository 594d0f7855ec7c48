package office

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// pages are all the pages of this package.
func pages() []ui.Page {
	return slices.Concat(Pages(nil, nil, nil, nil, nil), GuardPages(nil, nil, nil), CensusPages(nil, nil, nil))
}

// gallery draws them as a manager sees them.
func gallery(t *testing.T) *uitest.Gallery {
	t.Helper()
	return uitest.New(t, pages(), ui.Layout{
		Who: &identity.Who{Title: "M. Okafor", Role: identity.Manager}, Now: sampleSheet().now, Zone: sampleSheet().zone,
	})
}

func TestPages(t *testing.T) { gallery(t).Keep(t, drawings(), *update) }

// Only who may open a census is shown the way to it, and only who may open the
// quarantine to that.
func TestLinksFollowTheRole(t *testing.T) {
	for _, role := range identity.Roles() {
		page := gallery(t).Main(t, uitest.Drawn("links", "board", sampleSheet().board(allHeard(), sampleUnits(), who(role))))
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
