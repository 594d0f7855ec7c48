package bedside

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/fact"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/veil"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
	"redoutlet/internal/web/ui/uitest"
)

// house answers from memory and writes down what was opened.
type house struct {
	opened  []string
	refuses error
	until   time.Time // when sight of what is withheld ends
	broke   string    // of whom, "" for everybody

	withholds bool            // an order of a message
	state     reading.Outcome // of the message
}

func (h *house) Units(context.Context, string) ([]Unit, error) {
	return []Unit{{Name: "4 West", Patients: 1}, {Name: "A/B"}, {Name: ""}}, nil
}

func (h *house) Census(ctx context.Context, tenant, unit string) (Unit, []roster.Summary, error) {
	units, err := h.Units(ctx, tenant)
	at := slices.IndexFunc(units, func(u Unit) bool { return u.Name == unit })
	if at < 0 {
		return Unit{}, nil, ui.ErrNotFound
	}
	return units[at], []roster.Summary{sampleSummary("a1", tenant, unit, "1", "A")}, err
}

func (h *house) View(_ context.Context, _, id string) (*asof.View, error) {
	if id != "a1" && id != "former" {
		return nil, ui.ErrNotFound
	}
	return sampleView(), nil
}

func (h *house) Opened(_ context.Context, who identity.Who, patient, page string) error {
	if h.refuses != nil {
		return h.refuses
	}
	h.opened = append(h.opened, who.Name+" "+patient+" "+page)
	return nil
}

// Message is a message of two patients; an order of the second is withheld where
// the test says so.
func (h *house) Message(_ context.Context, _ string, number int64, broken func(string) bool) (*feed.Kept, error) {
	if number != 7 {
		return nil, ui.ErrNotFound
	}
	order := veil.Passage{Raw: []byte("RXE||methadone\r"), Segments: []string{"RXE"}, Patient: "b2"}
	if h.withholds && (broken == nil || !broken("b2")) {
		order.Raw, order.Withheld = nil, true
	}
	return &feed.Kept{Number: 7, State: h.state, Patients: []string{"a1", "b2"}, Passages: veil.Passages{{Raw: []byte("MSH|\r")}, order}}, nil
}

func (h *house) ViewBehindGlass(ctx context.Context, tenant, id string) (*asof.View, error) {
	return h.View(ctx, tenant, id)
}

func (h *house) GlassUntil(_ context.Context, _ identity.Who, patient string) (time.Time, error) {
	if h.broke != "" && h.broke != patient {
		return time.Time{}, h.refuses
	}
	return h.until, h.refuses
}

// ask sends a request through the patterns of the page table.
func ask(t *testing.T, h *house, path string, role identity.Role) (any, error) {
	t.Helper()
	var data any
	err := errors.New("no page has this address")
	mux := http.NewServeMux()
	clock := func() time.Time { return sampleSheet().now }
	for _, p := range Pages(h, h, clock, sampleSheet().zone) {
		mux.HandleFunc(p.Pattern, func(_ http.ResponseWriter, r *http.Request) {
			who := identity.Who{Tenant: "stbrigid", Name: "radeyemi", Role: role, Unit: "4 West"}
			data, err = p.Serve(r.Context(), &ui.Request{Request: r, Who: who})
		})
	}
	mux.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	return data, err
}

func TestPatientIsShownOnlyOnceOpeningIsRecorded(t *testing.T) {
	h := &house{}
	if _, err := ask(t, h, "/patient/a1", identity.Nurse); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"radeyemi a1 patient"}, h.opened); diff != "" {
		t.Errorf("opened (-want +got):\n%s", diff)
	}
	full := errors.New("the disk is full")
	for _, path := range []string{"/patient/a1", "/message/7"} {
		data, err := ask(t, &house{refuses: full}, path, identity.Nurse)
		if !errors.Is(err, full) || data != nil {
			t.Errorf("%s without a record: %v, %v; want nothing but the reason", path, data, err)
		}
	}
}

