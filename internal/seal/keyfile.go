package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"redoutlet/internal/disk"
)

// A key file is three lines of text: what it is, the key in base64, and the
// first 16 hexadecimal digits of the key's SHA-256, so that one that was
// copied by hand or from a failing disk is found out when it is read.
const (
	keyFileHeader = "redoutlet private key 1"
	keyFileCheck  = "check "
)

// WriteKeyFile writes the private key to a new file that only its owner may
// read (0600). It never replaces a file: what an older key sealed would be lost.
func WriteKeyFile(path string, k *PrivateKey) error {
	text, err := keyText(k)
	if err != nil {
		return err
	}
	if err := disk.New(path, []byte(text)); err != nil {
		return fmt.Errorf("writing the key file: %w", err)
	}
	return disk.SyncFolder(filepath.Dir(path))
}

// ReadKeyFile reads a private key that WriteKeyFile wrote. It does not mind
// who else may read the file: a key on a memory stick, where permissions
// cannot be set, must open the record on a bad night.
func ReadKeyFile(path string) (*PrivateKey, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the key file: %w", err)
	}
	k, err := parseKeyText(string(text))
	if err != nil {
		return nil, fmt.Errorf("key file %s: %w", path, err)
	}
	return k, nil
}

func keyText(k *PrivateKey) (string, error) {
	if k == nil {
		return "", ErrLocked
	}
	b, err := k.Bytes()
	if err != nil {
		return "", err
	}
	lines := []string{keyFileHeader, base64.StdEncoding.EncodeToString(b), keyFileCheck + keyCheck(b)}
	return strings.Join(lines, "\n") + "\n", nil
}

func keyCheck(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

func parseKeyText(text string) (*PrivateKey, error) {
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r", "")), "\n")
	if len(lines) != 3 || lines[0] != keyFileHeader {
		return nil, fmt.Errorf("not a key file: it should be three lines, the first %q; use the file that init wrote", keyFileHeader)
	}
	b, err := base64.StdEncoding.DecodeString(lines[1])
	if err != nil || keyFileCheck+keyCheck(b) != lines[2] {
		return nil, errors.New("damaged: its check does not match the key; use another copy of it")
	}
	return ParsePrivateKey(b)
}
