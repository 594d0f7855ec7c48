package tenancy

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"redoutlet/internal/identity"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/misuse"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/store"
)

// KeyFile is where a tenant's key file stands in a data folder, where it is not
// kept elsewhere.
func KeyFile(data, tenant string) string { return filepath.Join(data, tenant+".key") }

// Draft is a tenant to be set up, with its first administrator.
type Draft struct {
	Name       string
	Title      string
	KeyFile    string // where the key is written; "" with a passphrase
	Passphrase string // what the key is kept under; "" with a key file
	Accounts   []NewAccount
}

// NewAccount is an account to be made.
type NewAccount struct {
	identity.Account
	Password string
}

// ErrSetUp is returned for a tenant that is there already.
var ErrSetUp = errors.New("it is set up already: its records stay as they are")

// SetUp makes a tenant: its keys, its record and its first accounts.
func SetUp(ctx context.Context, around Surroundings, hasher *identity.Hasher, n Draft) error {
	err := around.Store.ViewControl(ctx, func(tx *store.ControlTx) error {
		_, err := tx.Tenant(ctx, n.Name)
		return err
	})
	if err == nil {
		return fmt.Errorf("tenant %s: %w", n.Name, ErrSetUp)
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	for _, a := range n.Accounts { // before anything is made
		if err := a.check(); err != nil {
			return err
		}
	}
	key, err := seal.GenerateKey(around.Random)
	if err != nil {
		return err
	}
	row := store.Tenant{Name: n.Name, Title: n.Title, Created: around.Now(), PublicKey: key.Public().Bytes()}
	if n.Passphrase != "" {
		row.WrappedKey, err = seal.WrapWithPassphrase(around.Random, key, []byte(n.Passphrase))
	} else {
		err = seal.WriteKeyFile(n.KeyFile, key)
	}
	if err != nil {
		return fmt.Errorf("keeping the key of tenant %s: %w", n.Name, err)
	}
	if err := around.Store.UpdateControl(ctx, func(tx *store.ControlTx) error { return tx.PutTenant(ctx, row) }); err != nil {
		return err
	}
	for _, a := range n.Accounts {
		if err := AddAccount(ctx, around, hasher, a); err != nil {
			return err
		}
	}
	return nil
}

func (a NewAccount) check() error {
	if err := identity.CheckName(a.Name); err != nil {
		return misuse.Of(err)
	}
	if err := identity.CheckPassword(a.Name, a.Password); err != nil {
		return misuse.Of(err)
	}
	return nil
}

// AddAccount makes an account. One that is there already is left as it is.
func AddAccount(ctx context.Context, around Surroundings, hasher *identity.Hasher, a NewAccount) error {
	if err := a.check(); err != nil {
		return err
	}
	hash, err := hasher.Hash(ctx, a.Password)
	if err != nil {
		return fmt.Errorf("making account %s: %w", a.Name, err)
	}
	r := register.Register{Tenant: a.Tenant, Store: around.Store, Now: around.Now, Random: around.Random}
	err = r.Add(ctx, register.New{Account: a.Account, Hash: hash})
	if errors.Is(err, identity.ErrTaken) {
		return misuse.Of(err)
	}
	return err
}

// UnlockWithFile opens a tenant with its key file and reports whether there was
// one.
func (t *Tenant) UnlockWithFile(ctx context.Context, path string) (bool, error) {
	key, err := seal.ReadKeyFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, misuse.Errorf("key file of tenant %s: %w", t.Name, err)
	}
	return true, t.Unlock(ctx, key)
}
