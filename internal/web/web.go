// Package web is the frame around the pages: routes, sign-in, headers, live
// updates and errors.
//
// [New] makes a [Server] from a [Config] whose Pages come from the packages
// below; [Pages] adds the frame's own. Call [CheckListen] before listening
// and serve with [Server.HTTP], which sets the limits a slow or hostile client
// meets. A page answers with data or an error and never touches the response:
// what a browser may do with it, who may open it, and what an error looks like
// is decided here, for all pages in one place.
package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

// Desk signs people in and out; [identity.Desk] is one.
type Desk interface {
	// SignIn begins a session, or fails with identity.ErrRefused or a
	// *identity.WaitError.
	SignIn(ctx context.Context, a identity.Attempt) (identity.Token, identity.Who, error)
	// Check says whose session it is and keeps it alive, or returns
	// identity.ErrSignedOut.
	Check(ctx context.Context, t identity.Token) (identity.Who, error)
	// Peek is Check that does not keep the session alive.
	Peek(ctx context.Context, t identity.Token) (identity.Who, error)
	// SignOut ends a session.
	SignOut(ctx context.Context, t identity.Token) error
}

// Locker opens what is sealed after the server was started.
type Locker interface {
	// Locked reports whether a tenant's charts cannot be opened.
	Locked(tenant string) bool
	// UnderPassphrase reports whether a tenant's key is kept under a
	// passphrase, and else in a file.
	UnderPassphrase(tenant string) bool
	// Unlock opens a tenant's charts, or returns ErrPassphrase.
	Unlock(ctx context.Context, tenant, passphrase string) error
}

// Changes tells whose chart has changed.
type Changes interface {
	// Changes returns a channel of a tenant's changes and a function that ends
	// it. A closed channel ends the stream of the page that listens.
	Changes(tenant string) (<-chan feed.Change, func())
}

// Config is what a server is made from. Everything without "may be" is needed.
type Config struct {
	Pages    []ui.Page // of the other packages
	Desk     Desk
	Locker   Locker
	Changes  Changes
	Tenants  func(ctx context.Context) ([]string, error)
	Vacant   func(ctx context.Context) (bool, error) // no tenant has an account; may be nil
	Failures []Failure                               // errors that the frame does not know by itself; may be nil

	// Ready says in a sentence that messages can be kept, or why not. A locked
	// server keeps messages, and says so.
	Ready   func(ctx context.Context) (string, error)
	Metrics http.Handler // may be nil: then there is no /metrics

	// Units says what the units of a house are called; may be nil.
	Units func(tenant string) unit.Names

	// Doubt says why our own clock is not trusted, "" where it is; may be nil.
	Doubt func(tenant string) string

	Secure bool     // served over TLS
	Hosts  []string // names it is called by besides those of this computer; may be nil

	Clock func() time.Time
	Zone  *time.Location // the site's
	Log   *slog.Logger
}

// check names the first thing that is missing.
func (c Config) check() error {
	missing := []struct {
		name string
		is   bool
	}{
		{"Pages", len(c.Pages) == 0}, {"Desk", c.Desk == nil}, {"Locker", c.Locker == nil},
		{"Changes", c.Changes == nil}, {"Tenants", c.Tenants == nil}, {"Ready", c.Ready == nil},
		{"Clock", c.Clock == nil}, {"Zone", c.Zone == nil}, {"Log", c.Log == nil},
	}
	for _, m := range missing {
		if m.is {
			return fmt.Errorf("making the web server: Config.%s is not set", m.name)
		}
	}
	return nil
}

// Pages is the whole page table: those of the configuration, and the frame's
// own to sign in and out and to unlock.
func Pages(c Config) []ui.Page {
	d := &door{desk: c.Desk, locker: c.Locker, tenants: c.Tenants, vacant: c.Vacant, unlocking: make(chan struct{}, 1)}
	return slices.Concat(c.Pages, d.pages())
}

// Server answers every request. It is safe for concurrent use.
type Server struct {
	config    Config
	pages     []ui.Page
	templates *ui.Templates
	failures  []drawnFailure
	mux       *http.ServeMux
	handler   http.Handler
	streams   *streams
}

// New makes a server. It fails where a page's template does, and draws the
// pages of every error, so that neither can go wrong later.
func New(c Config) (*Server, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	pages := Pages(c)
	templates, err := ui.Parse(pages)
	if err != nil {
		return nil, fmt.Errorf("making the web server: %w", err)
	}
	s := &Server{config: c, pages: pages, templates: templates, streams: newStreams()}
	if s.failures, err = s.drawFailures(); err != nil {
		return nil, fmt.Errorf("making the web server: %w", err)
	}
	s.mux = s.routes()
	s.handler = s.guarded(http.HandlerFunc(s.route))
	return s, nil
}

