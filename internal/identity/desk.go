package identity

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// Book is where accounts and sessions are kept. It never mixes tenants.
type Book interface {
	// Account returns an account, or ErrNoAccount.
	Account(ctx context.Context, tenant, name string) (Account, error)
	// PutSession keeps a new session.
	PutSession(ctx context.Context, s Session) error
	// Session returns a session, or ErrNoSession.
	Session(ctx context.Context, d Digest) (Session, error)
	// TouchSession notes when a session was last used. It must not bring back
	// one that was dropped meanwhile.
	TouchSession(ctx context.Context, d Digest, seen time.Time) error
	// DropSession forgets a session; one that is not there is no error.
	DropSession(ctx context.Context, d Digest) error
}

// ErrRefused is returned for a name and a password that do not go together. It
// does not tell which of the two is wrong.
var ErrRefused = errors.New("that name and password do not go together: check both and try again")

// Attempt is what somebody who wants to sign in has given.
type Attempt struct {
	Tenant, Name string // as by ParseSignIn
	Password     string
	Address      string // of the computer, without the port
}

// String hides what was typed from logs.
func (a Attempt) String() string { return "sign-in attempt" }

// GoString hides what was typed from logs.
func (a Attempt) GoString() string { return "sign-in attempt" }

// Desk is where people sign in and out. It is safe for concurrent use.
//
// Whoever changes a password drops the account's sessions; an account that is
// closed, or has another role, is so with its next request.
type Desk struct {
	book   Book
	clock  func() time.Time
	random io.Reader
	match  func(ctx context.Context, hash, password string) (bool, error)
	decoy  string // the hash that stands in for an account that is not there
	pace   pace
}

// NewDesk returns a desk over a book. random is crypto/rand.Reader everywhere
// but in tests.
func NewDesk(book Book, hasher *Hasher, clock func() time.Time, random io.Reader) (*Desk, error) {
	nobodys, err := newToken(random)
	if err != nil {
		return nil, err
	}
	decoy, err := hasher.Hash(context.Background(), string(nobodys))
	if err != nil {
		return nil, fmt.Errorf("opening the sign-in desk: %w", err)
	}
	return &Desk{
		book: book, clock: clock, random: random, match: hasher.Matches, decoy: decoy,
		pace: pace{seen: map[failing]failures{}},
	}, nil
}

// SignIn begins a session. It fails with ErrRefused or a *WaitError, or with
// an error of the book. A name that has no account takes the time of one that
// has.
func (d *Desk) SignIn(ctx context.Context, a Attempt) (Token, Who, error) {
	who := failing{clipped(a.Tenant), clipped(a.Name), clipped(a.Address)}
	if wait := d.pace.begin(who, d.clock()); wait > 0 {
		return "", Who{}, &WaitError{wait}
	}
	account, err := d.book.Account(ctx, a.Tenant, a.Name)
	known := err == nil
	if errors.Is(err, ErrNoAccount) {
		account.Hash = d.decoy
	} else if err != nil {
		return "", Who{}, fmt.Errorf("signing in: %w", err)
	}
	match, err := d.match(ctx, account.Hash, a.Password)
	if err != nil {
		return "", Who{}, fmt.Errorf("signing in: %w", err)
	}
	if !known || !match || account.Closed {
		return "", Who{}, ErrRefused
	}
	d.pace.clear(who)
	return d.begin(ctx, account)
}

// clipped bounds what is remembered of what was typed; no name is as long.
func clipped(typed string) string { return typed[:min(len(typed), maxName+1)] }

func (d *Desk) begin(ctx context.Context, account Account) (Token, Who, error) {
	token, err := newToken(d.random)
	if err != nil {
		return "", Who{}, err
	}
	now := d.clock()
	session := Session{
		Digest: token.Digest(), Tenant: account.Tenant, Name: account.Name,
		Started: now, Seen: now, Ends: now.Add(LimitOf(account.Role).Whole),
	}
	if err := d.book.PutSession(ctx, session); err != nil {
		return "", Who{}, fmt.Errorf("signing in: %w", err)
	}
	return token, account.Who(), nil
}

// touchEvery is how exactly the last use of a session is known: not every page
// is worth a write.
const touchEvery = time.Minute

// Check says who holds the token, and notes that the person has just asked for
// something. It returns ErrSignedOut where the session has ended.
func (d *Desk) Check(ctx context.Context, t Token) (Who, error) {
	who, session, err := d.look(ctx, t)
	if err != nil {
		return Who{}, err
	}
	if now := d.clock(); now.Sub(session.Seen) >= touchEvery {
		if err := d.book.TouchSession(ctx, session.Digest, now); err != nil {
			return Who{}, fmt.Errorf("checking a session: %w", err)
		}
	}
	return who, nil
}

// Peek is Check for what a page asks on its own, which keeps nobody signed in.
func (d *Desk) Peek(ctx context.Context, t Token) (Who, error) {
	who, _, err := d.look(ctx, t)
	return who, err
}

func (d *Desk) look(ctx context.Context, t Token) (Who, Session, error) {
	session, err := d.book.Session(ctx, t.Digest())
	if errors.Is(err, ErrNoSession) {
		return Who{}, Session{}, ErrSignedOut
	}
	if err != nil {
		return Who{}, Session{}, fmt.Errorf("checking a session: %w", err)
	}
	account, err := d.book.Account(ctx, session.Tenant, session.Name)
	gone := errors.Is(err, ErrNoAccount)
	if err != nil && !gone {
		return Who{}, Session{}, fmt.Errorf("checking a session: %w", err)
	}
	if gone || account.Closed || session.over(account.Role, d.clock()) {
		if err := d.book.DropSession(ctx, session.Digest); err != nil {
			return Who{}, Session{}, fmt.Errorf("ending a session: %w", err)
		}
		return Who{}, Session{}, ErrSignedOut
	}
	return account.Who(), session, nil
}

// SignOut ends the session.
func (d *Desk) SignOut(ctx context.Context, t Token) error {
	if err := d.book.DropSession(ctx, t.Digest()); err != nil {
		return fmt.Errorf("signing out: %w", err)
	}
	return nil
}
