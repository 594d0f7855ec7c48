package serve

import (
	"context"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// staff keeps the accounts of the tenants, each act by somebody and recorded.
type staff struct {
	looking
	hasher *identity.Hasher
}

// Sessions implements [people.Accounts].
func (s staff) Sessions(ctx context.Context, tenant string) (map[string]int, error) {
	t, err := s.tenants.of(tenant)
	if err != nil {
		return nil, err
	}
	return t.sessions(ctx)
}

// sessions counts who is signed in, by account.
func (t *Tenant) sessions(ctx context.Context) (map[string]int, error) {
	open := map[string]int{}
	err := t.around.Store.ViewControl(ctx, func(tx *store.ControlTx) error {
		rows, err := tx.SessionsOf(ctx, t.Name)
		for _, row := range rows {
			if t.around.Now().Before(row.Expires) {
				open[row.Account]++
			}
		}
		return err
	})
	return open, err
}

// Acts implements [people.Accounts].
func (s staff) Acts(ctx context.Context, tenant, subject string, limit int) ([]access.Act, error) {
	t, err := s.tenants.of(tenant)
	if err != nil {
		return nil, err
	}
	var acts []access.Act
	err = t.around.Store.View(ctx, t.Name, func(tx *store.Tx) (err error) {
		acts, err = tx.Acts(ctx, subject, limit)
		return err
	})
	return acts, err
}

// Add implements [people.Accounts].
func (s staff) Add(ctx context.Context, who identity.Who, a identity.Account) (string, error) {
	t, err := s.tenants.of(who.Tenant)
	if err != nil {
		return "", err
	}
	password, err := identity.NewPassword(t.around.Random)
	if err != nil {
		return "", err
	}
	a.Tenant = who.Tenant
	return password, t.around.addAccount(ctx, s.hasher, NewAccount{Account: a, Password: password, By: who.Name})
}

// Change implements [people.Accounts].
func (s staff) Change(ctx context.Context, tenant string, c identity.Change) (string, error) {
	t, err := s.tenants.of(tenant)
	if err != nil {
		return "", err
	}
	return t.ChangeAccount(ctx, s.hasher, c)
}

// ChangeAccount does something to an account and records it in the same
// transaction. Where the password is reset it returns the new one. Whoever is
// signed in under a changed password, or is to be signed out, is signed out
// afterwards; where that fails, the change stands and can be made again.
func (t *Tenant) ChangeAccount(ctx context.Context, hasher *identity.Hasher, c identity.Change) (password string, err error) {
	hash := ""
	if c.Verb == identity.ResetPassword {
		if password, err = identity.NewPassword(t.around.Random); err != nil {
			return "", err
		}
		if hash, err = hasher.Hash(ctx, password); err != nil {
			return "", fmt.Errorf("resetting a password: %w", err)
		}
	}
	if err := t.change(ctx, c, hash); err != nil {
		return "", err
	}
	if c.Verb == identity.ResetPassword || c.Verb == identity.EndSessions || c.Verb == identity.Suspend {
		err = t.around.Store.UpdateControl(ctx, func(tx *store.ControlTx) error {
			_, err := tx.DeleteSessionsOf(ctx, t.Name, c.Name)
			return err
		})
	}
	return password, err
}

func (t *Tenant) change(ctx context.Context, c identity.Change, hash string) error {
	return t.around.Store.Update(ctx, t.Name, func(tx *store.Tx) error {
		rows, err := tx.Accounts(ctx)
		if err != nil {
			return err
		}
		accounts := make([]identity.Account, len(rows))
		for i, row := range rows {
			accounts[i] = identity.Account{Tenant: t.Name, Name: row.Name, Title: row.Title, Role: identity.Role(row.Role), Unit: row.Unit, Closed: !row.Disabled.IsZero()}
		}
		after, words, err := c.Apply(accounts)
		if err != nil {
			return &UseError{err}
		}
		row, err := tx.Account(ctx, c.Name)
		if err != nil {
			return err
		}
		row.Role = string(after.Role)
		if after.Closed != !row.Disabled.IsZero() {
			row.Disabled = time.Time{}
			if after.Closed {
				row.Disabled = t.around.Now()
			}
		}
		if hash != "" {
			row.Hash = hash
		}
		if err := tx.PutAccount(ctx, row); err != nil {
			return err
		}
		return t.around.record(ctx, tx, access.Act{Account: c.By, Subject: c.Name, Words: words})
	})
}

// record keeps an act, at this moment and under an id of its own.
func (a Surroundings) record(ctx context.Context, tx *store.Tx, act access.Act) error {
	id, err := seal.NewRecordID(a.Random)
	if err != nil {
		return err
	}
	act.ID, act.At = id, a.Now()
	if act.Account == "" {
		act.Account = access.CommandLine
	}
	return tx.AddAct(ctx, act)
}

// addAccount makes an account that is not there yet, and records it.
func (a Surroundings) addAccount(ctx context.Context, hasher *identity.Hasher, n NewAccount) error {
	if err := n.check(); err != nil {
		return err
	}
	hash, err := hasher.Hash(ctx, n.Password)
	if err != nil {
		return fmt.Errorf("making account %s: %w", n.Name, err)
	}
	row := store.Account{
		Name: n.Name, Title: n.Title, Role: string(n.Role), Unit: n.Unit, Hash: hash, Created: a.Now(),
	}
	return a.Store.Update(ctx, n.Tenant, func(tx *store.Tx) error {
		_, err := tx.Account(ctx, n.Name)
		if err == nil {
			return &UseError{identity.ErrTaken}
		}
		if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if err := tx.PutAccount(ctx, row); err != nil {
			return err
		}
		return a.record(ctx, tx, access.Act{Account: n.By, Subject: n.Name, Words: "added as " + string(n.Role)})
	})
}
