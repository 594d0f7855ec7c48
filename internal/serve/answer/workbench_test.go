package answer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"redoutlet/internal/chart"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
	"redoutlet/internal/serve/stage"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/web/workshop"
)

func newWorkbench(t *testing.T, tenant *tenancy.Tenant) workbench {
	t.Helper()
	budget, err := mllp.NewBudget(1<<20, 1<<18)
	must(t, err)
	bench := workbench{Tenants{tenancytest.Name: tenant}, wiring.NewDoors(budget, slog.New(slog.DiscardHandler), nil)}
	t.Cleanup(bench.doors.Close)
	return bench
}

// admission is a message of a patient whose number names no authority.
const admission = "MSH|^~\\&|ADT|ZZHOSP|RO|ZZHOSP|20261124090000||ADT^A08|2|T|2.5.1\r" +
	"EVN|A08|20261124090000\rPID|1||one||ZZTEST^ADA||19440305|F\rAL1|1|DA|PCN^PENICILLIN|SV\r"

// What a trial says is what keeping the set-up does, and before that nothing is
// kept: neither of the message nor of the set-up.
func TestTrialSaysWhatWouldChange(t *testing.T) {
	s := newSite(t)
	tenant := s.Tenant(t, reading.NewProfile("feed", "UTC"))
	book := s.Receive(t, tenant)
	bench, before := newWorkbench(t, tenant), book.Lines()
	list, err := bench.Sources(t.Context(), tenancytest.Name)
	must(t, err)
	src := list[0]
	got, err := bench.Try(t.Context(), tenancytest.Name, src, workshop.Sample{Text: admission})
	must(t, err)
	if got.State != reading.Quarantined || len(got.Patients) != 0 {
		t.Errorf("without an authority: %+v", got)
	}
	src.Authority = "ZZHOSP"
	got, err = bench.Try(t.Context(), tenancytest.Name, src, workshop.Sample{Text: admission})
	must(t, err)
	if got.State != reading.Charted || len(got.Patients) != 1 || got.Patients[0].New() {
		t.Fatalf("with an authority: %+v", got)
	}
	var added string
	for _, c := range got.Patients[0].Changes {
		if c.Section == "allergies" {
			added = c.Before + " then " + c.After + ": " + strings.Join(c.Added, "|")
		}
	}
	if !strings.Contains(added, "then LISTED") || !strings.Contains(added, "PENICILLIN") {
		t.Errorf("allergies: %q", added)
	}
	kept, err := bench.Try(t.Context(), tenancytest.Name, src, workshop.Sample{Number: 1})
	must(t, err)
	if len(kept.Patients) != 1 || len(kept.Patients[0].Changes) != 0 {
		t.Errorf("a kept message, read as it was: %+v", kept)
	}
	if _, err := bench.Try(t.Context(), tenancytest.Name, src, workshop.Sample{Number: 99}); err == nil {
		t.Error("a message that is not there was tried")
	}
	status, err := tenant.Status(t.Context())
	must(t, err)
	if len(book.Lines()) != len(before) || status.Received != 1 || tenant.Sources.List()[0].Authority != "" {
		t.Error("a trial has kept something")
	}
}

// A trial says nothing of what is withheld: neither by a rule in force that the
// tried profile lacks, nor by a rule of its own, nor by what another message
// says of the same order. Whose chart it shows is known, so that it is recorded.
func TestH075TrialLiftsNoRule(t *testing.T) {
	order := func(at, control, name, restricted string) string {
		return "MSH|^~\\&|PHA|ZZHOSP|RO|ZZHOSP|" + at + "||RDE^O11|O" + at + "|P|2.5.1\rPID|1||one^^^ZZHOSP^MR||ZZTEST^ADA||19440305|F\r" +
			"ORC|" + control + "|" + name + "^CPOE|||||||" + at + strings.Repeat("|", 19) + restricted + "\rRXE||MTD^methadone tablet^L|20||mg\r"
	}
	s := newSite(t)
	rule := []reading.Withholding{{Codes: []string{"MTD"}, Why: "program"}}
	inForce := reading.NewProfile("feed", "UTC")
	inForce.Withhold = rule
	open := reading.NewProfile("feed", "UTC")
	for say, c := range map[string]struct {
		inForce, tried reading.Profile
		kept           string
		sample         workshop.Sample
	}{
		"a rule that the tried profile lacks":       {inForce, open, order("20261124090000", "NW", "77", ""), workshop.Sample{Number: 2}},
		"tried as another source":                   {inForce, reading.NewProfile("", "UTC"), order("20261124090000", "NW", "77", ""), workshop.Sample{Number: 2}},
		"a rule of the tried profile":               {open, inForce, order("20261124090000", "NW", "77", ""), workshop.Sample{Number: 2}},
		"another message restricts the order":       {open, open, order("20261124090000", "NW", "77", "R"), workshop.Sample{Text: order("20261124100000", "XO", "77", "")}},
		"a message that is pasted, a rule in force": {inForce, open, order("20261124090000", "NW", "77", ""), workshop.Sample{Text: order("20261124100000", "NW", "78", "")}},
	} {
		t.Run(say, func(t *testing.T) {
			s := newSite(t)
			tenant := s.Tenant(t, c.inForce)
			s.Receive(t, tenant, c.kept)
			got, err := newWorkbench(t, tenant).Try(t.Context(), tenancytest.Name, workshop.Source{Profile: c.tried}, c.sample)
			must(t, err)
			if len(got.Patients) != 1 || got.Patients[0].ID == "" {
				t.Fatalf("the trial is of nobody: %+v", got)
			}
			for i := range got.Patients[0].Changes {
				if c.inForce.Withhold == nil { // what is shown now would go
					got.Patients[0].Changes[i].Gone = nil
				}
			}
			if said := fmt.Sprintf("%+v", got); strings.Contains(said, "methadone") || !slices.Contains(got.Says, chart.WordsWithheld) {
				t.Errorf("the trial says %s", said)
			}
		})
	}
	// Where no rule withholds it, it is said: the test sees what it looks for.
	tenant := s.Tenant(t, open)
	s.Receive(t, tenant, order("20261124090000", "NW", "77", ""))
	got, err := newWorkbench(t, tenant).Try(t.Context(), tenancytest.Name, workshop.Source{Profile: open}, workshop.Sample{Number: 2})
	must(t, err)
	if !strings.Contains(fmt.Sprintf("%+v", got), "methadone") {
		t.Errorf("nothing withholds it, and it is not said: %+v", got)
	}
}

