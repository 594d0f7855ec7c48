package wiring

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync"

	"redoutlet/internal/mllp"
)

// Doors are the listeners of the sources of every tenant. They open and close while the
// program runs, as the sources are set up.
type Doors struct {
	budget  *mllp.Budget
	log     *slog.Logger
	allowed []string // hosts of a page's choice, besides this computer alone

	mu     sync.Mutex
	start  func(part func(context.Context) error) // nil before the program runs
	ctx    context.Context                        // of the parts that start runs
	open   map[Key]*door
	closed bool
}

// Key names a source among those of all tenants.
type Key struct{ Tenant, Source string }

// door is one source's listener, or why there is none.
type door struct {
	listen   string // as it was asked for
	listener net.Listener
	server   *mllp.Server
	stop     context.CancelFunc
	trouble  error // why it could not be opened
}

// NewDoors returns doors that share a budget. allowed are the hosts at which a
// page may have a source listened to, besides this computer alone.
func NewDoors(budget *mllp.Budget, log *slog.Logger, allowed []string) *Doors {
	return &Doors{budget: budget, log: log, allowed: allowed, open: map[Key]*door{}}
}

// House is a tenant as its doors know it.
type House struct {
	Tenant  string
	Sources *Sources
	Intake  func(source string) mllp.Handler
	Opened  func(source string, s *mllp.Server) // told of every door; s is nil where it could not be opened
}

// Fit closes and opens until the doors of a tenant are as its sources are set up.
// What changes is closed first, so that one source may have the address that
// another gives up. A source of the settings file whose address cannot be had is
// an error; one that was set up on a page says so there. Neither stops another.
func (d *Doors) Fit(h House) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return nil
	}
	var changed []Version
	for _, v := range h.Sources.List() {
		key := Key{h.Tenant, v.Name}
		old := d.open[key]
		if old != nil && !v.Closed && old.listen == v.Listen && old.trouble == nil {
			continue
		}
		old.shut()
		delete(d.open, key)
		if !v.Closed && v.Listen != "" {
			changed = append(changed, v)
		}
	}
	var errs []error
	for _, v := range changed {
		made := d.make(h, v)
		h.Opened(v.Name, made.server)
		if made.trouble != nil && v.Number == 0 {
			errs = append(errs, fmt.Errorf("source %s: %w: is another server running, or is the address in use?", v.Name, made.trouble))
			continue
		}
		key := Key{h.Tenant, v.Name}
		d.open[key] = made
		d.serve(key, made)
	}
	return errors.Join(errs...)
}

func (d *Doors) make(h House, v Version) *door {
	made := &door{listen: v.Listen}
	made.listener, made.trouble = net.Listen("tcp", v.Listen)
	if made.trouble != nil {
		d.log.Error("a source cannot be listened to", "source", v.Name, "error", made.trouble)
		return made
	}
	made.server = &mllp.Server{Handler: h.Intake(v.Name), Budget: d.budget, Logger: d.log.With("source", v.Name)}
	return made
}

// serve starts a door, where the program runs; else Run does.
func (d *Doors) serve(key Key, made *door) {
	if d.start == nil || made.trouble != nil {
		return
	}
	ctx, stop := context.WithCancel(d.ctx)
	made.stop = stop
	d.start(func(context.Context) error {
		if err := made.server.Serve(ctx, made.listener); err != nil {
			return fmt.Errorf("source %s: %w", key.Source, err)
		}
		return nil
	})
}

// shut closes a door: its address is free from then on. It does not wait, since a
// page does: what had come is still kept and answered, for which the program waits
// before it stops.
func (made *door) shut() {
	if made == nil || made.listener == nil {
		return
	}
	if made.stop != nil {
		made.stop()
	}
	made.listener.Close()
}

// Run starts the doors that are open and those to come, and lets none be opened
// once ctx ends. start runs a part of the program that ends with ctx.
func (d *Doors) Run(ctx context.Context, start func(part func(context.Context) error)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.start, d.ctx = start, ctx
	for key, made := range d.open {
		d.serve(key, made)
	}
	start(func(ctx context.Context) error {
		<-ctx.Done()
		d.mu.Lock()
		defer d.mu.Unlock()
		d.closed = true
		return nil
	})
}

// Close gives back the addresses of doors that never served.
func (d *Doors) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, made := range d.open {
		made.shut()
	}
	d.open = map[Key]*door{}
}

// Look says how a door stands: its address, what it has seen, and why it could
// not be opened.
func (d *Doors) Look(key Key) (net.Addr, mllp.Stats, error) {
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

// May reports whether a page may have a source listened to at an address: on
// this computer alone, or where the settings file allows.
func (d *Doors) May(listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return fmt.Errorf("%q is no address: write a host and a port, as 127.0.0.1:2575", listen)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() || slices.Contains(d.allowed, host) {
		return nil
	}
	return fmt.Errorf("a source may not be listened to at %s: only on this computer (127.0.0.1), or at the hosts that feed_listen names in the settings file", host)
}
