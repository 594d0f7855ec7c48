package identity

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
)

func TestPasswordRulesAskForLengthAlone(t *testing.T) {
	for _, tt := range []struct {
		say, name, password string
		ok                  bool
	}{
		{"twelve small letters", "adeyemi", "abcdefghijkl", true},
		{"eleven", "adeyemi", "abcdefghijk", false},
		{"twelve characters of two bytes", "adeyemi", strings.Repeat("é", 12), true},
		{"six characters of two bytes are six", "adeyemi", strings.Repeat("é", 6), false},
		{"the account's name", "radeyemi.nurse", "radeyemi.nurse", false},
		{"the account's name in capitals, twice", "radeyemi", "RADEYEMIradeyemi", false},
		{"the account's name and a year", "radeyemi.nurse", "radeyemi.nurse2026", false},
		{"the account's name within a long one", "ann", "ann walks four small dogs", true},
		{"spaces count", "adeyemi", "a b c d e f ", true},
		{"far too long", "adeyemi", strings.Repeat("x", MaxPassword+1), false},
		{"not text", "adeyemi", "abcdefghijkl\xff", false},
	} {
		if err := CheckPassword(tt.name, tt.password); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.say, err)
		}
	}
}

func TestHashMatchesItsPasswordOnly(t *testing.T) {
	ctx, h := context.Background(), quickHasher()
	hash, err := h.Hash(ctx, password)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Errorf("hash does not say how it was made: %s", hash)
	}
	for _, tt := range []struct {
		password string
		want     bool
	}{
		{password, true}, {password + " ", false}, {strings.ToUpper(password), false}, {"", false},
		{strings.Repeat("x", MaxPassword+1), false},
	} {
		if got, err := h.Matches(ctx, hash, tt.password); got != tt.want || err != nil {
			t.Errorf("%.30q matches: %v, %v; want %v", tt.password, got, err, tt.want)
		}
	}
	again, err := h.Hash(ctx, password)
	if err != nil || again == hash {
		t.Errorf("two hashes of one password are the same (%v)", err)
	}
}

// The hash was made with the reference implementation of Argon2, by its Python
// binding.
func TestHashOfTheReferenceImplementationMatches(t *testing.T) {
	const theirs = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$mbNkK54JHrcZ3dAJ+KAOLBQr78pVvbRI6y0N60T8Dvc"
	h := NewHasher(strings.NewReader("somesaltsomesalt"))
	if got, err := h.Hash(context.Background(), password); got != theirs || err != nil {
		t.Errorf("hash is %s (%v), want %s", got, err, theirs)
	}
	if ok, err := h.Matches(context.Background(), theirs, password); !ok || err != nil {
		t.Errorf("the hash does not match: %v", err)
	}
}

func TestDamagedHashMatchesNothing(t *testing.T) {
	ctx, h := context.Background(), quickHasher()
	good, err := h.Hash(ctx, password)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		"", password, "$", strings.TrimPrefix(good, "$"), good + "$", good + "A",
		strings.Replace(good, "argon2id", "argon2i", 1),
		strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=64", "m=4294967295", 1),
		strings.Replace(good, "t=1", "t=0", 1),
		strings.Replace(good, "p=1", "p=0", 1),
		strings.Replace(good, "m=64", "m=064", 1),
		good[:len(good)-4],
	} {
		if got, err := h.Matches(ctx, bad, password); got || err == nil {
			t.Errorf("damaged hash %q: matches %v, error %v", bad, got, err)
		}
	}
}

func TestHasherWorksOnTwoAtOnce(t *testing.T) {
	h := quickHasher()
	h.gate <- struct{}{}
	h.gate <- struct{}{}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := h.Hash(ctx, password); !errors.Is(err, context.Canceled) {
		t.Errorf("a third hash beside two: %v, want it to wait until its context ends", err)
	}
	<-h.gate
	if _, err := h.Hash(context.Background(), password); err != nil {
		t.Errorf("a second hash beside one: %v", err)
	}
}

func TestHashNeedsRandomness(t *testing.T) {
	if _, err := NewHasher(bytes.NewReader(nil)).Hash(context.Background(), password); err == nil {
		t.Error("a hash was made without a salt")
	}
}

func FuzzParseStored(f *testing.F) {
	f.Add(stored{recommended, make([]byte, saltSize), make([]byte, keySize)}.String())
	f.Add("$argon2id$v=19$m=8,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parseStored(text)
		if err == nil && (s.String() != text || !s.cost.affordable()) {
			t.Errorf("%q was read as %q", text, s)
		}
	})
}

func BenchmarkHash(b *testing.B) {
	ctx, h := context.Background(), NewHasher(rand.Reader)
	for b.Loop() {
		if _, err := h.Hash(ctx, password); err != nil {
			b.Fatal(err)
		}
	}
}
