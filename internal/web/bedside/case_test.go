package bedside

import (
	"strings"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/chart/unit"
	"redoutlet/internal/chart/visit"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/feed/guard"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/veil"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui/uitest"
	"redoutlet/internal/wording/kardex"
)

// drawings are the samples of the page table and every other case worth looking at.
func drawings() []uitest.Drawing {
	all := uitest.Samples(Pages(nil, nil, nil, sampleSheet().zone))
	for _, c := range stateCases() {
		all = append(all, c.drawing())
	}
	s, named := sampleSheet(), sampleSheet()
	named.units = unit.Names{"4 West": {Code: "4 West", Name: "Surgery, west wing"}}
	return append(all,
		uitest.Drawn("patient-named", "patient", named.patient(frozenView())),
		uitest.Drawn("unit-named", "unit", censusSheet{named}.unit(frozenUnit(), heldCensus())),
		uitest.Drawn("units-named", "units", censusSheet{named}.list([]Unit{reconciledUnit(), shortUnit()}, "")),
		uitest.Drawn("patient-empty", "patient", s.patient(emptyView())),
		uitest.Drawn("patient-stale", "patient", s.patient(staleView())),
		uitest.Drawn("patient-conflict", "patient", s.patient(conflictView())),
		uitest.Drawn("patient-glass-whole", "glass-line", s.glass(conflictView(), time.Time{})),
		uitest.Drawn("patient-glass-broken", "glass-line", s.glass(conflictView(), s.now.Add(4*time.Hour))),
		uitest.Drawn("unit-reconciled", "unit", censusSheet{s}.unit(reconciledUnit(), []roster.Summary{sampleSummary("a1", "EVANS WEST", "Jonathan", "12", "B"), sampleSummary("b2", "OKAFOR", "Ngozi", "2", "A")})),
		uitest.Drawn("unit-not-reconciled", "unit", censusSheet{s}.unit(shortUnit(), []roster.Summary{sampleSummary("a1", "EVANS WEST", "Jonathan", "12", "B"), sampleSummary("b2", "OKAFOR", "Ngozi", "2", "A")})),
		uitest.Drawn("units-reconciled", "units", censusSheet{s}.list([]Unit{reconciledUnit(), shortUnit()}, "")),
		uitest.Drawn("patient-frozen", "patient", s.patient(frozenView())),
		uitest.Drawn("unit-frozen", "unit", censusSheet{s}.unit(frozenUnit(), heldCensus())),
		uitest.Drawn("units-frozen", "units", censusSheet{s}.list([]Unit{frozenUnit(), {Name: "Dialysis", Guests: 2, Census: sampleStanding(fact.SectionCensus, time.Minute)}}, "")),
		uitest.Drawn("patient-test", "patient", s.patient(testView())),
		uitest.Drawn("patient-newborn", "patient", s.patient(newbornView())),
		uitest.Drawn("patient-hostile", "patient", s.patient(hostileView())),
		uitest.Drawn("patient-unknown", "patient", s.patient(bareView())),
		uitest.Drawn("unit-away", "unit", censusSheet{s}.unit(Unit{Name: "4 West"}, awayCensus())),
		uitest.Drawn("unit-hostile", "unit", censusSheet{s}.unit(Unit{Name: hostile}, hostileCensus())),
		uitest.Drawn("unit-empty", "unit", censusSheet{s}.unit(Unit{Name: "7 North", Census: sampleStanding(fact.SectionCensus, time.Minute)}, nil)),
		uitest.Drawn("units-empty", "units", censusSheet{s}.list(nil, "")),
		uitest.Drawn("message-quarantined", "message", s.message(quarantined(), identity.Who{Role: identity.Engineer})),
		uitest.Drawn("message-withheld", "message", s.message(withheldMessage(), identity.Who{Role: identity.Nurse})),
	)
}

// clinical reports whether a drawing is of a patient and of nobody hostile: the
// words of absence on it are all ours.
func clinical(d uitest.Drawing) bool {
	return strings.HasPrefix(d.Name, "patient") && !strings.Contains(d.Name, "hostile")
}

const hostile = "<script>alert(\"4 West\")</script> & 'Sons'"

// mirrored would turn the text after it around.
const mirrored = "O'ZZTEST-\u202eNEVE\u202c\u0007 Ngọc"

var longDrug = strings.Repeat("polyethylene-glycol-", 15) + "END"

// emptyView is a patient of whom the sources say nothing, and a house in which
// some sections have no source.
func emptyView() *asof.View {
	v := sampleView()
	v.Flags, v.Alias, v.Title, v.Former = nil, "", "", nil
	v.Identifiers = v.Identifiers[:1]
	v.Allergies = noItems[chart.Allergy](v.Allergies, chart.NotRecorded)
	v.Medications = noItems[asof.MedicationLine](v.Medications, chart.NotRecorded)
	v.Administrations = noItems[medication.Dose](v.Administrations, chart.NotAvailable)
	v.Results = noItems[result.Result](v.Results, chart.NotRecorded)
	v.Orders = noItems[asof.OrderLine](v.Orders, chart.NotRecorded)
	v.CodeStatus = noStatement(chart.NotRecorded, chart.WordsNoCodeStatus)
	v.Precautions = noStatement(chart.NotRecorded, chart.WordsNoPrecautions)
	v.Diet = noStatement(chart.NotRecorded, chart.WordsNotRecorded)
	v.Results.Flags = []chart.Flag{chart.Incomplete}
	v.Results.Unread = []fact.Unread{{Section: fact.SectionResults, Reason: "OBX-2 names a type that cannot be read", From: sampleFrom(1177, "laboratory")}}
	return v
}

