package feed_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/quarantine"
	"redoutlet/internal/feed/reading"
)

// unknown is a message of a kind that nothing charts, of a patient.
func unknown(at, number string) []byte {
	return msg(
		"MSH|^~\\&|X|ZZHOSP|RO|ZZHOSP|"+at+"||ZZZ^Z99|Z"+at+number+"|P|2.5.1",
		"PID|1||"+number+"^^^ZZHOSP^MR||ZZTEST-"+strings.ToUpper(number)+"^ADA||19440305|F",
	)
}

// incomplete reports whether anything on a chart says INCOMPLETE.
func incomplete(v *asof.View) bool {
	return v.Census.Has(chart.Incomplete) || v.Allergies.Has(chart.Incomplete) || v.Medications.Has(chart.Incomplete) ||
		v.Administrations.Has(chart.Incomplete) || v.Results.Has(chart.Incomplete) || v.Orders.Has(chart.Incomplete)
}

func (h *house) room() *quarantine.Room {
	h.t.Helper()
	room, err := h.tenant.Room()
	must(h.t, err)
	return room
}

// A version that understands what another did not puts every message where it
// belongs: the charts are those of a feed that was understood from the start,
// and nobody is marked any more.
func TestH065ReplayPutsMessagesWhereTheyBelong(t *testing.T) {
	messages := append(threeMessages(),
		adt("A02", "20261124093000", "one", "PV1|1|I|ICU^4^1||||||||||||||||V1"),
		adt("A01", "20261124094000", "two", "PV1|1|I|MED^2^1||||||||||||||||V2"),
		adt("A40", "20261124095000", "three", "MRG|two^^^ZZHOSP^MR"),
		unknown("20261124100000", "one"),
	)
	h := newHouse(t)
	h.book.ReadWith(func(l reading.Letter, p *reading.Profile, loc *time.Location) reading.Reading {
		if l.Number == 1 || l.Number > 5 {
			return reading.Of(l, p, loc)
		}
		l.Raw = []byte(strings.NewReplacer("ADT^A", "ADT^Y", "ORU^R", "ZZZ^R").Replace(string(l.Raw)))
		return reading.Of(l, p, loc)
	})
	h.send("feed", messages...)
	if s := h.status(); s.Quarantined != 5 || !incomplete(h.view("one")) {
		t.Fatalf("%d in quarantine, want 5; the patient's chart says INCOMPLETE: %v", s.Quarantined, incomplete(h.view("one")))
	}
	h.book.ReadWith(reading.Of)
	room := h.room()
	must(t, room.Begin("t.lind"))
	must(t, room.Replay(t.Context(), quarantine.Selection{All: true}))
	run := room.Progress()
	if run.Running || run.Total != 5 || run.Charted != 4 || len(run.Still) != 1 {
		t.Errorf("read again: %+v", run)
	}
	all := newHouse(t)
	all.send("feed", messages...)
	if h.hash() != all.hash() {
		t.Error("the charts are not those of a feed that was understood from the start")
	}
	lines := func(h *house) (said []string) {
		for _, l := range h.book.Lines() {
			said = append(said, l.Line.Family+" "+l.Line.Unit)
		}
		return said
	}
	if got, want := lines(h), lines(all); !slices.Equal(got, want) {
		t.Errorf("lists say %q, want %q", got, want)
	}
	got, want := h.status(), all.status()
	if got.Charted != want.Charted || got.Quarantined != want.Quarantined {
		t.Errorf("%d charted and %d quarantined, want %d and %d", got.Charted, got.Quarantined, want.Charted, want.Quarantined)
	}
	acts := room.Acts(0)
	if len(acts) != 1 || acts[0].By != "t.lind" || acts[0].At.IsZero() {
		t.Errorf("what was done is recorded as %+v", acts)
	}
	sum := h.hash()
	h.reopen(func(*feed.Desk) {})
	if h.hash() != sum || h.status().Waiting != 0 {
		t.Error("opened again, the charts are others")
	}
}

