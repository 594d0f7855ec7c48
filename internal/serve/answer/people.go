package answer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/register"
	"redoutlet/internal/serve/tenancy"
)

// staff answers the pages about those who sign in: every question names the
// tenant of the session, and is answered from that tenant alone.
type staff struct {
	tenants Tenants
	hasher  *identity.Hasher
	zone    *time.Location // of the site: where a month begins
}

func (s staff) register(tenant string) (*register.Register, error) {
	t, err := s.tenants.of(tenant)
	if err != nil {
		return nil, err
	}
	return t.Register, nil
}

// Looked implements [people.Log].
func (s staff) Looked(ctx context.Context, tenant string, f access.Filter) ([]access.Opening, error) {
	r, err := s.register(tenant)
	if err != nil {
		return nil, err
	}
	return r.Openings(ctx, f)
}

// Reason implements [people.Log].
func (s staff) Reason(ctx context.Context, tenant string, id access.ID) (string, error) {
	r, err := s.register(tenant)
	if err != nil {
		return "", err
	}
	words, err := r.Reason(ctx, id)
	if errors.Is(err, seal.ErrLocked) {
		return "", nil
	}
	return words, named(err)
}

// Who implements [people.Log].
func (s staff) Who(_ context.Context, tenant string, ids [][16]byte) (map[[16]byte]roster.Line, error) {
	t, err := s.tenants.of(tenant)
	if err != nil {
		return nil, err
	}
	return Who(t, ids)
}

// Who says who patients of a tenant are; nil while the charts are locked.
func Who(t *tenancy.Tenant, ids [][16]byte) (map[[16]byte]roster.Line, error) {
	book, err := t.Book()
	if err != nil {
		return nil, nil
	}
	who := make(map[[16]byte]roster.Line, len(ids))
	for _, id := range ids {
		s, err := feed.RollOf(book).Line(id)
		if err == nil {
			who[id] = s.Line
		} else if !errors.Is(err, feed.ErrNoPatient) {
			return nil, err
		}
	}
	return who, nil
}

// Numbered implements [people.Log].
func (s staff) Numbered(_ context.Context, tenant, number string) ([]roster.Line, error) {
	book, err := s.tenants.book(tenant)
	if err != nil {
		return nil, err
	}
	return book.Find(number), nil
}

// Accounts implements [people.Accounts].
func (s staff) Accounts(ctx context.Context, tenant string) ([]identity.Account, error) {
	r, err := s.register(tenant)
	if err != nil {
		return nil, err
	}
	return r.Accounts(ctx)
}

// Sessions implements [people.Accounts].
func (s staff) Sessions(ctx context.Context, tenant string) (map[string]int, error) {
	r, err := s.register(tenant)
	if err != nil {
		return nil, err
	}
	return r.Sessions(ctx)
}

// Acts implements [people.Accounts].
func (s staff) Acts(ctx context.Context, tenant, subject string, limit int) ([]access.Act, error) {
	r, err := s.register(tenant)
	if err != nil {
		return nil, err
	}
	return r.Acts(ctx, subject, limit)
}

// Add implements [people.Accounts].
func (s staff) Add(ctx context.Context, who identity.Who, a identity.Account) (string, error) {
	r, err := s.register(who.Tenant)
	if err != nil {
		return "", err
	}
	password, err := identity.NewPassword(r.Random)
	if err != nil {
		return "", err
	}
	hash, err := s.hasher.Hash(ctx, password)
	if err != nil {
		return "", fmt.Errorf("making an account: %w", err)
	}
	a.Handed = true // by whoever makes the account
	return password, r.Add(ctx, register.New{Account: a, Hash: hash, By: who.Name})
}

// SetOwn implements [people.Passwords].
func (s staff) SetOwn(ctx context.Context, who identity.Who, password string) error {
	r, err := s.register(who.Tenant)
	if err != nil {
		return err
	}
	hash, err := s.hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	return r.SetOwn(ctx, who.Name, hash)
}

// Change implements [people.Accounts].
func (s staff) Change(ctx context.Context, tenant string, c identity.Change) (string, error) {
	r, err := s.register(tenant)
	if err != nil {
		return "", err
	}
	return r.Change(ctx, s.hasher, c)
}
