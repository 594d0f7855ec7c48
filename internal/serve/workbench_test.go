package serve

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/web/workshop"
)

func newWorkbench(t *testing.T, tenant *Tenant) workbench {
	t.Helper()
	budget, err := mllp.NewBudget(1<<20, 1<<18)
	must(t, err)
	bench := workbench{tenants{DefaultTenant: tenant}, wiring.NewDoors(budget, slog.New(slog.DiscardHandler), nil)}
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
	tenant := s.tenant(t, reading.NewProfile("feed", "UTC"))
	book := s.receive(t, tenant)
	bench, before := newWorkbench(t, tenant), book.Lines()
	list, err := bench.Sources(t.Context(), DefaultTenant)
	must(t, err)
	src := list[0]
	got, err := bench.Try(t.Context(), DefaultTenant, src, workshop.Sample{Text: admission})
	must(t, err)
	if got.State != reading.Quarantined || len(got.Patients) != 0 {
		t.Errorf("without an authority: %+v", got)
	}
	src.Authority = "ZZHOSP"
	got, err = bench.Try(t.Context(), DefaultTenant, src, workshop.Sample{Text: admission})
	must(t, err)
	if got.State != reading.Charted || len(got.Patients) != 1 || got.Patients[0].New {
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
	kept, err := bench.Try(t.Context(), DefaultTenant, src, workshop.Sample{Number: 1})
	must(t, err)
	if len(kept.Patients) != 1 || len(kept.Patients[0].Changes) != 0 {
		t.Errorf("a kept message, read as it was: %+v", kept)
	}
	if _, err := bench.Try(t.Context(), DefaultTenant, src, workshop.Sample{Number: 99}); err == nil {
		t.Error("a message that is not there was tried")
	}
	status, err := tenant.Status(t.Context())
	must(t, err)
	if len(book.Lines()) != len(before) || status.Received != 1 || tenant.Sources.List()[0].Authority != "" {
		t.Error("a trial has kept something")
	}
}

// Set up on a page, a source reads by its new profile without a restart, and a
// host that the settings do not allow is refused.
func TestH091LiveIsSetOnAPage(t *testing.T) {
	s := newSite(t)
	tenant := s.tenant(t, reading.NewProfile("feed", "UTC"))
	book := s.receive(t, tenant)
	bench, who := newWorkbench(t, tenant), identity.Who{Tenant: DefaultTenant, Name: "t.lind"}
	ctx, stop := context.WithCancel(t.Context())
	var parts errgroup.Group
	parts.Go(func() error { return tenant.RunRemaker(ctx, func(err error) { t.Error(err) }) })
	changes, end := book.Watch()
	defer end()
	set := func(live bool, listen string) error {
		list, err := bench.Sources(t.Context(), DefaultTenant)
		must(t, err)
		src := list[0]
		src.Live, src.Listen = live, listen
		return bench.SetUp(t.Context(), who, src)
	}
	test := func() bool {
		view, err := bench.View(t.Context(), DefaultTenant, book.Lines()[0].Line.ID)
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
