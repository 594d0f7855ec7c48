package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"testing"
	"time"
)

// messageSize is that of a common message.
const messageSize = 2048

func BenchmarkSeal(b *testing.B) {
	key := newKey(b)
	s := NewSealer("north", key.Public(), func(Epoch) error { return nil }, time.Now)
	plaintext := make([]byte, messageSize)
	b.SetBytes(messageSize)
	for b.Loop() {
		if _, err := s.Seal("message", RecordID{1}, 1, plaintext); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRawGCM is what Seal cannot be faster than: the cipher alone, with a
// nonce drawn at random and new memory for the result.
func BenchmarkRawGCM(b *testing.B) {
	block, err := aes.NewCipher(make([]byte, keySize))
	if err != nil {
		b.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		b.Fatal(err)
	}
	plaintext, aad := make([]byte, messageSize), make([]byte, 60)
	b.SetBytes(messageSize)
	for b.Loop() {
		nonce := make([]byte, gcm.NonceSize(), gcm.NonceSize()+messageSize+gcm.Overhead())
		if _, err := rand.Read(nonce); err != nil {
			b.Fatal(err)
		}
		gcm.Seal(nonce, nonce, plaintext, aad)
	}
}

func BenchmarkOpen(b *testing.B) {
	k := newKit(b, "north")
	sealed := k.seal(b, RecordID{1}, string(make([]byte, messageSize)))
	b.SetBytes(messageSize)
	for b.Loop() {
		if _, err := k.opener.Open("message", RecordID{1}, 1, sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	x, err := NewIndex(newKey(b), "patient")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		x.Of("HOSP", "2764196301")
	}
}
