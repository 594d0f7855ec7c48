package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// An Invitation is a code, printed once, with which somebody makes the first
// account of a tenant.
type Invitation struct {
	Digest  [32]byte // SHA-256 of the code
	Created time.Time
	Used    time.Time // zero while it may be used
}

// AddInvitation keeps an invitation.
func (tx office) AddInvitation(ctx context.Context, i Invitation) error {
	_, err := tx.exec(ctx, `INSERT INTO invitation (digest, created, used) VALUES ($1, $2, 0)`, i.Digest[:], micros(i.Created))
	if err != nil {
		return fmt.Errorf("keeping an invitation: %w", err)
	}
	return nil
}

// Invitations returns every invitation, the oldest first.
func (tx office) Invitations(ctx context.Context) ([]Invitation, error) {
	list, err := all(ctx, tx.transaction, ask(`SELECT digest, created, used FROM invitation ORDER BY created, digest`),
		func(rows *sql.Rows, i *Invitation) error {
			return rows.Scan(fixed(i.Digest[:]), instant(&i.Created), instant(&i.Used))
		})
	if err != nil {
		return nil, fmt.Errorf("reading invitations: %w", err)
	}
	return list, nil
}

// UseInvitation marks an invitation as used, or fails with ErrNotFound where
// there is none that may be.
func (tx office) UseInvitation(ctx context.Context, digest [32]byte, at time.Time) error {
	n, err := tx.exec(ctx, `UPDATE invitation SET used = $2 WHERE digest = $1 AND used = 0`, digest[:], micros(at))
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("using an invitation: %w", err)
	}
	return nil
}
