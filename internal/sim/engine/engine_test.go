package engine

import (
	"bytes"
	"context"
	"errors"
	"net"
	"sync"
	"testing"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
	"redoutlet/internal/sim"
)

// receiver keeps what it is sent. What it answers is decided by reply, which gets the number of the message, from 1.
type receiver struct {
	t     *testing.T
	reply func(n int, m *hl7.Message) ([]byte, error)

	mu   sync.Mutex
	got  [][]byte
	kept chan struct{} // gets a word, if there is room, for every message
}

func newReceiver(t *testing.T) *receiver {
	return &receiver{t: t, kept: make(chan struct{}, 1), reply: func(n int, m *hl7.Message) ([]byte, error) { return accept(m), nil }}
}

func accept(m *hl7.Message) []byte {
	return hl7.Ack(m, hl7.AckAccept, "R"+m.Header().ControlID, time.Unix(0, 0).UTC(), "")
}

func (r *receiver) receive(_ context.Context, f mllp.Frame) ([]byte, error) {
	m, err := hl7.Parse(f.Data)
	if err != nil {
		r.t.Errorf("what came is no message: %v", err)
		return nil, err
	}
	r.mu.Lock()
	r.got = append(r.got, bytes.Clone(f.Data))
	n := len(r.got)
	r.mu.Unlock()
	select {
	case r.kept <- struct{}{}:
	default:
	}
	return r.reply(n, m)
}

// distinct returns what was received, repetitions left out.
func (r *receiver) distinct() [][]byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	seen := map[string]bool{}
	var first [][]byte
	for _, b := range r.got {
		if !seen[string(b)] {
			seen[string(b)] = true
			first = append(first, b)
		}
	}
	return first
}

// serve listens at address until stop is called. stop returns when the server is gone.
func (r *receiver) serve(address string) (at string, stop func()) {
	r.t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		r.t.Fatal(err)
	}
	budget, err := mllp.NewBudget(mllp.DefaultBudget, mllp.DefaultMaxFrame)
	if err != nil {
		r.t.Fatal(err)
	}
	server := &mllp.Server{Handler: mllp.HandlerFunc(r.receive), Budget: budget}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(ctx, l); err != nil {
			r.t.Error(err)
		}
	}()
	stop = func() {
		cancel()
		<-done
	}
	return l.Addr().String(), stop
}

// hospital returns a small hospital, and what a source of it says in its past and so long after it.
func hospital(life time.Duration) (*sim.Hospital, func(sim.Source) [][]byte) {
	start := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)
	options := sim.Options{Past: time.Hour, Patients: 20}
	all := sim.New(3, start, options).Until(start.Add(life))
	return sim.New(3, start, options), func(source sim.Source) (want [][]byte) {
		for _, m := range all {
			if m.Source == source {
				want = append(want, m.Body)
			}
		}
		return want
	}
}

// sameBytes fails unless got is exactly want.
func sameBytes(t *testing.T, source sim.Source, got, want [][]byte) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d messages arrived of %d", source, len(got), len(want))
		return
	}
	for i := range want {
		if !bytes.Equal(got[i], want[i]) {
			t.Errorf("%s: message %d is another", source, i)
			return
		}
	}
}

// witness collects events.
type witness struct {
	mu    sync.Mutex
	kinds map[EventKind]int
	last  map[sim.Source]Counts
	errs  []error
}

func (w *witness) report(e Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.kinds == nil {
		w.kinds, w.last = map[EventKind]int{}, map[sim.Source]Counts{}
	}
	w.kinds[e.Kind]++
	if e.Source != "" {
		w.last[e.Source] = e.Counts
	}
	if e.Err != nil {
		w.errs = append(w.errs, e.Err)
	}
}

func TestEverythingIsAcknowledged(t *testing.T) {
	const life = 2 * time.Hour
	h, want := hospital(life)
	addresses, receivers := map[sim.Source]string{}, map[sim.Source]*receiver{}
	for _, source := range sim.Sources() {
		r := newReceiver(t)
		at, stop := r.serve("127.0.0.1:0")
		defer stop()
		addresses[source], receivers[source] = at, r
	}
	var seen witness
	if err := runNew(t.Context(), Config{Hospital: h, Addresses: addresses, For: life, Now: time.Now, Report: seen.report}); err != nil {
		t.Fatal(err)
	}
	for source, r := range receivers {
		sameBytes(t, source, r.got, want(source))
		if c, n := seen.last[source], len(want(source)); c != (Counts{Sent: n, Acked: n}) {
			t.Errorf("%s: counts %+v, want %d sent and acknowledged", source, c, n)
		}
	}
	if seen.kinds[LoadFinished] != 1 || seen.kinds[Connected] != len(sim.Sources()) || seen.kinds[Lost]+seen.kinds[Refused] != 0 {
		t.Errorf("events: %v", seen.kinds)
	}
}

