package seal

import (
	"crypto/cipher"
	"crypto/hpke"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// An epoch key is replaced after whichever of these comes first. 2^30 random
// nonces keep the chance that one repeats below 2^-37; NIST SP 800-38D allows
// 2^32.
const (
	EpochSeals = 1 << 30
	EpochAge   = 24 * time.Hour
)

// An Epoch is one epoch key, wrapped to the tenant's public key.
type Epoch struct {
	ID      int64     // random and positive, so that processes need not agree on numbers
	Created time.Time // by the clock of the process that made it
	Wrapped []byte    // the HPKE encapsulation and the sealed key
}

// A Sealed value is what may be kept of a plaintext.
type Sealed struct {
	Epoch int64  // the epoch whose key opens it
	Bytes []byte // 12 bytes of nonce, the ciphertext, 16 bytes of tag
}

// A Sealer seals for one tenant. It needs only the public key. It is safe for
// concurrent use.
type Sealer struct {
	tenant string
	to     PublicKey
	keep   func(Epoch) error
	now    func() time.Time
	limit  int64

	mu      sync.Mutex // held while a new epoch is made
	current atomic.Pointer[epochKey]
}

// An epochKey is an epoch in use.
type epochKey struct {
	id      int64
	created time.Time
	aead    cipher.AEAD
	used    atomic.Int64
}

// NewSealer returns a Sealer for the tenant. keep is called with each new
// epoch and must have kept it durably when it returns nil: nothing is sealed
// under a key that could be lost. now is time.Now outside tests.
func NewSealer(tenant string, to PublicKey, keep func(Epoch) error, now func() time.Time) *Sealer {
	return &Sealer{tenant: tenant, to: to, keep: keep, now: now, limit: EpochSeals}
}

// Seal seals plaintext so that it opens only for the same tenant, purpose
// (a fixed label of what kind of thing this is), record id and version. It
// fails only where a new epoch could not be made or kept.
func (s *Sealer) Seal(purpose string, id RecordID, version uint32, plaintext []byte) (Sealed, error) {
	k, err := s.take()
	if err != nil {
		return Sealed{}, err
	}
	place := binding{s.tenant, purpose, id, version}
	return Sealed{Epoch: k.id, Bytes: k.aead.Seal(nil, nil, plaintext, place.bytes())}, nil
}

// take returns an epoch key and counts one use of it.
func (s *Sealer) take() (*epochKey, error) {
	if k := s.current.Load(); s.usable(k) {
		return k, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if k := s.current.Load(); s.usable(k) { // made while this call waited
		return k, nil
	}
	k, err := s.begin()
	if err != nil {
		return nil, err
	}
	k.used.Add(1)
	s.current.Store(k)
	return k, nil
}

// usable reports whether k is still to be used, and counts the use if so.
func (s *Sealer) usable(k *epochKey) bool {
	return k != nil && s.now().Sub(k.created) < EpochAge && k.used.Add(1) <= s.limit
}

// begin makes a new epoch and has it kept.
func (s *Sealer) begin() (*epochKey, error) {
	key, id, err := randomEpoch()
	if err != nil {
		return nil, err
	}
	wrapped, err := hpke.Seal(s.to.key, hpke.HKDFSHA256(), hpke.AES256GCM(), epochInfo(s.tenant, id), key)
	if err != nil {
		return nil, fmt.Errorf("wrapping an epoch key: %w", err)
	}
	aead, err := newAEAD(key)
	if err != nil {
		return nil, err
	}
	created := s.now()
	if err := s.keep(Epoch{ID: id, Created: created, Wrapped: wrapped}); err != nil {
		return nil, fmt.Errorf("keeping an epoch key: %w", err)
	}
	return &epochKey{id: id, created: created, aead: aead}, nil
}

// randomEpoch draws a key and a number between 1 and 2^63-1. It takes no
// source of randomness: a second epoch from the same bytes would repeat a key.
func randomEpoch() (key []byte, id int64, err error) {
	b := make([]byte, keySize+8)
	if _, err := rand.Read(b); err != nil {
		return nil, 0, fmt.Errorf("making an epoch key: %w", err)
	}
	id = int64(binary.BigEndian.Uint64(b[keySize:]) >> 1)
	return b[:keySize], max(id, 1), nil
}
