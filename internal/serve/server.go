package serve

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
	"redoutlet/internal/serve/answer"
	"redoutlet/internal/serve/misuse"
	"redoutlet/internal/serve/plate"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/serve/stage"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/serve/wiring"
	"redoutlet/internal/store"
	"redoutlet/internal/web"
)

// Server is the whole program: the listeners of the sources, the charts of the
// tenants, and the pages.
type Server struct {
	config  Config
	around  tenancy.Surroundings
	tenants answer.Tenants
	budget  *mllp.Budget
	doors   *wiring.Doors
	web     *http.Server
	pages   net.Listener
	first   register.First
	log     *slog.Logger
}

// NewServer opens every tenant, those whose key file keyFile names unlocked,
// and takes the addresses of the settings.
func NewServer(ctx context.Context, around tenancy.Surroundings, config Config, keyFile func(tenant string) string, log *slog.Logger) (*Server, error) {
	around.Limits, around.VerifyDays = config.Guard.Limits(), config.VerifyDays
	s := &Server{config: config, around: around, tenants: answer.Tenants{}, log: log}
	var err error
	if s.budget, err = mllp.NewBudget(int64(config.FrameMemory)<<20, config.FrameLimit<<20); err != nil {
		return nil, misuse.Errorf("frame_memory_mib and frame_limit_mib: %w", err)
	}
	s.doors = wiring.NewDoors(s.budget, log, config.FeedListen)
	if err := s.openTenants(ctx, keyFile); err != nil {
		return nil, err
	}
	if err := s.listen(); err != nil {
		return nil, errors.Join(err, s.closeListeners())
	}
	if err := s.makePages(ctx); err != nil {
		return nil, errors.Join(err, s.closeListeners())
	}
	return s, nil
}

func (s *Server) openTenants(ctx context.Context, keyFile func(string) string) error {
	names, err := s.tenantNames(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		t, err := tenancy.Open(ctx, s.around, name, s.config.Of(name), s.config.Zone)
		if err != nil {
			return err
		}
		if err := s.unlock(ctx, t, keyFile(name)); err != nil {
			return err
		}
		s.tenants[name] = t
	}
	for _, src := range s.config.Sources {
		if s.tenants[src.Tenant] == nil {
			return misuse.Errorf("source %s belongs to tenant %s, which is not set up: `redoutlet init --tenant %s` sets it up", src.Name, src.Tenant, src.Tenant)
		}
	}
	return nil
}

// unlock opens the charts of a tenant where there is a key file. Charts that do
// not open stay locked: what the sources send is kept all the same, of this
// tenant and of every other. A file that is not its key is refused, since
// whoever starts the server can put that right.
func (s *Server) unlock(ctx context.Context, t *tenancy.Tenant, keyFile string) error {
	found, err := t.UnlockWithFile(ctx, keyFile)
	var misused *misuse.Error
	switch {
	case errors.As(err, &misused), ctx.Err() != nil:
		return err
	case err != nil:
		s.log.Error("charts cannot be opened and stay locked; messages are kept all the same", "tenant", t.Name, "error", err)
	case !found && !t.UnderPassphrase():
		s.log.Error("charts are locked: there is no key file; messages are kept all the same", "tenant", t.Name, "file", keyFile)
	case !found:
		s.log.Info("charts are locked; messages are kept all the same", "tenant", t.Name)
	}
	return nil
}

func (s *Server) tenantNames(ctx context.Context) ([]string, error) {
	var names []string
	err := s.around.Store.ViewControl(ctx, func(tx *store.ControlTx) error {
		rows, err := tx.Tenants(ctx)
		for _, row := range rows {
			names = append(names, row.Name)
		}
		return err
	})
	return names, err
}

// listen takes the addresses of the sources and of the pages.
func (s *Server) listen() error {
	for _, t := range s.tenants {
		if err := s.doors.Fit(t.House()); err != nil {
			return misuse.Of(err)
		}
	}
	secure := s.config.Web.Certificate != ""
	if err := web.CheckListen(s.config.Web.Listen, secure); err != nil {
		return misuse.Errorf("pages: %w", err)
	}
	l, err := net.Listen("tcp", s.config.Web.Listen)
	if err != nil {
		return misuse.Errorf("pages: %w: is another server running, or is the address in use?", err)
	}
	s.pages = l
	if !secure {
		return nil
	}
	certificate, err := tls.LoadX509KeyPair(s.config.Web.Certificate, s.config.Web.Key)
	if err != nil {
		return misuse.Errorf("certificate of the pages: %w", err)
	}
	s.pages = tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}})
	return nil
}

