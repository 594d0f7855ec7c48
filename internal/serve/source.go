package serve

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

// SetupVersion is how a source was set up from a moment on.
type SetupVersion struct {
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

// sources are the sources of a tenant. A source stands as the settings file
// says until somebody changes it while the program runs. From then on what was
// kept is in force and the file is not read for it any more: what a person has
// put right, and every chart is read by, must not be undone by a restart. The
// versions that are kept begin with what the file said.
type sources struct {
	shelf shelf
	mu    sync.Mutex
	seed  []SourceConfig
	kept  map[string][]SetupVersion // by name, the oldest first
}

// openSources reads what was kept of a tenant's sources.
func openSources(ctx context.Context, s shelf, seed []SourceConfig) (*sources, error) {
	all := &sources{shelf: s, seed: seed, kept: map[string][]SetupVersion{}}
	err := s.store.View(ctx, s.tenant, func(tx *store.Tx) error {
		rows, err := tx.Settings(ctx)
		for _, row := range rows {
			v := SetupVersion{Number: row.Version, At: row.At, By: row.Account}
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

// list is how every source is set up now, by name.
func (s *sources) list() []SetupVersion {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current()
}

func (s *sources) current() []SetupVersion {
	var list []SetupVersion
	for _, c := range s.seed {
		if len(s.kept[c.Name]) == 0 {
			list = append(list, seeded(c))
		}
	}
	for _, versions := range s.kept {
		list = append(list, s.placed(versions[len(versions)-1]))
	}
	slices.SortFunc(list, func(x, y SetupVersion) int { return strings.Compare(x.Name, y.Name) })
	return list
}

func seeded(c SourceConfig) SetupVersion {
	return SetupVersion{Setup: Setup{Listen: c.Listen, Profile: c.Profile}}
}

// placed listens where whoever started the program said, where they did.
func (s *sources) placed(v SetupVersion) SetupVersion {
	for _, c := range s.seed {
		if c.Name == v.Name && c.Commanded {
			v.Listen = c.Listen
		}
	}
	return v
}

// profiles are the profiles of all sources.
func (s *sources) profiles() []reading.Profile {
	var profiles []reading.Profile
	for _, v := range s.list() {
		profiles = append(profiles, v.Profile)
	}
	return profiles
}

// profile is the profile of one source, the zero Profile where it has none.
func (s *sources) profile(name string) reading.Profile {
	for _, v := range s.list() {
		if v.Name == name {
			return v.Profile
		}
	}
	return reading.Profile{}
}

// history lists the versions of a source, the newest first.
func (s *sources) history(name string) []SetupVersion {
	s.mu.Lock()
	defer s.mu.Unlock()
	versions := slices.Clone(s.kept[name])
	slices.Reverse(versions)
	if len(versions) > 0 {
		return versions
	}
	for _, v := range s.current() {
		if v.Name == name {
			return []SetupVersion{v}
		}
	}
	return nil
}

// change keeps how a source is set up from now on. base is the version that
// whoever changes it has seen, 0 for a source that is not kept yet.
func (s *sources) change(ctx context.Context, by string, at time.Time, next Setup, base int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	versions := s.kept[next.Name]
	if last := int64(len(versions)); last != base {
		return ErrMeanwhile
	}
	var fresh []SetupVersion
	for _, c := range s.seed {
		if c.Name == next.Name && base == 0 {
			first := seeded(c)
			first.At = at
			fresh = append(fresh, first)
		}
	}
	fresh = append(fresh, SetupVersion{At: at, By: by, Setup: next})
	err := s.shelf.store.Update(ctx, s.shelf.tenant, func(tx *store.Tx) error {
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

// undo keeps the version before base as the newest: nothing is taken back from
// the record. A source that was added and never changed has none before.
func (s *sources) undo(ctx context.Context, by string, at time.Time, name string, base int64) error {
	history := s.history(name)
	switch {
	case len(history) == 0:
		return ErrNoSource
	case history[0].Number != base:
		return ErrMeanwhile
	case len(history) == 1:
		return ErrNoEarlier
	}
	return s.change(ctx, by, at, history[1].Setup, base)
}
