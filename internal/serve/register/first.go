package register

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/store"
)

// First makes the first administrators: of each tenant that has no account,
// whoever has the code that was told on the terminal.
type First struct {
	Store     *store.Store
	Hasher    *identity.Hasher
	Now       func() time.Time
	Random    io.Reader
	Threshold *identity.Threshold
}

// Invitation is what is told on the terminal, this once.
type Invitation struct {
	Tenant, Code string
	Until        time.Time
}

// Invite makes a code for each tenant that has no account.
func (f First) Invite(ctx context.Context) ([]Invitation, error) {
	vacant, _, err := f.vacant(ctx)
	if err != nil {
		return nil, err
	}
	var list []Invitation
	for _, tenant := range vacant {
		code, until, err := f.Threshold.Invite(tenant)
		if err != nil {
			return nil, fmt.Errorf("inviting the first administrator: %w", err)
		}
		list = append(list, Invitation{tenant, code, until})
	}
	return list, nil
}

// vacant lists the tenants that have no account, among how many.
func (f First) vacant(ctx context.Context) (list []string, all int, err error) {
	var rows []store.Tenant
	err = f.Store.ViewControl(ctx, func(tx *store.ControlTx) (err error) {
		rows, err = tx.Tenants(ctx)
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	for _, row := range rows {
		accounts, err := (&Register{Tenant: row.Name, Store: f.Store}).Accounts(ctx)
		if err != nil {
			return nil, 0, err
		}
		if len(accounts) == 0 {
			list = append(list, row.Name)
		}
	}
	return list, len(rows), nil
}

// Open reports whether some tenant has no account yet.
func (f First) Open(ctx context.Context) (bool, error) {
	vacant, _, err := f.vacant(ctx)
	return len(vacant) > 0, err
}

// Vacant reports whether nobody at all can sign in: no tenant has an account.
func (f First) Vacant(ctx context.Context) (bool, error) {
	vacant, all, err := f.vacant(ctx)
	return all > 0 && len(vacant) == all, err
}

// Make makes the first administrator of the tenant whose code was typed at an
// address, and returns the account. It fails with identity.ErrCode,
// identity.ErrBegun or a *identity.WaitError. The code is spent with the account
// alone: who mistypes a name uses it again.
func (f First) Make(ctx context.Context, address, code string, a identity.Account, password string) (identity.Account, error) {
	var err error
	if a.Tenant, err = f.Threshold.Tenant(address, code); err != nil {
		return a, err
	}
	a.Role = identity.Administrator
	if err := errors.Join(identity.CheckName(a.Name), identity.CheckPassword(a.Name, password)); err != nil {
		return a, err
	}
	hash, err := f.Hasher.Hash(ctx, password)
	if err != nil {
		return a, fmt.Errorf("making the first administrator: %w", err)
	}
	r := &Register{Tenant: a.Tenant, Store: f.Store, Now: f.Now, Random: f.Random}
	err = r.update(ctx, func(tx *store.Tx) error {
		rows, err := tx.Accounts(ctx)
		if err == nil && len(rows) > 0 {
			err = identity.ErrBegun
		}
		if err != nil {
			return err
		}
		return r.add(ctx, tx, New{Account: a, Hash: hash, By: access.FirstCode})
	})
	if err == nil || errors.Is(err, identity.ErrBegun) {
		f.Threshold.Spend(code)
	}
	return a, err
}