func (s *Server) closeListeners() error {
	s.doors.Close()
	if s.pages == nil {
		return nil
	}
	return s.pages.Close()
}

func (s *Server) makePages(ctx context.Context) error {
	zone, err := time.LoadLocation(s.config.Zone)
	if err != nil {
		return fmt.Errorf("there is no time zone %q: use a name such as America/Chicago", s.config.Zone)
	}
	hasher := identity.NewHasher(rand.Reader)
	s.first = register.First{
		Store: s.around.Store, Hasher: hasher, Now: s.around.Now, Random: rand.Reader,
		Threshold: identity.NewThreshold(s.around.Now, rand.Reader),
	}
	desk, err := identity.NewDesk(register.Book{Store: s.around.Store}, hasher, s.around.Now, rand.Reader)
	if err != nil {
		return err
	}
	plates, err := plate.Open(ctx, s.around.Store, s.around.Now, slices.Collect(maps.Keys(s.tenants)))
	if err != nil {
		return err
	}
	house := answer.House{
		Tenants: s.tenants, Doors: s.doors, Plates: plates, First: s.first, Desk: desk, Hasher: hasher, Now: s.around.Now, Zone: zone,
	}
	server, err := web.New(web.Config{
		Pages: house.Pages(), Desk: desk, Locker: s.tenants, Changes: s.tenants, Units: plates.Names, Doubt: s.tenants.Doubt,
		Tenants: s.tenantNames, Vacant: s.first.Vacant, Ready: s.ready, Metrics: s.metrics(),
		Secure: s.config.Web.Certificate != "", Hosts: s.config.Web.Hosts, Clock: s.around.Now, Zone: zone, Log: s.log,
	})
	if err != nil {
		return err
	}
	s.web = server.HTTP()
	s.web.BaseContext = func(net.Listener) context.Context { return context.WithoutCancel(ctx) }
	return nil
}

// PagesAddress is where the pages are.
func (s *Server) PagesAddress() net.Addr { return s.pages.Addr() }

// Invitations makes the codes for the first administrators of the tenants that
// have no account, to be told on the terminal.
func (s *Server) Invitations(ctx context.Context) ([]register.Invitation, error) {
	return s.first.Invite(ctx)
}

// Listening says of a source whether, and where, it is listened to.
type Listening struct {
	Source string
	Live   bool
	At     net.Addr // nil: nowhere
}

// Listening lists the sources by tenant and name.
func (s *Server) Listening() []Listening {
	var list []Listening
	for _, name := range slices.Sorted(maps.Keys(s.tenants)) {
		for _, v := range s.tenants[name].Sources.List() {
			at, _, _ := s.doors.Look(wiring.Key{Tenant: name, Source: v.Name})
			list = append(list, Listening{v.Name, v.Live, at})
		}
	}
	return list
}

// FeedAddress is where a source is listened to.
func (s *Server) FeedAddress(source string) net.Addr {
	for name := range s.tenants {
		if at, _, _ := s.doors.Look(wiring.Key{Tenant: name, Source: source}); at != nil {
			return at
		}
	}
	return nil
}

// stopTime is how long pages that are being loaded may still take.
const stopTime = 5 * time.Second

// Run serves until ctx ends, and stops in order: first the listeners, so that
// nothing new comes and what has come is answered; then the posts, the readers
// and the pages. A part that fails stops the others in the same order.
func (s *Server) Run(ctx context.Context) error {
	background := context.WithoutCancel(ctx)
	doors, posts, readers, pages := stage.New(ctx), stage.New(background), stage.New(background), stage.New(background)
	for _, t := range s.tenants {
		posts.Start(t.RunPost)
		vigil := tenancy.Vigil{Tenant: t}
		readers.Start(vigil.RunClock)
		readers.Start(vigil.RunHeartbeats)
		readers.Start(func(ctx context.Context) error { return t.RunReader(ctx, s.report) })
		readers.Start(func(ctx context.Context) error { return t.RunRemaker(ctx, s.report) })
		readers.Start(func(ctx context.Context) error { return t.RunQuarantine(ctx, s.report) })
	}
	pages.Start(s.servePages)
	s.doors.Run(doors.Context(), doors.Start)
	return stage.StopInOrder(doors, posts, readers, pages)
}

func (s *Server) report(err error) { s.log.Error("reading the feed", "error", err) }

func (s *Server) servePages(ctx context.Context) error {
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		stopped <- s.web.Shutdown(grace)
	}()
	if err := s.web.Serve(s.pages); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("pages: %w", err)
	}
	if err := <-stopped; err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("pages: %w", err)
	}
	return nil
}