func TestFormerIdLeadsToTheCanonicalPage(t *testing.T) {
	h := &house{}
	data, err := ask(t, h, "/patient/former", identity.Nurse)
	if err != nil {
		t.Fatal(err)
	}
	if to, ok := data.(*ui.Redirect); !ok || to.To != "/patient/a1" {
		t.Errorf("a former id leads to %#v, want /patient/a1", data)
	}
	if len(h.opened) != 0 {
		t.Errorf("leading on opened %v", h.opened)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	for _, path := range []string{"/patient/zz", "/message/8", "/message/abc", "/message/99999999999999999999", "/unit/Nowhere"} {
		if _, err := ask(t, &house{}, path, identity.Nurse); !errors.Is(err, ui.ErrNotFound) {
			t.Errorf("%s: %v, want %v", path, err, ui.ErrNotFound)
		}
	}
}

// Whose own unit has nobody, or is not spelled as messages do, begins at the list
// of all.
func TestOwnUnitThatIsNotThereLeadsToAll(t *testing.T) {
	d := desk{charts: &house{}, clock: func() time.Time { return sampleSheet().now }, zone: sampleSheet().zone}
	r := &ui.Request{Request: httptest.NewRequest(http.MethodGet, "/unit/Nowhere", nil), Who: identity.Who{Unit: "Nowhere"}}
	r.SetPathValue("unit", "Nowhere")
	data, err := d.unit(t.Context(), r)
	if to, ok := data.(*ui.Redirect); err != nil || !ok || to.To != "/units" {
		t.Errorf("%#v, %v", data, err)
	}
}

func TestUnitAddressesGoThereAndBack(t *testing.T) {
	for _, name := range []string{"4 West", "A/B", ""} {
		data, err := ask(t, &house{}, unitPath(name), identity.Manager)
		if err != nil {
			t.Errorf("%s: %v", unitPath(name), err)
			continue
		}
		if got := data.(*unitPage).Name; got != name {
			t.Errorf("%s shows unit %q, want %q", unitPath(name), got, name)
		}
	}
}

func TestMessageOpensThePatientsItSpeaksOf(t *testing.T) {
	for role, pages := range map[identity.Role]int{identity.Nurse: 2, identity.Engineer: 0} {
		h := &house{}
		data, err := ask(t, h, "/message/7", role)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"radeyemi a1 message 7", "radeyemi b2 message 7"}, h.opened); diff != "" {
			t.Errorf("opened (-want +got):\n%s", diff)
		}
		if got := len(data.(*messagePage).Patients); got != pages {
			t.Errorf("%s is led to %d charts, want %d", role, got, pages)
		}
	}
}

// TestH075MessageIsSeenThroughBrokenGlassAlone: what is withheld of a message is
// shown to whoever broke the glass of that patient, and of one in quarantine to
// whoever mends it; the others read in its place that it is withheld.
func TestH075MessageIsSeenThroughBrokenGlassAlone(t *testing.T) {
	later := sampleSheet().now.Add(time.Hour)
	for _, tt := range []struct {
		say    string
		house  house
		role   identity.Role
		seen   bool
		breaks int // links to where the glass is broken
	}{
		{"the glass is whole", house{}, identity.Nurse, false, 1},
		{"it is broken", house{until: later}, identity.Nurse, true, 0},
		{"it was broken for another patient", house{until: later, broke: "a1"}, identity.Nurse, false, 1},
		{"it was broken long ago", house{until: later.Add(-2 * time.Hour)}, identity.Nurse, false, 1},
		{"in quarantine, to a nurse", house{state: reading.Quarantined}, identity.Nurse, false, 1},
		{"in quarantine, to who mends it", house{state: reading.Quarantined}, identity.Engineer, true, 0},
		{"charted, to who mends messages", house{state: reading.Charted}, identity.Engineer, false, 0},
	} {
		tt.house.withholds = true
		data, err := ask(t, &tt.house, "/message/7", tt.role)
		if err != nil {
			t.Fatal(err)
		}
		page := data.(*messagePage)
		text := ""
		for _, line := range page.Lines {
			text += line.Text + line.Withheld
		}
		want := "MSH|[CR]RXE: INFORMATION WITHHELD BY POLICY - BREAK GLASS AT STATION"
		if tt.seen {
			want = "MSH|[CR]RXE||methadone[CR]"
		}
		if text != want || page.Withheld == tt.seen || len(page.Glass) != tt.breaks {
			t.Errorf("%s: %q, links %v; want %q and %d links", tt.say, text, page.Glass, want, tt.breaks)
		}
	}
}

// On a narrow screen a label stands before the bed, unless the words that there is
// none name it themselves.
func TestBedIsNamedOnce(t *testing.T) {
	page := gallery(t).Page(t, uitest.Drawn("unit", "unit", censusSheet{sampleSheet()}.unit(shortUnit(), []roster.Summary{
		sampleSummary("a1", "EVANS WEST", "Jonathan", "12", "B"), sampleSummary("b2", "OKAFOR", "Ngozi", "", ""),
	})))
	if strings.Contains(page, `data-label="Bed"><b><bdi class="sent">bed NOT`) || !strings.Contains(page, `data-label="Bed"><b><bdi class="sent">12 - B`) {
		t.Errorf("beds are not named once:\n%s", page)
	}
}

