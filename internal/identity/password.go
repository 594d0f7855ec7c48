package identity

import (
	"context"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The limits of a password: characters at least, bytes at most.
const (
	MinPassword = 12
	MaxPassword = 1024
)

// CheckPassword says what is wrong with a new password for the account name,
// or nil. Length is all that counts (NIST SP 800-63B): no mix of kinds of
// characters is asked for, but the account's own name counts for nothing.
func CheckPassword(name, password string) error {
	switch {
	case len(password) > MaxPassword:
		return fmt.Errorf("the password is too long: use %d bytes at most", MaxPassword)
	case !utf8.ValidString(password):
		return errors.New("the password is not readable text: type another one")
	case utf8.RuneCountInString(password) < MinPassword:
		return fmt.Errorf("the password is too short: use %d characters or more; a few words do well", MinPassword)
	case name != "" && utf8.RuneCountInString(withoutName(name, password)) < MinPassword:
		return fmt.Errorf("the password holds the account's name, which does not count: use %d characters besides it", MinPassword)
	}
	return nil
}

func withoutName(name, password string) string {
	return strings.ReplaceAll(strings.ToLower(password), strings.ToLower(name), "")
}

// A cost says how much work one guess at a password is made to be.
type cost struct {
	memory uint32 // KiB
	passes uint32
	lanes  uint8
}

// recommended is the setting of Argon2id that the OWASP Password Storage Cheat
// Sheet names first among those for one lane and little memory.
var recommended = cost{memory: 19 << 10, passes: 2, lanes: 1}

// affordable reports whether a stored hash asks for work this machine should
// do: a row that was tampered with must not exhaust it.
func (c cost) affordable() bool {
	return c.memory >= 8 && c.memory <= 128<<10 && c.passes >= 1 && c.passes <= 16 && c.lanes >= 1 && c.lanes <= 8
}

const (
	saltSize     = 16
	keySize      = 32
	hashesAtOnce = 2 // together 38 MiB, however many people sign in
)

// A Hasher turns passwords into what may be stored, and compares. It works on
// two passwords at once and lets the others wait, so that a rush of sign-ins
// takes time and not memory. It is safe for concurrent use.
type Hasher struct {
	random io.Reader
	cost   cost
	gate   chan struct{}
}

// NewHasher returns a Hasher that takes its salts from random, which is
// crypto/rand.Reader everywhere but in tests.
func NewHasher(random io.Reader) *Hasher {
	return &Hasher{random: random, cost: recommended, gate: make(chan struct{}, hashesAtOnce)}
}

// Hash returns the password's Argon2id hash in PHC string form. It does not
// judge the password: see [CheckPassword].
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("hashing a password: %w", err)
	}
	key, err := h.stretch(ctx, password, stored{cost: h.cost, salt: salt})
	if err != nil {
		return "", err
	}
	return stored{h.cost, salt, key}.String(), nil
}

// Matches reports whether the password is the one that was hashed, in a time
// that does not tell how nearly. It fails where the hash is not one this
// package wrote, or the context ends while others are before it.
func (h *Hasher) Matches(ctx context.Context, hash, password string) (bool, error) {
	s, err := parseStored(hash)
	if err != nil {
		return false, err
	}
	if len(password) > MaxPassword {
		password = "" // no password is empty, so this matches nothing, at the same cost
	}
	key, err := h.stretch(ctx, password, s)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(key, s.key) == 1, nil
}

func (h *Hasher) stretch(ctx context.Context, password string, s stored) ([]byte, error) {
	select {
	case h.gate <- struct{}{}:
		defer func() { <-h.gate }()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to compare a password: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(password), s.salt, s.cost.passes, s.cost.memory, s.cost.lanes, keySize), nil
}

// stored is a hash taken apart.
type stored struct {
	cost cost
	salt []byte
	key  []byte
}

// String writes the PHC string form.
func (s stored) String() string {
	text := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, s.cost.memory, s.cost.passes, s.cost.lanes, text(s.salt), text(s.key))
}

var errHash = errors.New("a stored password hash is damaged: set a new password for the account")

// parseStored reads the PHC string form, and only as String writes it.
func parseStored(hash string) (stored, error) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		return stored{}, errHash
	}
	var s stored
	_, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &s.cost.memory, &s.cost.passes, &s.cost.lanes)
	if err != nil || !s.cost.affordable() {
		return stored{}, errHash
	}
	var errSalt, errKey error
	s.salt, errSalt = base64.RawStdEncoding.DecodeString(parts[4])
	s.key, errKey = base64.RawStdEncoding.DecodeString(parts[5])
	if errSalt != nil || errKey != nil || len(s.salt) < saltSize || len(s.key) != keySize || s.String() != hash {
		return stored{}, errHash
	}
	return s, nil
}

// NewPassword makes a password of 100 random bits, in groups that can be read
// out.
func NewPassword(random io.Reader) (string, error) {
	var raw [13]byte
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		return "", fmt.Errorf("making a password: %w", err)
	}
	text := strings.ToLower(base32.StdEncoding.EncodeToString(raw[:]))[:20]
	return text[:5] + "-" + text[5:10] + "-" + text[10:15] + "-" + text[15:], nil
}
