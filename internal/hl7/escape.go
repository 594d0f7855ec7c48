package hl7

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"strings"
)

// maxFormat is the most line breaks or spaces that one formatting command may ask for. A larger number is kept as
// sent, so that a few bytes cannot grow into megabytes.
const maxFormat = 200

// Escape returns text as it can be written into a field: delimiters and the escape character as escape sequences, a
// line break (LF, CR or both) as \.br\, other control characters as \Xhh\, and the text "" so that it does not turn
// into a null. ok is false if the text needs an escape and d has no escape character; the text is then returned with a
// space in place of what could not be written.
func Escape(text string, d Delimiters) (escaped string, ok bool) {
	if text == `""` {
		return d.literalQuotes()
	}
	var b strings.Builder
	ok = true
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			continue // the LF that follows writes the line break
		}
		switch code := d.code(c); {
		case code == "":
			b.WriteByte(c)
		case d.Escape == 0:
			b.WriteByte(' ')
			ok = false
		default:
			b.WriteByte(d.Escape)
			b.WriteString(code)
			b.WriteByte(d.Escape)
		}
	}
	return b.String(), ok
}

// literalQuotes returns two double quotes written so that they are no null.
func (d Delimiters) literalQuotes() (string, bool) {
	if d.Escape == 0 {
		return `" "`, false
	}
	return string(d.Escape) + "X2222" + string(d.Escape), true
}

// code returns what stands between two escape characters for c, "" if c needs no escape.
func (d Delimiters) code(c byte) string {
	switch {
	case (c == '\r' || c == '\n') && !d.uses('.'):
		return ".br"
	case c == '\r': // a lone one is a line break too
		return "X0A"
	case c < ' ' || c == 0x7f:
		return "X" + strings.ToUpper(hex.EncodeToString([]byte{c}))
	}
	switch c {
	case d.Field:
		return "F"
	case d.Component:
		return "S"
	case d.Subcomponent:
		return "T"
	case d.Repetition:
		return "R"
	case d.Escape:
		return "E"
	case d.Truncation:
		return "P"
	}
	return ""
}

// uses reports whether c is one of the delimiters.
func (d Delimiters) uses(c byte) bool {
	return c == d.Field || strings.IndexByte(d.EncodingCharacters(), c) >= 0
}

// unescape appends raw to dst with escape sequences decoded, still in the message's character set.
func (d Delimiters) unescape(dst, raw []byte) []byte {
	for d.Escape != 0 {
		at := bytes.IndexByte(raw, d.Escape)
		if at < 0 {
			break
		}
		dst, raw = append(dst, raw[:at]...), raw[at:]
		size := bytes.IndexByte(raw[1:], d.Escape)
		if size < 0 {
			break
		}
		code := raw[1 : 1+size]
		if !isCode(code) { // an escape character that begins no sequence; the next one may
			dst, raw = append(dst, d.Escape), raw[1:]
			continue
		}
		var known bool
		if dst, known = d.appendCode(dst, code); !known {
			dst = append(dst, raw[:size+2]...)
		}
		raw = raw[size+2:]
	}
	return append(dst, raw...)
}

// isCode reports whether code has the form of an escape sequence: a capital letter or a dot, then letters and digits,
// and behind a dot signs and spaces too.
func isCode(code []byte) bool {
	if len(code) == 0 || code[0] != '.' && (code[0] < 'A' || code[0] > 'Z') {
		return false
	}
	for _, c := range code[1:] {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
		case code[0] == '.' && (c == '+' || c == '-' || c == ' '):
		default:
			return false
		}
	}
	return true
}

// appendCode appends what an escape sequence stands for, and reports whether it is known.
func (d Delimiters) appendCode(dst, code []byte) ([]byte, bool) {
	switch {
	case code[0] == '.':
		return appendFormat(dst, string(code[1:]))
	case code[0] == 'X':
		return appendHex(dst, code[1:])
	case len(code) > 1:
		return dst, false
	case code[0] == 'H', code[0] == 'N':
		return dst, true
	}
	c := d.character(code[0])
	if c == 0 {
		return dst, false
	}
	return append(dst, c), true
}

// character returns the delimiter that a letter stands for, 0 if none or not declared.
func (d Delimiters) character(letter byte) byte {
	switch letter {
	case 'F':
		return d.Field
	case 'S':
		return d.Component
	case 'T':
		return d.Subcomponent
	case 'R':
		return d.Repetition
	case 'E':
		return d.Escape
	case 'P':
		return d.Truncation
	}
	return 0
}

// appendHex appends the bytes that pairs of hexadecimal digits stand for.
func appendHex(dst, digits []byte) ([]byte, bool) {
	if len(digits) == 0 {
		return dst, false
	}
	plain, err := hex.AppendDecode(dst, digits)
	if err != nil {
		return dst, false
	}
	return plain, true
}

// appendFormat appends what a formatting command, without its dot, comes to in plain text.
func appendFormat(dst []byte, command string) ([]byte, bool) {
	if len(command) < 2 {
		return dst, false
	}
	name, argument := strings.ToLower(command[:2]), strings.TrimSpace(command[2:])
	n, err := strconv.Atoi(argument)
	if argument != "" && (err != nil || n > maxFormat || n < -maxFormat) {
		return dst, false
	}
	switch {
	case (name == "br" || name == "ce") && argument == "":
		return append(dst, '\n'), true
	case name == "sp":
		return append(dst, strings.Repeat("\n", max(n, 1))...), true
	case name == "sk":
		return append(dst, strings.Repeat(" ", max(n, 1))...), true
	case name == "in", name == "ti", name == "fi", name == "nf":
		return appendGap(dst), true
	}
	return dst, false
}

// appendGap appends a space unless the line is empty or ends with one.
func appendGap(dst []byte) []byte {
	if n := len(dst); n == 0 || dst[n-1] == ' ' || dst[n-1] == '\n' || dst[n-1] == '\r' {
		return dst
	}
	return append(dst, ' ')
}
