package bedside

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/document"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/notation"
	"redoutlet/internal/web/ui/uitest"
	"redoutlet/internal/wording/sample"
)

// stateCase is a chart in which every section that can be is in one state.
type stateCase struct {
	name  string
	chart *chart.Chart
	cov   asof.Coverage
	want  string // what each section says that can be in the state
	only  []fact.Section
}

// coverage has one source give every section, as of some time ago.
func coverage(silent time.Duration, change func(*asof.Giving)) asof.Coverage {
	cov := asof.Coverage{}
	for _, s := range fact.Sections() {
		g := asof.Giving{Source: "engine", AsOf: sampleAgo(silent)}
		change(&g)
		cov[s] = []asof.Giving{g}
	}
	return cov
}

func whole(*asof.Giving) {}

// stateCases are the states of specification section 3, and the words of 2.3
// above a section whose source is silent.
func stateCases() []stateCase {
	heard, days := coverage(time.Minute, whole), coverage(80*time.Hour, whole)
	allergies := []fact.Section{fact.SectionAllergies}
	nobody := func() *chart.Chart { return chart.Fold(nil) }
	return []stateCase{
		{"not-recorded", nobody(), heard, chart.WordsNotRecorded, nil},
		{"not-available", nobody(), nil, chart.WordsNotAvailable, nil},
		{"never-heard", nobody(), coverage(0, func(g *asof.Giving) { g.AsOf = time.Time{} }), "NEVER HEARD: nothing has been heard from engine. CONFIRM BEFORE USE", nil},
		{"stale", nobody(), days, chart.WordsNotAvailable, nil},
		{"stale-box", nobody(), days, "STALE: nothing heard from engine since 22-Nov-2026 02:42. CONFIRM BEFORE USE", nil},
		{"down", nobody(), coverage(80*time.Hour, func(g *asof.Giving) { g.Link = asof.LinkClosed }), "DOWN: not connected, and nothing heard from engine since 22-Nov-2026 02:42. CONFIRM BEFORE USE", nil},
		{"late", nobody(), coverage(9*time.Minute, func(g *asof.Giving) { g.Habit = asof.Habit{Usual: 40 * time.Second, Longest: 5 * time.Minute} }),
			"AGEING: nothing heard from engine since 25-Nov-2026 10:33. LATE: usually a message every 40 s at this hour; nothing for 9 min", nil},
		{"partly", nobody(), coverage(time.Minute, func(g *asof.Giving) { g.Partly = "only what was entered here" }), "NOT INCLUDED, engine: only what was entered here", nil},
		{"elsewhere", nobody(), coverage(time.Minute, func(g *asof.Giving) { g.Units = []string{"ICU"} }), chart.WordsNotAvailable, nil},
		{"incomplete", incompleteChart(), heard, chart.IncompleteWords(1), nil},
		{"asserted-none", &chart.Chart{Denials: []chart.Denial{sampleDenial()}}, heard, "NO KNOWN ALLERGIES - stated 24-Nov-2026 09:15 by ADEYEMI, R", allergies},
		{"not-asked", &chart.Chart{Unasked: []chart.Denial{sampleDenial()}}, heard, chart.WordsNotAsked, allergies},
		{"withheld", withheldChart(), heard, chart.WordsWithheld, mayBeWithheld()},
		{"disagree", &chart.Chart{Allergies: sample.Allergies(), Denials: []chart.Denial{sampleDenial()}}, heard, chart.WordsDisagree, allergies},
		{"withdrawn", withdrawnChart(), heard, "WITHDRAWN BY SOURCE 25-Nov-2026 07:55 - DO NOT USE", []fact.Section{fact.SectionResults, fact.SectionVitals, fact.SectionNotes}},
	}
}

// mayBeWithheld are the sections of which a rule may withhold something: not
// where the patient is, nor what the patient is allergic to.
func mayBeWithheld() []fact.Section {
	return slices.DeleteFunc(fact.Sections(), func(s fact.Section) bool {
		return s == fact.SectionCensus || s == fact.SectionAllergies || s == fact.SectionIdentity
	})
}

// withdrawnChart is one of which a source has withdrawn values and a note.
func withdrawnChart() *chart.Chart {
	at := sampleTime("202611250755")
	return &chart.Chart{
		Results:   sample.Results(),
		Vitals:    []result.Result{{Test: "weight", Words: "WITHDRAWN", Withdrawn: at, At: sampleTime("202611250700"), From: sampleFrom(1151, "engine")}},
		Documents: []document.Document{{Type: "Progress note", State: document.Withdrawn, Since: at, From: sampleFrom(1152, "engine")}},
	}
}

