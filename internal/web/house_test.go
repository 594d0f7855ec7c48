package web

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/web/ui"
)

// book keeps accounts and sessions in memory, tenant by tenant.
type book struct {
	mu       sync.Mutex
	accounts map[[2]string]identity.Account
	sessions map[identity.Digest]identity.Session
}

func (b *book) Account(_ context.Context, tenant, name string) (identity.Account, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, ok := b.accounts[[2]string{tenant, name}]
	if !ok {
		return identity.Account{}, identity.ErrNoAccount
	}
	return a, nil
}

func (b *book) PutSession(_ context.Context, s identity.Session) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sessions[s.Digest] = s
	return nil
}

func (b *book) Session(_ context.Context, d identity.Digest) (identity.Session, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s, ok := b.sessions[d]
	if !ok {
		return identity.Session{}, identity.ErrNoSession
	}
	return s, nil
}

func (b *book) TouchSession(_ context.Context, d identity.Digest, seen time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if s, ok := b.sessions[d]; ok {
		s.Seen = seen
		b.sessions[d] = s
	}
	return nil
}

func (b *book) DropSession(_ context.Context, d identity.Digest) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.sessions, d)
	return nil
}

func (b *book) close(tenant, name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a := b.accounts[[2]string{tenant, name}]
	a.Closed = true
	b.accounts[[2]string{tenant, name}] = a
}

// lock is a Locker with one passphrase.
type lock struct {
	mu     sync.Mutex
	locked bool
	inFile bool // the key is in a file
}

func (l *lock) UnderPassphrase(string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.inFile
}

func (l *lock) Locked(string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.locked
}

func (l *lock) set(locked bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.locked = locked
}

func (l *lock) Unlock(_ context.Context, _, passphrase string) error {
	switch passphrase {
	case phrase:
		l.set(false)
		return nil
	case "break":
		return errors.New("disk")
	}
	return ErrPassphrase
}

const phrase = "open these charts please"

// news is a Changes of one channel a tenant.
type news struct {
	mu      sync.Mutex
	tenants map[string]chan feed.Change
	stopped int
}

func (n *news) of(tenant string) chan feed.Change {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.tenants[tenant] == nil {
		n.tenants[tenant] = make(chan feed.Change)
	}
	return n.tenants[tenant]
}

func (n *news) Changes(tenant string) (<-chan feed.Change, func()) {
	return n.of(tenant), func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.stopped++
	}
}

// house is a server and what it stands on.
type house struct {
	*Server
	config Config
	book   *book
	lock   *lock
	news   *news
	log    *bytes.Buffer
	mu     sync.Mutex
	now    time.Time
	ready  error
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) turn(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

const password = "four plain words here"

// passwordHash is of the password. It is made once: it costs as much as it
// should.
var passwordHash = sync.OnceValue(func() string {
	hash, err := identity.NewHasher(rand.Reader).Hash(context.Background(), password)
	if err != nil {
		panic(err)
	}
	return hash
})

// newHouse makes a server with pages; two tenants have an account of each role,
// named for it.
func newHouse(t *testing.T, pages []ui.Page, adjust ...func(*Config)) *house {
	t.Helper()
	h := &house{
		book: &book{accounts: map[[2]string]identity.Account{}, sessions: map[identity.Digest]identity.Session{}},
		lock: &lock{}, news: &news{tenants: map[string]chan feed.Change{}}, log: &bytes.Buffer{},
		now: time.Date(2026, 11, 25, 15, 42, 0, 0, time.UTC),
	}
	for _, tenant := range []string{"north", "south"} {
		for _, role := range identity.Roles() {
			h.book.accounts[[2]string{tenant, string(role)}] = identity.Account{
				Tenant: tenant, Name: string(role), Title: "R. Adeyemi", Role: role, Hash: passwordHash(),
			}
		}
	}
	desk, err := identity.NewDesk(h.book, identity.NewHasher(rand.Reader), h.clock, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h.config = Config{
		Pages: pages, Desk: desk, Locker: h.lock, Changes: h.news,
		Tenants: func(context.Context) ([]string, error) { return []string{"north", "south"}, nil },
		Ready:   func(context.Context) (string, error) { return "ready to keep messages", h.ready },
		Metrics: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "up 1\n") }),
		Hosts:   []string{"charts.north.example"},
		Clock:   h.clock, Zone: time.UTC, Log: slog.New(slog.NewTextHandler(h.log, nil)),
	}
	for _, f := range adjust {
		f(&h.config)
	}
	if h.Server, err = New(h.config); err != nil {
		t.Fatal(err)
	}
	return h
}

// as opens a session for an account without going through the desk.
func (h *house) as(t *testing.T, tenant string, role identity.Role) *http.Cookie {
	t.Helper()
	token, now := identity.Token(rand.Text()), h.config.Clock()
	err := h.book.PutSession(context.Background(), identity.Session{
		Digest: token.Digest(), Tenant: tenant, Name: string(role),
		Started: now, Seen: now, Ends: now.Add(identity.LimitOf(role).Whole),
	})
	if err != nil {
		t.Fatal(err)
	}
	return &http.Cookie{Name: h.jar().name(), Value: string(token)}
}

// ask sends a request as a browser of this site does.
func (h *house) ask(method, target string, cookie *http.Cookie, adjust ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "http://localhost"+target, nil)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if cookie != nil {
		r.AddCookie(cookie)
	}
	for _, f := range adjust {
		f(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// form adds what somebody typed.
func form(pairs ...string) func(*http.Request) {
	values := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return func(r *http.Request) {
		r.Body = io.NopCloser(strings.NewReader(values.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
}

func from(site string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", site) }
}

// browser keeps cookies and follows nothing.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// plainPage is a page that answers with what serve returns, drawn by a template
// of the frame.
func plainPage(name, pattern string, serve ui.Handler, roles ...identity.Role) ui.Page {
	return ui.Page{
		Name: name, Pattern: pattern, Template: "unlock", Files: files, Roles: roles, Serve: serve,
		Sample: func() any { return newUnlock(false, false) },
	}
}

func answering(data any, err error) ui.Handler {
	return func(context.Context, *ui.Request) (any, error) { return data, err }
}

// somePages are the least that a server needs.
func somePages() []ui.Page {
	return []ui.Page{plainPage("board", "GET /{$}", answering(newUnlock(false, false), nil), identity.Roles()...)}
}
