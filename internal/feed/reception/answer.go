package reception

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/hl7"
)

// headOf is a copy of a message's first segment. An answer needs no more, so
// that a long message is not kept in memory until it is on disk.
func headOf(piece []byte) []byte {
	if end := bytes.IndexAny(piece, "\r\n"); end >= 0 {
		piece = piece[:end+1]
	}
	return bytes.Clone(piece)
}

// answers makes the acknowledgements of the messages of one frame, of which it
// is given the headers. In original
// mode that is AA; in enhanced mode MSH-15 asks for a commit answer and MSH-16
// for an application answer (HL7 chapter 2). That the content is wrong is never
// a reason to refuse (hazard H-076): it is kept, and a sender that gets an error
// stops the whole feed. Only for an event that is not charted may a site declare
// that it be refused.
func (in *Intake) answers(heads [][]byte) ([][]byte, error) {
	var out [][]byte
	for _, head := range heads {
		msg, err := hl7.Parse(head)
		if err != nil {
			if len(heads) > 1 { // not a message, but what stood between messages
				continue
			}
			msg = nil
		}
		for _, code := range in.answerCodes(msg) {
			ack, err := in.ack(msg, code, whyOf(code))
			if err != nil {
				return nil, err
			}
			out = append(out, ack)
		}
	}
	return out, nil
}

// answerCodes decides which answers are due to a message that is on disk. An
// acknowledgement is never acknowledged.
func (in *Intake) answerCodes(msg *hl7.Message) []string {
	if msg == nil {
		return []string{hl7.AckAccept}
	}
	h := msg.Header()
	declared, accept := in.Declared(), hl7.AckAccept
	if declared.RefuseUnknown && !reading.Understands(h.Type, h.Event) {
		accept = hl7.AckReject
	}
	switch {
	case h.Type == "ACK" || h.Type == "MCF":
		return nil
	case declared.AlwaysAnswer, h.AcceptAck == "" && h.AppAck == "":
		return []string{accept}
	}
	asks := func(field string) bool { return field == "AL" || field == "SU" }
	var codes []string
	if asks(h.AcceptAck) {
		codes = append(codes, hl7.AckCommitAccept)
	}
	if asks(h.AppAck) {
		codes = append(codes, accept)
	}
	return codes
}

// whyOf says why a message was refused, "" where it was not.
func whyOf(code string) string {
	if code == hl7.AckReject {
		return "event not supported"
	}
	return ""
}

// refuse answers a frame that was too large to keep whole.
func (in *Intake) refuse(head []byte) ([][]byte, error) {
	code := hl7.AckReject
	msg, err := hl7.Parse(head)
	switch {
	case err != nil:
		msg = nil
	case msg.Header().AcceptAck != "":
		code = hl7.AckCommitReject
	}
	ack, err := in.ack(msg, code, "message too large")
	return [][]byte{ack}, err
}

func (in *Intake) ack(msg *hl7.Message, code, text string) ([]byte, error) {
	var id [8]byte
	if _, err := io.ReadFull(in.Random, id[:]); err != nil {
		return nil, fmt.Errorf("numbering an acknowledgement: %w", err)
	}
	return hl7.Ack(msg, code, hex.EncodeToString(id[:]), in.Now(), text), nil
}
