// Package headcount keeps the census lists of one tenant in the store, under a
// seal: of each unit the one that counts, or that a person took it away.
package headcount

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/feed/census"
	"redoutlet/internal/identity"
	"redoutlet/internal/seal"
	"redoutlet/internal/store"
)

// What the keepsakes are that hold the lists, and what their seals are bound to.
const (
	kind    = "census list"
	version = 1
)

// ErrNoList is returned where there is no such list.
var ErrNoList = errors.New("there is no such census list")

// Lists are the census lists of one tenant. They are safe for concurrent use.
type Lists struct {
	tenant string
	store  *store.Store
	sealer *seal.Sealer
	opener func() *seal.Opener // nil while locked
	now    func() time.Time

	mu     sync.Mutex
	opened map[census.ID]opened // what was opened last: every page of units asks for it
}

type opened struct {
	sealed []byte
	list   census.List
}

// New are the lists of a tenant. opener returns nil while the charts are locked.
func New(tenant string, s *store.Store, sealer *seal.Sealer, opener func() *seal.Opener, now func() time.Time) *Lists {
	return &Lists{tenant: tenant, store: s, sealer: sealer, opener: opener, now: now, opened: map[census.ID]opened{}}
}

// Take keeps a list for each unit that the rows name. What a newer list says of a
// unit stays, and is returned; one that does not open, or was withdrawn, is
// replaced by any.
func (ls *Lists) Take(ctx context.Context, who identity.Who, rows []census.Row, at time.Time) (newer []census.List, err error) {
	given, sealed := census.Lists(rows, at, who.Name, who.Title), map[string]store.Keepsake{}
	for _, l := range given {
		if sealed[l.Unit], err = ls.seal(census.IDOf(l.Unit), l); err != nil {
			return nil, err
		}
	}
	err = ls.store.Update(ctx, ls.tenant, func(tx *store.Tx) error {
		newer = nil
		there, err := tx.Keepsakes(ctx, kind)
		if err != nil {
			return err
		}
		for _, l := range given {
			if kept, ok := ls.newerThan(l, there); ok {
				newer = append(newer, kept)
				continue
			}
			if err := tx.PutKeepsake(ctx, sealed[l.Unit]); err != nil {
				return err
			}
		}
		return nil
	})
	return newer, err
}

// newerThan finds the list that counts for a list's unit, where it is newer.
func (ls *Lists) newerThan(l census.List, there []store.Keepsake) (census.List, bool) {
	i := slices.IndexFunc(there, func(k store.Keepsake) bool { return k.ID == census.IDOf(l.Unit) })
	if i < 0 {
		return census.List{}, false
	}
	kept, err := ls.open(there[i])
	return kept, err == nil && kept.Withdrawn.At.IsZero() && kept.At.After(l.At)
}

// Withdraw takes a list away, with who did it and when, or fails with ErrNoList.
// Of one that was withdrawn before, the first withdrawal stays.
func (ls *Lists) Withdraw(ctx context.Context, who identity.Who, id census.ID) error {
	return ls.store.Update(ctx, ls.tenant, func(tx *store.Tx) error {
		there, err := tx.Keepsakes(ctx, kind)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(there, func(k store.Keepsake) bool { return k.ID == id })
		if i < 0 {
			return ErrNoList
		}
		l, err := ls.open(there[i])
		if err != nil { // damaged: whose it was is not known, that it was there is
			l = census.List{At: there[i].At}
		}
		if !l.Withdrawn.At.IsZero() {
			return nil
		}
		l.Rows, l.Withdrawn = nil, census.Withdrawal{At: ls.now(), By: who.Name, Name: who.Title}
		k, err := ls.seal(id, l)
		if err != nil {
			return err
		}
		return tx.PutKeepsake(ctx, k)
	})
}

// Against holds the lists of the wanted units against the lines of all patients.
// A list that does not open takes down nothing but itself: it is told by its id
// whose it is, among the units that are known.
func (ls *Lists) Against(ctx context.Context, lines []roster.Summary, known []roster.Unit, wanted func(unit string) bool) ([]census.Standing, error) {
	var kept []store.Keepsake
	err := ls.store.View(ctx, ls.tenant, func(tx *store.Tx) error {
		var err error
		kept, err = tx.Keepsakes(ctx, kind)
		return err
	})
	if err != nil {
		return nil, err
	}
	var lists []census.List
	var apart []census.Standing
	for _, k := range kept {
		l, err := ls.open(k)
		if err != nil || census.IDOf(l.Unit) != k.ID { // it does not open, or did not when it was withdrawn
			apart = append(apart, census.Standing{ID: k.ID, Unit: nameOf(k.ID, known), Damaged: err != nil, Withdrawn: l.Withdrawn})
			continue
		}
		if wanted(l.Unit) {
			lists = append(lists, l)
		}
	}
	return append(census.Standings(lists, lines), apart...), nil
}

// nameOf finds the unit whose list has an id, "" where none of these does.
func nameOf(id census.ID, units []roster.Unit) string {
	for _, u := range units {
		if census.IDOf(u.Name) == id {
			return u.Name
		}
	}
	return ""
}

// Listed adds the units that only a census list has named: nobody there has sent
// a message yet.
func Listed(units []roster.Unit, standings []census.Standing) []roster.Unit {
	for _, st := range standings {
		named := st.ID == census.IDOf(st.Unit)
		if named && st.Counts() && !slices.ContainsFunc(units, func(u roster.Unit) bool { return u.Name == st.Unit }) {
			units = append(units, roster.Unit{Name: st.Unit})
		}
	}
	return units
}

// Of is how a unit stands among others.
func Of(standings []census.Standing, unit string) census.Standing {
	for _, st := range standings {
		if st.ID == census.IDOf(unit) {
			return st
		}
	}
	return census.Standing{}
}

// open opens a list.
func (ls *Lists) open(k store.Keepsake) (census.List, error) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if known, ok := ls.opened[k.ID]; ok && bytes.Equal(known.sealed, k.Sealed) {
		return known.list, nil
	}
	opener := ls.opener()
	if opener == nil {
		return census.List{}, seal.ErrLocked
	}
	plain, err := opener.Open(kind, k.ID, version, seal.Sealed{Epoch: k.Epoch, Bytes: k.Sealed})
	if err != nil {
		return census.List{}, fmt.Errorf("opening a census list: %w", err)
	}
	var l census.List
	if err := json.Unmarshal(plain, &l); err != nil {
		return census.List{}, fmt.Errorf("reading a census list: %w", err)
	}
	ls.opened[k.ID] = opened{k.Sealed, l}
	return l, nil
}

// seal seals a list.
func (ls *Lists) seal(id census.ID, l census.List) (store.Keepsake, error) {
	plain, err := json.Marshal(l)
	if err != nil {
		return store.Keepsake{}, fmt.Errorf("writing a census list: %w", err)
	}
	sealed, err := ls.sealer.Seal(kind, seal.RecordID(id), version, plain)
	return store.Keepsake{Kind: kind, ID: id, At: l.At, Epoch: sealed.Epoch, Sealed: sealed.Bytes}, err
}
