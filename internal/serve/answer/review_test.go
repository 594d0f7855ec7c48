package answer

import (
	"crypto/rand"
	"errors"
	"slices"
	"testing"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/store"
	"redoutlet/internal/web/ui"
)

func person(name string, role identity.Role) identity.Who {
	return identity.Who{Tenant: tenancytest.Name, Name: name, Role: role}
}

// A month is reviewed from the draw to the closing on a real record: the draw
// can be repeated, nobody decides on their own opening, nothing is altered, and
// what is added after the closing stands beside what was decided.
func TestH072MonthIsReviewedAndNothingIsAltered(t *testing.T) {
	s, at := clockedSite(t)
	tenant := s.Tenant(t)
	must(t, tenant.Unlock(t.Context(), s.Key))
	ts := Tenants{tenancytest.Name: tenant}
	keeper := staff{ts, identity.NewHasher(rand.Reader), time.UTC}
	month, auditor, other := access.MonthOf(now, time.UTC), person("auditor", identity.Auditor), person("other", identity.Auditor)
	for i := range 30 {
		id := string("0123456789abcdef"[i%16]) + patient[1:]
		must(t, ts.Opened(t.Context(), person("nurse", identity.Nurse), id, "patient"))
		must(t, ts.Opened(t.Context(), person([]string{"nurse", "other"}[i/16], identity.Nurse), id, "patient"))
	}
	why := access.Reason{Kind: access.Kinds()[1], Words: "ZZTEST-OKAFOR is mine tonight"}
	must(t, ts.BreakGlass(t.Context(), person("nurse", identity.Nurse), patient, why))

	review := func() access.Review {
		t.Helper()
		r, err := keeper.Review(t.Context(), tenancytest.Name, month)
		must(t, err)
		return r
	}
	refused := func(say string, err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", say, err, want)
		}
	}
	refused("drawing while the month goes on", keeper.DrawSample(t.Context(), auditor, month), access.ErrNotOver)
	refused("closing it", keeper.Close(t.Context(), auditor, month), access.ErrNotOver)
	if r := review(); len(r.Items) != 1 || r.Items[0].Reason != why.Words {
		t.Errorf("before the draw %d are under review, with the reason %q", len(r.Items), r.Items[0].Reason)
	}
	*at = at.AddDate(0, 0, 10)
	must(t, keeper.DrawSample(t.Context(), auditor, month))
	refused("drawing again", keeper.DrawSample(t.Context(), other, month), access.ErrDrawn)

	r := review()
	if want := 1 + access.SampleSize; len(r.Items) != want || r.Draw.Of != 30 {
		t.Fatalf("%d are under review of %d looks, want %d of 30", len(r.Items), r.Draw.Of, want)
	}
	if !slices.Equal(r.Draw.Drawn, access.Sample(r.Draw.Seed, allLooks(t, s, month), access.SampleSize)) {
		t.Error("the draw is not repeated by its seed")
	}
	decide := func(who identity.Who, item access.Item, v access.Verdict, note string) error {
		return keeper.Decide(t.Context(), who, month, access.Finding{Decision: access.Decision{Opening: item.Opening.ID, Verdict: v}, Words: note})
	}
	refused("closing with all open", keeper.Close(t.Context(), auditor, month), access.ErrOpen)
	refused("deciding on what is not under review", decide(auditor, access.Item{}, access.InOrder, ""), ui.ErrNotFound)
	for _, item := range r.Items {
		if item.Opening.Account == other.Name {
			refused("deciding on one's own", decide(other, item, access.InOrder, ""), access.ErrOwn)
		}
		must(t, decide(auditor, item, access.FollowUp, "asked ZZTEST-OKAFOR's unit"))
	}
	must(t, keeper.Close(t.Context(), auditor, month))
	refused("closing again", keeper.Close(t.Context(), other, month), access.ErrClosed)
	refused("correcting without a note", decide(other, r.Items[0], access.InOrder, ""), access.ErrNote)
	must(t, decide(other, r.Items[0], access.InOrder, "the unit has answered"))

	done := review()
	if done.Closing == nil || done.Closing.Account != auditor.Name || done.Decided() != len(done.Items) {
		t.Errorf("closed %+v with %d of %d decided", done.Closing, done.Decided(), len(done.Items))
	}
	found := done.Items[0].Findings
	if len(found) != 2 || found[0].Verdict != access.FollowUp || found[0].Account != auditor.Name || found[1].Verdict != access.InOrder || found[1].Words != "the unit has answered" {
		t.Errorf("what was decided on the broken glass: %d findings", len(found))
	}
	nothingReadable(t, s.Dir, "ZZTEST-OKAFOR")
}

func allLooks(t *testing.T, s *site, month access.Month) []access.ID {
	t.Helper()
	since, until := month.Span(time.UTC)
	var looks []access.ID
	must(t, s.Around.Store.View(t.Context(), tenancytest.Name, func(tx *store.Tx) error {
		list, err := tx.Openings(t.Context(), access.Filter{Since: since, Until: until})
		looks = access.Looks(list)
		return err
	}))
	return looks
}