func sampleDenial() chart.Denial {
	return chart.Denial{Words: "No known allergies", Noted: sampleTime("202611240915"), By: "ADEYEMI, R", From: sampleFrom(1170, "engine")}
}

func incompleteChart() *chart.Chart {
	c := chart.Fold(nil)
	for _, s := range fact.Sections() {
		c.Unread = append(c.Unread, fact.Unread{Section: s, Reason: "This version does not understand messages of this kind.", From: sampleFrom(9, "engine")})
	}
	return c
}

// withheldChart is one of which a rule withholds everything it may.
func withheldChart() *chart.Chart {
	from := *sampleFrom(1150, "engine")
	from.Label = "a rule of the site"
	c := restrictedListings()
	c.Medications = []medication.Order{{Drug: "methadone", Course: order.Course{State: order.Active, From: &from}}}
	c.Doses = []medication.Dose{{Drug: "methadone", Status: medication.DoseGiven, From: &from}}
	c.Orders = []order.Order{{
		What: "HIV test", Content: order.Content{Kind: order.Laboratory}, Course: order.Course{State: order.Active, From: &from},
	}}
	c.Directives = []directive.Statement{{Kind: directive.CodeStatus, Words: "DNR", Place: "PV2-45", From: &from}}
	c.Results = []result.Result{{Test: "urine drug screen", HasValue: true, Value: "positive", From: &from}}
	c.Vitals = []result.Result{{Test: "withdrawal score", HasValue: true, Value: "12", From: &from}}
	return c
}

func (c stateCase) drawing() uitest.Drawing {
	v := asof.Lens{Coverage: c.cov, Now: sampleSheet().now}.View(c.chart, "a1")
	return uitest.Drawn("patient-state-"+c.name, "patient", sampleSheet().patient(v))
}

// TestH030EverySectionInEveryState draws each section in each state it can be in:
// the section says so in the fixed words, and nothing that is withheld shows
// (specification section 11, test 1; hazards H-030, H-040 and H-075).
func TestH030EverySectionInEveryState(t *testing.T) {
	g := gallery(t)
	for _, c := range stateCases() {
		page := g.Page(t, c.drawing())
		only := c.only
		if only == nil {
			only = fact.Sections()
		}
		for _, s := range only {
			if got := sectionText(t, page, s); !strings.Contains(got, c.want) {
				t.Errorf("%s: %s does not say %q: %s", c.name, s, c.want, got)
			} else if c.want == chart.WordsWithheld && strings.Count(got, c.want) > 1 {
				t.Errorf("%s: %s says twice that something is withheld: %s", c.name, s, got)
			}
		}
		if c.name == "withheld" && (strings.Contains(page, "methadone") || strings.Contains(page, "drug screen") || strings.Contains(page, "withdrawal score") || strings.Contains(page, "Joan Evans")) {
			t.Error("what is withheld stands on the page")
		}
	}
}

// sectionText is what a reader sees of one section of a page.
func sectionText(t *testing.T, page string, s fact.Section) string {
	t.Helper()
	found := regexp.MustCompile(`(?s)<section[^>]*aria-labelledby="` + string(s) + `".*?</section>`).FindString(page)
	if found == "" {
		t.Fatalf("the page has no section %s", s)
	}
	return text("<main>" + found + "</main>")
}

// TestH003WhenAPageWasMadeStandsApart: as of when a section is known and when the
// page was made stand in places of their own, also where both are one minute.
func TestH003WhenAPageWasMadeStandsApart(t *testing.T) {
	g := gallery(t)
	for _, age := range []time.Duration{0, 20 * time.Hour} {
		now := sampleSheet().now
		v := asof.Lens{Coverage: coverage(age, whole), Now: now}.View(&chart.Chart{Allergies: sample.Allergies()}, "a1")
		page := g.Page(t, uitest.Drawn("patient", "patient", sampleSheet().patient(v)))
		made, known := notation.Stamp(now, sampleSheet().zone), notation.Stamp(now.Add(-age), sampleSheet().zone)
		if got := sectionText(t, page, fact.SectionAllergies); !strings.Contains(got, "as of "+known) {
			t.Errorf("%v: the section does not say as of %s: %s", age, known, got)
		}
		if !strings.Contains(text(page), "Page made "+made) {
			t.Errorf("%v: the page does not say that it was made %s", age, made)
		}
	}
}
