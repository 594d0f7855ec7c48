package seal

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// A book keeps epochs as a store would.
type book struct {
	mu     sync.Mutex
	epochs []Epoch
	err    error // what keeping fails with
}

func (b *book) keep(e Epoch) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		return b.err
	}
	b.epochs = append(b.epochs, e)
	return nil
}

var errNoEpoch = errors.New("no such epoch")

func (b *book) find(id int64) (Epoch, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.epochs {
		if e.ID == id {
			return e, nil
		}
	}
	return Epoch{}, errNoEpoch
}

// A clock stands until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// A kit is what one tenant seals and opens with.
type kit struct {
	book   *book
	clock  *clock
	key    *PrivateKey
	sealer *Sealer
	opener *Opener
}

func newKit(t testing.TB, tenant string) *kit {
	t.Helper()
	key := newKey(t)
	b, c := new(book), &clock{time.Date(2026, 3, 5, 6, 0, 0, 0, time.UTC)}
	return &kit{
		book: b, clock: c, key: key,
		sealer: NewSealer(tenant, key.Public(), b.keep, c.now),
		opener: NewOpener(tenant, key, b.find),
	}
}

func newKey(t testing.TB) *PrivateKey {
	t.Helper()
	key, err := GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func newID(t testing.TB) RecordID {
	t.Helper()
	id, err := NewRecordID(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (k *kit) seal(t testing.TB, id RecordID, plaintext string) Sealed {
	t.Helper()
	s, err := k.sealer.Seal("message", id, 1, []byte(plaintext))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRoundTrip(t *testing.T) {
	k := newKit(t, "north")
	for _, size := range []int{0, 1, 15, 16, 17, 2048, 1 << 20} {
		plaintext := make([]byte, size)
		if _, err := rand.Read(plaintext); err != nil {
			t.Fatal(err)
		}
		id := newID(t)
		sealed, err := k.sealer.Seal("message", id, 7, plaintext)
		if err != nil {
			t.Fatal(err)
		}
		if len(sealed.Bytes) != size+28 {
			t.Errorf("%d bytes sealed are %d, want 28 more", size, len(sealed.Bytes))
		}
		got, err := k.opener.Open("message", id, 7, sealed)
		if err != nil || !bytes.Equal(got, plaintext) {
			t.Errorf("%d bytes do not come back: %v", size, err)
		}
	}
}

func TestSealsDiffer(t *testing.T) {
	k, id := newKit(t, "north"), RecordID{1}
	if bytes.Equal(k.seal(t, id, "same").Bytes, k.seal(t, id, "same").Bytes) {
		t.Error("the same plaintext sealed twice is the same: a nonce was used again")
	}
}

// A sealed value opens nowhere but where it belongs.
func TestMovedDoesNotOpen(t *testing.T) {
	k, id := newKit(t, "north"), RecordID{1}
	sealed := k.seal(t, id, "secret")
	other := k.seal(t, id, "secret") // a second epoch to name
	k.clock.at = k.clock.at.Add(EpochAge)
	later := k.seal(t, id, "secret")
	if other.Epoch == later.Epoch {
		t.Fatal("no second epoch was made")
	}
	south := NewOpener("south", k.key, k.book.find)
	for _, c := range []struct {
		name    string
		opener  *Opener
		purpose string
		id      RecordID
		version uint32
		sealed  Sealed
	}{
		{"another record", k.opener, "message", RecordID{2}, 1, sealed},
		{"another purpose", k.opener, "summary", id, 1, sealed},
		{"a purpose that begins alike", k.opener, "message ", id, 1, sealed},
		{"another version", k.opener, "message", id, 2, sealed},
		{"another tenant", south, "message", id, 1, sealed},
		{"another epoch", k.opener, "message", id, 1, Sealed{later.Epoch, sealed.Bytes}},
		{"another key", NewOpener("north", newKey(t), k.book.find), "message", id, 1, sealed},
	} {
		got, err := c.opener.Open(c.purpose, c.id, c.version, c.sealed)
		if !errors.Is(err, ErrSealed) || got != nil {
			t.Errorf("%s: opened as %q, %v, want ErrSealed", c.name, got, err)
		}
	}
	if _, err := k.opener.Open("message", id, 1, sealed); err != nil {
		t.Errorf("where it belongs: %v", err)
	}
}

// Two places never have the same additional data, however their texts are
// divided.
func TestBindingIsUnambiguous(t *testing.T) {
	seen := make(map[string]binding)
	for _, tenant := range []string{"", "a", "ab", "abc"} {
		for _, purpose := range []string{"", "c", "bc", "abc"} {
			for _, id := range []RecordID{{}, {15: 1}} {
				for _, version := range []uint32{0, 1, 1 << 24} {
					p := binding{tenant, purpose, id, version}
					if q, ok := seen[string(p.bytes())]; ok {
						t.Errorf("%v and %v are written alike", p, q)
					}
					seen[string(p.bytes())] = p
				}
			}
		}
	}
}

func TestFlippedBitDoesNotOpen(t *testing.T) {
	k, id := newKit(t, "north"), RecordID{1}
	sealed := k.seal(t, id, "secret")
	for bit := range len(sealed.Bytes) * 8 {
		altered := Sealed{sealed.Epoch, bytes.Clone(sealed.Bytes)}
		altered.Bytes[bit/8] ^= 1 << (bit % 8)
		if _, err := k.opener.Open("message", id, 1, altered); !errors.Is(err, ErrSealed) {
			t.Errorf("bit %d flipped: %v, want ErrSealed", bit, err)
		}
	}
	for cut := range sealed.Bytes {
		if _, err := k.opener.Open("message", id, 1, Sealed{sealed.Epoch, sealed.Bytes[:cut]}); !errors.Is(err, ErrSealed) {
			t.Errorf("cut to %d bytes: %v, want ErrSealed", cut, err)
		}
	}
}

func TestFlippedBitInEpochDoesNotOpen(t *testing.T) {
	k, id := newKit(t, "north"), RecordID{1}
	sealed := k.seal(t, id, "secret")
	wrapped := k.book.epochs[0].Wrapped
	for i := range wrapped {
		altered := bytes.Clone(wrapped)
		altered[i] ^= 1
		find := func(id int64) (Epoch, error) { return Epoch{ID: id, Wrapped: altered}, nil }
		if _, err := NewOpener("north", k.key, find).Open("message", id, 1, sealed); !errors.Is(err, ErrSealed) {
			t.Errorf("byte %d of the wrapped key altered: %v, want ErrSealed", i, err)
		}
	}
}

func TestLocked(t *testing.T) {
	k, id := newKit(t, "north"), RecordID{1}
	sealed := k.seal(t, id, "secret") // sealing needs no private key
	if _, err := NewOpener("north", nil, k.book.find).Open("message", id, 1, sealed); !errors.Is(err, ErrLocked) {
		t.Errorf("Open: %v, want ErrLocked", err)
	}
	if _, err := NewIndex(nil, "patient"); !errors.Is(err, ErrLocked) {
		t.Errorf("NewIndex: %v, want ErrLocked", err)
	}
}

func TestUnknownEpoch(t *testing.T) {
	k := newKit(t, "north")
	if _, err := k.opener.Open("message", RecordID{}, 1, Sealed{Epoch: 5}); !errors.Is(err, errNoEpoch) {
		t.Errorf("Open: %v, want the error of the lookup", err)
	}
}

func TestErrorsHoldNoPlaintext(t *testing.T) {
	k, id := newKit(t, "north"), RecordID{1}
	const secret = "SMITH^JOHN"
	sealed := k.seal(t, id, secret)
	_, moved := k.opener.Open("message", RecordID{2}, 1, sealed)
	k.book.err = errors.New("disk full")
	k.clock.at = k.clock.at.Add(EpochAge)
	_, unkept := k.sealer.Seal("message", id, 1, []byte(secret))
	for _, err := range []error{moved, unkept} {
		if err == nil || strings.Contains(err.Error(), "SMITH") {
			t.Errorf("error: %v", err)
		}
	}
}

func TestConcurrentSealAndOpen(t *testing.T) {
	k := newKit(t, "north")
	k.sealer.limit = 10 // so that epochs change hands meanwhile
	var group errgroup.Group
	for n := range byte(64) {
		group.Go(func() error {
			id := RecordID{n}
			sealed, err := k.sealer.Seal("message", id, 1, []byte{n})
			if err != nil {
				return err
			}
			got, err := k.opener.Open("message", id, 1, sealed)
			if err == nil && !bytes.Equal(got, []byte{n}) {
				err = errors.New("another plaintext came back")
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
}
