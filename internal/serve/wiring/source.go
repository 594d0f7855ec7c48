// Package wiring holds how the sources of a tenant are set up, and the doors
// that they come in by.
package wiring

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/store"
)

// Setup is how a source is set up: where it is listened to, and what its site
// declares of it.
type Setup struct {
	Listen string `json:"listen"`
	Closed bool   `json:"closed"` // not listened to
	reading.Profile
}

// Seed is how a settings file sets a source up.
type Seed struct {
	Listen    string
	Commanded bool // the address was given on the command line, and stands before any that was kept
	reading.Profile
}

// Version is how a source was set up from a moment on.
type Version struct {
	Number int64     // from 1, by source; 0 for what the settings file says
	At     time.Time // zero for what the settings file says
	By     string    // account, "" for what the settings file says
	Setup
}

// What may go wrong when a source is set up, found with errors.Is.
var (
	// ErrMeanwhile is returned where somebody else has changed the source since
	// it was looked at.
	ErrMeanwhile = errors.New("somebody else has changed this source meanwhile: look at it again")
	// ErrNoEarlier is returned where there is no version to go back to.
	ErrNoEarlier = errors.New("there is no version before this one")
	// ErrNoSource is returned for a source that is not there.
	ErrNoSource = errors.New("there is no such source")
)

// Sources are the sources of a tenant. A source stands as the settings file
// says until somebody changes it while the program runs. From then on what was
// kept is in force and the file is not read for it any more: what a person has
// put right, and every chart is read by, must not be undone by a restart. The
// versions that are kept begin with what the file said.
type Sources struct {
	store  *store.Store
	tenant string
	mu     sync.Mutex
	seed   []Seed
	kept   map[string][]Version // by name, the oldest first
}

// Open reads what was kept of a tenant's sources.
func Open(ctx context.Context, st *store.Store, tenant string, seed []Seed) (*Sources, error) {
	all := &Sources{store: st, tenant: tenant, seed: seed, kept: map[string][]Version{}}
	err := st.View(ctx, tenant, func(tx *store.Tx) error {
		rows, err := tx.Settings(ctx)
		for _, row := range rows {
			if strings.HasPrefix(row.Source, "~") {
				continue // of the house, and of no source: see package plate
			}
			v := Version{Number: row.Version, At: row.At, By: row.Account}
			if err := json.Unmarshal(row.Body, &v.Setup); err != nil {
				return fmt.Errorf("source %s, version %d: %w", row.Source, row.Version, err)
			}
			all.kept[row.Source] = append(all.kept[row.Source], v)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading how sources are set up: %w", err)
	}
	return all, nil
}

// List is how every source is set up now, by name.
func (s *Sources) List() []Version {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current()
}

func (s *Sources) current() []Version {
	var list []Version
	for _, c := range s.seed {
		if len(s.kept[c.Name]) == 0 {
			list = append(list, seeded(c))
		}
	}
	for _, versions := range s.kept {
		list = append(list, s.placed(versions[len(versions)-1]))
	}
	slices.SortFunc(list, func(x, y Version) int { return strings.Compare(x.Name, y.Name) })
	return list
}

func seeded(c Seed) Version {
	return Version{Setup: Setup{Listen: c.Listen, Profile: c.Profile}}
}

// placed listens where whoever started the program said, where they did.
func (s *Sources) placed(v Version) Version {
	for _, c := range s.seed {
		if c.Name == v.Name && c.Commanded {
			v.Listen = c.Listen
		}
	}
	return v
}

// Profiles are the profiles of all sources.
func (s *Sources) Profiles() []reading.Profile {
	var profiles []reading.Profile
	for _, v := range s.List() {
		profiles = append(profiles, v.Profile)
	}
	return profiles
}

// Profile is the profile of one source, the zero Profile where it has none.
func (s *Sources) Profile(name string) reading.Profile {
	for _, v := range s.List() {
		if v.Name == name {
			return v.Profile
		}
	}
	return reading.Profile{}
}

// History lists the versions of a source, the newest first.
func (s *Sources) History(name string) []Version {
	s.mu.Lock()
	defer s.mu.Unlock()
	versions := slices.Clone(s.kept[name])
	slices.Reverse(versions)
	if len(versions) > 0 {
		return versions
	}
	for _, v := range s.current() {
		if v.Name == name {
			return []Version{v}
		}
	}
	return nil
}

// Change keeps how a source is set up from now on. base is the version that
// whoever changes it has seen, 0 for a source that is not kept yet.
func (s *Sources) Change(ctx context.Context, by string, at time.Time, next Setup, base int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	versions := s.kept[next.Name]
	if last := int64(len(versions)); last != base {
		return ErrMeanwhile
	}
	var fresh []Version
	for _, c := range s.seed {
		if c.Name == next.Name && base == 0 {
			first := seeded(c)
			first.At = at
			fresh = append(fresh, first)
		}
	}
	fresh = append(fresh, Version{At: at, By: by, Setup: next})
	err := s.store.Update(ctx, s.tenant, func(tx *store.Tx) error {
		for i := range fresh {
			body, err := json.Marshal(fresh[i].Setup)
			if err != nil {
				return fmt.Errorf("writing how a source is set up: %w", err)
			}
			fresh[i].Number, err = tx.AddSetting(ctx, store.Setting{Source: next.Name, At: fresh[i].At, Account: fresh[i].By, Body: body})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.kept[next.Name] = append(versions, fresh...)
	}
	return err
}

// Undo keeps the version before base as the newest: nothing is taken back from
// the record. A source that was added and never changed has none before.
func (s *Sources) Undo(ctx context.Context, by string, at time.Time, name string, base int64) error {
	history := s.History(name)
	switch {
	case len(history) == 0:
		return ErrNoSource
	case history[0].Number != base:
		return ErrMeanwhile
	case len(history) == 1:
		return ErrNoEarlier
	}
	return s.Change(ctx, by, at, history[1].Setup, base)
}
