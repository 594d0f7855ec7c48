// Package plate holds what the people of a house have put up themselves: what
// its units are called, and whether a copy of its key is kept elsewhere.
//
// Both are kept as settings are: each change is a row of its own with who made
// it and when, and going back is a new row.
package plate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"redoutlet/internal/chart/unit"
	"redoutlet/internal/identity"
	"redoutlet/internal/store"
)

// What the settings of a house are kept under. No source can have these names.
const (
	units = "~units"
	key   = "~key"
)

// ErrNoHouse is returned for a tenant that is not here.
var ErrNoHouse = errors.New("there is no such house")

// note says whether a copy of the key is kept elsewhere, as somebody noted.
type note struct {
	Kept bool      `json:"kept"`
	At   time.Time `json:"-"`
	By   string    `json:"-"` // account
}

// Plates are those of all houses. They are safe for concurrent use.
type Plates struct {
	store  *store.Store
	now    func() time.Time
	mu     sync.Mutex
	houses map[string]*house
}

// house is one house.
type house struct {
	lists []unit.List // the oldest first
	note  note
}

// Open reads what was put up in the houses of these tenants.
func Open(ctx context.Context, st *store.Store, now func() time.Time, tenants []string) (*Plates, error) {
	p := &Plates{store: st, now: now, houses: map[string]*house{}}
	for _, tenant := range tenants {
		h := &house{}
		err := st.View(ctx, tenant, func(tx *store.Tx) error {
			rows, err := tx.Settings(ctx)
			for _, row := range rows {
				err = errors.Join(err, h.take(row))
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("reading what a house has put up: %w", err)
		}
		p.houses[tenant] = h
	}
	return p, nil
}

// take reads one row.
func (h *house) take(row store.Setting) error {
	switch row.Source {
	case units:
		l := unit.List{Version: row.Version, At: row.At, By: row.Account}
		h.lists = append(h.lists, l)
		return json.Unmarshal(row.Body, &h.lists[len(h.lists)-1])
	case key:
		h.note = note{At: row.At, By: row.Account}
		return json.Unmarshal(row.Body, &h.note)
	}
	return nil
}

// History lists what the units of a house were called, the newest first.
func (p *Plates) History(tenant string) []unit.List {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.houses[tenant] == nil {
		return nil
	}
	lists := slices.Clone(p.houses[tenant].lists)
	slices.Reverse(lists)
	return lists
}

// Names are what the units of a house are called now.
func (p *Plates) Names(tenant string) unit.Names {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.houses[tenant]
	if h == nil || len(h.lists) == 0 {
		return nil
	}
	return h.lists[len(h.lists)-1].Names()
}

// Name calls the units so from now on, all of them. base is the version that
// whoever names them has seen, 0 for none. It fails with unit.ErrMeanwhile, and
// as unit.New does.
func (p *Plates) Name(ctx context.Context, who identity.Who, base int64, units []unit.Unit) error {
	return p.put(ctx, who, base, func([]unit.List) (unit.List, error) { return unit.New(units) })
}

// Undo calls the units as they were called before the newest change. It fails
// with unit.ErrMeanwhile or unit.ErrNoEarlier.
func (p *Plates) Undo(ctx context.Context, who identity.Who, base int64) error {
	return p.put(ctx, who, base, func(lists []unit.List) (unit.List, error) {
		switch len(lists) {
		case 0:
			return unit.List{}, unit.ErrNoEarlier
		case 1:
			return unit.List{}, nil
		}
		return unit.List{Units: lists[len(lists)-2].Units}, nil
	})
}

// put keeps the list that follows.
func (p *Plates) put(ctx context.Context, who identity.Who, base int64, next func([]unit.List) (unit.List, error)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.houses[who.Tenant]
	switch {
	case h == nil:
		return ErrNoHouse
	case base != int64(len(h.lists)):
		return unit.ErrMeanwhile
	}
	l, err := next(h.lists)
	if err != nil {
		return err
	}
	row, err := p.keep(ctx, who, units, l)
	if err != nil {
		return err
	}
	l.Version, l.At, l.By = row.Version, row.At, row.Account
	h.lists = append(h.lists, l)
	return nil
}

func (p *Plates) keep(ctx context.Context, who identity.Who, name string, what any) (store.Setting, error) {
	row := store.Setting{Source: name, At: p.now(), Account: who.Name}
	var err error
	if row.Body, err = json.Marshal(what); err != nil {
		return row, fmt.Errorf("writing what a house has put up: %w", err)
	}
	err = p.store.Update(ctx, who.Tenant, func(tx *store.Tx) error {
		var err error
		row.Version, err = tx.AddSetting(ctx, row)
		return err
	})
	return row, err
}

// KeyCopy says whether a copy of a house's key is kept elsewhere, as was noted
// last, when and by which account; by "" where nothing was noted.
func (p *Plates) KeyCopy(tenant string) (kept bool, at time.Time, by string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h := p.houses[tenant]; h != nil {
		return h.note.Kept, h.note.At, h.note.By
	}
	return false, time.Time{}, ""
}

// NoteKey notes whether a copy of the key is kept elsewhere.
func (p *Plates) NoteKey(ctx context.Context, who identity.Who, kept bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.houses[who.Tenant]
	if h == nil {
		return ErrNoHouse
	}
	row, err := p.keep(ctx, who, key, note{Kept: kept})
	if err == nil {
		h.note = note{Kept: kept, At: row.At, By: row.Account}
	}
	return err
}
