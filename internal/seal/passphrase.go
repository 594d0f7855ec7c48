package seal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// ErrPassphrase is returned where a passphrase does not open a wrapped key.
var ErrPassphrase = errors.New("the passphrase is wrong, or the wrapped key is damaged; try again, then use the key file")

// A wrapped key is: what it is, how costly a guess was made, a salt, and the
// sealed private key, to which all before it is bound.
const (
	wrapMagic  = "redoutlet wrapped key 1\n"
	saltSize   = 16
	wrapHeader = len(wrapMagic) + 4 + 4 + 1 + saltSize
)

// A cost says how much work one guess at a passphrase is made to be.
type cost struct {
	passes  uint32
	memory  uint32 // KiB
	threads uint8
}

// recommended is the second of the two settings of RFC 9106, section 4: the
// one for machines that cannot spare 2 GiB for a sign-in.
var recommended = cost{passes: 3, memory: 64 << 10, threads: 4}

// affordable reports whether the cost is one this package could have written:
// a wrapped key that was tampered with must not exhaust the machine.
func (c cost) affordable() bool {
	return c.passes >= 1 && c.passes <= 16 && c.memory >= 8<<10 && c.memory <= 1<<20 && c.threads >= 1 && c.threads <= 16
}

// WrapWithPassphrase seals the private key under a passphrase, which must not
// be empty, and returns what UnwrapWithPassphrase needs beside it. random is
// crypto/rand.Reader everywhere but in tests.
func WrapWithPassphrase(random io.Reader, k *PrivateKey, passphrase []byte) ([]byte, error) {
	if k == nil {
		return nil, ErrLocked
	}
	if len(passphrase) == 0 {
		return nil, errors.New("wrapping the private key: the passphrase is empty; choose one")
	}
	secret, err := k.Bytes()
	if err != nil {
		return nil, err
	}
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(random, salt); err != nil {
		return nil, fmt.Errorf("wrapping the private key: %w", err)
	}
	header := recommended.header(salt)
	aead, err := newAEAD(recommended.stretch(passphrase, salt))
	if err != nil {
		return nil, fmt.Errorf("wrapping the private key: %w", err)
	}
	return aead.Seal(header, nil, secret, header), nil
}

// UnwrapWithPassphrase returns the private key that WrapWithPassphrase sealed,
// or ErrPassphrase. It takes about a tenth of a second and 64 MiB, on purpose.
func UnwrapWithPassphrase(wrapped, passphrase []byte) (*PrivateKey, error) {
	if len(wrapped) < wrapHeader || string(wrapped[:len(wrapMagic)]) != wrapMagic {
		return nil, errors.New("unwrapping the private key: this is not a wrapped key; use the key file")
	}
	header := wrapped[:wrapHeader:wrapHeader]
	c, salt := parseHeader(header)
	if !c.affordable() {
		return nil, ErrPassphrase
	}
	aead, err := newAEAD(c.stretch(passphrase, salt))
	if err != nil {
		return nil, fmt.Errorf("unwrapping the private key: %w", err)
	}
	secret, err := aead.Open(nil, nil, wrapped[wrapHeader:], header)
	if err != nil {
		return nil, ErrPassphrase
	}
	return ParsePrivateKey(secret)
}

func (c cost) header(salt []byte) []byte {
	b := []byte(wrapMagic)
	b = binary.BigEndian.AppendUint32(b, c.passes)
	b = binary.BigEndian.AppendUint32(b, c.memory)
	b = append(b, c.threads)
	b = append(b, salt...)
	return b[:len(b):len(b)] // what is appended must not share the header's memory
}

func parseHeader(b []byte) (cost, []byte) {
	b = b[len(wrapMagic):]
	c := cost{passes: binary.BigEndian.Uint32(b), memory: binary.BigEndian.Uint32(b[4:]), threads: b[8]}
	return c, b[9:]
}

// stretch turns a passphrase into a key. One passphrase can be typed as
// different code points on different keyboards, so it is composed first (NFC,
// as RFC 8265 has it for passwords).
func (c cost) stretch(passphrase, salt []byte) []byte {
	return argon2.IDKey(norm.NFC.Bytes(passphrase), salt, c.passes, c.memory, c.threads, keySize)
}
