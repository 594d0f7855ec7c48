// Package register keeps in the store who may sign in, who looked at which
// chart, and what a review of that found.
package register

import (
	"context"
	"io"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/identity/access"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// Register is the register of one tenant.
type Register struct {
	Tenant string
	Store  *store.Store
	Now    func() time.Time
	Random io.Reader // where ids and passwords come from
	Sealer *seal.Sealer

	// Numbers lists the blind ids of all numbers of a patient: an opening stays
	// under the one that stood for the patient at the time.
	Numbers func(patient [16]byte) [][16]byte

	// Open opens what was sealed, or fails with seal.ErrLocked.
	Open func(purpose string, id seal.RecordID, sealed seal.Sealed) (string, error)
}

// WordsVersion is the version that the seals of people's own words are bound to.
const WordsVersion = 1

func (r *Register) view(ctx context.Context, fn func(tx *store.Tx) error) error {
	return r.Store.View(ctx, r.Tenant, fn)
}

func (r *Register) update(ctx context.Context, fn func(tx *store.Tx) error) error {
	return r.Store.Update(ctx, r.Tenant, fn)
}

func (r *Register) newID() (access.ID, error) { return seal.NewRecordID(r.Random) }

// record keeps an act, at this moment and under an id of its own.
func (r *Register) record(ctx context.Context, tx *store.Tx, act access.Act) error {
	id, err := r.newID()
	if err != nil {
		return err
	}
	act.ID, act.At = id, r.Now()
	if act.Account == "" {
		act.Account = access.CommandLine
	}
	return tx.AddAct(ctx, act)
}

func accountOf(tenant string, row store.Account) identity.Account {
	return identity.Account{
		Tenant: tenant, Name: row.Name, Title: row.Title, Role: identity.Role(row.Role), Unit: row.Unit,
		Closed: !row.Disabled.IsZero(), Handed: row.Handed,
	}
}
