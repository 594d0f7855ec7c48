package setup

import (
	"time"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/notation"
)

// The samples are an invented house. They draw the golden pages and give the
// template check something to look into.

// sampleNow is a morning in winter, far from any clock change.
func sampleNow() time.Time {
	return time.Date(2026, time.November, 25, 10, 42, 0, 0, time.FixedZone("EST", -5*60*60))
}

// sampleBegun is a house right after its first administrator was made: one
// source that the settings file names, and nothing else.
func sampleBegun() known {
	return known{
		accounts: []identity.Account{{Name: "jwhit", Title: "J. Whitfield", Role: identity.Administrator}},
		sources:  []feed.SourceStatus{{Name: "feed", Mode: "trial"}},
		lists:    map[string]census.Standing{},
	}
}

// sampleDone is a house in which everything is done.
func sampleDone() known {
	k := sampleBegun()
	k.passphrase, k.noted = true, "J. Whitfield, "+notation.Stamp(sampleNow(), sampleNow().Location())
	for _, name := range []string{"nito", "radeyemi"} {
		k.accounts = append(k.accounts, identity.Account{Name: name, Role: identity.Nurse})
	}
	k.accounts = append(k.accounts, identity.Account{Name: "pcast", Role: identity.Administrator})
	k.sources = []feed.SourceStatus{{Name: "adt", Mode: "live", Received: 412}, {Name: "lab", Mode: "trial", Received: 12}}
	k.seen, k.named = map[string]int{"4W": 24}, unit.List{Units: []unit.Unit{{Code: "4W", Name: "4 West"}}}
	k.lists["4W"], k.lists["ED"] = census.Standing{At: sampleNow(), Listed: 24, Found: 24}, census.Standing{At: sampleNow(), Listed: 7}
	return k
}

func sampleFirstRefused() any {
	p := newFirst("abcde-fghij", identity.Account{Name: "R Adeyemi", Title: "R. Adeyemi"})
	p.check("short", "short")
	return p
}

// sampleUnits are units of which some have a name.
func sampleUnits() any {
	return sampleUnitsOf(sampleNamed())
}

func sampleNamed() (known, []unit.List) {
	k := sampleDone()
	k.seen = map[string]int{"4W": 24, "ED": 19, "ICU": 1}
	first := unit.List{Version: 1, At: sampleNow(), By: "jwhit", Units: []unit.Unit{{Code: "4W", Name: "West"}}}
	k.named = unit.List{Version: 2, At: sampleNow(), By: "jwhit", Units: []unit.Unit{
		{Code: "4W", Name: "4 West"}, {Code: "OLD", Name: "Old building", Closed: true},
	}}
	return k, []unit.List{k.named, first}
}

func sampleUnitsOf(k known, history []unit.List) *unitsPage {
	return Checklist{zone: sampleNow().Location()}.newUnits(k, history)
}

func sampleUnitsRefused() any {
	p := sampleUnitsOf(sampleNamed())
	p.Rows[0].Error = "The name is too long."
	p.refuse("name-0", p.Rows[0].Error)
	return p
}