// Where no unit has a census list that is said once: a list in which every line
// warns is one that nobody reads (hazard H-090). One unit that has a list makes
// the others lines to look at.
func TestThatThereAreNoListsIsSaidOnce(t *testing.T) {
	bare, listed := Unit{Name: "ICU"}, reconciledUnit()
	for _, tt := range []struct {
		units  []Unit
		above  string
		warned int
	}{
		{[]Unit{bare, {Name: "ED"}}, "NOT RECONCILED: no census list was given for any unit", 0},
		{[]Unit{bare, listed}, "", 1},
		{[]Unit{bare}, "", 1},
		{nil, "", 0},
	} {
		page := censusSheet{sampleSheet()}.list(tt.units, "")
		warned := 0
		for _, row := range page.Units {
			if row.NoList {
				warned++
			}
		}
		if page.NoLists != tt.above || warned != tt.warned {
			t.Errorf("above %q, %d rows warn; want %q and %d", page.NoLists, warned, tt.above, tt.warned)
		}
	}
}

// A message says whom it names and whether it is a test, and leads to each chart
// by words of its own.
func TestMessageSaysWhoseItIs(t *testing.T) {
	page := sampleSheet().message(&feed.Kept{Person: "Ada ZZTEST", Test: true, Patients: []string{"a1", "b2"}}, identity.Who{Role: identity.Nurse})
	if page.Person != "Ada ZZTEST" || !page.Head().Test || page.Patients[0].Words == page.Patients[1].Words {
		t.Errorf("%+v, %+v", page, page.Head())
	}
	if page := sampleSheet().message(&feed.Kept{}, identity.Who{}); page.Person != "nobody" || page.Head().Test {
		t.Errorf("of nobody: %+v", page)
	}
}

func TestCensusOrderAndMarks(t *testing.T) {
	s := sampleSheet()
	old := sampleLeft("f6", "GONE", "Long", "discharged", time.Hour)
	twin := sampleSummary("g7", "OKAFOR", "Ada", "2", "A")
	elsewhere := sampleSummary("h8", "EVANS WEST", "Elsewhere", "1", "A")
	elsewhere.Presences[0].Place.Unit = "ICU"
	page := censusSheet{s}.unit(Unit{Name: "4 West"}, []roster.Summary{
		sampleSummary("a1", "EVANS WEST", "Jonathan", "12", "B"), sampleSummary("b2", "OKAFOR", "Ngozi", "2", "A"),
		twin, old, elsewhere, sampleLeft("d4", "evans west", "Per", "MOVED to ICU", 24*time.Hour),
	})
	var got []string
	for _, row := range append(page.Rows, page.Left...) {
		got = append(got, row.Bed+" "+row.Name+"|"+row.SameBed+"|"+strings.Join(row.LookAlike, " & ")+"|"+row.Gone)
	}
	want := []string{
		"2 - A OKAFOR, Ada|" + wordsSameBed + "|LOOK-ALIKE: same family name and birth date as bed 2 - A, MRN 004417b2|",
		"2 - A OKAFOR, Ngozi|" + wordsSameBed + "|LOOK-ALIKE: same family name and birth date as bed 2 - A, MRN 004417g7|",
		"12 - B EVANS WEST, Jonathan||LOOK-ALIKE: same family name and birth date as a patient who left, MRN 004417d4|",
		"7 - A EVANS WEST, Per||LOOK-ALIKE: same family name and birth date as bed 12 - B, MRN 004417a1|MOVED to ICU 25-Nov-2026 07:42",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("census (-want +got):\n%s", diff)
	}
	if page.Heading != "4 West: 3 patients" {
		t.Errorf("heading %q", page.Heading)
	}
}

func TestNaturalOrder(t *testing.T) {
	for _, pair := range [][2]string{{"2", "10"}, {"02", "10"}, {"A2", "A10"}, {"A", "B"}, {"1", "1A"}, {"", "1"}, {"2", "02"}} {
		if pair[0] == "2" && pair[1] == "02" {
			pair[0], pair[1] = pair[1], pair[0] // equal numbers: as written
		}
		if ui.Natural(pair[0], pair[1]) >= 0 || ui.Natural(pair[1], pair[0]) <= 0 {
			t.Errorf("%q does not stand before %q", pair[0], pair[1])
		}
	}
}

// TestNextChange holds that the page names the moment its own words go out of date.
func TestNextChange(t *testing.T) {
	v := sampleView() // everything heard 2 min ago; the census ages first, at 10 min
	if got, want := sampleSheet().nextChange(v), sampleSheet().now.Add(8*time.Minute); !got.Equal(want) {
		t.Errorf("next change %v, want %v", got, want)
	}
	v.Medications.Items[0].Stop = fact.Time{Text: "202611251045", Precision: fact.ToMinute, At: sampleSheet().now.Add(3 * time.Minute)}
	if got, want := sampleSheet().nextChange(v), sampleSheet().now.Add(3*time.Minute); !got.Equal(want) {
		t.Errorf("with a stop time: %v, want %v", got, want)
	}
}
