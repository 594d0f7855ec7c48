package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
)

// An Index turns an identifier into 16 bytes that tell whoever lacks the
// private key nothing but which entries are equal. Use it for identifiers that
// are rarely shared, such as a record number; an index of surnames would give
// them away by how common each is. It is safe for concurrent use.
type Index struct{ key []byte }

// NewIndex returns the index for a purpose (a fixed label, as in "patient"),
// whose entries match those of no other purpose. It fails with ErrLocked where
// the key is nil.
func NewIndex(key *PrivateKey, purpose string) (*Index, error) {
	if key == nil {
		return nil, ErrLocked
	}
	secret, err := key.Bytes()
	if err != nil {
		return nil, err
	}
	derived, err := hkdf.Key(sha256.New, secret, nil, "redoutlet index 1 "+purpose, keySize)
	if err != nil {
		return nil, fmt.Errorf("deriving an index key: %w", err)
	}
	return &Index{derived}, nil
}

// Of returns the entry for an identifier of one or more parts, as in authority
// and value. Parts divided differently give different entries.
func (x *Index) Of(parts ...string) [16]byte {
	mac := hmac.New(sha256.New, x.key)
	var b []byte
	for _, p := range parts {
		b = appendText(b, p)
	}
	mac.Write(b)
	return [16]byte(mac.Sum(nil))
}
