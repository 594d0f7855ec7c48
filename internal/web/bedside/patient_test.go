package bedside

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/medication"
	"redoutlet/internal/chart/order"
	"redoutlet/internal/chart/result"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
	"redoutlet/internal/wording/allergy"
	"redoutlet/internal/wording/listing"
)

// sentAt is a sent time some way before the sample moment.
func sentAt(ago time.Duration) fact.Time {
	return sampleTime(sampleAgo(ago).Format("200601021504"))
}

// TestH013OtherPersonIsNamedInTheHead: while messages name two people, the part of
// the page that stays in sight and heads every printed side names the other one
// too, whichever of them is taken for the patient.
func TestH013OtherPersonIsNamedInTheHead(t *testing.T) {
	v := sampleView()
	if b := sampleSheet().banner(v); len(b.Others) != 0 {
		t.Fatalf("others: %+v", b.Others)
	}
	now := chart.Face{Family: "EVANS WEST", Given: "Jonathan", BornAt: sampleTime("19450714"), Sex: "M"}
	other := chart.Face{Family: "ALDER", Given: "Ada", BornAt: sampleTime("19440305"), Sex: "F"}
	same := now
	same.BornAt, same.Sex = other.BornAt, "F"
	g := gallery(t)
	for _, tt := range []struct {
		faces []chart.Face
		want  string
	}{
		{[]chart.Face{other, now}, "ALDER, Ada — born 05-Mar-1944 — Female"},
		{[]chart.Face{now, other}, "ALDER, Ada — born 05-Mar-1944 — Female"},
		{[]chart.Face{now, same}, "EVANS WEST, Jonathan — born 05-Mar-1944 — Female"},
	} {
		v.Faces = tt.faces
		page := g.Page(t, uitest.Drawn("patient-overlay", "patient", sampleSheet().patient(v)))
		_, head, _ := strings.Cut(page, `<header class="identity`)
		head, _, _ = strings.Cut(head, "</header>")
		if got := text(page); !strings.Contains(got, "VERIFY WRISTBAND: messages also name "+tt.want) || strings.Count(head, "messages also name") != 1 {
			t.Errorf("the page says %q, and its head %q, want %q", got, head, tt.want)
		}
	}
}

// How long ago a value was measured stands beside that value, and not beside the
// one before it.
func TestAgeStandsBesideItsValue(t *testing.T) {
	v := sampleView()
	creatinine := func(value string, ago time.Duration) result.Result {
		return result.Result{
			Test: "creatinine", TestCode: fact.Coded{Code: "2160-0"}, HasValue: true, Value: value, Unit: "mg/dL", Numeric: true,
			Status: "F", Words: "FINAL", At: sentAt(ago),
		}
	}
	v.Results.Items = []result.Result{creatinine("1.20", time.Hour), creatinine("1.30", 9*time.Hour)}
	got := text(gallery(t).Page(t, uitest.Drawn("patient", "patient", sampleSheet().patient(v))))
	if want := "1.20 mg/dL, creatinine, 25-Nov-2026 09:42 (1hr ago), before that 1.30 mg/dL, 25-Nov-2026 01:42"; !strings.Contains(got, want) {
		t.Errorf("the page does not say %q:\n%s", want, got[:1200])
	}
}

