package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
)

// A Tx is one transaction on one tenant's record. It is for one goroutine, and
// of no use once the function it was given to has returned.
type Tx struct {
	*transaction
	projection
	office
}

// A projection is the part of a Tx that reads and writes what is made from
// messages and can be made again.
type projection struct{ *transaction }

// An office is the part of a Tx for what people set up and do at the pages of
// the sources, and for what they are asked to decide.
type office struct{ *transaction }

func newTx(t *transaction) *Tx { return &Tx{t, projection{t}, office{t}} }

// A ControlTx is one transaction on the control database, used as a Tx is.
type ControlTx struct{ *transaction }

// A transaction is what Tx and ControlTx have in common.
type transaction struct {
	conn   *conn
	writes bool // it may write
	open   bool // it may be begun, and is not committed
	over   bool // the function it was given to has returned
}

// A query is a statement and its arguments.
type query struct {
	text string
	args []any
}

func ask(text string, args ...any) query { return query{text, args} }

// ready returns the context a statement is to run under. It cannot be
// canceled, since the driver starts a goroutine for each statement that can;
// statements are short, and ctx is looked at before each.
func (t *transaction) ready(ctx context.Context) (context.Context, error) {
	if t.over {
		return nil, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return context.WithoutCancel(ctx), nil
}

// exec runs a statement that writes and returns how many rows it changed.
func (t *transaction) exec(ctx context.Context, text string, args ...any) (int64, error) {
	if !t.writes {
		return 0, ErrReadOnly
	}
	ctx, err := t.ready(ctx)
	if err != nil {
		return 0, err
	}
	return t.conn.exec(ctx, text, args...)
}

// put has the row that args describe be as they say, whether or not it was
// there. The insert ends in ON CONFLICT DO NOTHING and the update takes the same
// arguments: unlike an upsert, neither names the key's columns, so a tenant
// column can be added to the key beneath them.
func (t *transaction) put(ctx context.Context, insert, update string, args ...any) error {
	n, err := t.exec(ctx, insert, args...)
	if err == nil && n == 0 {
		_, err = t.exec(ctx, update, args...)
	}
	return err
}

// each runs a query and yields its rows as scan reads them. No other method
// may be called on the transaction before the loop ends.
func each[T any](ctx context.Context, t *transaction, q query, scan func(*sql.Rows, *T) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		rows, err := t.rows(ctx, q)
		if err != nil {
			yield(zero, err)
			return
		}
		defer func() { _ = rows.Close() }() // its error is that of rows.Err
		for rows.Next() {
			var row T
			err := scan(rows, &row)
			if !yield(row, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(zero, explain(err))
		}
	}
}

func (t *transaction) rows(ctx context.Context, q query) (*sql.Rows, error) {
	ctx, err := t.ready(ctx)
	if err != nil {
		return nil, err
	}
	return t.conn.query(ctx, q.text, q.args...)
}

// all returns every row of a query.
func all[T any](ctx context.Context, t *transaction, q query, scan func(*sql.Rows, *T) error) ([]T, error) {
	var list []T
	for row, err := range each(ctx, t, q, scan) {
		if err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return list, nil
}

// one returns the only row of a query, or ErrNotFound.
func one[T any](ctx context.Context, t *transaction, q query, scan func(*sql.Rows, *T) error) (T, error) {
	for row, err := range each(ctx, t, q, scan) {
		return row, err
	}
	var zero T
	return zero, ErrNotFound
}

// number returns the only number a query gives, or 0 where it gives no row.
func number(ctx context.Context, t *transaction, q query) (int64, error) {
	n, err := one(ctx, t, q, func(rows *sql.Rows, n *int64) error { return rows.Scan(n) })
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return n, err
}
