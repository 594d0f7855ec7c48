package identity

import (
	"context"
	"crypto/rand"
	"sync"
	"testing"
	"time"
)

// shelf is a Book in memory.
type shelf struct {
	mu       sync.Mutex
	accounts map[[2]string]Account
	sessions map[Digest]Session
	broken   error // returned by everything, if set
}

func newShelf(accounts ...Account) *shelf {
	s := &shelf{accounts: map[[2]string]Account{}, sessions: map[Digest]Session{}}
	for _, a := range accounts {
		s.put(a)
	}
	return s
}

func (s *shelf) put(a Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accounts[[2]string{a.Tenant, a.Name}] = a
}

func (s *shelf) Account(_ context.Context, tenant, name string) (Account, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.accounts[[2]string{tenant, name}]
	if s.broken != nil {
		return Account{}, s.broken
	}
	if !ok {
		return Account{}, ErrNoAccount
	}
	return a, nil
}

func (s *shelf) PutSession(_ context.Context, session Session) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[session.Digest] = session
	return s.broken
}

func (s *shelf) Session(_ context.Context, d Digest) (Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	session, ok := s.sessions[d]
	if s.broken != nil {
		return Session{}, s.broken
	}
	if !ok {
		return Session{}, ErrNoSession
	}
	return session, nil
}

func (s *shelf) TouchSession(_ context.Context, d Digest, seen time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if session, ok := s.sessions[d]; ok {
		session.Seen = seen
		s.sessions[d] = session
	}
	return s.broken
}

func (s *shelf) DropSession(_ context.Context, d Digest) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, d)
	return s.broken
}

// hands is a clock that stands until it is turned.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func newHands() *hands { return &hands{now: time.Date(2026, 11, 24, 23, 55, 0, 0, time.UTC)} }

func (h *hands) time() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *hands) turn(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// cheap keeps tests that are not about the cost quick.
var cheap = cost{memory: 64, passes: 1, lanes: 1}

func quickHasher() *Hasher {
	h := NewHasher(rand.Reader)
	h.cost = cheap
	return h
}

const password = "four plain words here"

// desk is a Desk with one account, and what it stands on. Passwords are
// compared as plain text, but for tests of the comparison itself.
func newTestDesk(t *testing.T, accounts ...Account) (*Desk, *shelf, *hands) {
	t.Helper()
	book, clock := newShelf(accounts...), newHands()
	d, err := NewDesk(book, quickHasher(), clock.time, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d.match = func(_ context.Context, hash, password string) (bool, error) { return hash == password, nil }
	return d, book, clock
}

func account(tenant, name string, role Role) Account {
	return Account{Tenant: tenant, Name: name, Title: "R. Adeyemi", Role: role, Unit: "4W", Hash: password}
}

func try(tenant, name, password string) Attempt {
	return Attempt{Tenant: tenant, Name: name, Password: password, Address: "10.0.0.7"}
}
