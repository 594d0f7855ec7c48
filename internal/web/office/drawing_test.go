package office

import (
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui/uitest"
)

func who(role identity.Role) identity.Who { return identity.Who{Tenant: "north", Role: role} }

// drawings are the states that the golden pages keep.
func drawings() []uitest.Drawing {
	s, named := sampleSheet(), sampleSheet()
	named.called = unit.Names{"4 West": {Code: "4 West", Name: "Surgery, west wing"}, "Maternity": {Code: "Maternity", Name: "Mothers", Closed: true}}
	return []uitest.Drawing{
		uitest.Drawn("board_heard", "board", sampleBoard(allHeard())),
		uitest.Drawn("board_silent", "board", s.board(silentPharmacy(), silentUnits(), who(identity.Manager))),
		uitest.Drawn("board_trial", "board", s.board(onTrial(), sampleUnits(), who(identity.Engineer))),
		uitest.Drawn("board_engine", "board", s.board(oneEngine(), silentUnits(), who(identity.Administrator))),
		uitest.Drawn("board_nothing", "board", s.board(feed.Status{}, nil, who(identity.Auditor))),
		uitest.Drawn("board_locked", "board", s.lockedBoard(lockedStatus(), who(identity.Administrator))),
		uitest.Drawn("board_hostile", "board", s.board(hostile(), hostileUnits(), who(identity.Nurse))),
		uitest.Drawn("board_frozen", "board", s.board(frozenStatus(), sampleUnits(), who(identity.Manager))),
		uitest.Drawn("board_named", "board", named.board(frozenStatus(), sampleUnits(), who(identity.Manager))),
		uitest.Drawn("freezes_named", "freezes", named.freezes(sampleFrozen(), guard.Default(), who(identity.Manager))),
		uitest.Drawn("board_begun", "board", begunBoard()),
		uitest.Drawn("freezes", "freezes", sampleFreezes()),
		uitest.Drawn("census", "census", sampleCensus()),
		uitest.Drawn("census_none", "census", s.census(nil)),
		uitest.Drawn("census_unclear", "census", unclearCensus()),
		uitest.Drawn("board_reconciled", "board", s.board(allHeard(), reconciledUnits(), who(identity.Manager))),
		uitest.Drawn("freezes_none", "freezes", s.freezes(nil, guard.Default(), who(identity.Engineer))),
		uitest.Drawn("freezes_nurse", "freezes", s.freezes(sampleFrozen(), guard.Default(), who(identity.Nurse))),
		uitest.Drawn("freezes_no_reason", "freezes", refusedFreezes()),
		uitest.Drawn("freezes_hostile", "freezes", s.freezes(hostileFrozen(), guard.Default(), who(identity.Manager))),
	}
}

// begunBoard is of a house that is not set up.
func begunBoard() *board {
	b := sampleSheet().board(feed.Status{}, nil, who(identity.Engineer))
	b.setUp(5)
	return b
}

func reconciledUnits() []UnitLine {
	units := sampleUnits()
	units[0].List = census.Standing{At: ago(time.Hour).Time, Listed: 24, Found: 24}
	units[1].List = census.Standing{At: ago(time.Hour).Time, Listed: 21, Found: 19, ListOnly: make([]census.Row, 2)}
	return units
}

func frozenStatus() feed.Status {
	status := allHeard()
	status.Frozen = sampleHolds()
	return status
}

func refusedFreezes() *freezesPage {
	p := sampleFreezes()
	p.refuse("a1", "", "Give the reason: it stands beside your name for whoever comes after.")
	return p
}

func hostileFrozen() []HeldBack {
	list := sampleFrozen()
	list[1].Scope.Unit = "<script>4 West</script>"
	list[1].Decisions[0].Reason, list[1].Decisions[0].Name = "<i>\u202eright", "<b>x"
	return list
}

