package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
)

// pipes is a listener whose connections are pipes in memory, so that a server
// and its clients live in a bubble whose time is made.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func newPipes() *pipes { return &pipes{make(chan net.Conn), make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	close(p.closed)
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// served is a house that is served in a bubble.
type served struct {
	*house
	t      *testing.T
	server *http.Server
	client *http.Client
	ended  chan error
}

// inBubble runs a test against a house that is served with the real server and
// its limits, in made time.
func inBubble(t *testing.T, test func(s *served)) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, somePages(), func(c *Config) { c.Clock = time.Now })
		h.now = time.Now()
		listener := newPipes()
		s := &served{
			house: h, t: t, server: h.HTTP(), ended: make(chan error, 1),
			client: &http.Client{Transport: &http.Transport{DialContext: listener.dial}},
		}
		go func() { s.ended <- s.server.Serve(listener) }()
		test(s)
		s.client.CloseIdleConnections()
		if err := s.server.Shutdown(context.Background()); err != nil {
			t.Errorf("shutting down: %v", err)
		}
		if err := <-s.ended; err != http.ErrServerClosed {
			t.Errorf("the server ended with %v", err)
		}
	})
}

// stream is an open stream of events, read line by line.
type stream struct {
	status int
	lines  chan string // closed where the stream ends
	close  func()
}

func (s *served) listen(cookie *http.Cookie) *stream {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://localhost/live", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	if cookie != nil {
		r.AddCookie(cookie)
	}
	answer, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	out := &stream{status: answer.StatusCode, lines: make(chan string, 1000), close: cancel}
	go func() {
		defer close(out.lines)
		defer answer.Body.Close()
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			if lines.Text() != "" {
				out.lines <- lines.Text()
			}
		}
	}()
	return out
}

// heard takes the lines that have come so far, and whether the stream ended.
func (s *stream) heard() (string, bool) {
	synctest.Wait()
	var lines []string
	for {
		select {
		case line, open := <-s.lines:
			if !open {
				return strings.Join(lines, "\n"), true
			}
			lines = append(lines, line)
		default:
			return strings.Join(lines, "\n"), false
		}
	}
}

func (s *stream) want(t *testing.T, say, want string, ended bool) {
	t.Helper()
	if got, over := s.heard(); got != want || over != ended {
		t.Errorf("%s: heard %q, ended %v; want %q, %v", say, got, over, want, ended)
	}
}

func clockAt(now time.Time) string {
	return "event: clock\ndata: " + now.UTC().Format(time.RFC3339)
}

func TestLiveTellsTheTimeAtOnceAndEveryTenSeconds(t *testing.T) {
	inBubble(t, func(s *served) {
		l := s.listen(s.as(t, "north", identity.Nurse))
		defer l.close()
		l.want(t, "at once", clockAt(time.Now()), false)
		time.Sleep(beat - time.Second)
		l.want(t, "after nine seconds", "", false)
		for range 30 { // well beyond the limits of a page
			time.Sleep(time.Second)
			l.want(t, "at the beat", clockAt(time.Now()), false)
			time.Sleep(beat - time.Second)
		}
	})
}

func TestLiveTellsWhatChangedToWhoMaySeeIt(t *testing.T) {
	for role, want := range map[identity.Role]string{
		identity.Nurse:         `{"units":["4W","ICU"],"patients":["p1","p2"]}`,
		identity.Manager:       `{"units":["4W","ICU"],"patients":[]}`,
		identity.Engineer:      `{"units":[],"patients":[]}`,
		identity.Auditor:       `{"units":[],"patients":[]}`,
		identity.Administrator: `{"units":[],"patients":[]}`,
	} {
		inBubble(t, func(s *served) {
			l := s.listen(s.as(t, "north", role))
			defer l.close()
			l.heard()
			s.news.of("north") <- feed.Change{Patients: []string{"p2"}, Units: []string{"ICU"}}
			s.news.of("north") <- feed.Change{Patients: []string{"p1", "p2"}, Units: []string{"4W"}}
			l.want(t, "while changes gather", "", false)
			time.Sleep(gather)
			l.want(t, string(role), "event: changed\ndata: "+want, false)
			time.Sleep(gather)
			l.want(t, "told once", "", false)
		})
	}
}

func TestLiveIsOfItsTenantOnly(t *testing.T) {
	inBubble(t, func(s *served) {
		north, south := s.listen(s.as(t, "north", identity.Nurse)), s.listen(s.as(t, "south", identity.Nurse))
		defer north.close()
		defer south.close()
		north.heard()
		south.heard()
		s.news.of("north") <- feed.Change{Patients: []string{"p1"}}
		time.Sleep(gather)
		south.want(t, "another tenant's change", "", false)
		north.want(t, "its own change", "event: changed\ndata: "+`{"units":[],"patients":["p1"]}`, false)
	})
}

