package serve

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync"

	"redoutlet/internal/mllp"
)

// doors are the listeners of the sources. They open and close while the
// program runs, as the sources are set up.
type doors struct {
	budget  *mllp.Budget
	log     *slog.Logger
	allowed []string // hosts of a page's choice, besides this computer alone

	mu     sync.Mutex
	stage  *stage // nil before the program runs
	open   map[doorKey]*door
	closed bool
}

type doorKey struct{ tenant, source string }

// door is one source's listener, or why there is none.
type door struct {
	listen   string // as it was asked for
	listener net.Listener
	server   *mllp.Server
	stop     context.CancelFunc
	over     chan struct{} // closed when what had come was answered
	trouble  error         // why it could not be opened
}

func newDoors(budget *mllp.Budget, log *slog.Logger, allowed []string) *doors {
	return &doors{budget: budget, log: log, allowed: allowed, open: map[doorKey]*door{}}
}

// fit opens and closes until the doors of a tenant are as its sources are set
// up. A source of the settings file whose address cannot be had is an error;
// one that was set up on a page says so there, and stops no other.
func (d *doors) fit(t *Tenant) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return nil
	}
	for _, v := range t.sources.list() {
		key := doorKey{t.Name, v.Name}
		old := d.open[key]
		if old != nil && !v.Closed && old.listen == v.Listen && old.trouble == nil {
			continue
		}
		old.shut()
		delete(d.open, key)
		if v.Closed || v.Listen == "" {
			continue
		}
		made := d.make(t, v)
		t.links.set(v.Name, made.server)
		if made.trouble != nil && v.Number == 0 {
			return misuse("source %s: %w: is another server running, or is the address in use?", v.Name, made.trouble)
		}
		d.open[key] = made
		d.serve(key, made)
	}
	return nil
}

func (d *doors) make(t *Tenant, v SetupVersion) *door {
	made := &door{listen: v.Listen}
	made.listener, made.trouble = net.Listen("tcp", v.Listen)
	if made.trouble != nil {
		d.log.Error("a source cannot be listened to", "source", v.Name, "error", made.trouble)
		return made
	}
	made.server = &mllp.Server{Handler: t.Intake(v.Name), Budget: d.budget, Logger: d.log.With("source", v.Name)}
	return made
}

// serve starts a door, where the program runs; else run does.
func (d *doors) serve(key doorKey, made *door) {
	if d.stage == nil || made.trouble != nil {
		return
	}
	ctx, stop := context.WithCancel(d.stage.ctx)
	made.stop, made.over = stop, make(chan struct{})
	d.stage.start(func(context.Context) error {
		defer close(made.over)
		if err := made.server.Serve(ctx, made.listener); err != nil {
			return fmt.Errorf("source %s: %w", key.source, err)
		}
		return nil
	})
}

// shut closes a door and waits until what had come is answered.
func (made *door) shut() {
	switch {
	case made == nil || made.listener == nil:
	case made.stop == nil:
		made.listener.Close()
	default:
		made.stop()
		<-made.over
	}
}

// run starts the doors that are open, and lets none be opened once the stage
// is to stop.
func (d *doors) run(s *stage) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stage = s
	for key, made := range d.open {
		d.serve(key, made)
	}
	s.start(func(ctx context.Context) error {
		<-ctx.Done()
		d.mu.Lock()
		defer d.mu.Unlock()
		d.closed = true
		return nil
	})
}

// closeAll gives back the addresses of doors that never served.
func (d *doors) closeAll() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, made := range d.open {
		made.shut()
	}
	d.open = map[doorKey]*door{}
}

// look says how a door stands: its address, what it has seen, and why it could
// not be opened.
func (d *doors) look(key doorKey) (net.Addr, mllp.Stats, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	made := d.open[key]
	if made == nil || made.trouble != nil {
		var err error
		if made != nil {
			err = made.trouble
		}
		return nil, mllp.Stats{}, err
	}
	return made.listener.Addr(), made.server.Stats(), nil
}

// may reports whether a page may have a source listened to at an address: on
// this computer alone, or where the settings file allows.
func (d *doors) may(listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return misuse("%q is no address: write a host and a port, as 127.0.0.1:2575", listen)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() || slices.Contains(d.allowed, host) {
		return nil
	}
	return misuse("a source may not be listened to at %s: only on this computer (127.0.0.1), or at the hosts that feed_listen names in the settings file", host)
}
