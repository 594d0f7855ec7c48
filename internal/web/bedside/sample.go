package bedside

import (
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/bed"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/veil"
	"redoutlet/internal/identity"
	"redoutlet/internal/wording/listing"
	"redoutlet/internal/wording/sample"
)

// The samples are invented people in an invented house. They draw the golden
// pages and give the template check something to look into.

// sampleSheet is a morning in winter, far from any clock change.
func sampleSheet() sheet { return sheet{now: sample.Now(), zone: sample.Zone()} }

// The times and origins of the samples, by short names.
func sampleTime(digits string) fact.Time { return sample.Time(digits) }

func sampleFrom(number int64, source string) *fact.From { return sample.From(number, source) }

// sampleAgo is an instant before the sample moment.
func sampleAgo(d time.Duration) time.Time { return sampleSheet().now.Add(-d) }

func sampleUnits() any {
	return censusSheet{sampleSheet()}.list([]Unit{
		{Name: "Emergency", Patients: 19, Census: sampleStanding(fact.SectionCensus, time.Minute), Oldest: sampleStanding(fact.SectionAdministrations, 71*time.Minute), Worst: sampleStanding(fact.SectionAdministrations, 71*time.Minute)},
		{Name: "4 West", Patients: 2, Census: sampleStanding(fact.SectionCensus, time.Minute), Oldest: sampleStanding(fact.SectionResults, 2*time.Minute)},
		{Name: "12 East", Patients: 1204, Silent: 2, Census: sampleStanding(fact.SectionCensus, 14*time.Minute)},
		{Name: "", Patients: 1},
	}, "4 West")
}

// sampleStanding is how a section is known whose source was heard so long ago.
func sampleStanding(s fact.Section, silent time.Duration) asof.Standing {
	heard := asof.Coverage{s: {{Source: "registration", AsOf: sampleAgo(silent)}}}
	return heard.Standing(s, sampleSheet().now)
}

func sampleUnit() any {
	u := Unit{Name: "4 West", Patients: 3, Census: sampleStanding(fact.SectionCensus, time.Minute)}
	u.Beds, u.VerifyDays = sampleBeds(), roster.UsualVerifyDays
	silent := sampleSummary("a1", "EVANS WEST", "Jonathan", "12", "B")
	silent.Heard = "2026-11-14"
	return censusSheet{sampleSheet()}.unit(u, []roster.Summary{
		silent,
		sampleSummary("b2", "OKAFOR", "Ngozi", "2", "A"),
		sampleSummary("c3", "Evans West", "Joan", "10", "A"),
		sampleLeft("d4", "LINDQVIST", "Per", "discharged", 48*time.Hour),
		sampleLeft("e5", "MARSH", "Lena", "MOVED to ICU", 24*time.Hour),
	})
}

// sampleBeds are a bed of each state, one of which a chart has somebody in.
func sampleBeds() []bed.Report {
	var reports []bed.Report
	for _, said := range []struct{ room, bed, code string }{
		{"3", "A", "U"}, {"3", "B", "H"}, {"7", "A", "U"}, {"9", "A", "C"}, {"9", "B", "O"}, {"10", "A", "U"},
	} {
		reports = append(reports, bed.Report{
			Place: visit.Place{Unit: "4 West", Room: said.room, Bed: said.bed}, Said: fact.Coded{Code: said.code},
			Stamp: fact.Stamp{At: sampleTime("202611250640")}, From: sampleFrom(77, "registration"),
		})
	}
	return reports
}

func sampleSummary(id, family, given, room, bed string) roster.Summary {
	return roster.Summary{
		Line: roster.Line{
			ID: id, Family: family, Given: given, Born: "1945-07-14", BornAt: sampleTime("19450714"), Sex: "F",
			Identifiers: []fact.ID{{Value: "004417" + id, Authority: "STBRIGID", Type: "MR"}}, InHouse: true,
		},
		Standing: roster.Standing{CodeStatus: []string{"DNR, may intubate"}, Precautions: []string{chart.WordsNoPrecautions}, Diet: []string{"nothing by mouth"}},
		Presences: []roster.Presence{{
			Place: visit.Place{Unit: "4 West", Room: room, Bed: bed}, Admitted: sampleTime("202611231520"),
			Doctor: "MARSH, Lena", Reason: "Community-acquired pneumonia",
		}},
	}
}