// silentPharmacy is the house of which the pharmacy has been silent for 71
// minutes, and the laboratory for 20.
func silentPharmacy() feed.Status {
	status := allHeard()
	status.Sources[2] = sampleSource("Pharmacy", reading.FamilyAdministrations, 1204, 71*time.Minute, fact.SectionAdministrations)
	status.Sources[3] = sampleSource("Laboratory", reading.FamilyResults, 3918, 20*time.Minute, fact.SectionResults)
	return status
}

func silentUnits() []UnitLine {
	units := sampleUnits()
	units[3].Oldest.AsOf, units[3].Oldest.Freshness = ago(71*time.Minute).Time, asof.Stale
	units[3].Worst = units[3].Oldest
	units[2].Oldest.AsOf, units[2].Oldest.Section, units[2].Oldest.Freshness = ago(41*time.Minute).Time, fact.SectionResults, asof.Ageing
	units[2].Worst = asof.Standing{Section: fact.SectionCensus, AsOf: ago(40 * time.Minute).Time, Freshness: asof.Stale}
	never, nobody := asof.Standing{Section: fact.SectionAdministrations, Freshness: asof.NeverHeard}, asof.Coverage{}.Furthest(sampleSheet().now)
	return append(units,
		UnitLine{Unit: "Infusion clinic", Patients: 2, Oldest: never, Worst: never},
		UnitLine{Unit: "", Patients: 1, Oldest: nobody, Worst: nobody})
}

// onTrial has one source on trial and one never heard.
func onTrial() feed.Status {
	status := allHeard()
	status.Sources[1].Mode = "trial"
	status.Sources = append(status.Sources, feed.SourceStatus{Name: "Vital signs", Mode: "live"})
	return status
}

// oneEngine has one source for everything, as an interface engine is.
func oneEngine() feed.Status {
	voice := func(f reading.Family, count int64, silent time.Duration) feed.Voice {
		return feed.Voice{Family: f, Sections: f.Sections(), Count: count, Heard: ago(silent), AsOf: ago(silent)}
	}
	late := voice(reading.FamilyResults, 90, time.Minute)
	late.AsOf = ago(45 * time.Minute)
	return feed.Status{
		Received: 1000, Charted: 950, Waiting: 50,
		Sources: []feed.SourceStatus{{
			Name: "Engine", Mode: "live", Received: 1000, Heard: ago(time.Minute), AsOf: ago(time.Minute),
			Voices: []feed.Voice{
				voice(reading.FamilyAdministrations, 200, 26*time.Hour),
				voice(reading.FamilyAllergies, 40, 3*time.Hour),
				voice(reading.FamilyOther, 10, 9*time.Hour),
				voice(reading.FamilyRegistration, 600, time.Minute),
				late,
			},
		}},
	}
}

func lockedStatus() feed.Status {
	return feed.Status{
		Received: 8842, Charted: 8790, Quarantined: 3, Ignored: 38, Waiting: 11, Duplicates: 12,
		Sources: []feed.SourceStatus{{Name: "Registration", Mode: "trial", Received: 2470, Heard: ago(time.Minute)}},
	}
}

func hostile() feed.Status {
	status := allHeard()
	status.Sources[0] = sampleSource(`<script>alert("a")</script>`, reading.FamilyRegistration, 1, time.Hour, fact.SectionCensus)
	return status
}

func hostileUnits() []UnitLine {
	st := asof.Standing{Section: fact.SectionCensus, AsOf: ago(time.Hour).Time, Freshness: asof.Stale}
	return []UnitLine{{Unit: "<b>x\u202eW</b>/../..", Patients: 1, Oldest: st, Worst: st}}
}

func sampleHolds() []asof.Hold {
	return []asof.Hold{{
		Section: fact.SectionAllergies, Hospital: true, LastGood: ago(11 * time.Minute), Lost: 17, Of: 42, Minutes: 10,
	}, {
		Section: fact.SectionMedications, Unit: "4 West", LastGood: ago(31 * time.Minute), Lost: 61, Of: 130, Minutes: 10, Kept: true,
	}}
}
