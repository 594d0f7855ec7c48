package store

import (
	"context"
	"errors"
	"sync"
)

// A shelf holds the open files of tenants, at most limit of them: when another
// is needed, the one unused for longest is closed first.
type shelf struct {
	limit int
	open  func(ctx context.Context, tenant string) (*file, error)

	mu      sync.Mutex
	entries map[string]*entry
	uses    int64         // counts up; stands for time
	changed chan struct{} // closed, and replaced, when an entry falls idle or is gone
	closed  bool
}

// An entry is a file that is being opened, is open, or is being closed.
type entry struct {
	opened  chan struct{} // closed once file and err are set
	file    *file
	err     error
	users   int
	used    int64 // the shelf's count when it was last taken
	leaving bool
}

func newShelf(limit int, open func(context.Context, string) (*file, error)) *shelf {
	return &shelf{limit: limit, open: open, entries: make(map[string]*entry), changed: make(chan struct{})}
}

// take returns the tenant's entry, opening its file where it is not open.
// Every entry taken must be given back.
func (s *shelf) take(ctx context.Context, tenant string) (*entry, error) {
	for {
		e, wait, err := s.reserve(tenant)
		if err != nil {
			return nil, err
		}
		if e == nil {
			if err := s.makeRoom(ctx, wait); err != nil {
				return nil, err
			}
			continue
		}
		select {
		case <-e.opened:
		case <-ctx.Done():
			s.give(e)
			return nil, ctx.Err()
		}
		if e.err != nil {
			return nil, e.err
		}
		return e, nil
	}
}

// reserve finds or makes the tenant's entry and counts a user of it. Where
// there is no room it returns no entry, and what to wait for.
func (s *shelf) reserve(tenant string) (*entry, <-chan struct{}, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, nil, ErrClosed
	}
	e := s.entries[tenant]
	if e == nil && len(s.entries) < s.limit {
		e = &entry{opened: make(chan struct{}), users: 1} // fill is its first user
		s.entries[tenant] = e
		go s.fill(tenant, e)
	}
	if e == nil || e.leaving {
		return nil, s.changed, nil
	}
	s.uses++
	e.users, e.used = e.users+1, s.uses
	return e, nil, nil
}

// fill opens an entry's file. It belongs to no caller's context: others may
// wait for the same file.
func (s *shelf) fill(tenant string, e *entry) {
	e.file, e.err = s.open(context.Background(), tenant)
	if e.err != nil {
		s.remove(tenant)
	}
	close(e.opened)
	s.give(e)
}

// makeRoom closes the file unused for longest, or where all are in use waits
// until that has changed.
func (s *shelf) makeRoom(ctx context.Context, wait <-chan struct{}) error {
	if tenant, e := s.evict(); e != nil {
		err := e.file.close()
		s.remove(tenant)
		return err
	}
	select {
	case <-wait:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// evict marks the entry unused for longest as leaving, where the shelf is full.
func (s *shelf) evict() (string, *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var name string
	var oldest *entry
	if len(s.entries) < s.limit {
		return "", nil
	}
	for tenant, e := range s.entries {
		if e.users == 0 && !e.leaving && (oldest == nil || e.used < oldest.used) {
			name, oldest = tenant, e
		}
	}
	if oldest != nil {
		oldest.leaving = true
	}
	return name, oldest
}

func (s *shelf) remove(tenant string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.entries, tenant)
	s.announce()
}

// give takes back an entry.
func (s *shelf) give(e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.users--; e.users == 0 && (s.closed || len(s.entries) >= s.limit) {
		s.announce()
	}
}

// announce wakes whoever waits for a change. The caller holds mu.
func (s *shelf) announce() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// close waits until no entry is in use and closes every file.
func (s *shelf) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	var errs []error
	for len(s.entries) > 0 {
		for tenant, e := range s.entries {
			if e.users == 0 && !e.leaving {
				errs = append(errs, e.file.close())
				delete(s.entries, tenant)
			}
		}
		if len(s.entries) > 0 {
			wait := s.changed
			s.mu.Unlock()
			<-wait
			s.mu.Lock()
		}
	}
	return errors.Join(errs...)
}
