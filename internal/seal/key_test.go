package seal

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// sameKey fails the test unless both are one private key.
func sameKey(t *testing.T, got, want *PrivateKey) {
	t.Helper()
	if got == nil || !bytes.Equal(keyBytes(t, got), keyBytes(t, want)) || !got.Public().Equal(want.Public()) {
		t.Error("another key came back")
	}
}

func keyBytes(t *testing.T, k *PrivateKey) []byte {
	t.Helper()
	b, err := k.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestKeyBytes(t *testing.T) {
	key := newKey(t)
	private, err := ParsePrivateKey(keyBytes(t, key))
	if err != nil {
		t.Fatal(err)
	}
	sameKey(t, private, key)
	public, err := ParsePublicKey(key.Public().Bytes())
	if err != nil || !public.Equal(key.Public()) {
		t.Errorf("another public key came back: %v", err)
	}
	for _, b := range [][]byte{nil, make([]byte, 31), make([]byte, 33)} {
		if _, err := ParsePrivateKey(b); err == nil {
			t.Errorf("%d bytes are read as a private key", len(b))
		}
		if _, err := ParsePublicKey(b); err == nil {
			t.Errorf("%d bytes are read as a public key", len(b))
		}
	}
}

func TestKeysDiffer(t *testing.T) {
	if newKey(t).Public().Equal(newKey(t).Public()) {
		t.Error("two new keys are the same")
	}
	if _, err := GenerateKey(strings.NewReader("too short")); err == nil {
		t.Error("a key was made of too little randomness")
	}
}

// However a private key is printed, none of it shows.
func TestKeyIsNotPrinted(t *testing.T) {
	key := newKey(t)
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("opened", "key", key, "value", *key)
	within := struct {
		name string
		key  *PrivateKey
		copy PrivateKey
	}{"tenant", key, *key}
	texts := []string{log.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		texts = append(texts, fmt.Sprintf(verb, key), fmt.Sprintf(verb, *key), fmt.Sprintf(verb, within))
	}
	b := keyBytes(t, key)
	for _, text := range texts {
		for _, form := range []string{"%x", "%X", "%s", "%d", "%#v"} {
			secret := strings.Trim(fmt.Sprintf(form, b[:8]), "[]{}")
			if strings.Contains(text, secret) {
				t.Errorf("a key was printed: %d bytes of text hold it as %s", len(text), form)
			}
		}
	}
	if !strings.Contains(log.String(), redacted) || key.String() != redacted {
		t.Error("a key does not show that it is one")
	}
}

func TestKeyFile(t *testing.T) {
	path, key := filepath.Join(t.TempDir(), "private.key"), newKey(t)
	if err := WriteKeyFile(path, key); err != nil {
		t.Fatal(err)
	}
	got, err := ReadKeyFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sameKey(t, got, key)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("the key file has mode %v, want 0600", info.Mode())
	}
	if err := WriteKeyFile(path, newKey(t)); !errors.Is(err, os.ErrExist) {
		t.Errorf("writing over a key file: %v, want os.ErrExist", err)
	}
	if err := WriteKeyFile(filepath.Join(t.TempDir(), "none"), nil); !errors.Is(err, ErrLocked) {
		t.Errorf("writing no key: %v, want ErrLocked", err)
	}
}

func TestKeyText(t *testing.T) {
	key := newKey(t)
	text, err := keyText(key)
	if err != nil {
		t.Fatal(err)
	}
	for _, same := range []string{text, strings.ReplaceAll(text, "\n", "\r\n"), "\n" + text + "\n\n"} {
		got, err := parseKeyText(same)
		if err != nil {
			t.Errorf("as an editor may leave it: %v", err)
			continue
		}
		sameKey(t, got, key)
	}
	secret := strings.Split(text, "\n")[1]
	for i := range text {
		altered := []byte(text)
		altered[i] = map[bool]byte{true: 'A', false: 'B'}[altered[i] != 'A']
		if i == len(text)-1 {
			continue // the last line's end is not needed
		}
		_, err := parseKeyText(string(altered))
		if err == nil {
			t.Errorf("byte %d altered, and the key was read", i)
		} else if strings.Contains(err.Error(), secret[:8]) {
			t.Error("an error shows the key")
		}
	}
	if _, err := parseKeyText(""); err == nil {
		t.Error("an empty file was read as a key")
	}
}

func TestPassphrase(t *testing.T) {
	key := newKey(t)
	wrapped, err := WrapWithPassphrase(rand.Reader, key, []byte("h\u00e9ron on the roof"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := UnwrapWithPassphrase(wrapped, []byte("he\u0301ron on the roof")) // typed on another keyboard
	if err != nil {
		t.Fatal(err)
	}
	sameKey(t, got, key)
	if _, err := UnwrapWithPassphrase(wrapped, []byte("heron on the roof")); !errors.Is(err, ErrPassphrase) {
		t.Errorf("another passphrase: %v, want ErrPassphrase", err)
	}
	if bytes.Contains(wrapped, keyBytes(t, key)) {
		t.Error("the wrapped key holds the key")
	}
	if _, err := WrapWithPassphrase(rand.Reader, key, nil); err == nil {
		t.Error("a key was wrapped under an empty passphrase")
	}
	if _, err := WrapWithPassphrase(rand.Reader, nil, []byte("x")); !errors.Is(err, ErrLocked) {
		t.Errorf("wrapping no key: %v, want ErrLocked", err)
	}
}

// What was altered does not unwrap, and never costs more than it may.
func TestAlteredWrappedKey(t *testing.T) {
	passphrase := []byte("heron")
	wrapped, err := WrapWithPassphrase(rand.Reader, newKey(t), passphrase)
	if err != nil {
		t.Fatal(err)
	}
	for name, at := range map[string]int{
		"what it is":  0,
		"passes":      len(wrapMagic) + 3,
		"many passes": len(wrapMagic),
		"much memory": len(wrapMagic) + 4,
		"threads":     len(wrapMagic) + 8,
		"salt":        len(wrapMagic) + 9,
		"nonce":       wrapHeader,
		"key":         wrapHeader + 20,
		"tag":         len(wrapped) - 1,
	} {
		altered := bytes.Clone(wrapped)
		altered[at] ^= 0x03
		if _, err := UnwrapWithPassphrase(altered, passphrase); err == nil {
			t.Errorf("%s altered, and it unwraps", name)
		}
	}
	for _, cut := range []int{0, wrapHeader - 1, wrapHeader, len(wrapped) - 1} {
		if _, err := UnwrapWithPassphrase(wrapped[:cut], passphrase); err == nil {
			t.Errorf("cut to %d bytes, and it unwraps", cut)
		}
	}
}
