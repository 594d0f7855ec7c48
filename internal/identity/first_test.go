package identity

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// A code opens as it is copied by hand, as long as it is in force and until it
// is spent; nothing else does.
func TestFirstCode(t *testing.T) {
	clock := newHands()
	threshold := NewThreshold(clock.time, rand.Reader)
	north, until, err := threshold.Invite("north")
	if err != nil || !until.Equal(clock.time().Add(CodeTime)) {
		t.Fatalf("invited until %v (%v)", until, err)
	}
	south, _, err := threshold.Invite("south")
	if err != nil || south == north {
		t.Fatalf("two codes are alike (%v)", err)
	}
	try := func(code, want string, wantErr error) {
		t.Helper()
		if got, err := threshold.Tenant("10.0.0.7", code); got != want || !errors.Is(err, wantErr) {
			t.Errorf("tenant %q, %v; want %q, %v", got, err, want, wantErr)
		}
	}
	try(north, "north", nil)
	try("  "+strings.ToUpper(strings.ReplaceAll(south, "-", " ")), "south", nil)
	try(north[:len(north)-1], "", ErrCode)
	try("", "", ErrCode)
	try(north, "north", nil)
	threshold.Spend(strings.ToUpper(north))
	try(north, "", ErrCode)
	try(south, "south", nil)
	clock.turn(CodeTime - time.Second)
	try(south, "south", nil)
	clock.turn(time.Second)
	try(south, "", ErrCode)
	clock.turn(-2 * CodeTime)
	try(south, "", ErrCode)
}

// Guessing is slowed, at the address where it happens alone.
func TestFirstCodeIsNotGuessed(t *testing.T) {
	clock := newHands()
	threshold := NewThreshold(clock.time, rand.Reader)
	code, _, err := threshold.Invite("north")
	if err != nil {
		t.Fatal(err)
	}
	var wait *WaitError
	for n := range freeFailures + 1 {
		if _, err = threshold.Tenant("10.0.0.7", fmt.Sprint(n)); errors.As(err, &wait) != (n == freeFailures) {
			t.Errorf("guess %d: %v", n+1, err)
		}
	}
	if _, err = threshold.Tenant("10.0.0.7", code); !errors.As(err, &wait) {
		t.Errorf("the code right after the guesses: %v", err)
	}
	if _, err = threshold.Tenant("10.0.0.8", code); err != nil {
		t.Errorf("from another address: %v", err)
	}
	clock.turn(longestWait)
	if _, err = threshold.Tenant("10.0.0.7", code); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}