func TestLiveIsForWhoHasSignedIn(t *testing.T) {
	inBubble(t, func(s *served) {
		forged := &http.Cookie{Name: s.jar().name(), Value: "forged"}
		for _, c := range []*http.Cookie{nil, forged} {
			l := s.listen(c)
			l.heard()
			if l.status != http.StatusUnauthorized {
				t.Errorf("signed out: status %d, want 401", l.status)
			}
		}
	})
}

func TestLiveEndsWithTheSession(t *testing.T) {
	ends := map[string]func(s *served, c *http.Cookie){
		"signed out":     func(s *served, c *http.Cookie) { s.ask(http.MethodPost, "/sign-out", c) },
		"account closed": func(s *served, _ *http.Cookie) { s.book.close("north", "nurse") },
		"idle":           func(s *served, _ *http.Cookie) { s.turn(time.Hour) },
	}
	for name, end := range ends {
		inBubble(t, func(s *served) {
			nurse := s.as(t, "north", identity.Nurse)
			l := s.listen(nurse)
			l.heard()
			end(s, nurse)
			time.Sleep(beat)
			l.want(t, name, "", true)
		})
	}
}

// A change must not reach somebody who has signed out a moment ago.
func TestLiveTellsNobodyWhoSignedOut(t *testing.T) {
	inBubble(t, func(s *served) {
		nurse := s.as(t, "north", identity.Nurse)
		l := s.listen(nurse)
		l.heard()
		s.news.of("north") <- feed.Change{Patients: []string{"p1"}}
		s.ask(http.MethodPost, "/sign-out", nurse)
		time.Sleep(gather)
		l.want(t, "signed out before the change is told", "", true)
	})
}

func TestLiveEndsWhenTheServerStops(t *testing.T) {
	inBubble(t, func(s *served) {
		l := s.listen(s.as(t, "north", identity.Nurse))
		l.heard()
		if err := s.server.Shutdown(context.Background()); err != nil {
			t.Errorf("shutting down with an open stream: %v", err)
		}
		l.want(t, "server stopped", "", true)
	})
}

func TestLiveEndsWithTheSubscription(t *testing.T) {
	inBubble(t, func(s *served) {
		l := s.listen(s.as(t, "north", identity.Nurse))
		l.heard()
		close(s.news.of("north"))
		l.want(t, "subscription ended", "", true)
		if s.news.stopped != 1 {
			t.Errorf("%d subscriptions were given back, want 1", s.news.stopped)
		}
	})
}

func TestStreamsAreBounded(t *testing.T) {
	inBubble(t, func(s *served) {
		nurse := s.as(t, "north", identity.Nurse)
		var open []*stream
		for range mostOfOne {
			open = append(open, s.listen(nurse))
		}
		if l := s.listen(nurse); l.status != http.StatusServiceUnavailable {
			t.Errorf("one stream too many: status %d, want 503", l.status)
		}
		other := s.listen(s.as(t, "north", identity.Manager))
		if other.status != http.StatusOK {
			t.Errorf("another session: status %d", other.status)
		}
		open[0].close()
		open[0].heard()
		if l := s.listen(nurse); l.status != http.StatusOK {
			t.Errorf("after one was closed: status %d", l.status)
		} else {
			l.close()
		}
		for _, l := range append(open, other) {
			l.close()
			l.heard()
		}
	})
	full := newStreams()
	for i := range mostStreams {
		if _, ok := full.enter(identity.Digest{byte(i), byte(i >> 8)}); !ok {
			t.Fatalf("stream %d was refused", i)
		}
	}
	if _, ok := full.enter(identity.Digest{31: 1}); ok {
		t.Errorf("stream %d was let in", mostStreams)
	}
}

// A browser that reads nothing must not hold a stream for ever.
func TestLiveGivesUpOnWhoDoesNotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t, somePages(), func(c *Config) { c.Clock = time.Now })
		h.now = time.Now()
		listener, server := newPipes(), h.HTTP()
		go func() { _ = server.Serve(listener) }()
		conn, err := listener.dial(context.Background(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		nurse := h.as(t, "north", identity.Nurse)
		if _, err := io.WriteString(conn, "GET /live HTTP/1.1\r\nHost: localhost\r\nCookie: "+nurse.String()+"\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		time.Sleep(patient + time.Second)
		synctest.Wait()
		h.streams.mu.Lock()
		defer h.streams.mu.Unlock()
		if h.streams.total != 0 {
			t.Errorf("%d streams are open, want none", h.streams.total)
		}
		conn.Close()
		server.Close()
	})
}
