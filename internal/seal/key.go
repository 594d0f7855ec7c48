package seal

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// ErrLocked is returned by whatever needs the private key where there is none.
var ErrLocked = errors.New("locked: the private key is needed; unlock with the key file or the passphrase")

// redacted is what a private key shows of itself, however it is printed.
const redacted = "[private key]"

// suite returns the key encapsulation every tenant key uses: DHKEM(X25519, HKDF-SHA256).
func suite() hpke.KEM { return hpke.DHKEM(ecdh.X25519()) }

// A PublicKey is the half of a tenant's key pair that seals.
type PublicKey struct{ key hpke.PublicKey }

// ParsePublicKey reads a public key from the 32 bytes that Bytes returned.
func ParsePublicKey(b []byte) (PublicKey, error) {
	k, err := suite().NewPublicKey(b)
	if err != nil {
		return PublicKey{}, fmt.Errorf("reading a public key: %w", err)
	}
	return PublicKey{k}, nil
}

// Bytes returns the key's 32 bytes.
func (k PublicKey) Bytes() []byte { return k.key.Bytes() }

// Equal reports whether both are the same key.
func (k PublicKey) Equal(other PublicKey) bool { return bytes.Equal(k.Bytes(), other.Bytes()) }

// A PrivateKey is the half of a tenant's key pair that opens. Printed or
// logged it shows only that it is one.
type PrivateKey struct{ key hpke.PrivateKey }

// GenerateKey makes a new key pair from 32 bytes of random, which is
// crypto/rand.Reader everywhere but in tests.
func GenerateKey(random io.Reader) (*PrivateKey, error) {
	material := make([]byte, 32)
	if _, err := io.ReadFull(random, material); err != nil {
		return nil, fmt.Errorf("making a key pair: %w", err)
	}
	k, err := suite().DeriveKeyPair(material)
	if err != nil {
		return nil, fmt.Errorf("making a key pair: %w", err)
	}
	return &PrivateKey{k}, nil
}

// ParsePrivateKey reads a private key from the 32 bytes that Bytes returned.
func ParsePrivateKey(b []byte) (*PrivateKey, error) {
	k, err := suite().NewPrivateKey(b)
	if err != nil {
		return nil, errors.New("reading a private key: it is not one")
	}
	return &PrivateKey{k}, nil
}

// Bytes returns the key's 32 bytes, which must not be kept anywhere but in a
// key file or wrapped under a passphrase.
func (k PrivateKey) Bytes() ([]byte, error) {
	b, err := k.key.Bytes()
	if err != nil {
		return nil, fmt.Errorf("writing out a private key: %w", err)
	}
	return b, nil
}

// Public returns the half that seals.
func (k PrivateKey) Public() PublicKey { return PublicKey{k.key.PublicKey()} }

// String returns a fixed text in place of the key.
func (k PrivateKey) String() string { return redacted }

// Format writes a fixed text in place of the key, whatever the verb.
func (k PrivateKey) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue logs a fixed text in place of the key.
func (k PrivateKey) LogValue() slog.Value { return slog.StringValue(redacted) }
