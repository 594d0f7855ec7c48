package identity

import (
	"errors"
	"io"
	"strings"
	"sync"
	"time"
)

// CodeTime is how long the code for the first administrator is good for. It is
// read from the terminal by whoever started the program, who has the page open
// in the same sitting.
const CodeTime = time.Hour

var (
	// ErrCode is returned for a code that makes nobody an administrator. It does
	// not tell whether the code is wrong, used or too old.
	ErrCode = errors.New("that code is not in force: check it, or start the server again for a new one")
	// ErrBegun is returned where there is an account already: the first
	// administrator is made once.
	ErrBegun = errors.New("there is an account already: sign in with it")
)

// Threshold is where the first administrator of a tenant comes in, who cannot
// sign in yet. Whoever started the program is told a code, and the code is kept
// only as its digest. It is safe for concurrent use.
type Threshold struct {
	clock  func() time.Time
	random io.Reader
	pace   pace
	mu     sync.Mutex
	codes  map[Digest]invitation
}

// invitation is what a code is good for.
type invitation struct {
	tenant string
	ends   time.Time
}

// NewThreshold returns one that nobody is invited to. random is
// crypto/rand.Reader everywhere but in tests.
func NewThreshold(clock func() time.Time, random io.Reader) *Threshold {
	return &Threshold{clock: clock, random: random, pace: pace{seen: map[failing]failures{}}, codes: map[Digest]invitation{}}
}

// Invite makes the code for a tenant, of 100 random bits, and says until when it
// is in force. It is returned this once.
func (t *Threshold) Invite(tenant string) (code string, until time.Time, err error) {
	code, err = NewPassword(t.random)
	if err != nil {
		return "", time.Time{}, err
	}
	until = t.clock().Add(CodeTime)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.codes[digestOf(code)] = invitation{tenant, until}
	return code, until, nil
}

// Tenant says whose code was typed at an address, or fails with ErrCode or a
// *WaitError: guessing is slowed as it is at sign-in.
func (t *Threshold) Tenant(address, code string) (string, error) {
	who := failing{address: clipped(address)}
	now := t.clock()
	if wait := t.pace.begin(who, now); wait > 0 {
		return "", &WaitError{wait}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	i, ok := t.codes[digestOf(code)]
	if !ok || !now.Before(i.ends) || i.ends.Sub(now) > CodeTime {
		return "", ErrCode
	}
	t.pace.clear(who)
	return i.tenant, nil
}

// Spend ends the code: it is good for one account.
func (t *Threshold) Spend(code string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.codes, digestOf(code))
}

// digestOf is what is kept of a code. Capitals, spaces and the dashes between
// groups do not matter: it is copied by hand.
func digestOf(code string) Digest {
	return Token(strings.NewReplacer("-", "", " ", "").Replace(strings.ToLower(code))).Digest()
}
