package workshop

import (
	"flag"
	"testing"

	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden pages anew")

func pages() []ui.Page { return Pages(House{}, nil, nil) }

// gallery draws them as an engineer sees them.
func gallery(t *testing.T) *uitest.Gallery {
	t.Helper()
	return uitest.New(t, pages(), ui.Layout{
		Who: &identity.Who{Title: "T. Lindqvist", Role: identity.Engineer}, Now: sampleSheet().now, Zone: sampleSheet().zone,
	})
}

func TestPages(t *testing.T) { gallery(t).Keep(t, drawings(), *update) }