func noItems[T any](l asof.List[T], state chart.State) asof.List[T] {
	l.Items, l.State, l.Words = nil, state, state.Words()
	if state == chart.NotAvailable {
		l.Sources, l.AsOf, l.Freshness = nil, asof.Instant{}, asof.NeverHeard
	}
	return l
}

// staleView has heard nothing from pharmacy for over an hour, nothing from
// registration for a quarter of one, and nothing ever from the laboratory.
func staleView() *asof.View {
	v := sampleView()
	v.Flags = nil
	v.Medications.AsOf, v.Medications.Freshness = asof.Instant{Time: sampleAgo(71 * time.Minute)}, asof.Stale
	v.Administrations.AsOf, v.Administrations.Freshness = v.Medications.AsOf, asof.Stale
	v.Census.AsOf, v.Census.Freshness = asof.Instant{Time: sampleAgo(14 * time.Minute)}, asof.Ageing
	v.Results = noItems[result.Result](v.Results, chart.NotRecorded)
	v.Results.AsOf, v.Results.Freshness = asof.Instant{}, asof.NeverHeard
	v.Oldest = v.Medications.AsOf
	return v
}

// conflictView has sources that disagree, a refused change and an identity conflict.
func conflictView() *asof.View {
	v := sampleView()
	v.Allergies.Flags = []chart.Flag{chart.Conflict, chart.Withheld}
	v.Denials = []chart.Denial{
		{Words: "No known allergies", Noted: sampleTime("202611240915"), From: sampleFrom(1170, "emergency"), By: "ADEYEMI, R"},
		{Scope: "FOOD", Words: "No known food allergies", Noted: sampleTime("20261124"), From: sampleFrom(1171, "emergency")},
	}
	v.Flags = []string{"IDENTITY CONFLICT: messages for this number name people who differ in two or more of family name, birth date and sex"}
	v.Medications.Items[0].Marks = []string{"REQUEST TO CHANGE FAILED - verify (request to hold failed)"}
	v.Results.Items[0].Marks = []string{"a later final value was sent: 5.1 mmol/L 2026-11-25T08:00 - verify"}
	v.Died, v.InHouse = "202611250900", false
	v.CodeStatus.Flags = []chart.Flag{chart.Conflict}
	v.CodeStatus.Items = append(v.CodeStatus.Items, directive.Statement{
		Kind: directive.CodeStatus, Words: "N", Meaning: "no-code, do not resuscitate", Place: "PV2-41", Since: sampleTime("202611231520"),
		Visit: fact.ID{Value: "V883120"}, From: sampleFrom(1100, "registration"),
	})
	v.Orders.Flags = []chart.Flag{chart.Incomplete}
	v.Orders.Unread = []fact.Unread{{Reason: "An order that does not say what is ordered.", From: sampleFrom(1310, "orders")}}
	return v
}

func sampleWriter() kardex.Writer { return kardex.Writer{Pen: sampleSheet().pen()} }

func noStatement(state chart.State, words string) asof.Stated {
	return asof.Stated{State: state, Words: words}
}

// frozenView is a chart of which allergies, orders and the visit are held at
// their last good: each was taken away since, and an allergy and an order are new.
func frozenView() *asof.View {
	v := sampleView()
	v.Flags = []string{guard.MarkLeft}
	v.Allergies.Items[0].Marks = []string{guard.MarkRemoved}
	v.Allergies.Items[1].Marks = []string{guard.MarkNew}
	v.Medications.Items[0].Marks = []string{"HELD BACK: sent as DISCONTINUED since - CONFIRM BEFORE USE"}
	v.Medications.Items[1].Marks = []string{guard.MarkNew}
	v.Hold(sampleHolds(), sampleSheet().now)
	return v
}

func sampleHolds() []asof.Hold {
	return []asof.Hold{
		{Section: fact.SectionAllergies, Hospital: true, LastGood: asof.Instant{Time: sampleAgo(11 * time.Minute)}, Lost: 17, Of: 42, Minutes: 10},
		{Section: fact.SectionMedications, Unit: "4 West", LastGood: asof.Instant{Time: sampleAgo(31 * time.Minute)}, Lost: 61, Of: 130, Minutes: 10, Kept: true},
		{Section: fact.SectionCensus, Unit: "4 West", LastGood: asof.Instant{Time: sampleAgo(12 * time.Minute)}, Lost: 9, Of: 24, Minutes: 10},
	}
}

