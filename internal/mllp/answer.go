package mllp

import (
	"bytes"
	"errors"
)

// header is what a sender must know of its own message to tell which answers are due.
type header struct {
	controlID   string // MSH-10
	accept      string // MSH-15, table 0155
	application string // MSH-16, table 0155
}

// any reports whether an answer is due that a sender can wait for.
func (h header) any() bool {
	return h.original() || isDue(h.accept) || h.wantsApplication()
}

// original reports whether the message asks for original mode, with one application answer.
func (h header) original() bool { return h.accept == "" && h.application == "" }

// wantsApplication reports whether an accept answer is not the last one.
func (h header) wantsApplication() bool { return isDue(h.application) }

// isDue reports whether an answer comes if all is well: AL always, SU on success. For ER none does.
func isDue(condition string) bool { return condition == "AL" || condition == "SU" }

var errNoHeader = errors.New("the message does not begin with an MSH segment: only HL7 v2 messages can be sent and answered")

// readHeader reads the first segment of a message by the delimiters it declares.
func readHeader(message []byte) (header, error) {
	s, ok := segment(message, "MSH")
	if !ok || !bytes.HasPrefix(message, []byte("MSH")) {
		return header{}, errNoHeader
	}
	// The separator is MSH-1 itself, so MSH-n is one place further left than in other segments.
	sep := s[3]
	return header{
		controlID:   field(s, sep, 9),
		accept:      field(s, sep, 14),
		application: field(s, sep, 15),
	}, nil
}

// answer is what an acknowledgement says of which message.
type answer struct {
	code      string // MSA-1; empty if it is none of the codes of table 0008
	controlID string // MSA-2
	text      string // MSA-3
}

// readAnswer reads the MSA segment of an answer by the delimiters that its MSH declares. What is
// not an answer has no code.
func readAnswer(message []byte) answer {
	msh, ok := segment(message, "MSH")
	if !ok {
		return answer{}
	}
	sep := msh[3]
	msa, ok := segment(message, "MSA")
	if !ok || msa[3] != sep {
		return answer{}
	}
	a := answer{code: field(msa, sep, 1), controlID: field(msa, sep, 2), text: field(msa, sep, 3)}
	switch a.code {
	case "AA", "AE", "AR", "CA", "CE", "CR":
		return a
	}
	return answer{}
}

// segment returns the first segment of that name that has at least a separator. Segments end at CR;
// LF is taken too, since many receivers end the segments of their answers with it.
func segment(message []byte, name string) ([]byte, bool) {
	for len(message) > 0 {
		s := message
		if i := bytes.IndexAny(message, "\r\n"); i >= 0 {
			s, message = message[:i], message[i+1:]
		} else {
			message = nil
		}
		if len(s) > len(name) && string(s[:len(name)]) == name {
			return s, true
		}
	}
	return nil, false
}

// field returns the nth piece of a segment, counted from 0, without spaces around it.
func field(segment []byte, sep byte, n int) string {
	for range n {
		i := bytes.IndexByte(segment, sep)
		if i < 0 {
			return ""
		}
		segment = segment[i+1:]
	}
	if i := bytes.IndexByte(segment, sep); i >= 0 {
		segment = segment[:i]
	}
	return string(bytes.TrimSpace(segment))
}