// routes lists everything that has an address.
func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for _, p := range s.pages {
		mux.Handle(p.Pattern, s.page(p))
	}
	mux.HandleFunc("GET /live", s.live)
	mux.HandleFunc("GET /static/{name}", s.static)
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", s.ready)
	if s.config.Metrics != nil {
		mux.Handle("GET /metrics", s.config.Metrics)
	}
	return mux
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// How much of a client's time and our memory one request may take.
const (
	headerTime  = 10 * time.Second
	readTime    = 30 * time.Second
	pageTime    = 30 * time.Second
	writeTime   = time.Minute
	idleTime    = 2 * time.Minute
	headerBytes = 32 << 10
	bodyBytes   = 64 << 10
)

// HTTP returns a server of net/http with its limits set, that ends the live
// streams when it is shut down. The caller listens, and sets TLSConfig where
// Config.Secure is.
func (s *Server) HTTP() *http.Server {
	h := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerBytes,
		ErrorLog:          slog.NewLogLogger(s.config.Log.Handler(), slog.LevelWarn),
	}
	h.RegisterOnShutdown(s.streams.end)
	return h
}

// route answers a request that passed the guards.
func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	handler, pattern := s.mux.Handler(r)
	if pattern != "" {
		s.mux.ServeHTTP(w, r)
		return
	}
	refusal := refusal{header: http.Header{}}
	handler.ServeHTTP(&refusal, r)
	if refusal.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", refusal.header.Get("Allow"))
		s.fail(w, r, errMethod)
		return
	}
	s.fail(w, r, ui.ErrNotFound)
}

// refusal takes what the mux says of a request it has no route for.
type refusal struct {
	header http.Header
	status int
}

func (f *refusal) Header() http.Header         { return f.header }
func (f *refusal) Write(p []byte) (int, error) { return len(p), nil }
func (f *refusal) WriteHeader(status int)      { f.status = status }

// page answers for one row of the page table.
func (s *Server) page(p ui.Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, cmp.Or(p.Most, bodyBytes))
		ctx, cancel := context.WithTimeout(r.Context(), pageTime)
		defer cancel()
		if err := s.open(ctx, w, r, p); err != nil {
			s.fail(w, r, err)
		}
	})
}

// open shows the page to whoever may see it, and nothing to others.
func (s *Server) open(ctx context.Context, w http.ResponseWriter, r *http.Request, p ui.Page) error {
	who, err := s.visitor(ctx, r)
	if err != nil {
		return err
	}
	if len(p.Roles) > 0 && who == nil {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return nil
	}
	if len(p.Roles) > 0 && !who.May(p.Roles...) {
		return errForbidden
	}
	if who != nil && who.Handed && len(p.Roles) > 0 && !slices.Contains(beforeOwn(), r.URL.Path) {
		return redirect(w, r, passwordPath)
	}
	request := &ui.Request{Request: r}
	if who != nil {
		request.Who, request.Units = *who, s.config.units(who.Tenant)
	}
	data, err := p.Serve(ctx, request)
	if err != nil {
		return err
	}
	return s.answer(w, r, p, who, data)
}

// passwordPath is where people change their own password.
const passwordPath = "/password"

// beforeOwn are the pages that are open to people whose password somebody else
// knows: where they choose their own, and where charts are unlocked, which shows
// nothing and does not wait.
func beforeOwn() []string { return []string{passwordPath, "/unlock"} }

// units is what the units of a house are called.
func (c Config) units(tenant string) unit.Names {
	if c.Units == nil {
		return nil
	}
	return c.Units(tenant)
}

// visitor is who asks, nil for somebody who has not signed in. What a page's
// script fetches on its own does not keep a session alive.
func (s *Server) visitor(ctx context.Context, r *http.Request) (*identity.Who, error) {
	if r.Header.Get("Sec-Fetch-Dest") == "empty" {
		return s.known(r, func(t identity.Token) (identity.Who, error) { return s.config.Desk.Peek(ctx, t) })
	}
	return s.known(r, func(t identity.Token) (identity.Who, error) { return s.config.Desk.Check(ctx, t) })
}

func (s *Server) known(r *http.Request, check func(identity.Token) (identity.Who, error)) (*identity.Who, error) {
	token, ok := s.jar().token(r)
	if !ok {
		return nil, nil
	}
	who, err := check(token)
	if errors.Is(err, identity.ErrSignedOut) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("finding who asks: %w", err)
	}
	return &who, nil
}
