package test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/hl7"
	"redoutlet/internal/sim"
)

// mostBetween is how many messages are acknowledged between two kills at most.
const mostBetween = 250

// TestKilledAtAnyMomentNothingAcknowledgedIsLost has eight senders send what a
// hospital says while the server is killed again and again, at moments that
// nobody chose. Each message that was acknowledged is there in the end, once,
// and the charts are those of a server to which nothing happened.
func TestKilledAtAnyMomentNothingAcknowledgedIsLost(t *testing.T) {
	rounds := count(t, "REDOUTLET_ROUNDS", 20)
	day := hospitalOf(rounds * mostBetween)
	s := newSiteIn(t, onDisk(t), names()...)
	senders := deal(day)
	dice := rand.New(rand.NewPCG(uint64(rounds), 1))
	for range rounds {
		s.crash(senders, dice)
	}
	server := s.serve()
	talkAll(t, server, senders, func() {})
	server.kill()

	acked, again := 0, 0
	for _, sender := range senders {
		acked, again = acked+len(sender.acked), again+sender.again
	}
	status := s.status()
	if acked != len(day) || status.Received != int64(acked) || status.Waiting != 0 {
		t.Errorf("%d sent, %d acknowledged, and the server says: %+v", len(day), acked, status)
	}
	if status.Duplicates > int64(again) {
		t.Errorf("%d messages were sent again, and %d are counted as replays", again, status.Duplicates)
	}
	found := s.found(senders, status.Received)
	t.Logf("killed %d times; acknowledged %d, found %d, lost %d; %d sent again, %d of them had been kept",
		rounds+1, acked, found, acked-found, again, status.Duplicates)
	s.shownOnce(day)
	s.comparePlain(day)
}

// onDisk is a folder that lies on a disk, where those of other tests lie in
// memory: the slower the disk, the more moments there are between what is kept
// and its answer. REDOUTLET_DISK says where.
func onDisk(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp(os.Getenv("REDOUTLET_DISK"), "redoutlet-")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(folder)) })
	return folder
}

// hospitalOf returns at least so many messages of one hospital.
func hospitalOf(least int) []sim.Message {
	start := time.Date(2026, time.January, 5, 7, 0, 0, 0, time.FixedZone("", -5*60*60))
	h := sim.New(1, start, sim.Options{Past: 2 * time.Hour})
	var day []sim.Message
	for at := start; len(day) < least; at = at.Add(6 * time.Hour) {
		day = append(day, understood(h.Until(at))...)
	}
	return day
}

// deal gives the messages of each source to several senders in turn.
func deal(day []sim.Message) []*sender {
	var all []*sender
	of := map[sim.Source][]*sender{}
	many := map[sim.Source]int{sim.Registration: 2, sim.Pharmacy: 4, sim.Laboratory: 2}
	for _, source := range sim.Sources() {
		for range max(1, many[source]) {
			of[source] = append(of[source], &sender{source: string(source)})
		}
		all = append(all, of[source]...)
	}
	for i, m := range day {
		to := of[m.Source][i%len(of[m.Source])]
		to.queue = append(to.queue, m.Body)
	}
	return all
}

// crash starts the server, lets the senders talk, and kills it at a moment of
// its choosing: after so many answers, and then up to a few milliseconds later,
// in whatever it is doing then. Sometimes that is before it is ready.
func (s *site) crash(senders []*sender, dice *rand.Rand) {
	s.t.Helper()
	answers, later := int64(dice.IntN(mostBetween+1)), dice.IntN(3000)
	if dice.IntN(8) == 0 {
		begun := s.begin()
		linger(later)
		begun.kill()
		return
	}
	server := s.serve()
	var acked atomic.Int64
	enough := make(chan struct{})
	if answers == 0 {
		close(enough)
	}
	var killing sync.WaitGroup
	killing.Go(func() {
		<-enough
		linger(later)
		server.kill()
	})
	talkAll(s.t, server, senders, func() {
		if acked.Add(1) == answers {
			close(enough)
		}
	})
	killing.Wait()
}