// TestMedicineGroups holds what stands where: stopped orders stay in sight for a
// day, an order whose end cannot be told never leaves it.
func TestMedicineGroups(t *testing.T) {
	line := func(drug string, state order.State, group, shown string, since, stop fact.Time) asof.MedicationLine {
		return asof.MedicationLine{
			Order: medication.Order{Drug: drug, Course: order.Course{State: state, Since: since}, Sig: medication.Sig{Timing: order.Timing{Stop: stop}}},
			Group: group, Shown: shown,
		}
	}
	day := 24 * time.Hour
	v := sampleView()
	v.Medications.Items = []asof.MedicationLine{
		line("running", order.Active, "active", "ACTIVE", sentAt(9*day), fact.Time{}),
		line("stopped today", order.Discontinued, "stopped", "DISCONTINUED", sentAt(23*time.Hour), fact.Time{}),
		line("stopped long ago", order.Discontinued, "stopped", "DISCONTINUED", sentAt(25*time.Hour), fact.Time{}),
		line("stopped some time", order.Cancelled, "stopped", "CANCELLED", fact.Time{}, fact.Time{}),
		line("ran out today", order.Active, "stopped", "STOP TIME PASSED", sentAt(9*day), sentAt(time.Hour)),
		line("ran out long ago", order.Active, "stopped", "STOP TIME PASSED", sentAt(9*day), sentAt(2*day)),
		line("odd", "", "unread", "", fact.Time{}, fact.Time{}),
	}
	sec := sampleWriter().Medicines(v)
	got := map[string][]string{}
	for _, g := range sec.Groups {
		for _, m := range g.Medicines {
			got[g.Title] = append(got[g.Title], m.Drug+": "+m.State)
		}
	}
	for _, m := range sec.Older {
		got[sec.OlderTitle] = append(got[sec.OlderTitle], m.Drug+": "+m.State)
	}
	want := map[string][]string{
		"Active, schedule not recorded (1)": {"running: "},
		"Stopped in the last 24 h (3)": {
			"stopped today: DISCONTINUED 24-Nov-2026 11:42", "stopped some time: CANCELLED", "ran out today: STOP TIME PASSED 25-Nov-2026 09:42",
		},
		"2 orders stopped earlier":   {"stopped long ago: DISCONTINUED 24-Nov-2026 09:42", "ran out long ago: STOP TIME PASSED 23-Nov-2026 10:42"},
		"Unread or unclassified (1)": {"odd: " + "UNCLASSIFIED - VERIFY"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// TestH040NoAdministrationDataIsSaidAbove holds hazard H-040: an order list is
// never taken for a record of what was given.
func TestH040NoAdministrationDataIsSaidAbove(t *testing.T) {
	for _, tt := range []struct {
		sources []string
		state   asof.Freshness
		want    string
	}{
		{[]string{"pharmacy"}, asof.Fresh, ""},
		{[]string{"pharmacy"}, asof.Ageing, ""},
		{[]string{"pharmacy"}, asof.Stale, "MEDICATION ORDER LIST - NO ADMINISTRATION DATA SINCE 25-Nov-2026 10:40"},
		{[]string{"pharmacy"}, asof.NeverHeard, "MEDICATION ORDER LIST - NO ADMINISTRATION DATA"},
		{nil, asof.NeverHeard, "MEDICATION ORDER LIST - NO ADMINISTRATION DATA"},
	} {
		v := sampleView()
		v.Administrations.Sources, v.Administrations.Freshness = tt.sources, tt.state
		if tt.state == asof.NeverHeard {
			v.Administrations.AsOf = asof.Instant{}
		}
		if got := sampleWriter().Medicines(v).OrdersOnly; got != tt.want {
			t.Errorf("%v %s: %q, want %q", tt.sources, tt.state, got, tt.want)
		}
	}
}

func TestBanner(t *testing.T) {
	v := sampleView()
	b := sampleSheet().banner(v)
	if b.Age != "81y" || b.UnitTo != "/unit/4%20West" || b.Long || len(b.Also) != 1 || b.Also[0].Value != "9-77" {
		t.Errorf("banner %+v", b)
	}
	v.Died, v.Given = "Y", strings.Repeat("Evangeline-Rose ", 5)
	if b = sampleSheet().banner(v); b.Died != "DECEASED, time not sent" || b.Age != "" || !b.Long {
		t.Errorf("banner of a patient who died: %+v", b)
	}
	v.Died = "N"
	if b = sampleSheet().banner(v); b.Died != "" || b.Age != "81y" {
		t.Errorf("PID-30 N reads as a death: %+v", b)
	}
}

// TestAllergyLineSaysWhatMakesItUncertain holds that the banner never shows a
// bare list where the section below it is old or incomplete.
func TestAllergyLineSaysWhatMakesItUncertain(t *testing.T) {
	v := sampleView()
	v.Allergies.Freshness = asof.Stale
	v.Allergies.Flags = []chart.Flag{chart.Incomplete}
	v.Allergies.Unread = []fact.Unread{{}, {}}
	want := allergy.Line{Substances: []string{"penicillin", "latex"}, Warnings: []string{chart.IncompleteWords(2), "STALE - CONFIRM BEFORE USE"}}
	if diff := cmp.Diff(want, allergy.Writer{Pen: sampleSheet().pen()}.Line(v)); diff != "" {
		t.Errorf("line (-want +got):\n%s", diff)
	}
	v.Allergies = noItems[chart.Allergy](v.Allergies, chart.NotAvailable)
	v.Allergies.Flags = nil
	want = allergy.Line{Words: []string{chart.WordsNotAvailable}}
	if diff := cmp.Diff(want, allergy.Writer{Pen: sampleSheet().pen()}.Line(v)); diff != "" {
		t.Errorf("line (-want +got):\n%s", diff)
	}
}

func TestHeads(t *testing.T) {
	h := sampleSheet().patient(testView()).Head()
	want := ui.Head{Title: "Patient in 4 West", Test: true, Live: "patient:a1", Until: sampleSheet().now.Add(8 * time.Minute)}
	if diff := cmp.Diff(want, h, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Errorf("head (-want +got):\n%s", diff)
	}
}

// What was given and taken off more than once stands once among what was removed,
// as it was taken off last, with what was known of it.
func TestRemovedAllergyStandsOnce(t *testing.T) {
	removed := func(substance string, ago time.Duration) chart.Allergy {
		return chart.Allergy{Substance: substance, Reaction: "hives", State: "removed", Removed: sentAt(ago)}
	}
	v := sampleView()
	v.Allergies.Items = []chart.Allergy{removed("peanut", 3*time.Hour), removed("Peanut", time.Hour), removed("latex", time.Hour), removed("peanut", 2*time.Hour)}
	sec := allergy.Writer{Pen: sampleSheet().pen()}.Section(v)
	if len(sec.Removed) != 2 || sec.Removed[0].Substance != "Peanut" || sec.Removed[1].Substance != "latex" || sec.Removed[0].Parts[0] != "hives" {
		t.Errorf("%+v", sec.Removed)
	}
}

// TestRestrictedNotesAreWithheld: what a rule withholds of notes, problems and
// appointments is on no page (hazard H-075).
func TestRestrictedNotesAreWithheld(t *testing.T) {
	c := restrictedListings()
	v := asof.Lens{Coverage: coverage(time.Minute, whole), Now: sampleSheet().now}.View(c, "a1")
	if n := len(v.Notes.Items) + len(v.Problems.Items) + len(v.Appointments.Items) + len(v.Immunizations.Items) + len(v.Contacts.Items); n != 0 {
		t.Errorf("%d items are shown that a rule withholds", n)
	}
	v = asof.Lens{Coverage: coverage(time.Minute, whole), Now: sampleSheet().now, Open: true}.View(c, "a1")
	if len(v.Notes.Items) == 0 || len(v.Problems.Items) == 0 || len(v.Appointments.Items) == 0 {
		t.Error("behind broken glass something is missing")
	}
}

// restrictedListings is a chart of which a rule withholds every entry of a list.
func restrictedListings() *chart.Chart {
	from := *sampleFrom(1150, "engine")
	from.Label = "a rule of the site"
	s := listing.NewSamples(sampleSheet().listing(), &from)
	return &chart.Chart{Problems: s.Problems, Documents: s.Documents, Schedule: s.Appointments, Vaccines: s.Immunizations, Contacts: s.Contacts}
}
