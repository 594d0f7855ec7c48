package office

import (
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
)

// sampleSheet is the moment the samples are made for, in a zone of its own so
// that no zone file is needed.
func sampleSheet() sheet {
	return sheet{now: time.Date(2026, 11, 25, 15, 42, 0, 0, time.UTC), zone: time.FixedZone("EST", -5*60*60)}
}

func sampleBoard(status feed.Status) *board {
	return sampleSheet().board(status, sampleUnits(), identity.Who{Tenant: "north", Role: identity.Nurse})
}

func ago(d time.Duration) asof.Instant { return asof.Instant{Time: sampleSheet().now.Add(-d)} }

func sampleSource(name string, family reading.Family, count int64, silent time.Duration, sections ...fact.Section) feed.SourceStatus {
	return feed.SourceStatus{
		Name: name, Mode: "live", Received: count, Heard: ago(silent), AsOf: ago(silent),
		Voices: []feed.Voice{{Family: family, Sections: sections, Count: count, Heard: ago(silent), AsOf: ago(silent)}},
	}
}

// allHeard is a hospital whose four sources are heard.
func allHeard() feed.Status {
	return feed.Status{
		Received: 8831, Charted: 8790, Quarantined: 3, Ignored: 38, Duplicates: 12,
		Sources: []feed.SourceStatus{
			sampleSource("Registration", reading.FamilyRegistration, 2466, time.Minute, fact.SectionIdentity, fact.SectionCensus, fact.SectionAllergies),
			sampleSource("Orders", reading.FamilyOrders, 1243, 4*time.Minute, fact.SectionMedications),
			sampleSource("Pharmacy", reading.FamilyAdministrations, 1204, 2*time.Minute, fact.SectionAdministrations),
			sampleSource("Laboratory", reading.FamilyResults, 3918, time.Minute, fact.SectionResults),
		},
	}
}

func sampleUnits() []UnitLine {
	line := func(unit string, patients int, oldest fact.Section, age time.Duration) UnitLine {
		heard := asof.Coverage{oldest: {{Source: "any", AsOf: ago(age).Time}}}
		st := heard.Standing(oldest, sampleSheet().now)
		return UnitLine{Unit: unit, Patients: patients, Oldest: st, Worst: st}
	}
	return []UnitLine{
		line("4 West", 24, fact.SectionMedications, 4*time.Minute),
		line("Emergency", 19, fact.SectionMedications, 4*time.Minute),
		line("Intensive care", 8, fact.SectionCensus, time.Minute),
		line("Maternity", 7, fact.SectionAdministrations, 2*time.Minute),
	}
}
