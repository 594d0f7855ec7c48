package office

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/fact"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

func TestHeadingAnswersTheQuestion(t *testing.T) {
	s := sampleSheet()
	registration := sampleSource("Registration", reading.FamilyRegistration, 2466, time.Minute, fact.SectionCensus)
	pharmacy := func(silent time.Duration) feed.SourceStatus {
		return sampleSource("Pharmacy", reading.FamilyAdministrations, 1204, silent, fact.SectionAdministrations)
	}
	neverHeard := feed.SourceStatus{Name: "Vital signs"}
	behind := pharmacy(time.Minute)
	behind.Voices[0].AsOf = ago(20 * time.Minute)
	uncharted := feed.SourceStatus{Name: "Scheduling", Received: 9, Heard: ago(time.Hour)}
	late, down := pharmacy(12*time.Minute), pharmacy(71*time.Minute)
	late.Voices[0].Giving.Habit = asof.Habit{Usual: 40 * time.Second, Longest: 5 * time.Minute}
	down.Voices[0].Giving.Link = asof.LinkClosed
	one := []UnitLine{{Unit: "4 West", Patients: 1, Oldest: asof.Standing{Section: fact.SectionCensus, AsOf: ago(time.Minute).Time, Freshness: asof.Fresh}}}
	for _, tt := range []struct {
		say     string
		sources []feed.SourceStatus
		units   []UnitLine
		want    string
	}{
		{"nothing connected", nil, nil,
			"No source is connected: there is no chart to trust."},
		{"all heard", allHeard().Sources, sampleUnits(),
			"All 4 sources are heard. 58 patients in 4 units have a chart."},
		{"one heard, one patient", []feed.SourceStatus{registration}, one,
			"The one source is heard. 1 patient in 1 unit has a chart."},
		{"two heard, nobody there", []feed.SourceStatus{registration, pharmacy(time.Minute)}, nil,
			"Both sources are heard. No patient is in a unit."},
		{"just within the limit", []feed.SourceStatus{registration, pharmacy(15*time.Minute - time.Second)}, one,
			"Both sources are heard. 1 patient in 1 unit has a chart."},
		{"at the limit", []feed.SourceStatus{registration, pharmacy(15 * time.Minute)}, one,
			"Pharmacy has been silent for 15 min: doses given since 10:27 are not on the charts."},
		{"silent for an hour", []feed.SourceStatus{registration, pharmacy(71 * time.Minute)}, one,
			"Pharmacy has been silent for 1hr 11min: doses given since 09:31 are not on the charts."},
		{"silent since yesterday", []feed.SourceStatus{registration, pharmacy(26 * time.Hour)}, one,
			"Pharmacy has been silent for 26hr: doses given since 24-Nov-2026 08:42 are not on the charts."},
		{"two silent, the worse one told", silentPharmacy().Sources, one,
			"Pharmacy has been silent for 1hr 11min: doses given since 09:31 are not on the charts. One more part of the charts is behind."},
		{"heard but not charted", []feed.SourceStatus{behind}, one,
			"Pharmacy is heard, but doses given since 10:22 are not on the charts yet."},
		{"one of several voices silent", oneEngine().Sources, one,
			"Engine has told of no doses given for 26hr: whatever is newer than 24-Nov-2026 08:42 is not on the charts. One more part of the charts is behind."},
		{"late by habit", []feed.SourceStatus{registration, late}, one,
			"Pharmacy has been silent for 12 min: doses given since 10:30 are not on the charts."},
		{"down", []feed.SourceStatus{registration, down}, one,
			"Pharmacy is not connected, and has been silent for 1hr 11min: doses given since 09:31 are not on the charts."},
		{"never heard", []feed.SourceStatus{registration, linked(neverHeard)}, one,
			"Vital signs is connected and has not told of anything that is charted yet."},
		{"never connected", []feed.SourceStatus{registration, neverHeard}, one,
			"Vital signs has never connected, and nothing of it is on a chart."},
		{"on trial and never heard, beside one that ages", []feed.SourceStatus{registration, tried(neverHeard), pharmacy(15 * time.Minute)}, one,
			"Pharmacy has been silent for 15 min: doses given since 10:27 are not on the charts. One more part of the charts is behind."},
		{"what people found here", []feed.SourceStatus{registration, {Name: reading.Desk, Received: 1}}, one,
			"The one source is heard. 1 patient in 1 unit has a chart."},
		{"heard, of nothing that is charted", []feed.SourceStatus{registration, uncharted}, one,
			"Both sources are heard. 1 patient in 1 unit has a chart."},
	} {
		b := s.board(feed.Status{Sources: tt.sources}, tt.units, who(identity.Manager))
		if b.Heading != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.say, b.Heading, tt.want)
		}
	}
}

func linked(f feed.SourceStatus) feed.SourceStatus {
	f.Link = asof.LinkOpen
	return f
}

func tried(f feed.SourceStatus) feed.SourceStatus {
	f.Mode = "trial"
	return f
}

