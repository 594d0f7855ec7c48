package feed

import (
	"encoding/hex"
	"fmt"
	"io"

	"redoutlet/internal/hl7"
)

// answer makes the acknowledgement of the messages of one frame, nil where none
// is due. In original mode that is AA; in enhanced mode MSH-15 asks for a
// commit answer and MSH-16 for an application answer (HL7 chapter 2). That the
// content is wrong is never a reason to refuse (hazard H-076): it is kept, and
// a sender that gets an error stops the whole feed.
func (in *Intake) answer(pieces [][]byte) ([]byte, error) {
	var out []byte
	for _, piece := range pieces {
		msg, err := hl7.Parse(piece)
		if err != nil {
			msg = nil
		}
		code := in.answerCode(msg)
		if code == "" || msg == nil && len(pieces) > 1 {
			continue
		}
		ack, err := in.ack(msg, code, "")
		if err != nil {
			return nil, err
		}
		out = append(out, ack...)
	}
	return out, nil
}

// answerCode decides which answer is due to a message that is on disk, "" for
// none. An acknowledgement is never acknowledged. A sender that asks for both
// answers gets the commit answer, which is the one it waits for.
func (in *Intake) answerCode(msg *hl7.Message) string {
	if msg == nil {
		return hl7.AckAccept
	}
	h := msg.Header()
	switch {
	case h.Type == "ACK" || h.Type == "MCF":
		return ""
	case in.AlwaysAnswer, h.AcceptAck == "" && h.AppAck == "":
		return hl7.AckAccept
	case h.AcceptAck == "AL" || h.AcceptAck == "SU":
		return hl7.AckCommitAccept
	case h.AppAck == "AL" || h.AppAck == "SU":
		return hl7.AckAccept
	}
	return ""
}

// refuse answers a frame that was too large to keep whole.
func (in *Intake) refuse(head []byte) ([]byte, error) {
	msg, err := hl7.Parse(head)
	if err != nil {
		return in.ack(nil, hl7.AckReject, "message too large")
	}
	code := hl7.AckError
	if h := msg.Header(); h.AcceptAck != "" {
		code = hl7.AckCommitError
	}
	return in.ack(msg, code, "message too large")
}

func (in *Intake) ack(msg *hl7.Message, code, text string) ([]byte, error) {
	var id [8]byte
	if _, err := io.ReadFull(in.Random, id[:]); err != nil {
		return nil, fmt.Errorf("numbering an acknowledgement: %w", err)
	}
	return hl7.Ack(msg, code, hex.EncodeToString(id[:]), in.Now(), text), nil
}
