package wiring

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
	"redoutlet/internal/store"
)

const tenant = "main"

var now = time.Date(2026, 11, 24, 23, 59, 0, 0, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// site is a real record of one tenant.
type site struct{ store *store.Store }

func newSite(t *testing.T) site {
	t.Helper()
	st, err := store.Open(t.TempDir(), store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	must(t, st.UpdateControl(t.Context(), func(tx *store.ControlTx) error {
		return tx.PutTenant(t.Context(), store.Tenant{Name: tenant, Created: now, PublicKey: []byte{1}})
	}))
	return site{st}
}

// opened are the sources of a site as they are opened with a settings file.
func (s site) opened(t *testing.T, seed ...Seed) *Sources {
	t.Helper()
	sources, err := Open(t.Context(), s.store, tenant, seed)
	must(t, err)
	return sources
}

func fromFile(name, listen string) Seed {
	return Seed{Listen: listen, Profile: reading.NewProfile(name, "UTC")}
}

func house(s *Sources) House {
	opened := func(string, *mllp.Server) {}
	return House{Tenant: tenant, Sources: s, Opened: opened, Intake: func(string) mllp.Handler {
		return mllp.HandlerFunc(func(context.Context, mllp.Frame) ([]byte, error) { return nil, nil })
	}}
}

// titles are what the sources are called, by name.
func titles(s *Sources) map[string]string {
	found := map[string]string{}
	for _, v := range s.List() {
		found[v.Name] = v.Title
	}
	return found
}

// A source stands as the settings file says until somebody changes it, and as
// that person left it from then on, whatever the file says later.
func TestWhichSetupIsInForce(t *testing.T) {
	s := newSite(t)
	sources := s.opened(t, fromFile("adt", "127.0.0.1:2575"))
	next := sources.List()[0].Setup
	next.Title = "Registration"
	must(t, sources.Change(t.Context(), "t.lind", now, next, 0))
	added := Setup{Listen: "127.0.0.1:2576", Profile: reading.NewProfile("lab", "UTC")}
	must(t, sources.Change(t.Context(), "t.lind", now, added, 0))

	file := fromFile("adt", "127.0.0.1:9999")
	file.Title = "From the file"
	again := s.opened(t, file, fromFile("pharmacy", "127.0.0.1:2577"))
	if diff := cmp.Diff(map[string]string{"adt": "Registration", "lab": "", "pharmacy": ""}, titles(again)); diff != "" {
		t.Errorf("after a restart with another file (-want +got):\n%s", diff)
	}
	if at := again.List()[0].Listen; at != "127.0.0.1:2575" {
		t.Errorf("it is listened to at %s, want where it was kept", at)
	}
	file.Commanded = true
	if at := s.opened(t, file).List()[0].Listen; at != "127.0.0.1:9999" {
		t.Errorf("it is listened to at %s, want where whoever started the program said", at)
	}
}

// Every change is kept with who made it, and the version before comes back by
// becoming the newest.
func TestSetupsAreVersions(t *testing.T) {
	s := newSite(t)
	sources := s.opened(t, fromFile("adt", "127.0.0.1:2575"))
	set := func(by, title string, base int64) error {
		next := sources.List()[0].Setup
		next.Title = title
		return sources.Change(t.Context(), by, now, next, base)
	}
	must(t, set("ann", "one", 0))
	must(t, set("ben", "two", 2))
	if err := set("cal", "three", 2); !errors.Is(err, ErrMeanwhile) {
		t.Errorf("on what was looked at before another's change: %v", err)
	}
	if err := sources.Undo(t.Context(), "cal", now, "adt", 2); !errors.Is(err, ErrMeanwhile) {
		t.Errorf("undoing what is no longer the newest: %v", err)
	}
	must(t, sources.Undo(t.Context(), "cal", now, "adt", 3))
	type row struct {
		number    int64
		by, title string
	}
	var got []row
	for _, v := range s.opened(t).History("adt") {
		got = append(got, row{v.Number, v.By, v.Title})
	}
	want := []row{{4, "cal", "one"}, {3, "ben", "two"}, {2, "ann", "one"}, {1, "", ""}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
	must(t, sources.Change(t.Context(), "ann", now, Setup{Profile: reading.NewProfile("new", "UTC")}, 0))
	if err := sources.Undo(t.Context(), "ann", now, "new", 1); !errors.Is(err, ErrNoEarlier) {
		t.Errorf("undoing the first version: %v", err)
	}
	if err := sources.Undo(t.Context(), "ann", now, "nobody", 1); !errors.Is(err, ErrNoSource) {
		t.Errorf("undoing a source that is not there: %v", err)
	}
}

// newTestDoors are doors at work, which close when the test ends.
func newTestDoors(t *testing.T, allowed ...string) *Doors {
	t.Helper()
	budget, err := mllp.NewBudget(1<<20, 1<<18)
	must(t, err)
	d := NewDoors(budget, slog.New(slog.DiscardHandler), allowed)
	ctx, stop := context.WithCancel(context.Background())
	parts, ctx := errgroup.WithContext(ctx)
	d.Run(ctx, func(part func(context.Context) error) { parts.Go(func() error { return part(ctx) }) })
	t.Cleanup(func() {
		stop()
		must(t, parts.Wait())
	})
	return d
}

func reached(at net.Addr) bool {
	c, err := net.Dial("tcp", at.String())
	if err == nil {
		c.Close()
	}
	return err == nil
}

// A source is added, moved and closed while the program runs, and one whose
// address is taken stops no other.
func TestDoorsFollowTheSources(t *testing.T) {
	s := newSite(t)
	sources, d := s.opened(t, fromFile("adt", "127.0.0.1:0")), newTestDoors(t)
	must(t, d.Fit(house(sources)))
	adt, _, _ := d.Look(Key{tenant, "adt"})
	if !reached(adt) {
		t.Fatal("the source of the settings file is not listened to")
	}
	lab := Setup{Listen: adt.String(), Profile: reading.NewProfile("lab", "UTC")}
	must(t, sources.Change(t.Context(), "ann", now, lab, 0))
	must(t, d.Fit(house(sources)))
	if _, _, err := d.Look(Key{tenant, "lab"}); err == nil || !reached(adt) {
		t.Errorf("an address that is taken: %v, and the other source is reached %v", err, reached(adt))
	}
	lab.Listen = "127.0.0.1:0"
	must(t, sources.Change(t.Context(), "ann", now, lab, 1))
	must(t, d.Fit(house(sources)))
	at, _, err := d.Look(Key{tenant, "lab"})
	if err != nil || !reached(at) {
		t.Fatalf("moved to an address that is free, it is not listened to: %v", err)
	}
	lab.Title = "Laboratory"
	must(t, sources.Change(t.Context(), "ann", now, lab, 2))
	must(t, d.Fit(house(sources)))
	if same, _, _ := d.Look(Key{tenant, "lab"}); same.String() != at.String() {
		t.Error("renamed, it is listened to elsewhere")
	}
	lab.Closed = true
	must(t, sources.Change(t.Context(), "ann", now, lab, 3))
	must(t, d.Fit(house(sources)))
	if reached(at) || !reached(adt) {
		t.Errorf("closed, it is reached %v, and the other source %v", reached(at), reached(adt))
	}
}

// An address that one source gives up is free for another in the same step,
// whatever their names.
func TestAnAddressPassesFromOneSourceToAnother(t *testing.T) {
	s := newSite(t)
	sources, d := s.opened(t, fromFile("lab", "127.0.0.1:0")), newTestDoors(t)
	must(t, d.Fit(house(sources)))
	lab, _, _ := d.Look(Key{tenant, "lab"})
	adt := Setup{Listen: lab.String(), Profile: reading.NewProfile("adt", "UTC")}
	must(t, sources.Change(t.Context(), "ann", now, adt, 0))
	must(t, d.Fit(house(sources)))
	if _, _, err := d.Look(Key{tenant, "adt"}); err == nil {
		t.Fatal("two sources have one address")
	}
	moved := sources.List()[1].Setup
	moved.Listen = "localhost:0"
	must(t, sources.Change(t.Context(), "ann", now, moved, 0))
	must(t, d.Fit(house(sources)))
	for _, name := range []string{"adt", "lab"} {
		at, _, err := d.Look(Key{tenant, name})
		if err != nil || !reached(at) || (at.String() == lab.String()) != (name == "adt") {
			t.Errorf("%s is listened to at %v (%v)", name, at, err)
		}
	}
}

// A source that is moved while a message of it is being kept is listened to at its
// new address at once; the message is answered all the same.
func TestDoorsDoNotWaitForWhatIsBeingKept(t *testing.T) {
	s := newSite(t)
	sources, d := s.opened(t, fromFile("adt", "127.0.0.1:0")), newTestDoors(t)
	came, keep := make(chan struct{}), make(chan struct{})
	h := house(sources)
	h.Intake = func(string) mllp.Handler {
		return mllp.HandlerFunc(func(ctx context.Context, _ mllp.Frame) ([]byte, error) {
			close(came)
			select {
			case <-keep:
				return []byte("MSH|^~\\&|||||||ACK|1|P|2.5\rMSA|AA|1\r"), nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		})
	}
	must(t, d.Fit(h))
	before, _, _ := d.Look(Key{tenant, "adt"})
	client, err := mllp.Dial(t.Context(), before.String(), mllp.ClientOptions{})
	must(t, err)
	defer client.Close()
	answered := make(chan error, 1)
	go func() {
		_, err := client.Send(t.Context(), []byte("MSH|^~\\&|||||||ADT^A01|1|P|2.5\r"))
		answered <- err
	}()
	<-came
	moved := sources.List()[0].Setup
	moved.Title, moved.Listen = "moved", "localhost:0"
	must(t, sources.Change(t.Context(), "ann", now, moved, 0))
	must(t, d.Fit(h))
	if at, _, err := d.Look(Key{tenant, "adt"}); err != nil || !reached(at) || reached(before) {
		t.Errorf("moved it is listened to at %v (%v), and at %v still: %v", at, err, before, reached(before))
	}
	close(keep)
	if err := <-answered; err != nil {
		t.Errorf("the message that was being kept: %v", err)
	}
}

func TestWhereAPageMayListen(t *testing.T) {
	d := newTestDoors(t, "10.1.2.3")
	for listen, may := range map[string]bool{
		"127.0.0.1:2575": true, "localhost:0": true, "[::1]:1": true, "10.1.2.3:2575": true,
		"0.0.0.0:2575": false, ":2575": false, "10.1.2.4:1": false, "example.org:1": false, "2575": false,
	} {
		if err := d.May(listen); (err == nil) != may {
			t.Errorf("%s: %v, want allowed %v", listen, err, may)
		}
	}
}
