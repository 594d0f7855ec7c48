package store

import (
	"context"
	"os"
)

// The write-ahead log is copied into the database file, and begun anew, each
// time it holds checkpointPages. A View open meanwhile puts that off. Where the
// log has passed logLimit for it, the writer waits a little until the Views
// that began before have ended; where they have not, it tries again logStep later.
const (
	pageSize        = 8 << 10
	checkpointPages = 3 << 10  // 24 MB
	logLimit        = 40 << 20 // bytes
	logStep         = 8 << 20  // bytes
	patience        = "PRAGMA busy_timeout(100)"
	usualPatience   = "PRAGMA busy_timeout(10000)"
)

// cutLog keeps the log short. It is called after a commit by who holds the
// writing connection c. That it could not is no error: the commit stands, and
// the log is cut after a later one.
func (f *file) cutLog(c *conn) {
	size := f.logSize()
	if size < logLimit {
		f.triedAt = 0
		return
	}
	if f.triedAt != 0 && size < f.triedAt+logStep {
		return
	}
	f.triedAt = size
	// Not prepared: the engine obeys these as it reads them, not as they run.
	ctx := context.Background()
	_, _ = c.sql.ExecContext(ctx, patience)
	_, _ = c.sql.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	_, _ = c.sql.ExecContext(ctx, usualPatience)
}

// logSize returns the log's length in bytes, 0 where there is none.
func (f *file) logSize() int64 {
	info, err := os.Stat(f.path + "-wal")
	if err != nil {
		return 0
	}
	return info.Size()
}
