package seal

import (
	"crypto/hpke"
	"fmt"
)

// Enclose seals something small for whoever holds the private key, bound to a
// purpose (a fixed label, as in "pack keys"). It needs no epoch and so no record:
// it is for what stands in a file beside the record.
func Enclose(to PublicKey, purpose string, plain []byte) ([]byte, error) {
	sealed, err := hpke.Seal(to.key, hpke.HKDFSHA256(), hpke.AES256GCM(), boxInfo(purpose), plain)
	if err != nil {
		return nil, fmt.Errorf("sealing %s: %w", purpose, err)
	}
	return sealed, nil
}

// Disclose opens what Enclose sealed for the same purpose. It fails with
// ErrLocked where the key is nil, and with ErrSealed where the value was altered.
func Disclose(key *PrivateKey, purpose string, sealed []byte) ([]byte, error) {
	if key == nil {
		return nil, ErrLocked
	}
	plain, err := hpke.Open(key.key, hpke.HKDFSHA256(), hpke.AES256GCM(), boxInfo(purpose), sealed)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", purpose, ErrSealed)
	}
	return plain, nil
}

func boxInfo(purpose string) []byte { return []byte("redoutlet box 1 " + purpose) }
