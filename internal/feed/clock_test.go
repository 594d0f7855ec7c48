package feed_test

import (
	"strings"
	"testing"
	"time"

	"redoutlet/internal/clock"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/remake"
)

// TestH004ClocksThatAreOffAreSaid sends with clocks that are ahead and behind:
// the source's sections say so, and the chart that bears a time still to come.
func TestH004ClocksThatAreOffAreSaid(t *testing.T) {
	for _, tt := range []struct {
		name   string
		ahead  time.Duration
		off    time.Duration // how far the section says its times are behind
		future bool
	}{
		{"right", 0, 0, false},
		{"ahead within the limit", 4 * time.Minute, 0, false},
		{"two hours ahead", 2 * time.Hour, -2 * time.Hour, true},
		{"two hours behind", -2 * time.Hour, 2 * time.Hour, false},
	} {
		h := newHouse(t, live("lab"), live("adt"))
		for range 5 {
			h.now = h.now.Add(time.Minute).Truncate(time.Second)
			h.send("lab", oru(h.now.Add(tt.ahead).Format("20060102150405"), "one", "5.9"))
			h.now = h.now.Truncate(time.Second)
			h.send("adt", adt("A08", h.now.Format("20060102150405"), "one", pv1))
		}
		v := h.view("one")
		var off time.Duration
		for _, o := range v.Results.Off {
			off = o.Behind
		}
		if off != tt.off || len(v.Census.Off) != 0 {
			t.Errorf("%s: results are said to be %v behind, census %v", tt.name, off, v.Census.Off)
		}
		if got := strings.Contains(strings.Join(v.Flags, " "), "CHECK TIMES: 5 messages bear a time"); got != tt.future {
			t.Errorf("%s: flags %v", tt.name, v.Flags)
		}
		profiles := h.book.Desk().Profiles
		profiles[0].NotAsked = []string{"not asked"} // charts are made again
		must(t, remake.New(h.book, h.book.Desk().Counter).Declare(t.Context(), profiles))
		if again := h.view("one"); len(again.Results.Off) != len(v.Results.Off) {
			t.Errorf("%s: made again, results are off by %v, were by %v", tt.name, again.Results.Off, v.Results.Off)
		}
		for _, src := range h.status().Sources {
			if want := map[string]time.Duration{"lab": tt.off}[src.Name]; src.Behind != want {
				t.Errorf("%s: the board says %s is %v behind", tt.name, src.Name, src.Behind)
			}
		}
	}
}

// TestH004OurOwnClockIsDoubted: while our clock is in doubt the chart says why,
// its times stand, and messages whose times are ours lay the doubt to rest.
func TestH004OurOwnClockIsDoubted(t *testing.T) {
	h := newHouse(t, live("lab"))
	h.send("lab", oru("20261124083000", "one", "5.9"))
	now := clock.Reading{Wall: h.now}
	watch := clock.NewWatch(func() clock.Reading { return now }, time.Time{})
	h.reopen(func(d *feed.Desk) { d.Clock = watch })
	asOf := h.view("one").Results.AsOf
	now.Wall = now.Wall.Add(2 * time.Hour)
	h.now = now.Wall
	v := h.view("one")
	if v.Doubt != clock.WordsForward || h.status().Doubt != clock.WordsForward || !v.Results.AsOf.Equal(asOf.Time) {
		t.Errorf("after a jump: doubt %q, as of %v, want %v", v.Doubt, v.Results.AsOf, asOf)
	}
	for _, value := range []string{"1", "2", "3"} {
		h.send("lab", oru(h.now.Format("20060102150405"), "one", value))
	}
	if v := h.view("one"); v.Doubt != "" {
		t.Errorf("still in doubt after three messages with our time: %s", v.Doubt)
	}
}
