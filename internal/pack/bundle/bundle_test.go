package bundle_test

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/pack/bundle"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func keys(t testing.TB) bundle.Keys {
	t.Helper()
	k, err := bundle.NewKeys(rand.Reader, "ZZHOSP")
	must(t, err)
	return k
}

// written is a bundle on disk.
func written(t testing.TB, k bundle.Keys) (folder string, m bundle.Manifest) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "4W-1188")
	var blobs []bundle.Blob
	for name, text := range map[string]string{"ward.pdf": "sheets of the unit", "patients/K7Q2.pdf": "a chart"} {
		b, err := bundle.Seal(name, []byte(text), []age.Recipient{k.Own})
		must(t, err)
		blobs = append(blobs, b)
	}
	m, err := bundle.Write(folder, bundle.Manifest{Unit: "4W", Number: 1188, Built: time.Unix(0, 0).UTC(), Patients: 1}, blobs, k.Signer)
	must(t, err)
	return folder, m
}

func TestABundleIsReadAsItWasWritten(t *testing.T) {
	k := keys(t)
	folder, m := written(t, k)
	again, err := bundle.ParseKeys(k.Secret())
	must(t, err)
	b, err := bundle.Open(folder, again.Verifier)
	must(t, err)
	must(t, b.Verify())
	if diff := cmp.Diff(m, b.Manifest); diff != "" {
		t.Errorf("manifest (-written +read):\n%s", diff)
	}
	plain, err := b.Read("patients/K7Q2.pdf", again.Identity)
	must(t, err)
	if string(plain) != "a chart" {
		t.Errorf("read %q", plain)
	}
	if _, err := bundle.Write(folder, m, nil, k.Signer); err == nil {
		t.Error("a pack was written over another")
	}
	if _, err := bundle.Open(folder, keys(t).Verifier); !errors.Is(err, bundle.ErrUnsigned) {
		t.Errorf("with the key of another: %v", err)
	}
}

// TestH068OneFlippedByteIsRefused: whatever bit of whatever file is altered, the
// pack is no longer what was signed.
func TestH068OneFlippedByteIsRefused(t *testing.T) {
	k := keys(t)
	folder, m := written(t, k)
	names := []string{"manifest"}
	for _, f := range m.Files {
		names = append(names, f.Name)
	}
	for _, name := range names {
		path := filepath.Join(folder, filepath.FromSlash(name))
		whole, err := os.ReadFile(path)
		must(t, err)
		for i := range 8 * len(whole) {
			whole[i/8] ^= 1 << (i % 8)
			must(t, os.WriteFile(path, whole, 0o600))
			b, err := bundle.Open(folder, k.Verifier)
			if err == nil {
				err = b.Verify()
			}
			if err == nil {
				t.Fatalf("%s: bit %d was altered and nothing is said", name, i)
			}
			whole[i/8] ^= 1 << (i % 8)
		}
		must(t, os.WriteFile(path, whole, 0o600))
	}
}

// TestH068EveryFileIsCovered: what is left out, put there or grown is named.
func TestH068EveryFileIsCovered(t *testing.T) {
	for _, c := range []struct {
		name  string
		alter func(folder string) error
		want  error
	}{
		{"a file is left out", func(f string) error { return os.Remove(filepath.Join(f, "ward.pdf")) }, bundle.ErrMissing},
		{"a file is put there", func(f string) error { return os.WriteFile(filepath.Join(f, "patients", "extra.pdf"), nil, 0o600) }, bundle.ErrUnknown},
		{"a file has grown", func(f string) error { return os.Truncate(filepath.Join(f, "ward.pdf"), 1<<40) }, bundle.ErrAltered},
		{"a file is empty", func(f string) error { return os.Truncate(filepath.Join(f, "ward.pdf"), 0) }, bundle.ErrAltered},
	} {
		k := keys(t)
		folder, _ := written(t, k)
		must(t, c.alter(folder))
		b, err := bundle.Open(folder, k.Verifier)
		must(t, err)
		if err := b.Verify(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}