func sampleLeft(id, family, given, word string, shown time.Duration) roster.Summary {
	s := sampleSummary(id, family, given, "7", "A")
	s.Presences[0].Left, s.Presences[0].LeftWord, s.Presences[0].ShowFor = sampleAgo(3*time.Hour), word, shown
	return s
}

func sampleMessage() any {
	return sampleSheet().message(&feed.Kept{
		Number: 1204, Source: "pharmacy", Received: sampleAgo(71 * time.Minute), Kind: "RAS^O17", State: reading.Charted,
		Passages: veil.Passages{{Patient: "a1", Raw: []byte("MSH|^~\\&|PHARM|STB|RO|STB|20261125093059||RAS^O17|771|P|2.5.1\r" +
			"PID|1||004417a1^^^STBRIGID^MR||EVANS WEST^Jonathan\r" +
			"RXA|0|1|20261125081000||apixaban^apixaban 5 mg tablet|5|mg|||ADEYEMI^R\x0b\xe9||||||||||CP\r")}},
		Letters: "MSH-18 names no character set. They are read as WINDOWS-1252, which is a guess: letters beyond A to Z may be others than were meant.",
		Size:    198, Person: "Jonathan EVANS WEST", Patients: []string{"a1"}, Changes: []string{"A dose of an order was given on 25-Nov-2026 08:10."},
	}, identity.Who{Role: identity.Nurse})
}

func samplePatient() any { return sampleSheet().patient(sampleView()) }

// sampleView is a chart in which every section says something.
func sampleView() *asof.View {
	v := &asof.View{
		Line: roster.Line{
			ID: "a1", Family: "EVANS WEST", Given: "Jonathan", Born: "1945-07-14", BornAt: sampleTime("19450714"), Sex: "M",
			Identifiers: []fact.ID{
				{Value: "004417209", Authority: "STBRIGID", Type: "MR"}, {Value: "9-77", Authority: "LAB", Type: "AN"},
				{Value: "000017", Authority: "STBRIGID", Type: "MR"},
			},
			Unit: "4 West", Room: "12", Bed: "B", Visit: "V883120", InHouse: true, Language: "en",
		},
		Title: "Mr", Alias: "Jon", Phone: "555-0147", Former: []fact.ID{{Value: "000017", Authority: "STBRIGID", Type: "MR"}},
		Flags: []string{"ACTIVITY AFTER DISCHARGE - MAY STILL BE HERE"}, Oldest: asof.Instant{Time: sampleAgo(2 * time.Minute)},
	}
	v.Census = sampleList(fact.SectionCensus, "registration", sample.Visits()...)
	v.Visits = v.Census.Items
	v.Allergies = sampleList(fact.SectionAllergies, "registration", sample.Allergies()...)
	v.Medications = sampleList(fact.SectionMedications, "pharmacy", sample.Medicines()...)
	v.Administrations = sampleList(fact.SectionAdministrations, "pharmacy", sample.Doses()...)
	v.Results = sampleList(fact.SectionResults, "laboratory", sample.Results()...)
	v.Orders = sampleList(fact.SectionOrders, "orders", sample.Orders()...)
	v.CodeStatus, v.Precautions, v.Diet = sample.Standings()
	sampleListings(v)
	return v
}

// sampleListings fills the sections that are lists of entries.
func sampleListings(v *asof.View) {
	s := listing.NewSamples(sampleSheet().listing(), sampleFrom(1160, "registration"))
	v.Problems = sampleList(fact.SectionProblems, "registration", s.Problems...)
	v.Vitals = sampleList(fact.SectionVitals, "monitors", sample.Vitals()...)
	v.Notes = sampleList(fact.SectionNotes, "registration", s.Documents...)
	v.Appointments = sampleList(fact.SectionAppointments, "schedule", s.Appointments...)
	v.Immunizations = sampleList(fact.SectionImmunizations, "registry", s.Immunizations...)
	v.Contacts = sampleList(fact.SectionContacts, "registration", s.Contacts...)
}

// sampleList is a section heard two minutes ago.
func sampleList[T any](s fact.Section, source string, items ...T) asof.List[T] {
	return asof.List[T]{
		Section: s, State: chart.Listed, Items: items, Sources: []string{source},
		AsOf: asof.Instant{Time: sampleAgo(2 * time.Minute)}, Freshness: asof.Fresh,
	}
}
