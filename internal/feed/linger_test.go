package feed_test

import (
	"slices"
	"testing"
	"time"

	"redoutlet/internal/chart/roster"
)

// TestH026SilentPatientsLinger: who is in the house by the charts and of whom no
// message has spoken for ten days is to be verified, after a restart and a
// rebuild too; who was discharged, or was spoken of by any source, is not.
func TestH026SilentPatientsLinger(t *testing.T) {
	h := newHouse(t, live("adt"), live("lab"))
	stay := func(number string) string { return "PV1|1|I|W1^101^" + number + "||||||||||||||||V" + number }
	h.send("adt",
		adt("A01", "20261112080000", "silent", stay("silent")),
		adt("A01", "20261112080000", "measured", stay("measured")),
		adt("A01", "20261112080000", "left", stay("left")), adt("A03", "20261113080000", "left", stay("left")),
		adt("A01", "20261112080000", "merged", stay("merged")), adt("A28", "20261112080000", "other"),
		adt("A40", "20261113080000", "merged", "MRG|other^^^ZZHOSP^MR"),
		adt("A01", "20261115080000", "newer", stay("newer")))
	h.send("lab", oru("20261115083000", "measured", "5.9"), oru("20261112083000", "silent", "5.9"))
	lingering := func(now time.Time) (found []string) {
		for _, s := range h.book.Lines() {
			if at := (roster.Linger{Now: now, Zone: time.UTC, Days: roster.UsualVerifyDays}); !at.Since(&s).IsZero() {
				found = append(found, s.Line.Identifiers[0].Value)
			}
		}
		slices.Sort(found)
		return found
	}
	for _, again := range []func(){func() {}, func() { _, h.book = h.open() }, func() { must(t, h.book.Rebuild(t.Context(), nil)) }} {
		again()
		for day, want := range map[int][]string{21: nil, 22: {"silent"}, 24: {"merged", "silent"}, 25: {"measured", "merged", "newer", "silent"}} {
			now := time.Date(2026, 11, day, 1, 0, 0, 0, time.UTC)
			if day == 24 { // the merge was sent eleven days before
				now = now.Add(-time.Hour)
			}
			if got := lingering(now); !slices.Equal(got, want) {
				t.Errorf("on the %d: %q linger, want %q", day, got, want)
			}
		}
	}
	h.send("adt", adt("A08", "20261124100000", "silent", stay("silent")))
	if got := lingering(time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC)); slices.Contains(got, "silent") {
		t.Error("who was spoken of yesterday lingers")
	}
}

// TestH026DeathIsRead: either field says it, a null takes it back, and the chart
// stays what it was.
func TestH026DeathIsRead(t *testing.T) {
	for _, c := range []struct{ pid29, pid30, want string }{
		{"", "Y", "Y"}, {"202611241000", "Y", "Y 202611241000"}, {"202611241000", "", "202611241000"}, {"", "", ""}, {"", "N", ""}, {"202611241000", "N", ""},
	} {
		pid := pidOf("one", "ZZTEST-ONE^ADA||19440305|F|||||||||||||||||||||"+c.pid29+"|"+c.pid30)
		h := newHouse(t)
		h.send("feed", registration("A01", "20261124080000", pidOf("one", "ZZTEST-ONE^ADA||19440305|F"), pv1), ras("20261124083000", "one"),
			registration("A08", "20261124101000", pid, pv1))
		v := h.view("one")
		if v.Died != c.want || len(v.Administrations.Items) != 1 || !v.InHouse {
			t.Errorf("PID-29 %q, PID-30 %q: died %q, want %q; %d doses, in the house %v", c.pid29, c.pid30, v.Died, c.want, len(v.Administrations.Items), v.InHouse)
		}
		h.send("feed", registration("A08", "20261124102000", pidOf("one", "ZZTEST-ONE^ADA||19440305|F|||||||||||||||||||||\"\"|N"), pv1))
		if v := h.view("one"); v.Died != "" {
			t.Errorf("taken back: %q", v.Died)
		}
	}
}