// linger takes a little while, in no unit of time: n digests.
func linger(n int) {
	sum := sha256.Sum256(nil)
	for range n {
		sum = sha256.Sum256(sum[:])
	}
}

// talkAll lets every sender talk until it has nothing to say or nobody listens.
func talkAll(t testing.TB, server *server, senders []*sender, acknowledged func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var talking sync.WaitGroup
	for _, sender := range senders {
		address := server.feeds[sender.source]
		talking.Go(func() {
			if err := sender.talk(ctx, address, acknowledged); err != nil {
				t.Errorf("source %s: %v", sender.source, err)
			}
		})
	}
	talking.Wait()
}

// found counts the acknowledged messages that are kept, each exactly once, by
// their bytes.
func (s *site) found(senders []*sender, kept int64) int {
	s.t.Helper()
	times := map[string]int{}
	key := func(source string, raw []byte) string {
		sum := sha256.Sum256(raw)
		return source + string(sum[:])
	}
	s.look(func(book *feed.Book) {
		eachMessage(s.t, book, kept, func(m *feed.Kept) { times[key(m.Source, m.Passages.Raw())]++ })
	})
	found := 0
	for _, sender := range senders {
		for _, m := range sender.acked {
			switch n := times[key(sender.source, m)]; n {
			case 1:
				found++
			case 0:
				s.t.Errorf("a message of source %s was acknowledged and is lost", sender.source)
			default:
				s.t.Errorf("a message of source %s is kept %d times", sender.source, n)
			}
		}
	}
	return found
}

// shownOnce holds that as many doses and results, vital signs among them, stand on all charts together
// as were sent: none is missing, and none is there twice.
func (s *site) shownOnce(day []sim.Message) {
	s.t.Helper()
	doses, results := map[string]bool{}, map[string]bool{}
	for _, m := range day {
		read, err := hl7.Parse(m.Body)
		must(s.t, err)
		if kind := read.Header().Type; kind == "RAS" || kind == "ORU" { // others hold vaccinations, and rows of notes
			note(read, doses, results)
		}
	}
	gotDoses, gotResults := 0, 0
	s.look(func(book *feed.Book) {
		eachChart(s.t, book, func(v *asof.View) {
			gotDoses += len(v.Administrations.Items)
			gotResults += len(v.Results.Items) + len(v.Vitals.Items)
		})
	})
	if gotDoses != len(doses) || gotResults != len(results) {
		s.t.Errorf("%d doses and %d results were sent; the charts show %d and %d", len(doses), len(results), gotDoses, gotResults)
	}
	s.t.Logf("%d doses and %d results, each on one chart once", gotDoses, gotResults)
}

// note puts down the doses and results of a message by what identifies them: a
// dose by its order, its number and its time, a result by its order, its test
// and its place among rows of the same test.
func note(m *hl7.Message, doses, results map[string]bool) {
	order, rows := "", map[string]int{}
	for _, s := range m.Segments() {
		text := func(n int) string { return s.Field(n).Component(1).Text() }
		switch s.Name() {
		case "ORC":
			order = text(2)
		case "OBR":
			order, rows = text(3), map[string]int{}
		case "RXA":
			doses[fmt.Sprint(order, "/", text(1), "/", text(2), "/", text(3))] = true
		case "OBX":
			row := text(3) + "/" + text(4)
			results[fmt.Sprint(order, "/", row, "/", rows[row])] = true
			rows[row]++
		}
	}
}

// comparePlain gives the same messages once, in order, to another data folder,
// where nothing is killed, and compares the charts.
func (s *site) comparePlain(day []sim.Message) {
	s.t.Helper()
	other := newSite(s.t, names()...)
	other.replay(day)
	if got, want := s.hash(), other.hash(); got != want {
		s.t.Errorf("the charts have the digest %s, and where nothing happened %s", got, want)
	}
}
