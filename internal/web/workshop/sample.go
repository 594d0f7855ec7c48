package workshop

import (
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/remake"
	"redoutlet/internal/identity"
)

// sampleSheet is the moment the samples are made for, in a zone of its own so
// that no zone file is needed.
func sampleSheet() sheet {
	return sheet{time.Date(2026, 11, 25, 15, 42, 0, 0, time.UTC), time.FixedZone("EST", -5*60*60)}
}

func ago(d time.Duration) time.Time { return sampleSheet().now.Add(-d) }

func engineer() identity.Who {
	return identity.Who{Tenant: "north", Name: "t.lind", Role: identity.Engineer}
}

// sampleOf is the sample of the page that a template draws.
func sampleOf(template string) func() any {
	return func() any {
		s := sampleSheet()
		switch template {
		case "sources":
			return s.sources(sampleSources(), sampleStatus(), sampleRemade(), engineer())
		case "source":
			p := s.source(sampleSources()[0], sampleHistory(), sampleRecent())
			p.First = s.first(2, sampleFirst())
			return p
		case "source-form":
			return s.form(sampleSources()[0], nil)
		case "quarantine-groups":
			return quarantined(sampleGroups(), engineer())
		case "quarantine-group":
			return s.group(sampleGroups()[0], sampleRecent()[1:], engineer())
		case "quarantine-message":
			return s.message(&sampleRecent()[1], sampleActs(), false, engineer())
		}
		return s.run(sampleRun())
	}
}

func sampleSources() []Source {
	adt := reading.NewProfile("adt", "America/New_York")
	adt.Title, adt.Live = "Registration", true
	adt.Gives = []fact.Section{fact.SectionCensus, fact.SectionAllergies}
	adt.Primary = []fact.Section{fact.SectionCensus}
	adt.Partly = map[fact.Section]string{fact.SectionContacts: "no telephone numbers"}
	adt.VitalCodes, adt.ClockMinutes = []string{"HR"}, 10
	adt.OwnFields = map[string]order.Kind{"ZPR-3": order.Isolation}
	adt.Withhold = []reading.Withholding{
		{Why: "Substance use program", Units: []string{"5N", "5S"}, Codes: []string{"METHADONE"}, Sections: []fact.Section{fact.SectionMedications, fact.SectionNotes}},
		{Why: "Staff", Units: []string{"EH"}},
	}
	lab := reading.NewProfile("lab", "America/New_York")
	lab.Title = "Laboratory"
	lab.Gives = []fact.Section{fact.SectionResults}
	lab.Lacks = map[fact.Section]string{fact.SectionVitals: "devices are not connected"}
	return []Source{
		{Version: 3, At: ago(2 * time.Hour), By: "t.lind", Listen: "127.0.0.1:2575", Profile: adt,
			Door: Door{At: "127.0.0.1:2575", Open: 1, Accepted: 4, Messages: 2466}},
		{Listen: "10.1.2.3:2576", Profile: lab, Door: Door{Trouble: "the address is in use"}},
	}
}

func sampleHistory() []Source {
	now := sampleSources()[0]
	before := now
	before.Version, before.By, before.At, before.Live = 2, "j.whit", ago(26*time.Hour), false
	first := before
	first.Version, first.By, first.At, first.Title, first.VitalCodes = 1, "", ago(27*time.Hour), "", nil
	return []Source{now, before, first}
}

func sampleStatus() feed.Status {
	heard := asof.Instant{Time: ago(time.Minute)}
	return feed.Status{Received: 2470, Sources: []feed.SourceStatus{{
		Name: "adt", Mode: "live", Received: 2466, Heard: heard, AsOf: heard,
		Voices: []feed.Voice{
			{Family: reading.FamilyRegistration, Sections: []fact.Section{fact.SectionIdentity, fact.SectionCensus}, Count: 2466, Heard: heard, AsOf: heard},
			{Family: reading.FamilyAllergies, Sections: []fact.Section{fact.SectionAllergies}, Count: 311, Heard: heard, AsOf: heard},
		},
	}}}
}

func sampleRemade() remake.Progress {
	return remake.Progress{
		Read: 2470, Last: 2470,
		Before: feed.Counts{Outcomes: map[reading.Outcome]int64{reading.Charted: 2437, reading.Quarantined: 33}},
		After:  feed.Counts{Outcomes: map[reading.Outcome]int64{reading.Charted: 2468, reading.Quarantined: 2}},
	}
}

func sampleRecent() []feed.Kept {
	return []feed.Kept{
		{Number: 2466, Source: "adt", Received: ago(time.Minute), Kind: "ADT^A01", State: reading.Charted, Person: "TOM ZZTEST-HAZEL",
			Changes: []string{"Names the patient.", "Admits the patient, place 4W - 12 - A."}},
		{Number: 2461, Source: "adt", Received: ago(9 * time.Minute), Kind: "ADT^A08", State: reading.Quarantined, Person: "ADA ZZTEST-ALDER",
			Reason: "Authority missing: the patient number names no assigning authority."},
	}
}

// sampleFirst are the first messages of a source: one of each fate.
func sampleFirst() []feed.Kept {
	first := sampleRecent()
	first[0].Patients = []string{"a1", "b2"}
	return append(first, feed.Kept{
		Number: 2467, Source: "adt", Received: ago(time.Second), Kind: "ACK", State: reading.Ignored,
		Reason: "An acknowledgment: there is nothing clinical in it.",
	})
}

func sampleGroups() []quarantine.Group {
	return []quarantine.Group{
		{Source: "adt", Kind: "ADT^A08", Reason: "Authority missing: the patient number names no assigning authority.", Count: 1204, Last: 2461, Patients: 96, AtLeast: true},
		{Source: "lab", Kind: "unreadable", Reason: "The frame broke off before its end. It was not acknowledged, so the sender has to send it again.", Count: 1, Last: 9},
	}
}

func sampleActs() []quarantine.Act {
	return []quarantine.Act{
		{Message: 2461, Deed: quarantine.Restored, At: ago(2 * time.Minute), By: "t.lind", Reason: "It does name a ward."},
		{Message: 2461, Deed: quarantine.Dismissed, At: ago(5 * time.Minute), By: "n.ito", Reason: "A test of the interface."},
	}
}

func sampleRun() quarantine.Run {
	return quarantine.Run{By: "t.lind", At: ago(time.Minute), Total: 33, Read: 33, Charted: 31,
		Still: map[string]int{"Authority missing: the patient number names no assigning authority.": 2}}
}
