package test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"maps"
	randv2 "math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/reception"
	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
	"redoutlet/internal/serve"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/serve/tenancy/tenancytest"
	"redoutlet/internal/sim"
	"redoutlet/internal/store"
)

// TestChartsDoNotDependOnOrderOrRepetition sends the messages of a day in many
// orders, a fifth of them twice, each time to a record of its own with keys of
// its own. The charts have one digest. No source says two things of a patient in
// one minute on that day, so that nothing is left to the order of arrival.
func TestChartsDoNotDependOnOrderOrRepetition(t *testing.T) {
	shuffles := count(t, "REDOUTLET_SHUFFLES", count(t, "REDOUTLET_ROUNDS", 10))
	day := sim.SyntheticDay(11)
	want := digestOf(t, day)
	for n := range shuffles {
		if got := digestOf(t, shuffled(day, uint64(n))); got != want {
			t.Errorf("shuffle %d: the charts have the digest %x, in the order of the day %x", n, got[:8], want[:8])
		}
	}
	t.Logf("%d messages in %d orders: digest %x", len(day), shuffles+1, want[:8])

	other := digestOf(t, day[:len(day)-1])
	if other == want {
		t.Error("the digest is the same without the last message: it says nothing")
	}
}

// shuffled returns the messages in another order, a fifth of them twice.
func shuffled(day []sim.Message, seed uint64) []sim.Message {
	dice := randv2.New(randv2.NewPCG(seed, 5))
	again := slices.Clone(day)
	dice.Shuffle(len(again), func(i, j int) { again[i], again[j] = again[j], again[i] })
	all := append(again, again[:len(again)/5]...)
	dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// digestOf is the digest of the charts that messages make in this order.
func digestOf(t *testing.T, day []sim.Message) [32]byte {
	t.Helper()
	var sum [32]byte
	keepBook(t, day, func(book *feed.Book) {
		var err error
		sum, err = book.Hash(t.Context(), nil)
		must(t, err)
	})
	return sum
}

// keepBook keeps and charts messages in a record of its own, at a clock that
// stands still.
func keepBook(t *testing.T, day []sim.Message, see func(*feed.Book)) {
	t.Helper()
	ctx, now := t.Context(), day[len(day)-1].At.Add(time.Hour)
	folder := t.TempDir()
	st, err := store.Open(folder, store.Options{})
	must(t, err)
	defer st.Close()
	around := tenancy.Surroundings{Store: st, Now: func() time.Time { return now }, Random: rand.Reader}
	key := filepath.Join(folder, "main.key")
	must(t, tenancy.SetUp(ctx, around, identity.NewHasher(rand.Reader), tenancy.Draft{Name: serve.DefaultTenant, KeyFile: key}))
	var profiles []reading.Profile
	for _, name := range sourcesOf(day) {
		profiles = append(profiles, reading.NewProfile(name, zone))
	}
	tenant, err := tenancy.Open(ctx, around, serve.DefaultTenant, tenancytest.Seeds(profiles), zone)
	must(t, err)
	_, err = tenant.UnlockWithFile(ctx, key)
	must(t, err)
	keepAll(t, tenant, day)
	book, err := tenant.Book()
	must(t, err)
	must(t, book.CatchUp(ctx, nil))
	see(book)
}

// sourcesOf are the sources of messages, sorted.
func sourcesOf(day []sim.Message) []string {
	found := map[string]bool{}
	for _, m := range day {
		found[string(m.Source)] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// keepAll hands messages over in this order, as listeners do.
func keepAll(t *testing.T, tenant *tenancy.Tenant, day []sim.Message) {
	t.Helper()
	running, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- tenant.RunPost(running) }()
	defer func() { stop(); must(t, <-done) }()
	intakes := map[string]*reception.Intake{}
	for _, source := range sourcesOf(day) {
		intakes[source] = tenant.Intake(source)
	}
	for part := range slices.Chunk(day, 256) {
		var waits []mllp.Wait
		for _, m := range part {
			frame := mllp.Frame{Data: m.Body, Size: int64(len(m.Body))}
			if m.Fault == "truncated" {
				frame.Kind = mllp.Damaged
			}
			waits = append(waits, intakes[string(m.Source)].Receive(t.Context(), frame))
		}
		for _, wait := range waits {
			_, err := wait()
			must(t, err)
		}
	}
}

// TestRebuildMakesTheSameCharts forgets every chart and makes it again from the
// messages: the digest is the same, and so is every byte that is shown.
func TestRebuildMakesTheSameCharts(t *testing.T) {
	day := sim.SyntheticDay(12)
	keepBook(t, shuffled(day, 1), func(book *feed.Book) {
		hash := func() [32]byte {
			sum, err := book.Hash(t.Context(), nil)
			must(t, err)
			return sum
		}
		sum, before := hash(), shown(t, book)
		if len(before) < 50 {
			t.Fatalf("there are %d charts", len(before))
		}
		must(t, book.Rebuild(t.Context(), nil))
		if hash() != sum {
			t.Error("the charts made again have another digest")
		}
		after := shown(t, book)
		if len(after) != len(before) {
			t.Errorf("%d charts were made again, and there were %d", len(after), len(before))
		}
		for id, text := range before {
			if !bytes.Equal(text, after[id]) {
				t.Errorf("chart %s is shown otherwise", id)
			}
		}
	})
}

// shown is every chart as JSON.
func shown(t *testing.T, book *feed.Book) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	eachChart(t, book, func(v *asof.View) {
		text, err := json.Marshal(v)
		must(t, err)
		all[v.ID] = text
	})
	return all
}

// TestRebuildCommandShowsTheSame does the same with the commands, and some of
// the charts.
func TestRebuildCommandShowsTheSame(t *testing.T) {
	s := newSite(t, names()...)
	day := sim.SyntheticDay(12)
	s.replay(day)
	lines := facts[[]roster.Line](t, "chart", "list", "--data", s.data)
	lines = lines[:5]
	show := func() (text string) {
		for _, l := range lines {
			text += s.run("chart", "show", l.ID, "--json")
		}
		return text
	}
	hash, before := s.hash(), show()
	if said := s.run("chart", "rebuild"); s.hash() != hash || show() != before {
		t.Errorf("after %q the charts are not the same", said)
	}
}
