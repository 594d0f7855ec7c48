// Package mllp carries messages over TCP in MLLP frames: read, answered, sent.
//
// To receive, give a [Server] a [Handler] and a [Budget] and call Serve. To send, [Dial] a [Client]
// and call Send. To read frames from a file, use a [Reader]; to write them, [WriteFrame].
//
// A frame is VT, the message, FS, CR (HL7 Minimal Lower Layer Protocol, release 1). The package
// moves bytes: it does not know who a message is about, whether it is well formed or which answer
// is due. The one exception is the Client, which compares the control id of an answer (MSA-2) with
// that of the message it sent (MSH-10).
//
// How a stream that is not quite right is read:
//
//   - Bytes between frames (LF, NUL, anything but VT) are counted and dropped. They are no message.
//   - A frame ends at FS CR, however the two are spread over packets. FS with a new VT behind it ends
//     the frame too: the sender forgot the CR. An FS followed by any other byte is part of the text.
//   - A VT inside a frame means that the sender broke off and began again. What came before is
//     reported as [Damaged], never joined to what follows.
//   - A stream that ends or stalls before FS CR leaves a Damaged frame, even if the FS was there.
//   - A frame longer than the limit is reported as [TooLarge] with its head; the rest is skipped.
//
// "MSH" at the start of a segment within a frame is for the caller to judge.
package mllp

import (
	"crypto/x509"
	"net"
)

// The bytes that make a frame.
const (
	startByte = 0x0B // VT
	endByte   = 0x1C // FS
	lastByte  = 0x0D // CR
)

const (
	// DefaultMaxFrame is the longest text of a frame in bytes where nothing else is set: 16 MiB,
	// enough for a scanned document of some hundred pages inside an OBX-5.
	DefaultMaxFrame = 16 << 20

	// HeadSize is how many bytes are kept of a frame that is longer than the limit: enough for its
	// header segments, so that a person can tell what was refused.
	HeadSize = 64 << 10
)

// A Kind says in what state a frame arrived.
type Kind uint8

const (
	// Message is a frame with its start and its end. It is the zero Kind.
	Message Kind = iota

	// Damaged is the beginning of a frame whose end never came. It must not be acknowledged:
	// keep it as received, set it aside, and let the sender send it again.
	Damaged

	// TooLarge is a frame with its start and its end, of which only the head was kept.
	TooLarge
)

// String returns the kind in words.
func (k Kind) String() string {
	switch k {
	case Message:
		return "message"
	case Damaged:
		return "damaged"
	case TooLarge:
		return "too large"
	}
	return "unknown"
}

// A Frame is one thing a peer sent.
type Frame struct {
	Kind Kind

	// Data is the text between the start and the end byte, as received. It belongs to whoever
	// gets the frame; a Budget counts it only until the frame's handler is done.
	Data []byte

	// Size is the length of the text as sent, in bytes. It is more than len(Data) where the text
	// was longer than the limit and only its head was kept.
	Size int64

	// From is the peer that sent the frame; nil for a frame that did not come from a Server.
	From *Peer
}

// A Peer is the other end of a connection.
type Peer struct {
	Conn uint64            // number of the connection, from 1, in the order of acceptance by its Server
	Addr net.Addr          // remote address
	Cert *x509.Certificate // verified client certificate; nil without TLS or without one
}
