package seal

import (
	"crypto/cipher"
	"crypto/hpke"
	"errors"
	"fmt"
	"sync"
)

// ErrSealed is returned where a sealed value does not open: it was altered, or
// it belongs to another tenant, purpose, record, version or epoch.
var ErrSealed = errors.New("the sealed value does not open: it was altered or is not where it belongs")

// An Opener opens what was sealed for one tenant. It is safe for concurrent use.
type Opener struct {
	tenant string
	key    *PrivateKey
	find   func(id int64) (Epoch, error)

	mu    sync.RWMutex
	aeads map[int64]cipher.AEAD // by epoch; one a day and process, so never many
}

// NewOpener returns an Opener for the tenant. With a nil key it is locked, and
// every Open fails with ErrLocked. find returns the epoch of that number as it
// was kept; what it returns is remembered, so it is called rarely.
func NewOpener(tenant string, key *PrivateKey, find func(id int64) (Epoch, error)) *Opener {
	return &Opener{tenant: tenant, key: key, find: find, aeads: make(map[int64]cipher.AEAD)}
}

// Open returns what Seal sealed under the same tenant, purpose, id and
// version. Its errors are ErrLocked, ErrSealed, or what find returned, and
// never hold any of the plaintext.
func (o *Opener) Open(purpose string, id RecordID, version uint32, sealed Sealed) ([]byte, error) {
	if o.key == nil {
		return nil, ErrLocked
	}
	aead, err := o.epoch(sealed.Epoch)
	if err != nil {
		return nil, err
	}
	place := binding{o.tenant, purpose, id, version}
	plaintext, err := aead.Open(nil, nil, sealed.Bytes, place.bytes())
	if err != nil {
		return nil, fmt.Errorf("opening a %s: %w", purpose, ErrSealed)
	}
	return plaintext, nil
}

// epoch returns the cipher of an epoch, unwrapping its key the first time.
func (o *Opener) epoch(id int64) (cipher.AEAD, error) {
	o.mu.RLock()
	aead, ok := o.aeads[id]
	o.mu.RUnlock()
	if ok {
		return aead, nil
	}
	aead, err := o.unwrap(id)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.aeads[id] = aead
	return aead, nil
}

func (o *Opener) unwrap(id int64) (cipher.AEAD, error) {
	e, err := o.find(id)
	if err != nil {
		return nil, fmt.Errorf("finding an epoch key: %w", err)
	}
	key, err := hpke.Open(o.key.key, hpke.HKDFSHA256(), hpke.AES256GCM(), epochInfo(o.tenant, id), e.Wrapped)
	if err != nil {
		return nil, fmt.Errorf("unwrapping an epoch key (is this the tenant's private key?): %w", ErrSealed)
	}
	return newAEAD(key)
}
