package feed_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/remake"
)

// declared is the source of newHouse as a change declares it.
func declared(change func(*reading.Profile)) []reading.Profile {
	p := reading.NewProfile("feed", "America/New_York")
	p.Live = true
	change(&p)
	return []reading.Profile{p}
}

// gate is an archive that can be held shut.
type gate struct {
	feed.Archive
	mu     sync.Mutex
	shut   chan struct{} // nil: open
	waits  chan struct{} // told that somebody waits
	broken error
}

func (g *gate) After(ctx context.Context, after int64, limit int) ([]feed.SealedLetter, error) {
	g.mu.Lock()
	shut, err := g.shut, g.broken
	g.mu.Unlock()
	if shut != nil && after == 0 {
		g.waits <- struct{}{}
		<-shut
	}
	if err != nil {
		return nil, err
	}
	return g.Archive.After(ctx, after, limit)
}

// While charts are made again by another profile, the old ones serve and take
// what comes; then the new ones are those of a feed read so from the start.
func TestChartsServeWhileTheyAreMadeAgain(t *testing.T) {
	h := newHouse(t)
	h.send("feed", threeMessages()...)
	g := &gate{waits: make(chan struct{})}
	h.reopen(func(d *feed.Desk) { g.Archive = d.Archive; d.Archive = g })
	before := h.bytesOf(h.book.Lines()[0].Line.ID)
	g.shut = make(chan struct{})
	remaker, done := remake.New(h.book, h.book.Desk().Counter), make(chan error, 1)
	profiles := declared(func(p *reading.Profile) { p.Zone = "America/Chicago" })
	go func() { done <- remaker.Declare(t.Context(), profiles) }()
	<-g.waits
	if p := remaker.Progress(); !p.Running || p.Last != 3 {
		t.Errorf("while it runs: %+v", p)
	}
	if now := h.bytesOf(h.book.Lines()[0].Line.ID); now != before {
		t.Errorf("the chart changed before it was made again:\n%s\n%s", before, now)
	}
	more := adt("A02", "20261124100000", "one", "PV1|1|I|ICU^4^1||||||||||||||||V1")
	h.send("feed", more)
	if unit := h.view("one").Unit; unit != "ICU" {
		t.Errorf("what came meanwhile is not on the old chart: unit %s", unit)
	}
	close(g.shut)
	must(t, <-done)
	from := openHouse(t, profiles...)
	from.send("feed", append(threeMessages(), more)...)
	if h.hash() != from.hash() || h.bytesOf(h.book.Lines()[0].Line.ID) == before {
		t.Error("the charts are not those of a feed that was read so from the start")
	}
	h.catchUp()
	if s := h.status(); s.Charted != 4 || s.Waiting != 0 {
		t.Errorf("afterwards %d are charted and %d wait", s.Charted, s.Waiting)
	}
	if p := remaker.Progress(); p.Running || p.Failed || p.After.Outcomes[reading.Charted] != 4 {
		t.Errorf("afterwards: %+v", p)
	}
	want := h.hash()
	h.reopen(func(d *feed.Desk) { d.Archive = g.Archive })
	if h.status().Waiting != 0 || h.hash() != want {
		t.Error("opened again, the charts are others")
	}
}

// What a profile changes in one message is what a remake changes in charts,
// and what it only promises changes nothing and takes no time.
func TestWhatADeclarationChanges(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*reading.Profile)
		remade bool
	}{
		"its codes for none": {func(p *reading.Profile) { p.NoneCodes = map[string]string{"NIL": ""} }, true},
		"on trial":           {func(p *reading.Profile) { p.Live = false }, true},
		"its words":          {func(p *reading.Profile) { p.Title = "Registration" }, false},
		"what it gives":      {func(p *reading.Profile) { p.Gives = []fact.Section{fact.SectionCensus} }, false},
	} {
		h := newHouse(t)
		h.send("feed", threeMessages()...)
		remaker := remake.New(h.book, h.book.Desk().Counter)
		must(t, remaker.Declare(t.Context(), declared(c.change)))
		if remade := remaker.Progress().Last != 0; remade != c.remade {
			t.Errorf("%s: made again %v, want %v", name, remade, c.remade)
		}
		if test := h.view("one").Test; test != (name == "on trial") {
			t.Errorf("%s: the chart says TEST %v", name, test)
		}
	}
}

var errDisk = errors.New("the disk is gone")

// A remake that breaks off leaves the charts as they were.
func TestBrokenRemakeChangesNothing(t *testing.T) {
	h := newHouse(t)
	h.send("feed", threeMessages()...)
	want := h.hash()
	g := &gate{broken: errDisk}
	h.reopen(func(d *feed.Desk) { g.Archive = d.Archive; d.Archive = g })
	remaker := remake.New(h.book, h.book.Desk().Counter)
	profiles := declared(func(p *reading.Profile) { p.Live = false })
	if err := remaker.Declare(t.Context(), profiles); !errors.Is(err, errDisk) {
		t.Errorf("%v, want %v", err, errDisk)
	}
	if h.hash() != want || h.view("one").Test || !remaker.Progress().Failed {
		t.Errorf("charts differ from before, or nobody is told: %+v", remaker.Progress())
	}
	g.broken = nil
	must(t, remaker.Declare(t.Context(), profiles))
	if !h.view("one").Test {
		t.Error("tried again, the charts are still read by the old profile")
	}
}

// BenchmarkRemake makes charts again by another profile.
func BenchmarkRemake(b *testing.B) {
	const letters = 20_000
	h := openHouse(b, declared(func(*reading.Profile) {})...)
	var messages [][]byte
	for n := range letters {
		messages = append(messages, oru("20261124083000", fmt.Sprint("n", n/20), fmt.Sprint(n)))
	}
	h.keep("feed", messages)
	must(b, h.book.CatchUp(b.Context(), nil))
	remaker := remake.New(h.book, h.book.Desk().Counter)
	zones := []string{"America/Chicago", "America/Denver"}
	for n := 0; b.Loop(); n++ {
		must(b, remaker.Declare(b.Context(), declared(func(p *reading.Profile) { p.Zone = zones[n%2] })))
	}
	b.ReportMetric(float64(letters*b.N)/b.Elapsed().Seconds(), "letters/s")
}
