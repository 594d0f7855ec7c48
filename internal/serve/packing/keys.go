package packing

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"redoutlet/internal/disk"
	"redoutlet/internal/pack/bundle"
	"redoutlet/internal/seal"
)

const keysPurpose = "pack keys"

// Keys reads the keys that sign and open the packs of a tenant. They stand in a
// file of the data folder, sealed to the tenant's own key, and are made when
// they are first asked for.
func Keys(data, tenant string, key *seal.PrivateKey, random io.Reader) (bundle.Keys, error) {
	path := filepath.Join(data, tenant+".packs")
	sealed, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKeys(path, tenant, key, random)
	}
	if err != nil {
		return bundle.Keys{}, fmt.Errorf("reading the keys of packs: %w", err)
	}
	secret, err := seal.Disclose(key, keysPurpose, sealed)
	if err != nil {
		return bundle.Keys{}, fmt.Errorf("%s: %w", path, err)
	}
	return bundle.ParseKeys(string(secret))
}

func makeKeys(path, tenant string, key *seal.PrivateKey, random io.Reader) (bundle.Keys, error) {
	if key == nil {
		return bundle.Keys{}, seal.ErrLocked
	}
	keys, err := bundle.NewKeys(random, tenant)
	if err != nil {
		return bundle.Keys{}, err
	}
	sealed, err := seal.Enclose(key.Public(), keysPurpose, []byte(keys.Secret()))
	if err != nil {
		return bundle.Keys{}, err
	}
	if err := disk.New(path, sealed); err != nil {
		return bundle.Keys{}, fmt.Errorf("keeping the keys of packs: %w", err)
	}
	return keys, disk.SyncFolder(filepath.Dir(path))
}
