package identity

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"
)

func signedIn(t *testing.T, role Role) (*Desk, *shelf, *hands, Token) {
	t.Helper()
	d, book, clock := newTestDesk(t, account("north", "radeyemi", role))
	token, _, err := d.SignIn(context.Background(), try("north", "radeyemi", password))
	if err != nil {
		t.Fatal(err)
	}
	return d, book, clock, token
}

func TestSessionEndsWhenIdle(t *testing.T) {
	for _, role := range Roles() {
		idle := LimitOf(role).Idle
		d, book, clock, token := signedIn(t, role)
		clock.turn(idle - time.Second)
		if _, err := d.Check(context.Background(), token); err != nil {
			t.Errorf("%s: a second before the limit: %v", role, err)
		}
		clock.turn(idle - time.Second)
		if _, err := d.Check(context.Background(), token); err != nil {
			t.Errorf("%s: use did not extend the session: %v", role, err)
		}
		clock.turn(idle)
		if _, err := d.Check(context.Background(), token); !errors.Is(err, ErrSignedOut) {
			t.Errorf("%s: idle for %v: %v, want ErrSignedOut", role, idle, err)
		}
		if len(book.sessions) != 0 {
			t.Errorf("%s: an ended session was kept", role)
		}
	}
}

func TestPeekKeepsNobodySignedIn(t *testing.T) {
	d, _, clock, token := signedIn(t, Nurse)
	for range 5 {
		clock.turn(10 * time.Minute)
		if _, err := d.Peek(context.Background(), token); err != nil {
			t.Fatal(err)
		}
	}
	clock.turn(10 * time.Minute)
	if _, err := d.Peek(context.Background(), token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("after an hour of peeking: %v, want ErrSignedOut", err)
	}
}

func TestSessionEndsWithTheShift(t *testing.T) {
	d, _, clock, token := signedIn(t, Nurse)
	for range 47 {
		clock.turn(15 * time.Minute)
		if _, err := d.Check(context.Background(), token); err != nil {
			t.Fatal(err)
		}
	}
	clock.turn(15 * time.Minute)
	if _, err := d.Check(context.Background(), token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("after twelve hours of use: %v, want ErrSignedOut", err)
	}
}

func TestSessionEndsWhenTheClockIsSetBack(t *testing.T) {
	d, _, clock, token := signedIn(t, Nurse)
	clock.turn(-30 * time.Second)
	if _, err := d.Check(context.Background(), token); err != nil {
		t.Errorf("half a minute back: %v", err)
	}
	clock.turn(-time.Hour)
	if _, err := d.Check(context.Background(), token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("an hour back: %v, want ErrSignedOut", err)
	}
}

func TestSessionFollowsTheAccount(t *testing.T) {
	d, book, _, token := signedIn(t, Nurse)
	changed := account("north", "radeyemi", Auditor)
	book.put(changed)
	if who, err := d.Check(context.Background(), token); who.Role != Auditor || err != nil {
		t.Errorf("role is %q (%v), want what the account has now", who.Role, err)
	}
	changed.Closed = true
	book.put(changed)
	if _, err := d.Check(context.Background(), token); !errors.Is(err, ErrSignedOut) {
		t.Errorf("closed account: %v, want ErrSignedOut", err)
	}
}

func TestSessionIsOfItsTenantOnly(t *testing.T) {
	north, south := account("north", "radeyemi", Nurse), account("south", "radeyemi", Auditor)
	d, _, _ := newTestDesk(t, north, south)
	for _, a := range []Account{north, south} {
		token, _, err := d.SignIn(context.Background(), try(a.Tenant, a.Name, password))
		if err != nil {
			t.Fatal(err)
		}
		if who, err := d.Check(context.Background(), token); who != a.Who() || err != nil {
			t.Errorf("%s: session is of %+v (%v)", a.Tenant, who, err)
		}
	}
}

func TestSignOutEndsTheSession(t *testing.T) {
	d, book, _, token := signedIn(t, Nurse)
	if err := d.SignOut(context.Background(), token); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Check(context.Background(), token); !errors.Is(err, ErrSignedOut) || len(book.sessions) != 0 {
		t.Errorf("after signing out: %v, %d sessions", err, len(book.sessions))
	}
	if err := d.SignOut(context.Background(), token); err != nil {
		t.Errorf("signing out twice: %v", err)
	}
}

func TestTokensDifferAndNeedRandomness(t *testing.T) {
	a, errA := newToken(rand.Reader)
	b, errB := newToken(rand.Reader)
	if a == b || len(a) != 43 || errA != nil || errB != nil {
		t.Errorf("tokens of %d characters, alike: %v", len(a), a == b)
	}
	if _, err := newToken(bytes.NewReader(make([]byte, tokenBytes-1))); err == nil {
		t.Error("a token was made of too little randomness")
	}
	d, _, _, _ := signedIn(t, Nurse)
	for _, forged := range []Token{"", "x", a} {
		if _, err := d.Check(context.Background(), forged); !errors.Is(err, ErrSignedOut) {
			t.Errorf("forged token: %v, want ErrSignedOut", err)
		}
	}
}

func TestFiftySignInsAtOnce(t *testing.T) {
	const many = 50
	d, book, _ := newTestDesk(t)
	hasher := quickHasher()
	hash, err := hasher.Hash(context.Background(), password)
	if err != nil {
		t.Fatal(err)
	}
	a := account("north", "radeyemi", Nurse)
	a.Hash, d.match = hash, hasher.Matches
	book.put(a)
	var wait sync.WaitGroup
	for i := range many {
		wait.Go(func() {
			attempt := try("north", "radeyemi", password)
			attempt.Address = string(rune('a' + i))
			if _, _, err := d.SignIn(context.Background(), attempt); err != nil {
				t.Errorf("sign-in %d: %v", i, err)
			}
		})
	}
	wait.Wait()
	if len(book.sessions) != many {
		t.Errorf("%d sessions, want %d", len(book.sessions), many)
	}
}
