package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
)

// keySize is the length of every symmetric key here: AES-256.
const keySize = 32

// newAEAD returns AES-256-GCM that draws a 96-bit nonce at random for each
// seal and puts it in front: the form FIPS 140-3 approves of.
func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("making a cipher: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("making a cipher: %w", err)
	}
	return aead, nil
}

// appendText appends a text and, first, its length, so that no two lists of
// texts are written alike.
func appendText(b []byte, text string) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(text)))
	return append(b, text...)
}

// A binding is the place a sealed value belongs to.
type binding struct {
	tenant  string
	purpose string
	id      RecordID
	version uint32
}

// bytes returns the binding as additional data. A change here, even of order,
// makes everything sealed before unreadable.
func (p binding) bytes() []byte {
	b := make([]byte, 0, 128)
	b = appendText(b, "redoutlet record 1")
	b = appendText(b, p.tenant)
	b = appendText(b, p.purpose)
	b = append(b, p.id[:]...)
	return binary.BigEndian.AppendUint32(b, p.version)
}

// epochInfo binds a wrapped epoch key to its tenant and number.
func epochInfo(tenant string, id int64) []byte {
	b := appendText(nil, "redoutlet epoch 1")
	b = appendText(b, tenant)
	return binary.BigEndian.AppendUint64(b, uint64(id))
}
