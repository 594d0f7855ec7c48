// Package storetest is the contract every engine of the store must keep.
//
// An engine's own tests call Exercise. What only one engine has, such as its
// files, is tested beside it and not here.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/store"
)

// The tenants every store under test begins with. Each has one epoch, number 1.
const (
	North = "north"
	South = "south"
)

// Exercise runs the contract. open returns an empty store, which it closes
// when the test ends.
func Exercise(t *testing.T, open func(t *testing.T) *store.Store) {
	for _, noun := range []struct {
		name  string
		tests func(t *testing.T, open opener)
	}{
		{"Transaction", exerciseTransaction},
		{"Concurrency", exerciseConcurrency},
		{"Tenant", exerciseTenant},
		{"Session", exerciseSession},
		{"Message", exerciseMessage},
		{"Seen", exerciseSeen},
		{"Source", exerciseSource},
		{"Voice", exerciseVoice},
		{"Outcome", exerciseOutcome},
		{"Touch", exerciseTouch},
		{"Edge", exerciseEdge},
		{"Summary", exerciseSummary},
		{"Progress", exerciseProgress},
		{"Epoch", exerciseEpoch},
		{"Account", exerciseAccount},
		{"Opening", exerciseOpening},
		{"Glass", exerciseGlass},
		{"Review", exerciseReview},
		{"Act", exerciseAct},
		{"Setting", exerciseSetting},
		{"Handling", exerciseHandling},
		{"Keepsake", exerciseKeepsake},
	} {
		t.Run(noun.name, func(t *testing.T) {
			noun.tests(t, func(t *testing.T) *bench {
				t.Helper()
				b := &bench{t: t, Store: open(t)}
				b.prepare(North)
				b.prepare(South)
				return b
			})
		})
	}
}

// An opener returns a store with two tenants.
type opener func(t *testing.T) *bench

// A bench is a store on which a test works; what fails there fails the test.
type bench struct {
	t *testing.T
	*store.Store
}

// instant is when things happen in these tests: whole microseconds, as kept.
func instant(minutes int) time.Time {
	return time.Date(2026, 3, 5, 6, 0, 0, 123456000, time.UTC).Add(time.Duration(minutes) * time.Minute)
}

// prepare makes a tenant and keeps an epoch for it.
func (b *bench) prepare(tenant string) {
	b.t.Helper()
	ctx := b.t.Context()
	b.control(func(tx *store.ControlTx) error {
		return tx.PutTenant(ctx, store.Tenant{
			Name: tenant, Title: "Hospital " + tenant, Created: instant(0), PublicKey: []byte("public"),
		})
	})
	b.update(tenant, func(tx *store.Tx) error {
		return tx.PutEpoch(ctx, store.Epoch{ID: 1, Created: instant(0), Wrapped: []byte("wrapped")})
	})
}

func (b *bench) update(tenant string, fn func(*store.Tx) error) {
	b.t.Helper()
	if err := b.Update(b.t.Context(), tenant, fn); err != nil {
		b.t.Fatalf("Update: %v", err)
	}
}

func (b *bench) control(fn func(*store.ControlTx) error) {
	b.t.Helper()
	if err := b.UpdateControl(b.t.Context(), fn); err != nil {
		b.t.Fatalf("UpdateControl: %v", err)
	}
}

// keep keeps messages for the tenant and returns their numbers.
func (b *bench) keep(tenant string, messages ...store.Message) []int64 {
	b.t.Helper()
	var seqs []int64
	b.update(tenant, func(tx *store.Tx) (err error) {
		seqs, err = tx.KeepMessages(b.t.Context(), messages)
		return err
	})
	return seqs
}

// Count returns how many messages a transaction sees.
func Count(tx *store.Tx, ctx context.Context) (int64, error) {
	var n int64
	sources, err := tx.Sources(ctx)
	for _, s := range sources {
		n += s.Received
	}
	return n, err
}

// read returns what a method of the transaction returns in a View.
func read[T any](b *bench, tenant string, method func(tx *store.Tx, ctx context.Context) (T, error)) T {
	b.t.Helper()
	var got T
	err := b.View(b.t.Context(), tenant, func(tx *store.Tx) (err error) {
		got, err = method(tx, b.t.Context())
		return err
	})
	if err != nil {
		b.t.Fatalf("View: %v", err)
	}
	return got
}

// same fails the test unless got is want.
func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// Message returns a message of a source that differs from those of other
// numbers. It is sealed under epoch 1, in name only.
func Message(source string, n, size int) store.Message {
	m := store.Message{Source: source, Received: instant(n), Epoch: 1, Sealed: make([]byte, size), Size: int64(size)}
	binary.BigEndian.PutUint64(m.ID[:], uint64(n))
	copy(m.Sealed, fmt.Sprintf("%d %s", n, source))
	m.Hash = sha256.Sum256(m.Sealed)
	return m
}

// patient returns the blind index of the nth patient.
func patient(n int) [16]byte {
	var id [16]byte
	binary.BigEndian.PutUint64(id[8:], uint64(n))
	return id
}