// TestTheReceiverFallsAndComesBack kills the receiver in the middle, with a message kept and not answered.
func TestTheReceiverFallsAndComesBack(t *testing.T) {
	const life = 2 * time.Hour
	h, want := hospital(life)
	r, fell := newReceiver(t), make(chan struct{})
	r.reply = func(n int, m *hl7.Message) ([]byte, error) {
		if n == 25 {
			close(fell)
			return nil, errors.New("the disk is gone")
		}
		return accept(m), nil
	}
	at, stop := r.serve("127.0.0.1:0")
	var seen witness
	ended := make(chan error, 1)
	go func() {
		addresses := map[sim.Source]string{sim.Laboratory: at}
		ended <- runNew(t.Context(), Config{Hospital: h, Addresses: addresses, For: life, Now: time.Now, Report: seen.report})
	}()
	<-fell
	stop()
	_, stop = r.serve(at)
	defer stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	sameBytes(t, sim.Laboratory, r.distinct(), want(sim.Laboratory))
	c, n := seen.last[sim.Laboratory], len(want(sim.Laboratory))
	if c.Acked != n || c.Again < 1 || c.Sent != n+c.Again || seen.kinds[Lost] < 1 {
		t.Errorf("counts %+v of %d messages, events %v", c, n, seen.kinds)
	}
}

func TestARefusalIsSentAgainAndNothingOvertakesIt(t *testing.T) {
	const life = time.Hour
	h, want := hospital(life)
	r := newReceiver(t)
	r.reply = func(n int, m *hl7.Message) ([]byte, error) {
		if n == 3 || n == 4 {
			return hl7.Ack(m, hl7.AckError, "R1", time.Unix(0, 0), "full"), nil
		}
		return accept(m), nil
	}
	at, stop := r.serve("127.0.0.1:0")
	defer stop()
	var seen witness
	addresses := map[sim.Source]string{sim.Registration: at}
	if err := runNew(t.Context(), Config{Hospital: h, Addresses: addresses, For: life, Now: time.Now, Report: seen.report}); err != nil {
		t.Fatal(err)
	}
	sameBytes(t, sim.Registration, r.distinct(), want(sim.Registration))
	if !bytes.Equal(r.got[2], r.got[3]) || !bytes.Equal(r.got[3], r.got[4]) {
		t.Error("something overtook the refused message")
	}
	if seen.kinds[Refused] != 2 || seen.kinds[Connected] != 1 || !refusedWith(seen.errs, hl7.AckError) {
		t.Errorf("events: %v", seen.kinds)
	}
}

func refusedWith(errs []error, code string) bool {
	for _, err := range errs {
		if r := new(mllp.Refused); !errors.As(err, &r) || r.Code != code {
			return false
		}
	}
	return len(errs) > 0
}

func TestWhatIsSentByHandIsAcknowledged(t *testing.T) {
	h, _ := hospital(time.Hour)
	r := newReceiver(t)
	at, stop := r.serve("127.0.0.1:0")
	defer stop()
	loaded := make(chan struct{})
	e, err := New(Config{Hospital: h, Addresses: map[sim.Source]string{sim.Registration: at}, Speed: 1, Now: time.Now, Report: func(e Event) {
		if e.Kind == LoadFinished {
			close(loaded)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx) }()
	<-loaded
	e.Pause(sim.Registration)
	m, err := h.AddAllergy(e.Time(), h.Patients()[0].MRN, sim.Allergy{Substance: "chalk"})
	if err != nil {
		t.Fatal(err)
	}
	d, err := e.Send(m)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := d.Receipt(); ok || e.Counts()[sim.Registration].Waiting == 0 {
		t.Error("a paused source sent something")
	}
	e.Resume(sim.Registration)
	<-d.Done()
	if receipt, ok := d.Receipt(); !ok || receipt.Code != hl7.AckAccept || receipt.Acked.Before(d.Queued) || receipt.Times != 1 {
		t.Errorf("receipt %+v", receipt)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("Run ended with %v", err)
	}
	if _, err := e.Send(sim.Message{Source: sim.Pharmacy}); err == nil {
		t.Error("a source without a receiver took a message")
	}
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	h, _ := hospital(0)
	to := map[sim.Source]string{sim.Pharmacy: "127.0.0.1:1"}
	for name, c := range map[string]Config{
		"no hospital": {Addresses: to, Now: time.Now},
		"no clock":    {Hospital: h, Addresses: to},
		"no receiver": {Hospital: h, Now: time.Now},
		"backwards":   {Hospital: h, Addresses: to, Now: time.Now, Speed: -1},
	} {
		if _, err := New(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// runNew makes an engine and runs it.
func runNew(ctx context.Context, c Config) error {
	e, err := New(c)
	if err != nil {
		return err
	}
	return e.Run(ctx)
}
