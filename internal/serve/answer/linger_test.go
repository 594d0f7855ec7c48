package answer

import (
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/web/bedside"
)

// TestH026LimitIsTheSites: from how many days on somebody lingers is a setting,
// and the unit and the chart say it alike.
func TestH026LimitIsTheSites(t *testing.T) {
	for _, c := range []struct {
		limit, days int
		silent      bool
	}{{0, 9, false}, {0, 10, true}, {3, 2, false}, {3, 3, true}} {
		s := newSite(t)
		at := now
		s.Around.Now, s.Around.VerifyDays = func() time.Time { return at }, c.limit
		tenant := s.Tenant(t)
		book := s.Receive(t, tenant)
		at = time.Date(2026, 11, 24+c.days, 12, 0, 0, 0, time.UTC)
		ts := Tenants{tenancytest.Name: tenant}
		list, err := ts.Units(t.Context(), tenancytest.Name)
		must(t, err)
		silent := slices.ContainsFunc(list, func(u bedside.Unit) bool { return u.Silent == 1 })
		v, err := ts.View(t.Context(), tenancytest.Name, book.Lines()[0].Line.ID)
		must(t, err)
		flagged := slices.ContainsFunc(v.Flags, func(f string) bool {
			return strings.HasPrefix(f, "VERIFY PRESENCE: no message about the patient since 24-Nov-2026")
		})
		if silent != c.silent || flagged != c.silent {
			t.Errorf("limit %d, %d days: unit %v, chart %v %q, want %v", c.limit, c.days, silent, flagged, v.Flags, c.silent)
		}
	}
}
