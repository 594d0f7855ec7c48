package serve

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// keptCensus is the kind of keepsake that a unit's list is, and what its seal is
// bound to.
const (
	keptCensus    = "census list"
	censusVersion = 1
)

// TakeLists implements [office.Census]: of each unit the newest list counts.
func (ts tenants) TakeLists(ctx context.Context, who identity.Who, rows []census.Row, at time.Time) error {
	t, err := ts.of(who.Tenant)
	if err != nil {
		return err
	}
	if _, err := ts.book(who.Tenant); err != nil { // locked
		return err
	}
	var kept []store.Keepsake
	for _, l := range census.Lists(rows, at, who.Name, who.Title) {
		plain, err := json.Marshal(l)
		if err != nil {
			return fmt.Errorf("writing a census list: %w", err)
		}
		sum := sha256.Sum256([]byte(l.Unit))
		k := store.Keepsake{Kind: keptCensus, ID: [16]byte(sum[:16]), At: at}
		sealed, err := t.sealer.Seal(keptCensus, k.ID, censusVersion, plain)
		if err != nil {
			return err
		}
		k.Epoch, k.Sealed = sealed.Epoch, sealed.Bytes
		kept = append(kept, k)
	}
	return t.around.Store.Update(ctx, t.Name, func(tx *store.Tx) error {
		for _, k := range kept {
			if err := tx.PutKeepsake(ctx, k); err != nil {
				return err
			}
		}
		return nil
	})
}

// Standings implements [office.Census].
func (ts tenants) Standings(ctx context.Context, tenant string) (map[string]census.Standing, error) {
	book, err := ts.book(tenant)
	if err != nil {
		return nil, err
	}
	t := ts[tenant]
	var kept []store.Keepsake
	err = t.around.Store.View(ctx, tenant, func(tx *store.Tx) error {
		kept, err = tx.Keepsakes(ctx, keptCensus)
		return err
	})
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	opener := t.opener
	t.mu.Unlock()
	var lists []census.List
	for _, k := range kept {
		plain, err := opener.Open(keptCensus, k.ID, censusVersion, seal.Sealed{Epoch: k.Epoch, Bytes: k.Sealed})
		if err != nil {
			return nil, fmt.Errorf("opening a census list: %w", err)
		}
		var l census.List
		if err := json.Unmarshal(plain, &l); err != nil {
			return nil, fmt.Errorf("reading a census list: %w", err)
		}
		lists = append(lists, l)
	}
	return census.Standings(lists, book.Lines()), nil
}

// listedToo adds the units that only a census list has named: nobody there has
// sent a message yet.
func listedToo(list []unit, standings map[string]census.Standing) []unit {
	for name := range standings {
		if !slices.ContainsFunc(list, func(u unit) bool { return u.name == name }) {
			list = append(list, unit{name: name})
		}
	}
	return list
}
