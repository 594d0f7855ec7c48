package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// fixed returns a destination for a column of exactly len(to) bytes.
func fixed(to []byte) sql.Scanner { return fixedColumn(to) }

type fixedColumn []byte

// Scan copies the column, which must have the length expected.
func (to fixedColumn) Scan(column any) error {
	b, ok := column.([]byte)
	if !ok || len(b) != len(to) {
		return fmt.Errorf("a column is not the %d bytes it should be: %w", len(to), ErrDamaged)
	}
	copy(to, b)
	return nil
}

// micros returns how a time is kept: microseconds since 1970 UTC, 0 for none.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// flag returns how yes and no are kept: 1 and 0.
func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// instant returns a destination for a column that micros wrote.
func instant(to *time.Time) sql.Scanner { return instantColumn{to} }

type instantColumn struct{ to *time.Time }

// Scan reads the column as a time in UTC, the zero time where it is 0.
func (c instantColumn) Scan(column any) error {
	n, ok := column.(int64)
	if !ok {
		return errors.Join(errors.New("a column of times holds something else"), ErrDamaged)
	}
	*c.to = time.Time{}
	if n != 0 {
		*c.to = time.UnixMicro(n).UTC()
	}
	return nil
}
