package register

import (
	"context"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/store"
)

// Accounts lists the accounts by name, without their passwords.
func (r *Register) Accounts(ctx context.Context) ([]identity.Account, error) {
	var list []identity.Account
	err := r.view(ctx, func(tx *store.Tx) error {
		rows, err := tx.Accounts(ctx)
		for _, row := range rows {
			list = append(list, accountOf(r.Tenant, row))
		}
		return err
	})
	return list, err
}

// Sessions counts where people are signed in, by account.
func (r *Register) Sessions(ctx context.Context) (map[string]int, error) {
	open := map[string]int{}
	err := r.Store.ViewControl(ctx, func(tx *store.ControlTx) error {
		rows, err := tx.SessionsOf(ctx, r.Tenant)
		for _, row := range rows {
			if r.Now().Before(row.Expires) {
				open[row.Account]++
			}
		}
		return err
	})
	return open, err
}

// Acts lists the latest of what was done to an account, or with subject "" to
// all, the newest first.
func (r *Register) Acts(ctx context.Context, subject string, limit int) ([]access.Act, error) {
	var acts []access.Act
	err := r.view(ctx, func(tx *store.Tx) (err error) {
		acts, err = tx.Acts(ctx, subject, limit)
		return err
	})
	return acts, err
}

// New is an account to be made.
type New struct {
	identity.Account
	Hash string // of its password
	By   string // the account of who makes it, "" for a command
}

// Add makes an account and records it. It fails with identity.ErrTaken where
// there is one of that name.
func (r *Register) Add(ctx context.Context, n New) error {
	return r.update(ctx, func(tx *store.Tx) error { return r.add(ctx, tx, n) })
}

func (r *Register) add(ctx context.Context, tx *store.Tx, n New) error {
	_, err := tx.Account(ctx, n.Name)
	if err == nil {
		return identity.ErrTaken
	}
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	row := store.Account{
		Name: n.Name, Title: n.Title, Role: string(n.Role), Unit: n.Unit, Hash: n.Hash, Handed: n.Handed, Created: r.Now(),
	}
	if err := tx.PutAccount(ctx, row); err != nil {
		return err
	}
	return r.record(ctx, tx, access.Act{Account: n.By, Subject: n.Name, Words: "added as " + string(n.Role)})
}

// Change does something to an account and records it in the same transaction.
// Where the password is reset it returns the new one, which
// is to be changed at the first sign-in. Whoever is signed in under
// a changed password, or is to be signed out, is signed out afterwards; where
// that fails, the change stands and can be made again.
func (r *Register) Change(ctx context.Context, hasher *identity.Hasher, c identity.Change) (password string, err error) {
	hash := ""
	if c.Verb == identity.ResetPassword {
		if password, err = identity.NewPassword(r.Random); err != nil {
			return "", err
		}
		if hash, err = hasher.Hash(ctx, password); err != nil {
			return "", fmt.Errorf("resetting a password: %w", err)
		}
	}
	if err := r.update(ctx, func(tx *store.Tx) error { return r.change(ctx, tx, c, hash) }); err != nil {
		return "", err
	}
	if c.Verb == identity.ResetPassword || c.Verb == identity.EndSessions || c.Verb == identity.Suspend {
		err = r.signOut(ctx, c.Name)
	}
	return password, err
}

// signOut ends every session of an account.
func (r *Register) signOut(ctx context.Context, name string) error {
	return r.Store.UpdateControl(ctx, func(tx *store.ControlTx) error {
		_, err := tx.DeleteSessionsOf(ctx, r.Tenant, name)
		return err
	})
}

// SetOwn gives people the password they chose, by its hash, and signs them out
// everywhere.
func (r *Register) SetOwn(ctx context.Context, name, hash string) error {
	err := r.update(ctx, func(tx *store.Tx) error {
		row, err := tx.Account(ctx, name)
		if err != nil {
			return err
		}
		row.Hash, row.Handed = hash, false
		if err := tx.PutAccount(ctx, row); err != nil {
			return err
		}
		return r.record(ctx, tx, access.Act{Account: name, Subject: name, Words: "chose a password of their own"})
	})
	if err != nil {
		return err
	}
	return r.signOut(ctx, name)
}

func (r *Register) change(ctx context.Context, tx *store.Tx, c identity.Change, hash string) error {
	rows, err := tx.Accounts(ctx)
	if err != nil {
		return err
	}
	accounts := make([]identity.Account, len(rows))
	for i, row := range rows {
		accounts[i] = accountOf(r.Tenant, row)
	}
	after, words, err := c.Apply(accounts)
	if err != nil {
		return err
	}
	row, err := tx.Account(ctx, c.Name)
	if err != nil {
		return err
	}
	row.Role = string(after.Role)
	switch {
	case !after.Closed:
		row.Disabled = time.Time{}
	case row.Disabled.IsZero():
		row.Disabled = r.Now()
	}
	if hash != "" {
		row.Hash, row.Handed = hash, true
	}
	if err := tx.PutAccount(ctx, row); err != nil {
		return err
	}
	return r.record(ctx, tx, access.Act{Account: c.By, Subject: c.Name, Words: words})
}
