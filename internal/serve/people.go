package serve

import (
	"context"
	"errors"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// looking answers the pages about those who look: every question names the
// tenant of the session, and is answered from that tenant alone.
type looking struct{ tenants tenants }

// Looked implements [people.Log].
func (l looking) Looked(ctx context.Context, tenant string, f access.Filter) ([]access.Opening, error) {
	t, err := l.tenants.of(tenant)
	if err != nil {
		return nil, err
	}
	return t.Openings(ctx, f)
}

// Openings lists openings, the newest first. A patient of the filter stands for
// all numbers of that patient.
func (t *Tenant) Openings(ctx context.Context, f access.Filter) ([]access.Opening, error) {
	var patients [][16]byte
	for _, p := range f.Patients {
		numbers, err := t.numbers(p)
		if err != nil {
			return nil, err
		}
		patients = append(patients, numbers...)
	}
	f.Patients = patients
	var list []access.Opening
	err := t.around.Store.View(ctx, t.Name, func(tx *store.Tx) (err error) {
		list, err = tx.Openings(ctx, f)
		return err
	})
	return list, err
}

// Reason implements [people.Log].
func (l looking) Reason(ctx context.Context, tenant string, id access.ID) (string, error) {
	t, err := l.tenants.of(tenant)
	if err != nil {
		return "", err
	}
	var glass access.Glass
	err = t.around.Store.View(ctx, t.Name, func(tx *store.Tx) (err error) {
		glass, err = tx.Glass(ctx, id)
		return err
	})
	if err != nil {
		return "", named(err)
	}
	words, err := t.words(glassPurpose, glass.ID, glass.Words)
	if errors.Is(err, seal.ErrLocked) {
		return "", nil
	}
	return words, err
}

// Who implements [people.Log].
func (l looking) Who(_ context.Context, tenant string, ids [][16]byte) (map[[16]byte]roster.Line, error) {
	t, err := l.tenants.of(tenant)
	if err != nil {
		return nil, err
	}
	return t.Who(ids)
}

// Who says who patients are; nil while the charts are locked.
func (t *Tenant) Who(ids [][16]byte) (map[[16]byte]roster.Line, error) {
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
func (l looking) Numbered(_ context.Context, tenant, number string) ([]roster.Line, error) {
	book, err := l.tenants.book(tenant)
	if err != nil {
		return nil, err
	}
	return book.Find(number), nil
}

// Accounts implements [people.Accounts].
func (l looking) Accounts(ctx context.Context, tenant string) ([]identity.Account, error) {
	t, err := l.tenants.of(tenant)
	if err != nil {
		return nil, err
	}
	return t.Accounts(ctx)
}

// Accounts lists the tenant's accounts by name, without their passwords.
func (t *Tenant) Accounts(ctx context.Context) ([]identity.Account, error) {
	var list []identity.Account
	err := t.around.Store.View(ctx, t.Name, func(tx *store.Tx) error {
		rows, err := tx.Accounts(ctx)
		for _, row := range rows {
			list = append(list, identity.Account{
				Tenant: t.Name, Name: row.Name, Title: row.Title, Role: identity.Role(row.Role),
				Unit: row.Unit, Closed: !row.Disabled.IsZero(),
			})
		}
		return err
	})
	return list, err
}