// Somebody who has found nothing clinical in a message takes its mark off the
// patient, with a reason, until that is taken back; a rebuild changes nothing.
func TestH065DismissedMessageMarksNobody(t *testing.T) {
	h := newHouse(t)
	h.send("feed", threeMessages()...)
	h.send("feed", unknown("20261124100000", "one"))
	room := h.room()
	for _, step := range []struct {
		say    string
		do     func() error
		err    error
		marked bool
	}{
		{"no reason", func() error { return room.Dismiss(t.Context(), "n.ito", 4, " ") }, quarantine.ErrReason, true},
		{"another message", func() error { return room.Dismiss(t.Context(), "n.ito", 1, "seen") }, quarantine.ErrNotHere, true},
		{"no such message", func() error { return room.Dismiss(t.Context(), "n.ito", 99, "seen") }, quarantine.ErrNotHere, true},
		{"taken back before it was said", func() error { return room.Restore(t.Context(), "n.ito", 4, "seen") }, quarantine.ErrNotHere, true},
		{"looked at", func() error { return room.Dismiss(t.Context(), "n.ito", 4, "a pager test") }, nil, false},
		{"again", func() error { return room.Dismiss(t.Context(), "n.ito", 4, "a pager test") }, quarantine.ErrNotHere, false},
		{"rebuilt", func() error { return h.book.Rebuild(t.Context(), nil) }, nil, false},
		{"taken back", func() error { return room.Restore(t.Context(), "n.ito", 4, "it was not") }, nil, true},
		{"rebuilt", func() error { return h.book.Rebuild(t.Context(), nil) }, nil, true},
		{"looked at again", func() error { return room.Dismiss(t.Context(), "n.ito", 4, "it was") }, nil, false},
	} {
		if err := step.do(); !errors.Is(err, step.err) {
			t.Errorf("%s: %v, want %v", step.say, err, step.err)
		}
		if marked := incomplete(h.view("one")); marked != step.marked {
			t.Errorf("%s: the chart says INCOMPLETE %v, want %v", step.say, marked, step.marked)
		}
	}
	if s := h.status(); s.Ignored != 1 || s.Quarantined != 0 || s.Charted != 3 {
		t.Errorf("%d ignored, %d quarantined, %d charted", s.Ignored, s.Quarantined, s.Charted)
	}
	h.tenant, h.book = h.open()
	must(t, h.room().Settle(t.Context()))
	if incomplete(h.view("one")) {
		t.Error("after a restart the chart says INCOMPLETE")
	}
	acts := h.room().Acts(4)
	if len(acts) != 3 || acts[0].Reason != "it was" || acts[2].By != "n.ito" {
		t.Errorf("what was done is recorded as %+v", acts)
	}
}

// What is in quarantine is grouped by what would mend it, with how many
// patients it concerns.
func TestQuarantineIsGrouped(t *testing.T) {
	h := newHouse(t)
	h.send("feed", unknown("20261124100000", "one"), unknown("20261124100100", "two"), unknown("20261124100200", "two"), []byte("no message"))
	room := h.room()
	groups, err := room.Groups(t.Context())
	must(t, err)
	if len(groups) != 2 || groups[0].Count != 3 || groups[0].Patients != 2 || groups[1].Patients != 0 || groups[1].Kind != "unreadable" {
		t.Fatalf("groups %+v", groups)
	}
	found, ok, err := room.Find(t.Context(), groups[0].ID())
	must(t, err)
	list, err := room.Messages(t.Context(), found, 3, 10)
	must(t, err)
	if !ok || len(list) != 2 || list[0].Number != 2 || list[0].Person == "" {
		t.Errorf("messages of a group: %+v", list)
	}
	if _, ok, err := room.Find(context.Background(), "nothing"); ok || err != nil {
		t.Errorf("a group that is not there: %v, %v", ok, err)
	}
	must(t, room.Begin("a"))
	if err := room.Begin("b"); !errors.Is(err, quarantine.ErrRunning) {
		t.Errorf("begun twice: %v", err)
	}
	must(t, room.Replay(t.Context(), quarantine.Selection{Group: groups[0].ID()}))
	if run := room.Progress(); run.Read != 3 || run.By != "a" || len(run.Still) != 1 {
		t.Errorf("a group read again: %+v", run)
	}
}

