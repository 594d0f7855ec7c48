package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// An Account is somebody who may sign in.
type Account struct {
	Name     string // what is typed to sign in
	Title    string // how the person is called on pages
	Role     string
	Unit     string    // the unit worked in, or "" for all
	Hash     string    // of the passphrase, with what is needed to check it
	Created  time.Time // kept to the microsecond
	Disabled time.Time // zero while the account may sign in
	Handed   bool      // the password was set by somebody else
}

// PutAccount keeps an account, replacing the one of the same name.
func (tx *Tx) PutAccount(ctx context.Context, a Account) error {
	err := tx.put(ctx, `
		INSERT INTO account (name, title, role, unit, hash, created, disabled, handed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT DO NOTHING`, `
		UPDATE account SET title = $2, role = $3, unit = $4, hash = $5, created = $6, disabled = $7, handed = $8
		WHERE name = $1`,
		a.Name, a.Title, a.Role, a.Unit, a.Hash, micros(a.Created), micros(a.Disabled), flag(a.Handed))
	if err != nil {
		return fmt.Errorf("keeping an account: %w", err)
	}
	return nil
}

// Account returns the account of a name, or ErrNotFound.
func (tx *Tx) Account(ctx context.Context, name string) (Account, error) {
	a, err := one(ctx, tx.transaction, ask(`
		SELECT name, title, role, unit, hash, created, disabled, handed
		FROM account WHERE name = $1`, name), scanAccount)
	if err != nil {
		return Account{}, fmt.Errorf("reading an account: %w", err)
	}
	return a, nil
}

// Accounts returns every account, by name.
func (tx *Tx) Accounts(ctx context.Context) ([]Account, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT name, title, role, unit, hash, created, disabled, handed
		FROM account ORDER BY name`), scanAccount)
	if err != nil {
		return nil, fmt.Errorf("reading accounts: %w", err)
	}
	return list, nil
}

func scanAccount(rows *sql.Rows, a *Account) error {
	return rows.Scan(&a.Name, &a.Title, &a.Role, &a.Unit, &a.Hash, instant(&a.Created), instant(&a.Disabled), &a.Handed)
}
