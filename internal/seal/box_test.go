package seal_test

import (
	"crypto/rand"
	"errors"
	"testing"

	"redoutlet/internal/seal"
)

// TestABoxOpensForItsPurposeAlone: what was enclosed is disclosed to who holds
// the key, for the same purpose, and only as it was.
func TestABoxOpensForItsPurposeAlone(t *testing.T) {
	key, err := seal.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	box, err := seal.Enclose(key.Public(), "pack keys", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := seal.Disclose(key, "pack keys", box)
	if err != nil || string(plain) != "secret" {
		t.Fatalf("%q, %v", plain, err)
	}
	if _, err := seal.Disclose(key, "another", box); !errors.Is(err, seal.ErrSealed) {
		t.Errorf("for another purpose: %v", err)
	}
	if _, err := seal.Disclose(nil, "pack keys", box); !errors.Is(err, seal.ErrLocked) {
		t.Errorf("without a key: %v", err)
	}
	for i := range box {
		box[i] ^= 1
		if _, err := seal.Disclose(key, "pack keys", box); !errors.Is(err, seal.ErrSealed) {
			t.Fatalf("with byte %d altered: %v", i, err)
		}
		box[i] ^= 1
	}
}
