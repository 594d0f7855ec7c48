package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Tenant is an organization whose record is kept apart from every other.
type Tenant struct {
	Name       string // as ValidTenant wants it
	Title      string // how it is called on pages
	Created    time.Time
	PublicKey  []byte
	WrappedKey []byte    // the private key under a passphrase; nil where it is in a key file
	NextDue    time.Time // when something is to be done for it; zero where nothing is
}

// PutTenant keeps a tenant, replacing the one of the same name. From then on
// Update and View know it.
func (tx *ControlTx) PutTenant(ctx context.Context, t Tenant) error {
	if err := ValidTenant(t.Name); err != nil {
		return err
	}
	err := tx.put(ctx, `
		INSERT INTO tenant (name, title, created, public_key, wrapped_key, next_due)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT DO NOTHING`, `
		UPDATE tenant SET title = $2, created = $3, public_key = $4, wrapped_key = $5, next_due = $6
		WHERE name = $1`,
		t.Name, t.Title, micros(t.Created), t.PublicKey, t.WrappedKey, micros(t.NextDue))
	if err != nil {
		return fmt.Errorf("keeping tenant %s: %w", t.Name, err)
	}
	return nil
}

// Tenant returns the tenant of a name, or ErrNotFound.
func (tx *ControlTx) Tenant(ctx context.Context, name string) (Tenant, error) {
	t, err := one(ctx, tx.transaction, ask(`
		SELECT name, title, created, public_key, wrapped_key, next_due
		FROM tenant WHERE name = $1`, name), scanTenant)
	if err != nil {
		return Tenant{}, fmt.Errorf("reading a tenant: %w", err)
	}
	return t, nil
}

// Tenants returns every tenant, by name.
func (tx *ControlTx) Tenants(ctx context.Context) ([]Tenant, error) {
	list, err := all(ctx, tx.transaction, ask(`
		SELECT name, title, created, public_key, wrapped_key, next_due
		FROM tenant ORDER BY name`), scanTenant)
	if err != nil {
		return nil, fmt.Errorf("reading tenants: %w", err)
	}
	return list, nil
}

func scanTenant(rows *sql.Rows, t *Tenant) error {
	return rows.Scan(&t.Name, &t.Title, instant(&t.Created), &t.PublicKey, &t.WrappedKey, instant(&t.NextDue))
}
