// Package seal is keys, and the sealing of what may not be read at rest.
//
// A tenant has one key pair (GenerateKey). Whoever holds the public half can
// seal, and only the private half opens: a server that is locked after a
// restart still keeps what it receives. Use a Sealer to seal, an Opener to
// open, and an Index to look up an identifier without storing it.
//
// What is sealed is AES-256-GCM under an epoch key, made at random by the
// process that seals and wrapped to the tenant's public key with HPKE
// (RFC 9180: DHKEM X25519, HKDF-SHA256, AES-256-GCM). It is bound to its
// tenant, purpose, record id and version: moved to another place, it does not
// open. Sealing says nothing of who sealed: anybody who has the public key and
// may write to the database can put a value of their own there.
//
// Do not call Sealer.Seal inside a store transaction: now and then it keeps a
// new epoch, which needs a transaction of its own and would wait for yours.
//
// Everything comes from the standard library and runs in its FIPS 140-3 mode
// (GODEBUG=fips140=on), save Argon2id, which has no approved counterpart that
// resists guessing as well; a key file does without it. The mode that forbids
// all else (fips140=only) refuses X25519, and so this package.
package seal
