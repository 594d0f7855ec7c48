package store_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"redoutlet/internal/store"
	"redoutlet/internal/store/storetest"
)

// messageSize is that of the messages benchmarks keep.
const messageSize = 2048

// BenchmarkKeepMessages keeps messages of 2 KB, a number of them to a
// transaction, and beside it does the least that keeping could be: appending
// as many bytes to a file and syncing it.
func BenchmarkKeepMessages(b *testing.B) {
	for _, rows := range []int{1, 64, 512} {
		b.Run(fmt.Sprintf("store/%d", rows), func(b *testing.B) { benchmarkKeep(b, rows) })
		b.Run(fmt.Sprintf("append/%d", rows), func(b *testing.B) { benchmarkAppend(b, rows) })
	}
}

func benchmarkKeep(b *testing.B, rows int) {
	dir := b.TempDir()
	s := open(b, dir)
	addTenant(b, s, "north")
	n := 0
	for b.Loop() {
		batch := make([]store.Message, rows)
		b.StopTimer()
		for i := range batch {
			n++
			batch[i] = storetest.Message("adt", n, messageSize)
		}
		b.StartTimer()
		keep(b, s, "north", batch)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
	info, err := os.Stat(filepath.Join(dir, "tenants", "north.db-wal"))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/(1<<20), "log-MB")
}

// BenchmarkReadMessages keeps what reading 256 messages comes to: whether each
// was seen before, its outcome, whom of 500 patients it touches, and that it was
// seen. The record holds 50,000 messages that were
// read before.
func BenchmarkReadMessages(b *testing.B) {
	const rows, before = 256, 50_000
	s := open(b, b.TempDir())
	addTenant(b, s, "north")
	n := 0
	next := func() []store.Message {
		batch := make([]store.Message, rows)
		for i := range batch {
			n++
			batch[i] = storetest.Message("adt", n, 100)
			batch[i].Seq = int64(n)
		}
		keep(b, s, "north", batch)
		return batch
	}
	for n < before {
		readMessages(b, s, next())
	}
	read := n
	for b.Loop() {
		b.StopTimer()
		batch := next()
		b.StartTimer()
		readMessages(b, s, batch)
	}
	b.ReportMetric(float64(n-read)/b.Elapsed().Seconds(), "rows/s")
}

// readMessages keeps what reading messages comes to.
func readMessages(b *testing.B, s *store.Store, messages []store.Message) {
	b.Helper()
	var (
		keys     []store.SeenKey
		seen     []store.Seen
		outcomes []store.Outcome
		touches  []store.Touch
	)
	for _, m := range messages {
		keys = append(keys, store.SeenKey{Source: m.Source, Hash: m.Hash})
		seen = append(seen, store.Seen{Source: m.Source, Hash: m.Hash, Seq: m.Seq})
		outcomes = append(outcomes, store.Outcome{Seq: m.Seq, State: store.Charted, Kind: "ADT^A01", Projection: 1})
		patient := sha256.Sum256([]byte{byte(m.Seq % 2), byte(m.Seq * 7 % 250)})
		touches = append(touches, store.Touch{Patient: [16]byte(patient[:16]), Seq: m.Seq, Family: "ADT"})
	}
	ctx := b.Context()
	known := func(tx *store.Tx) error { _, err := tx.Seen(ctx, keys); return err }
	settle := func(tx *store.Tx) error {
		return errors.Join(tx.SettleOutcomes(ctx, outcomes), tx.AddTouches(ctx, touches), tx.AddSeen(ctx, seen))
	}
	if err := errors.Join(s.View(ctx, "north", known), s.Update(ctx, "north", settle)); err != nil {
		b.Fatal(err)
	}
}

func benchmarkAppend(b *testing.B, rows int) {
	f, err := os.OpenFile(filepath.Join(b.TempDir(), "plain"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, rows*messageSize)
	n := 0
	for b.Loop() {
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		n += rows
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
}

// keep keeps messages for a tenant.
func keep(tb testing.TB, s *store.Store, tenant string, messages []store.Message) {
	tb.Helper()
	err := s.Update(tb.Context(), tenant, func(tx *store.Tx) error {
		_, err := tx.KeepMessages(tb.Context(), messages)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// addTenant makes a tenant and keeps the epoch its messages name.
func addTenant(tb testing.TB, s *store.Store, name string) {
	tb.Helper()
	ctx := tb.Context()
	err := s.UpdateControl(ctx, func(tx *store.ControlTx) error {
		return tx.PutTenant(ctx, store.Tenant{Name: name, PublicKey: []byte("public")})
	})
	if err != nil {
		tb.Fatal(err)
	}
	err = s.Update(ctx, name, func(tx *store.Tx) error {
		return tx.PutEpoch(ctx, store.Epoch{ID: 1, Wrapped: []byte("wrapped")})
	})
	if err != nil {
		tb.Fatal(err)
	}
}
