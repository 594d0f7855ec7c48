package mllp

import (
	"errors"
	"fmt"
	"io"
	"net"
)

// ErrUnframable is returned for a message that contains a start or an end byte (VT, FS). No frame
// can carry it unchanged.
var ErrUnframable = errors.New("the message contains a byte that MLLP reserves for framing (VT or FS): remove or escape it")

// oneWrite is the longest message that is copied so as to be written, with its framing, at once.
// Receivers that take one read for one message are common, and short messages should suit them.
const oneWrite = 64 << 10

// AppendFrame appends the message in its frame to dst. It fails with ErrUnframable.
func AppendFrame(dst, message []byte) ([]byte, error) {
	if err := framable(message); err != nil {
		return dst, err
	}
	dst = append(dst, startByte)
	dst = append(dst, message...)
	return append(dst, endByte, lastByte), nil
}

// WriteFrame writes the message in its frame. It fails with ErrUnframable before anything is
// written, or with the error of w, after which the stream must not be used again: the peer may have
// got a part of the frame.
func WriteFrame(w io.Writer, message []byte) error {
	if len(message) <= oneWrite {
		frame, err := AppendFrame(make([]byte, 0, len(message)+3), message)
		if err != nil {
			return err
		}
		if _, err := w.Write(frame); err != nil {
			return fmt.Errorf("write frame: %w", err)
		}
		return nil
	}
	if err := framable(message); err != nil {
		return err
	}
	parts := net.Buffers{{startByte}, message, {endByte, lastByte}}
	if _, err := parts.WriteTo(w); err != nil {
		return fmt.Errorf("write frame: %w", err)
	}
	return nil
}

func framable(message []byte) error {
	if textLength(message) < len(message) {
		return ErrUnframable
	}
	return nil
}
