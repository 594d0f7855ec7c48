package bundle

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"
	"golang.org/x/mod/sumdb/note"
)

// Keys are a tenant's own: they sign its packs, and open any of them.
type Keys struct {
	Signer   note.Signer
	Verifier note.Verifier
	Identity age.Identity
	Own      age.Recipient
	secret   string
}

// NewKeys makes keys at random. name stands beside each signature, and has
// neither spaces nor a plus sign.
func NewKeys(random io.Reader, name string) (Keys, error) {
	signs, verifies, err := note.GenerateKey(random, name)
	if err != nil {
		return Keys{}, fmt.Errorf("making a key that signs packs: %w", err)
	}
	opens, err := age.GenerateX25519Identity()
	if err != nil {
		return Keys{}, fmt.Errorf("making a key that opens packs: %w", err)
	}
	return ParseKeys(strings.Join([]string{signs, verifies, opens.String()}, "\n"))
}

// errKeys says nothing of what was read: it may be most of a key.
var errKeys = errors.New("reading the keys of packs: they are damaged")

// ParseKeys reads what Secret returned.
func ParseKeys(secret string) (Keys, error) {
	lines := strings.Split(secret, "\n")
	if len(lines) != 3 {
		return Keys{}, errKeys
	}
	signer, signs := note.NewSigner(lines[0])
	verifier, verifies := note.NewVerifier(lines[1])
	identity, opens := age.ParseX25519Identity(lines[2])
	if errors.Join(signs, verifies, opens) != nil {
		return Keys{}, errKeys
	}
	return Keys{signer, verifier, identity, identity.Recipient(), secret}, nil
}

// Secret is all of the keys as text, to be kept sealed.
func (k Keys) Secret() string { return k.secret }
