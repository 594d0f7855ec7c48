package register

import (
	"context"
	"errors"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/store"
)

// Book keeps the accounts and sessions of all tenants in the store. It is an
// [identity.Book].
type Book struct{ Store *store.Store }

// Account implements [identity.Book].
func (b Book) Account(ctx context.Context, tenant, name string) (identity.Account, error) {
	var row store.Account
	err := b.Store.View(ctx, tenant, func(tx *store.Tx) error {
		var err error
		row, err = tx.Account(ctx, name)
		return err
	})
	switch {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrNoTenant), store.ValidTenant(tenant) != nil:
		return identity.Account{}, identity.ErrNoAccount
	case err != nil:
		return identity.Account{}, err
	}
	a := accountOf(tenant, row)
	a.Hash = row.Hash
	_, err = identity.ParseRole(row.Role)
	return a, err
}

// PutSession implements [identity.Book].
func (b Book) PutSession(ctx context.Context, s identity.Session) error {
	return b.Store.UpdateControl(ctx, func(tx *store.ControlTx) error {
		if _, err := tx.DeleteExpired(ctx, s.Started); err != nil {
			return err
		}
		return tx.PutSession(ctx, store.Session{
			Token: s.Digest, Tenant: s.Tenant, Account: s.Name, Created: s.Started, Seen: s.Seen, Expires: s.Ends,
		})
	})
}

// Session implements [identity.Book].
func (b Book) Session(ctx context.Context, d identity.Digest) (identity.Session, error) {
	var row store.Session
	err := b.Store.ViewControl(ctx, func(tx *store.ControlTx) error {
		var err error
		row, err = tx.Session(ctx, d)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return identity.Session{}, identity.ErrNoSession
	}
	return identity.Session{
		Digest: row.Token, Tenant: row.Tenant, Name: row.Account, Started: row.Created, Seen: row.Seen, Ends: row.Expires,
	}, err
}

// TouchSession implements [identity.Book]. One that was dropped stays dropped.
func (b Book) TouchSession(ctx context.Context, d identity.Digest, seen time.Time) error {
	return b.Store.UpdateControl(ctx, func(tx *store.ControlTx) error {
		row, err := tx.Session(ctx, d)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		row.Seen = seen
		return tx.PutSession(ctx, row)
	})
}

// DropSession implements [identity.Book].
func (b Book) DropSession(ctx context.Context, d identity.Digest) error {
	return b.Store.UpdateControl(ctx, func(tx *store.ControlTx) error { return tx.DeleteSession(ctx, d) })
}
