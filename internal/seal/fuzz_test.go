package seal

import (
	"testing"
)

// FuzzOpen opens garbage, and what was sealed with garbage in place of its
// epoch key. Nothing opens, and nothing panics.
func FuzzOpen(f *testing.F) {
	k := newKit(f, "north")
	sealed := k.seal(f, RecordID{1}, "secret")
	wrapped := k.book.epochs[0].Wrapped
	f.Add(sealed.Bytes, wrapped, "summary", uint32(1))
	f.Add([]byte{}, []byte{}, "", uint32(0))
	f.Add(sealed.Bytes[:28], wrapped[:32], "message", uint32(1))
	f.Fuzz(func(t *testing.T, garbage, epoch []byte, purpose string, version uint32) {
		if string(garbage) == string(sealed.Bytes) && purpose == "message" && version == 1 {
			return // found the one that does open
		}
		if _, err := k.opener.Open(purpose, RecordID{1}, version, Sealed{sealed.Epoch, garbage}); err == nil {
			t.Error("garbage opened")
		}
		if string(epoch) == string(wrapped) {
			return
		}
		find := func(id int64) (Epoch, error) { return Epoch{ID: id, Wrapped: epoch}, nil }
		if _, err := NewOpener("north", k.key, find).Open("message", RecordID{1}, 1, sealed); err == nil {
			t.Error("garbage served as an epoch key")
		}
	})
}

// FuzzKeyText reads garbage as a key file; what is read is written back.
func FuzzKeyText(f *testing.F) {
	text, err := keyText(newKey(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add(keyFileHeader + "\n\ncheck ")
	f.Fuzz(func(t *testing.T, text string) {
		key, err := parseKeyText(text)
		if err != nil {
			return
		}
		again, err := keyText(key)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := parseKeyText(again); err != nil || !got.Public().Equal(key.Public()) {
			t.Errorf("a key that was read does not survive being written: %v", err)
		}
	})
}