// TestDoubtedClockSaysNoAge: while our own clock is in doubt the board says so
// first, and reckons nothing from it; whose clock is off is said beside it.
func TestDoubtedClockSaysNoAge(t *testing.T) {
	status := silentPharmacy()
	status.Doubt = "it jumped forward"
	status.Sources[0].Behind = -2 * time.Hour
	b := sampleSheet().board(status, sampleUnits(), who(identity.Manager))
	if want := "The clock of this server is not trusted: it jumped forward."; !strings.HasPrefix(b.Heading, want) {
		t.Errorf("the board begins %q, want %q", b.Heading, want)
	}
	for _, row := range b.Voices {
		if row.Says != "" || (row.Clock != "") != (row.Source == "Registration") {
			t.Errorf("%s says %q, clock %q", row.Source, row.Says, row.Clock)
		}
	}
}

func TestLockedHeading(t *testing.T) {
	for waiting, want := range map[int64]string{
		0:  "The charts are locked. What the sources send is kept.",
		1:  "The charts are locked. 1 message is kept and is charted after unlocking.",
		11: "The charts are locked. 11 messages are kept and are charted after unlocking.",
	} {
		if got := sampleSheet().lockedBoard(feed.Status{Waiting: waiting}, who(identity.Nurse)).Heading; got != want {
			t.Errorf("%d waiting:\n got %s\nwant %s", waiting, got, want)
		}
	}
}

func TestWorstComesFirst(t *testing.T) {
	b := sampleSheet().board(silentPharmacy(), silentUnits(), who(identity.Manager))
	var voices, units []string
	for _, v := range b.Voices {
		voices = append(voices, v.Source+" "+string(v.Status))
	}
	for _, u := range b.Units {
		units = append(units, u.Unit+" "+string(u.Status))
	}
	if diff := cmp.Diff([]string{"Pharmacy stale", "Laboratory ageing", "Orders holding", "Registration holding"}, voices); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	want := []string{
		"Maternity stale", "Intensive care stale", "Infusion clinic unknown", "UNIT NOT RECORDED unknown",
		"4 West holding", "Emergency holding",
	}
	if diff := cmp.Diff(want, units); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

// The page is drawn anew when its sentence stops being true without news.
func TestPageSaysUntilWhenItIsTrue(t *testing.T) {
	s := sampleSheet()
	heard := s.board(allHeard(), nil, who(identity.Nurse))
	if want := s.now.Add(9 * time.Minute); !heard.Head().Until.Equal(want) { // registration, heard a minute ago, ages at ten
		t.Errorf("all heard: until %v, want %v", heard.Head().Until, want)
	}
	silent := s.board(silentPharmacy(), nil, who(identity.Nurse))
	if want := s.now.Add(time.Minute); !silent.Head().Until.Equal(want) {
		t.Errorf("one silent: until %v, want %v", silent.Head().Until, want)
	}
	if none := s.board(feed.Status{}, nil, who(identity.Nurse)); !none.Head().Until.IsZero() {
		t.Errorf("nothing connected: until %v, want never", none.Head().Until)
	}
}

// shelf answers for feeds and charts.
type shelf struct {
	status feed.Status
	units  []UnitLine
	err    error
	todo   int    // of the set-up
	tenant string // whom it was asked for last
	asked  int    // how often for charts
}

func (s *shelf) Status(_ context.Context, tenant string) (feed.Status, error) {
	s.tenant = tenant
	return s.status, s.err
}

func (s *shelf) ToDo(_ context.Context, tenant string) (int, error) {
	s.tenant = tenant
	return s.todo, s.err
}

func (s *shelf) Lines(_ context.Context, tenant string) ([]UnitLine, error) {
	s.tenant = tenant
	s.asked++
	return s.units, s.err
}

func (s *shelf) desk(locked bool) desk {
	sample := sampleSheet()
	return desk{s, s, func(string) bool { return locked }, func() time.Time { return sample.now }, sample.zone}
}

func request(target string, role identity.Role) *ui.Request {
	return &ui.Request{Request: httptest.NewRequest(http.MethodGet, target, nil), Who: who(role)}
}

func TestBoardAsksForTheReadersTenant(t *testing.T) {
	for _, locked := range []bool{false, true} {
		s := &shelf{status: allHeard(), units: sampleUnits()}
		data, err := s.desk(locked).board(context.Background(), request("/", identity.Auditor))
		if err != nil {
			t.Fatal(err)
		}
		if b := data.(*board); b.Locked != locked || s.tenant != "north" {
			t.Errorf("locked %v: page says %v, asked for tenant %q", locked, b.Locked, s.tenant)
		}
		if locked && s.asked != 0 {
			t.Error("charts were asked for while locked")
		}
	}
}

// Who sets the house up is led there from the board, locked or not, while
// anything is to do; nobody else is.
func TestBoardLeadsToTheSetUp(t *testing.T) {
	for _, locked := range []bool{false, true} {
		for _, role := range identity.Roles() {
			for _, todo := range []int{0, 1, 4} {
				s := &shelf{status: allHeard(), units: sampleUnits(), todo: todo}
				data, err := s.desk(locked).board(context.Background(), request("/", role))
				if err != nil {
					t.Fatal(err)
				}
				leads := todo > 0 && (role == identity.Engineer || role == identity.Administrator)
				if b := data.(*board); (b.Setup != "") != leads {
					t.Errorf("%s, %d to do, locked %v: %q", role, todo, locked, b.Setup)
				}
			}
		}
	}
}

func TestErrorsAreReturned(t *testing.T) {
	s := &shelf{err: errors.New("disk")}
	if _, err := s.desk(false).board(context.Background(), request("/", identity.Engineer)); !errors.Is(err, s.err) {
		t.Errorf("%v, want %v", err, s.err)
	}
}
