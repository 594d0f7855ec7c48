package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// A conn is one connection and the statements prepared on it. Each text is
// prepared once; there are few, since none is put together at run time.
type conn struct {
	sql      *sql.Conn
	prepared map[string]*sql.Stmt
}

func (c *conn) prepare(ctx context.Context, text string) (*sql.Stmt, error) {
	if s, ok := c.prepared[text]; ok {
		return s, nil
	}
	s, err := c.sql.PrepareContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("preparing a statement: %w", explain(err))
	}
	c.prepared[text] = s
	return s, nil
}

// exec runs a statement and returns how many rows it changed.
func (c *conn) exec(ctx context.Context, text string, args ...any) (int64, error) {
	s, err := c.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, explain(err)
	}
	return result.RowsAffected()
}

func (c *conn) query(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	s, err := c.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return nil, explain(err)
	}
	return rows, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.prepared {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.sql.Close())...)
}

// A pool is a few connections to one database, each opened when it is first needed.
type pool struct {
	db    *sql.DB
	slots chan struct{} // one for each connection in use
	over  chan struct{} // closed when the pool is

	mu   sync.Mutex
	idle []*conn
}

func newPool(db *sql.DB, size int) *pool {
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return &pool{db: db, slots: make(chan struct{}, size), over: make(chan struct{})}
}

// take returns a connection nobody else uses, waiting in line for it.
func (p *pool) take(ctx context.Context) (*conn, error) {
	select {
	case p.slots <- struct{}{}:
	case <-p.over:
		return nil, ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if c := p.lastIdle(); c != nil {
		return c, nil
	}
	c, err := p.db.Conn(context.WithoutCancel(ctx))
	if err != nil {
		<-p.slots
		return nil, fmt.Errorf("connecting to a database: %w", explain(err))
	}
	return &conn{sql: c, prepared: make(map[string]*sql.Stmt)}, nil
}

// lastIdle takes the connection used last, so that no more are opened than are needed.
func (p *pool) lastIdle() *conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == 0 {
		return nil
	}
	c := p.idle[len(p.idle)-1]
	p.idle = p.idle[:len(p.idle)-1]
	return c
}

// give takes back a connection that is fit to be used again.
func (p *pool) give(c *conn) {
	p.mu.Lock()
	p.idle = append(p.idle, c)
	p.mu.Unlock()
	<-p.slots
}

// discard takes back a connection that is not.
func (p *pool) discard(c *conn) error {
	defer func() { <-p.slots }()
	return c.close()
}

// close waits until no connection is in use and closes them all. Whoever waits
// for one meanwhile, or asks for one later, is told ErrClosed.
func (p *pool) close() error {
	close(p.over)
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	var errs []error
	for c := p.lastIdle(); c != nil; c = p.lastIdle() {
		errs = append(errs, c.close())
	}
	return errors.Join(append(errs, p.db.Close())...)
}