// Set up on a page, a source reads by its new profile without a restart, and a
// host that the settings do not allow is refused.
func TestH091LiveIsSetOnAPage(t *testing.T) {
	s := newSite(t)
	tenant := s.Tenant(t, reading.NewProfile("feed", "UTC"))
	book := s.Receive(t, tenant)
	bench, who := newWorkbench(t, tenant), identity.Who{Tenant: tenancytest.Name, Name: "t.lind"}
	ctx, stop := context.WithCancel(t.Context())
	var parts errgroup.Group
	parts.Go(func() error { return tenant.RunRemaker(ctx, func(err error) { t.Error(err) }) })
	changes, end := book.Watch()
	defer end()
	set := func(live bool, listen string) error {
		list, err := bench.Sources(t.Context(), tenancytest.Name)
		must(t, err)
		src := list[0]
		src.Live, src.Listen = live, listen
		return bench.SetUp(t.Context(), who, src)
	}
	test := func() bool {
		view, err := bench.View(t.Context(), tenancytest.Name, book.Lines()[0].Line.ID)
		must(t, err)
		return view.Test
	}
	var refused *workshop.RefusedError
	if err := set(true, "0.0.0.0:0"); !errors.As(err, &refused) || !test() {
		t.Errorf("every network: %v", err)
	}
	must(t, set(true, "127.0.0.1:0"))
	for c := range changes { // made again
		if c.All && !test() {
			break
		}
	}
	must(t, bench.Undo(t.Context(), who, "feed", 2))
	for c := range changes {
		if c.All && test() {
			break
		}
	}
	if err := bench.Undo(t.Context(), who, "feed", 2); !errors.Is(err, workshop.ErrMeanwhile) {
		t.Errorf("undone twice: %v", err)
	}
	stop()
	must(t, parts.Wait())
}

// The first messages of a source are found once they are read, and those of no
// other source.
func TestFirstMessagesOfASource(t *testing.T) {
	s := newSite(t)
	one := s.Tenant(t, reading.NewProfile("feed", "UTC"))
	bench := workbench{Tenants{tenancytest.Name: one}, nil}
	came := func(source string, first bool) workshop.Arrivals {
		t.Helper()
		a, err := bench.Arrivals(t.Context(), tenancytest.Name, source, first)
		must(t, err)
		return a
	}
	if a := came("feed", true); a.First != nil || a.Newest != nil {
		t.Errorf("while locked: %+v", a)
	}
	s.Receive(t, one)
	a := came("feed", true)
	if len(a.First) != 1 || len(a.Newest) != 1 || a.First[0].State != reading.Charted || len(a.First[0].Patients) != 1 {
		t.Errorf("after the first message: %+v", a)
	}
	if a := came("feed", false); a.First != nil || len(a.Newest) != 1 {
		t.Errorf("not asked for the first: %+v", a)
	}
	if a := came("other", true); a.First != nil || a.Newest != nil {
		t.Errorf("of another source: %+v", a)
	}
}

// The newest message of a source is found however many have come of another since: a source that has fallen silent is the
// one whose page is opened.
func TestNewestMessageOfASilentSource(t *testing.T) {
	s := newSite(t)
	one := s.Tenant(t, reading.NewProfile("feed", "UTC"), reading.NewProfile("loud", "UTC"))
	posts := stage.New(t.Context())
	posts.Start(one.RunPost)
	send := func(source string, number int) mllp.Wait {
		text := fmt.Sprintf("MSH|^~\\&|A|ZZHOSP|RO|ZZHOSP|20261124080000||ADT^A01|%d|P|2.5.1\rEVN|A01|20261124080000\rPID|1||one^^^ZZHOSP^MR||ZZTEST^ADA\rPV1|1|I|W1\r", number)
		return one.Intake(source).Receive(t.Context(), mllp.Frame{Data: []byte(text), Size: int64(len(text))})
	}
	_, err := send("feed", 0)()
	must(t, err)
	var acknowledged []mllp.Wait
	for n := range 4000 {
		acknowledged = append(acknowledged, send("loud", n+1))
	}
	for _, wait := range acknowledged {
		_, err := wait()
		must(t, err)
	}
	must(t, posts.Stop())
	must(t, one.Unlock(t.Context(), s.Key))
	book, err := one.Book()
	must(t, err)
	must(t, book.CatchUp(t.Context(), nil))
	bench := workbench{Tenants{tenancytest.Name: one}, nil}
	for source, want := range map[string]int{"feed": 1, "loud": recentShown} {
		a, err := bench.Arrivals(t.Context(), tenancytest.Name, source, false)
		must(t, err)
		if len(a.Newest) != want {
			t.Errorf("of %s %d messages are found, want %d", source, len(a.Newest), want)
		}
	}
}
