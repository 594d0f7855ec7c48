package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Session is a browser that is signed in. It names its tenant: what a
// browser may see never comes from what it sends.
type Session struct {
	Token   [32]byte // SHA-256 of the cookie
	Tenant  string
	Account string
	Role    string
	Created time.Time
	Seen    time.Time // when it was last used
	Expires time.Time
}

// PutSession keeps a session, replacing the one of the same token.
func (tx *ControlTx) PutSession(ctx context.Context, s Session) error {
	err := tx.put(ctx, `
		INSERT INTO session (token, tenant, account, role, created, seen, expires)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT DO NOTHING`, `
		UPDATE session SET tenant = $2, account = $3, role = $4, created = $5, seen = $6, expires = $7
		WHERE token = $1`,
		s.Token[:], s.Tenant, s.Account, s.Role, micros(s.Created), micros(s.Seen), micros(s.Expires))
	if err != nil {
		return fmt.Errorf("keeping a session: %w", err)
	}
	return nil
}

// Session returns the session of a token, or ErrNotFound. It does not look at
// the clock: whether it has expired is the caller's to see.
func (tx *ControlTx) Session(ctx context.Context, token [32]byte) (Session, error) {
	s, err := one(ctx, tx.transaction, ask(`
		SELECT token, tenant, account, role, created, seen, expires
		FROM session WHERE token = $1`, token[:]), scanSession)
	if err != nil {
		return Session{}, fmt.Errorf("reading a session: %w", err)
	}
	return s, nil
}

// DeleteSession deletes the session of a token where there is one.
func (tx *ControlTx) DeleteSession(ctx context.Context, token [32]byte) error {
	if _, err := tx.exec(ctx, `DELETE FROM session WHERE token = $1`, token[:]); err != nil {
		return fmt.Errorf("deleting a session: %w", err)
	}
	return nil
}

// DeleteSessionsOf deletes every session of an account and returns how many
// there were.
func (tx *ControlTx) DeleteSessionsOf(ctx context.Context, tenant, account string) (int64, error) {
	n, err := tx.exec(ctx, `DELETE FROM session WHERE tenant = $1 AND account = $2`, tenant, account)
	if err != nil {
		return 0, fmt.Errorf("ending the sessions of an account: %w", err)
	}
	return n, nil
}

// SessionsOf returns the sessions of a tenant, the last used first. Some may
// have expired.
func (tx *ControlTx) SessionsOf(ctx context.Context, tenant string) ([]Session, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT token, tenant, account, role, created, seen, expires
		FROM session WHERE tenant = $1 ORDER BY seen DESC, token`, tenant), scanSession)
	if err != nil {
		return nil, fmt.Errorf("reading who is signed in: %w", err)
	}
	return list, nil
}

// DeleteExpired deletes the sessions that have expired by now and returns how
// many there were.
func (tx *ControlTx) DeleteExpired(ctx context.Context, now time.Time) (int64, error) {
	n, err := tx.exec(ctx, `DELETE FROM session WHERE expires <= $1`, micros(now))
	if err != nil {
		return 0, fmt.Errorf("deleting expired sessions: %w", err)
	}
	return n, nil
}

func scanSession(rows *sql.Rows, s *Session) error {
	return rows.Scan(fixed(s.Token[:]), &s.Tenant, &s.Account, &s.Role, instant(&s.Created), instant(&s.Seen), instant(&s.Expires))
}
