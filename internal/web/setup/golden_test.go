package setup

import (
	"flag"
	"slices"
	"testing"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden pages anew")

func pages() []ui.Page { return Pages(House{}, nil, nil) }

// drawings are the samples of the page table and every other case worth looking
// at.
func drawings() []uitest.Drawing {
	return slices.Concat(uitest.Samples(pages()), firstDrawings(), checklistDrawings())
}

func checklistDrawings() []uitest.Drawing {
	locked, hostile := sampleBegun(), sampleBegun()
	locked.locked, locked.passphrase, locked.sources, locked.lists = true, true, nil, nil
	hostile.noted = "<script>alert(1)</script>\u202e"
	hostile.sources[0].Name = `"><b>x</b>/..`
	hostile.seen = map[string]int{`"><b>x</b>`: 2}
	hostile.named = unit.List{Units: []unit.Unit{{Code: `"><b>x</b>`, Name: `"><script>alert(1)</script>`}}}
	unequal := sampleDone()
	unequal.seen["ED"] = 7
	unequal.lists = map[string]census.Standing{"ED": {At: sampleNow(), Listed: 7}}
	return []uitest.Drawing{
		uitest.Drawn("setup-units-none", "setup-units", sampleUnitsOf(sampleBegun(), nil)),
		uitest.Drawn("setup-units-locked", "setup-units", sampleUnitsOf(locked, nil)),
		uitest.Drawn("setup-units-hostile", "setup-units", sampleUnitsOf(hostile, nil)),
		uitest.Drawn("setup-done", "checklist", newChecklist(sampleDone(), identity.Administrator)),
		uitest.Drawn("setup-engineer", "checklist", newChecklist(sampleBegun(), identity.Engineer)),
		uitest.Drawn("setup-locked", "checklist", newChecklist(locked, identity.Administrator)),
		uitest.Drawn("setup-unequal", "checklist", newChecklist(unequal, identity.Engineer)),
		uitest.Drawn("setup-hostile", "checklist", newChecklist(hostile, identity.Administrator)),
	}
}

func firstDrawings() []uitest.Drawing {
	hostile := newFirst(`"><script>alert(1)</script>`, identity.Account{Name: "<b>x</b>", Title: "<b>x</b>\u202e"})
	hostile.check("four plain words here", "three other words here")
	return []uitest.Drawing{
		uitest.Drawn("first-hostile", "first", hostile),
		uitest.Drawn("first-code", "first", newFirst("abcde", identity.Account{Name: "radeyemi"}).refused("code", "That code is not in force.")),
	}
}

// gallery draws the pages as somebody sees them who is not signed in.
func gallery(t *testing.T) *uitest.Gallery {
	t.Helper()
	return uitest.New(t, pages(), ui.Layout{Now: sampleNow(), Zone: sampleNow().Location()})
}

func TestPages(t *testing.T) { gallery(t).Keep(t, drawings(), *update) }
