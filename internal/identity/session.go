package identity

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"time"
)

// Token is what a browser holds for as long as a person is signed in: 256
// random bits. It is never stored; its Digest is.
type Token string

const tokenBytes = 32

func newToken(random io.Reader) (Token, error) {
	raw := make([]byte, tokenBytes)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("making a session: %w", err)
	}
	return Token(base64.RawURLEncoding.EncodeToString(raw)), nil
}

// String hides the token from logs.
func (t Token) String() string { return "token" }

// GoString hides the token from logs.
func (t Token) GoString() string { return "token" }

// Digest is the SHA-256 of a token. Whoever reads the stored digests cannot
// sign in with them.
type Digest [sha256.Size]byte

// Digest returns what is stored for the token.
func (t Token) Digest() Digest { return sha256.Sum256([]byte(t)) }

// Session is one person signed in at one browser.
type Session struct {
	Digest  Digest
	Tenant  string
	Name    string    // of the account
	Started time.Time // when the person signed in
	Seen    time.Time // when the person last asked for something
	Ends    time.Time // when it ends at the latest; a Book may forget it then
}

// The errors of a session.
var (
	// ErrNoSession is returned by a Book that has no such session.
	ErrNoSession = errors.New("there is no such session")
	// ErrSignedOut is returned for a session that has ended or never was.
	ErrSignedOut = errors.New("you are signed out: sign in again")
)

// Limit is how long a session lasts: Idle after the last thing the person
// asked for, and Whole in any case.
type Limit struct{ Idle, Whole time.Duration }

// LimitOf returns a role's limit. Nobody stays signed in beyond a shift of
// twelve hours.
//
// A nurse has an hour, others half an hour. A computer on a unit stands where
// staff see it, and in an outage a nurse goes between it and the bed: whoever
// must type a long password at each return shares one, and then the record of
// who opened a chart is worth nothing. An hour is the price; signing out is
// one button on every page.
func LimitOf(r Role) Limit {
	if r == Nurse {
		return Limit{Idle: time.Hour, Whole: 12 * time.Hour}
	}
	return Limit{Idle: 30 * time.Minute, Whole: 12 * time.Hour}
}

// over reports whether the session has ended for somebody of the role. A
// session from the future, which a clock set back leaves, has ended too.
func (s Session) over(r Role, now time.Time) bool {
	return now.Sub(s.Seen) >= LimitOf(r).Idle || !now.Before(s.Ends) || s.Started.Sub(now) > time.Minute
}
