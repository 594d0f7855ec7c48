package web

import (
	"context"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

const (
	beat    = 10 * time.Second // how often a page hears the server's clock
	gather  = time.Second      // how long changes are gathered before a page hears of them
	patient = 30 * time.Second // how long a browser may take to read an event

	mostStreams = 512
	// A browser opens six connections to a server at most; a session whose
	// pages held them all could load no page.
	mostOfOne = 4
)

// live answers GET /live: a stream of events that tells a page what time it is
// by the server's clock, and what has changed. It ends with the session.
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	// Listening is not using: it keeps nobody signed in.
	peek := func(t identity.Token) (identity.Who, error) { return s.config.Desk.Peek(r.Context(), t) }
	who, err := s.known(r, peek)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if who == nil || who.Handed {
		say(w, http.StatusUnauthorized, "Sign in first.")
		return
	}
	token, _ := s.jar().token(r)
	leave, ok := s.streams.enter(token.Digest())
	if !ok {
		w.Header().Set("Retry-After", "10")
		say(w, http.StatusServiceUnavailable, "Too many pages are open. Close some, or reload to see newer facts.")
		return
	}
	defer leave()
	changes, stop := s.config.Changes.Changes(who.Tenant)
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	l := listening{s: s, token: token, who: *who, out: http.NewResponseController(w), w: w}
	l.run(r.Context(), changes)
}

// listening is one open stream.
type listening struct {
	s     *Server
	token identity.Token
	who   identity.Who
	w     io.Writer
	out   *http.ResponseController
	heard heard
}

func (l *listening) run(ctx context.Context, changes <-chan feed.Change) {
	if !l.clock() {
		return
	}
	beats := time.NewTicker(beat)
	defer beats.Stop()
	var tell <-chan time.Time // runs while there are changes to tell of
	for ok := true; ok; {
		select {
		case <-ctx.Done():
			return
		case <-l.s.streams.ended:
			return
		case <-beats.C:
			ok = l.signedIn(ctx) && l.clock()
		case c, open := <-changes:
			ok = open
			if l.heard.add(c); tell == nil {
				tell = time.After(gather)
			}
		case <-tell:
			tell, ok = nil, l.signedIn(ctx) && l.changed()
		}
	}
}

// signedIn asks anew who listens: a session ends, and a role may be another.
func (l *listening) signedIn(ctx context.Context) bool {
	who, err := l.s.config.Desk.Peek(ctx, l.token)
	if err != nil || who.Tenant != l.who.Tenant {
		return false
	}
	l.who = who
	return true
}

func (l *listening) clock() bool {
	return l.send(ui.ClockEvent(l.s.config.Clock(), l.s.config.Zone))
}

func (l *listening) changed() bool {
	event, err := l.heard.event(l.who)
	l.heard = heard{}
	return err == nil && l.send(event)
}

// send writes an event. The time limit of a page does not hold for a stream;
// each event has its own.
func (l *listening) send(event string) bool {
	_ = l.out.SetWriteDeadline(time.Now().Add(patient))
	if _, err := io.WriteString(l.w, event); err != nil {
		return false
	}
	return l.out.Flush() == nil
}

// heard is what has changed and was not told yet.
type heard struct {
	all             bool
	units, patients map[string]bool
}

func (h *heard) add(c feed.Change) {
	h.all = h.all || c.All
	if h.units == nil {
		h.units, h.patients = map[string]bool{}, map[string]bool{}
	}
	for _, unit := range c.Units {
		h.units[unit] = true
	}
	for _, id := range c.Patients {
		h.patients[id] = true
	}
}

// event tells a person of the changes as far as their role may open the pages
// they are on; others hear that something changed.
func (h *heard) event(who identity.Who) (string, error) {
	if h.all {
		return ui.AllChangedEvent(), nil
	}
	units, patients := []string{}, []string{}
	if who.May(identity.Nurse, identity.Manager) {
		units = slices.AppendSeq(units, maps.Keys(h.units))
	}
	if who.May(identity.Nurse) {
		patients = slices.AppendSeq(patients, maps.Keys(h.patients))
	}
	slices.Sort(units)
	slices.Sort(patients)
	return ui.ChangedEvent(units, patients)
}

// streams counts the open streams and ends them when the server stops.
type streams struct {
	mu    sync.Mutex
	open  map[identity.Digest]int
	total int
	ended chan struct{}
	once  sync.Once
}

func newStreams() *streams {
	return &streams{open: map[identity.Digest]int{}, ended: make(chan struct{})}
}

// enter counts one more stream of a session, if there is room for it.
func (s *streams) enter(d identity.Digest) (leave func(), ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.total >= mostStreams || s.open[d] >= mostOfOne {
		return nil, false
	}
	s.total++
	s.open[d]++
	return func() { s.leave(d) }, true
}

func (s *streams) leave(d identity.Digest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total--
	if s.open[d]--; s.open[d] == 0 {
		delete(s.open, d)
	}
}

// end ends all streams, and those to come.
func (s *streams) end() { s.once.Do(func() { close(s.ended) }) }
