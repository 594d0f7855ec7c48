package identity

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestSignIn(t *testing.T) {
	closed := account("north", "gone", Nurse)
	closed.Closed = true
	for _, tt := range []struct {
		say string
		try Attempt
		err error
	}{
		{"name and password go together", try("north", "radeyemi", password), nil},
		{"wrong password", try("north", "radeyemi", "four other words here"), ErrRefused},
		{"no password", try("north", "radeyemi", ""), ErrRefused},
		{"no such name", try("north", "nobody", password), ErrRefused},
		{"another tenant's name", try("south", "radeyemi", password), ErrRefused},
		{"no such tenant", try("west", "radeyemi", password), ErrRefused},
		{"no tenant", try("", "radeyemi", password), ErrRefused},
		{"closed account", try("north", "gone", password), ErrRefused},
	} {
		d, book, clock := newTestDesk(t, account("north", "radeyemi", Nurse), account("south", "other", Nurse), closed)
		token, who, err := d.SignIn(context.Background(), tt.try)
		if !errors.Is(err, tt.err) {
			t.Errorf("%s: %v, want %v", tt.say, err, tt.err)
		}
		if err != nil {
			if token != "" || who != (Who{}) || len(book.sessions) != 0 {
				t.Errorf("%s: a session was begun", tt.say)
			}
			continue
		}
		if want := (Who{Tenant: "north", Name: "radeyemi", Title: "R. Adeyemi", Role: Nurse, Unit: "4W"}); who != want {
			t.Errorf("%s: %+v, want %+v", tt.say, who, want)
		}
		now := clock.time()
		want := Session{token.Digest(), "north", "radeyemi", now, now, now.Add(12 * time.Hour)}
		if diff := cmp.Diff(want, book.sessions[token.Digest()]); diff != "" {
			t.Errorf("%s: session (-want +got):\n%s", tt.say, diff)
		}
	}
}

// A name without an account must cost what one with an account costs: one
// comparison with a hash of the same making.
func TestUnknownNameIsComparedLikeAKnownOne(t *testing.T) {
	d, _, _ := newTestDesk(t, account("north", "radeyemi", Nurse))
	var compared []string
	d.match = func(_ context.Context, hash, _ string) (bool, error) {
		compared = append(compared, hash)
		return true, nil // even if the decoy matched
	}
	if _, _, err := d.SignIn(context.Background(), try("north", "nobody", "four other words here")); !errors.Is(err, ErrRefused) {
		t.Errorf("unknown name: %v, want ErrRefused", err)
	}
	if len(compared) != 1 {
		t.Fatalf("compared %d times, want once", len(compared))
	}
	decoy, err := parseStored(compared[0])
	if err != nil || decoy.cost != cheap {
		t.Errorf("compared with a hash of cost %+v (%v), want %+v", decoy.cost, err, cheap)
	}
}

func TestStorageErrorIsNoRefusal(t *testing.T) {
	d, book, _ := newTestDesk(t, account("north", "radeyemi", Nurse))
	book.broken = errors.New("disk")
	if _, _, err := d.SignIn(context.Background(), try("north", "radeyemi", password)); !errors.Is(err, book.broken) {
		t.Errorf("signing in without storage: %v, want %v", err, book.broken)
	}
	if _, err := d.Check(context.Background(), "x"); !errors.Is(err, book.broken) {
		t.Errorf("checking without storage: %v, want %v", err, book.broken)
	}
}

func TestFailuresSlowGuessingAndNeverLockOut(t *testing.T) {
	d, _, clock := newTestDesk(t, account("north", "radeyemi", Nurse))
	wrong, ctx := try("north", "radeyemi", "wrong"), context.Background()
	var waits []time.Duration
	for range 12 {
		if _, _, err := d.SignIn(ctx, wrong); !errors.Is(err, ErrRefused) {
			t.Fatalf("after the wait: %v, want ErrRefused", err)
		}
		var wait *WaitError
		if _, _, err := d.SignIn(ctx, wrong); errors.As(err, &wait) {
			waits = append(waits, wait.Wait)
			clock.turn(wait.Wait)
		}
	}
	const s = time.Second
	want := []time.Duration{s, 2 * s, 4 * s, 8 * s, 16 * s, 30 * s, 30 * s, 30 * s, 30 * s, 30 * s, 30 * s}
	if diff := cmp.Diff(want, waits); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
	if _, _, err := d.SignIn(ctx, try("north", "radeyemi", password)); err != nil {
		t.Errorf("right password after %d failures and the wait: %v", 12, err)
	}
	if _, _, err := d.SignIn(ctx, wrong); !errors.Is(err, ErrRefused) {
		t.Errorf("first failure after success: %v, want ErrRefused", err)
	}
}

func TestFailuresElsewhereDelayNobody(t *testing.T) {
	d, _, _ := newTestDesk(t, account("north", "radeyemi", Nurse), account("north", "mokafor", Manager))
	ctx, attacker := context.Background(), try("north", "radeyemi", "wrong")
	attacker.Address = "10.9.9.9"
	var wait *WaitError
	for range 10 {
		_, _, err := d.SignIn(ctx, attacker)
		errors.As(err, &wait)
	}
	if wait == nil {
		t.Fatal("ten failures were not slowed")
	}
	if _, _, err := d.SignIn(ctx, try("north", "radeyemi", password)); err != nil {
		t.Errorf("same account from its own computer: %v", err)
	}
	neighbor := try("north", "mokafor", password)
	neighbor.Address = attacker.Address
	if _, _, err := d.SignIn(ctx, neighbor); err != nil {
		t.Errorf("another account from the attacker's address: %v", err)
	}
}

func TestUnknownNameIsSlowedLikeAKnownOne(t *testing.T) {
	d, _, _ := newTestDesk(t, account("north", "radeyemi", Nurse))
	for range 6 {
		_, _, known := d.SignIn(context.Background(), try("north", "radeyemi", "wrong"))
		_, _, unknown := d.SignIn(context.Background(), try("north", "nobody", "wrong"))
		if fmt.Sprint(known) != fmt.Sprint(unknown) {
			t.Errorf("known name: %v; unknown name: %v", known, unknown)
		}
	}
}

func TestFailuresAreForgottenAndBounded(t *testing.T) {
	p, now := pace{seen: map[failing]failures{}}, newHands().time()
	who := failing{"north", "radeyemi", "10.0.0.7"}
	for range 3 {
		p.begin(who, now)
	}
	if p.begin(who, now) == 0 {
		t.Error("the fourth failure was not slowed")
	}
	if wait := p.begin(who, now.Add(-time.Hour)); wait != 0 {
		t.Errorf("a clock set back an hour makes people wait %v", wait)
	}
	for i := range mostFailing + 50 {
		p.begin(failing{"north", fmt.Sprint(i), ""}, now.Add(time.Duration(i)))
	}
	if len(p.seen) > mostFailing {
		t.Errorf("%d failing accounts remembered, want %d at most", len(p.seen), mostFailing)
	}
	p.begin(failing{"north", "later", ""}, now.Add(time.Hour))
	if len(p.seen) != 1 {
		t.Errorf("an hour later %d are remembered, want the one new", len(p.seen))
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	a := try("north", "radeyemi", password)
	token := Token("AAAABBBBCCCC")
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if text := fmt.Sprintf(format, a); strings.Contains(text, password) || strings.Contains(text, "radeyemi") {
			t.Errorf("%s prints the attempt: %s", format, text)
		}
		if text := fmt.Sprintf(format, token); strings.Contains(text, "AAAA") {
			t.Errorf("%s prints the token: %s", format, text)
		}
	}
}
