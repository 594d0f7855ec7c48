package hl7

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// EndsLine reports whether the last segment ends as the standard asks, with a line end. Many senders leave it out.
func (m *Message) EndsLine() bool {
	return len(m.raw) > 0 && (m.raw[len(m.raw)-1] == '\r' || m.raw[len(m.raw)-1] == '\n')
}

// CutOff says where the message was cut off, in words without any content, where its last bytes prove that it was: "in
// the middle of an escape sequence", "in the middle of a character", "at the name of a segment". "" proves nothing: what
// is cut between two letters, or behind a segment, looks as it would whole.
func (m *Message) CutOff() string {
	switch {
	case m.EndsLine():
		return ""
	case endsInEscape(m.raw, m.delims):
		return "in the middle of an escape sequence"
	case endsInCharacter(m.raw, m.charset):
		return "in the middle of a character"
	case endsInName(m.raw):
		return "at the name of a segment"
	}
	return ""
}

// endsInEscape reports whether an escape sequence is begun at the end and not
// closed. A lone escape character that goes on as a text does, begins none.
func endsInEscape(raw []byte, d Delimiters) bool {
	if d.Escape == 0 {
		return false
	}
	value := raw[1+bytes.LastIndexAny(raw, "\r\n"+string([]byte{d.Field, d.Component, d.Repetition, d.Subcomponent})):]
	if bytes.Count(value, []byte{d.Escape})%2 == 0 {
		return false
	}
	begun := value[1+bytes.LastIndexByte(value, d.Escape):]
	switch {
	case len(begun) == 0:
		return true
	case begun[0] == 'X':
		return len(bytes.Trim(begun[1:], "0123456789ABCDEFabcdef")) == 0
	case begun[0] == '.':
		return len(begun) <= len(".sp+99")
	}
	return len(begun) == 1 && 'A' <= begun[0] && begun[0] <= 'Z'
}

// endsInCharacter reports whether the last character of a text that is declared
// as UTF-8, and is UTF-8 up to there, is begun and not ended.
func endsInCharacter(raw []byte, c Charset) bool {
	if name, _ := charsetName(c.Declared); name != charsetUTF8 {
		return false
	}
	begun := len(raw) - 1
	for begun > 0 && !utf8.RuneStart(raw[begun]) {
		begun--
	}
	return !utf8.FullRune(raw[begun:]) && utf8.Valid(raw[:begun])
}

// endsInName reports whether the last line is no more than a segment's name, or
// the beginning of one. A line behind a mere LF may be a line of a note.
func endsInName(raw []byte) bool {
	at := 1 + bytes.LastIndexByte(raw, '\r')
	line := bytes.TrimPrefix(raw[at:], []byte("\n"))
	strange := func(c byte) bool { return (c < 'A' || c > 'Z') && (c < '0' || c > '9') }
	return at > 0 && len(line) > 0 && len(line) <= 3 && line[0] >= 'A' && !slices.ContainsFunc(line, strange)
}