func frozenUnit() Unit {
	return Unit{Name: "4 West", Patients: 2, Census: sampleStanding(fact.SectionCensus, time.Minute), Frozen: sampleHolds()}
}

func reconciledUnit() Unit {
	return Unit{
		Name: "4 West", Patients: 2, Census: sampleStanding(fact.SectionCensus, time.Minute),
		List: census.Standing{At: sampleAgo(2 * time.Hour), Listed: 2, Found: 2},
	}
}

// shortUnit has two on its list whom no chart knows, one of them by a number
// that a spreadsheet has rounded, and one with a chart who is not on the list.
func shortUnit() Unit {
	u := reconciledUnit()
	u.List = census.Standing{
		At: sampleAgo(2 * time.Hour), Listed: 3, Found: 1, Charted: []string{"b2"},
		ListOnly: []census.Row{
			{Number: "0044099", Name: "MARSH, Lena", Bed: "14-A"},
			{Number: "4.41721E+11", Unread: "a spreadsheet has rounded this record number: its digits are lost"},
		},
	}
	return u
}

func heldCensus() []roster.Summary {
	held := sampleSummary("a1", "EVANS WEST", "Jonathan", "12", "B")
	held.Flags = []string{guard.MarkLeft}
	return []roster.Summary{held, sampleSummary("b2", "OKAFOR", "Ngozi", "2", "A")}
}

func testView() *asof.View {
	v := emptyView()
	v.Test, v.Flags = true, []string{"TEST - NOT A REAL PATIENT, OR A SOURCE ON TRIAL"}
	v.Allergies.State, v.Allergies.Words = chart.AssertedNone, "NO KNOWN ALLERGIES - stated 2026-11-24 by registration"
	v.Denials = []chart.Denial{{Noted: sampleTime("20261124"), From: sampleFrom(1170, "registration")}}
	return v
}

func hostileView() *asof.View {
	v := sampleView()
	v.Family, v.Given, v.Alias = hostile, mirrored, "\"><img src=x onerror=alert(1)>"
	v.Allergies.Items[0].Substance = hostile
	v.Allergies.Items[1].Reaction = "\u202edlim\u202c"
	v.Medications.Items[0].Drug = longDrug
	v.Medications.Items[1].Drug = hostile
	v.Medications.Items[1].Dose = "\u202e05\u202c"
	v.Results.Items[0].Value = strings.Repeat("9", 300)
	v.Results.Items[6].Value = "line one\n</pre><script>alert(1)</script>\nline three"
	v.BornAt = fact.Time{Text: "13/32/<b>1945</b>"}
	return v
}

// bareView is as little of a patient as there can be.
func bareView() *asof.View {
	v := emptyView()
	v.Line = roster.Line{ID: "a1"}
	v.Census = noItems[visit.Visit](v.Census, chart.NotAvailable)
	v.Allergies = noItems[chart.Allergy](v.Allergies, chart.NotAvailable)
	v.Medications = noItems[asof.MedicationLine](v.Medications, chart.NotAvailable)
	v.Results = noItems[result.Result](v.Results, chart.NotAvailable)
	v.Orders = noItems[asof.OrderLine](v.Orders, chart.NotAvailable)
	v.Diet = noStatement(chart.NotAvailable, chart.WordsNotAvailable)
	v.Results.Flags = nil
	v.Oldest, v.Language, v.Phone = asof.Instant{}, "", ""
	return v
}

func hostileCensus() []roster.Summary {
	a, b := sampleSummary("a1", hostile, mirrored, "1", "A"), sampleSummary("b2", "Null", "", "1", "A")
	b.Presences[0].Doctor, b.Presences[0].Reason, b.Presences[0].Admitted = "", longDrug, fact.Time{}
	a.Line.Test = true
	list := []roster.Summary{a, b}
	for i := range list {
		list[i].Presences[0].Place.Unit = hostile
	}
	return list
}

func quarantined() *feed.Kept {
	return &feed.Kept{
		Number: 9, Source: "laboratory", Received: sampleAgo(time.Minute), State: reading.Quarantined,
		Reason: "The message does not begin with MSH.", Passages: veil.Passages{{Raw: []byte("\x0b<script>alert(1)</script>\r\n\xff\xfeN\xe9")}}, Size: 32,
	}
}

// withheldMessage has an order that a rule withholds.
func withheldMessage() *feed.Kept {
	return &feed.Kept{
		Number: 1205, Person: "Jonathan EVANS WEST", Test: true, Source: "pharmacy", Received: sampleAgo(time.Minute), State: reading.Charted, Kind: "RDE^O11", Size: 220,
		Passages: veil.Passages{
			{Raw: []byte("MSH|^~\\&|PHARM|STB\rPID|1||004417a1\r"), Patient: "a1", Segments: []string{"MSH", "PID"}},
			{Withheld: true, Patient: "a1", Segments: []string{"ORC", "RXE", "RXR", "NTE", "NTE"}},
		},
		Patients: []string{"a1"}, Changes: []string{"Names the patient.", chart.WordsWithheld},
	}
}