// given counts what a source has given in each family.
func (h *house) given() map[reading.Family]int64 {
	h.t.Helper()
	counts := map[reading.Family]int64{}
	for _, src := range h.status().Sources {
		for _, v := range src.Voices {
			counts[v.Family] += v.Count
		}
	}
	return counts
}

// Whatever is read again, a source is heard once by each message, as by a
// rebuild; and only what is in quarantine is read again for a person.
func TestReadingAgainCountsNothingTwice(t *testing.T) {
	h := newHouse(t)
	h.book.ReadWith(func(l reading.Letter, p *reading.Profile, loc *time.Location) reading.Reading {
		if l.Number == 2 {
			l.Raw = []byte(strings.ReplaceAll(string(l.Raw), "ORU^R", "ZZZ^R"))
		}
		return reading.Of(l, p, loc)
	})
	h.send("feed", append(threeMessages(), adt("A02", "20261124093000", "one", "PV1|1|I|ICU^4^1||||||||||||||||V1"))...)
	h.book.ReadWith(reading.Of)
	room := h.room()
	must(t, room.Begin("t.lind"))
	must(t, room.Replay(t.Context(), quarantine.Selection{Numbers: []int64{1, 2, 3, 4, 99}}))
	if run := room.Progress(); run.Total != 1 || run.Charted != 1 {
		t.Errorf("read again: %+v, want the one that was in quarantine", run)
	}
	_, err := feed.ReadAgain(t.Context(), h.book, []int64{1, 2, 3, 4})
	must(t, err)
	got := h.given()
	must(t, h.book.Rebuild(t.Context(), nil))
	if want := h.given(); !maps.Equal(got, want) || want[reading.FamilyRegistration] != 2 || want[reading.FamilyResults] != 2 {
		t.Errorf("after reading again the source has given %v, after a rebuild %v", got, want)
	}
}

// TestH004OldMessagesSayNothingOfAClock reads messages again that were sent while
// their source's clock was wrong, and has a step that fails: whether the clock is
// said to be off depends on neither.
func TestH004OldMessagesSayNothingOfAClock(t *testing.T) {
	h := newHouse(t, live("lab"))
	behind := func() time.Duration { return h.status().Sources[0].Behind }
	sent := func(n int, ahead time.Duration, message func(at string) []byte) {
		for range n {
			h.now = h.now.Add(time.Minute).Truncate(time.Second)
			h.send("lab", message(h.now.Add(ahead).Format("20060102150405")))
		}
	}
	odd := func(at string) []byte { return unknown(at, "one") }
	right := func(at string) []byte { return oru(at, "one", "5.9") }
	sent(10, 2*time.Hour, odd)
	if behind() != -2*time.Hour {
		t.Fatalf("a clock two hours ahead is said to be %v behind", behind())
	}
	for n := range int64(10) {
		must(t, h.room().Dismiss(t.Context(), "n.ito", n+1, "a pager test"))
	}
	sent(15, 0, right)
	must(t, h.room().Settle(t.Context()))
	if behind() != 0 {
		t.Errorf("after messages were read again a clock that is right is said to be %v behind", behind())
	}
	sent(15, 2*time.Hour, right)
	disk := &lossy{}
	h.reopen(func(d *feed.Desk) { disk.Projection = d.Projection; d.Projection = disk })
	sent(5, 2*time.Hour, right)
	h.keep("lab", [][]byte{right(h.now.Format("20060102150405"))})
	disk.commits = 1
	if _, err := h.book.Step(t.Context()); !errors.Is(err, errLost) || behind() != -2*time.Hour {
		t.Errorf("after a step that was not kept (%v) the clock is said to be %v behind, want two hours ahead", err, behind())
	}
}
