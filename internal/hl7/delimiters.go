package hl7

import (
	"bytes"
	"strings"
)

// Delimiters are the characters that a message declares in MSH-1 (Field) and MSH-2 (the others, in this order:
// Component, Repetition, Escape, Subcomponent, Truncation). Zero means that the message declares none, so nothing is
// split or escaped by it.
type Delimiters struct {
	Field        byte
	Component    byte
	Repetition   byte
	Escape       byte
	Subcomponent byte
	Truncation   byte // since version 2.7; marks text that the sender cut, and never splits
}

// DefaultDelimiters returns the delimiters that the standard recommends: |^~\& and no truncation character.
func DefaultDelimiters() Delimiters {
	return Delimiters{Field: '|', Component: '^', Repetition: '~', Escape: '\\', Subcomponent: '&'}
}

// EncodingCharacters returns what MSH-2 holds for these delimiters. A truncation character can only be declared
// behind all the others, as MSH-2 goes by position.
func (d Delimiters) EncodingCharacters() string {
	var b strings.Builder
	for _, c := range []byte{d.Component, d.Repetition, d.Escape, d.Subcomponent, d.Truncation} {
		if c != 0 {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// canBeRead reports whether a reader of MSH-1 and MSH-2 finds these same delimiters in them.
func (d Delimiters) canBeRead() bool {
	read := Delimiters{Field: d.Field}
	return canDelimit(d.Field) && read.declare([]byte(d.EncodingCharacters()), 0) == nil && read == d
}

// readDelimiters reads MSH-1 and MSH-2 of the line that starts with "MSH" at raw[at], and returns them with the
// offset at which MSH-2 ends.
func readDelimiters(raw []byte, at int) (Delimiters, int, error) {
	if at+3 >= len(raw) {
		return Delimiters{}, 0, &SyntaxError{at, "the message ends before MSH-1, the field separator"}
	}
	d := Delimiters{Field: raw[at+3]}
	if !canDelimit(d.Field) {
		return Delimiters{}, 0, &SyntaxError{at + 3, "MSH-1 is not a character that can separate fields"}
	}
	start := at + 4
	end := start
	for end < len(raw) && raw[end] != d.Field && raw[end] != '\r' && raw[end] != '\n' {
		end++
	}
	if err := d.declare(raw[start:end], start); err != nil {
		return Delimiters{}, 0, err
	}
	return d, end, nil
}

// declare sets the delimiters of MSH-2. Three characters are ambiguous: by position the third is the escape
// character, but senders that write "^~&" mean that they have no escape character. So a third and last '&' is the
// subcomponent separator. Characters after the fifth have no meaning yet and are passed over.
func (d *Delimiters) declare(msh2 []byte, at int) error {
	if len(msh2) == 0 {
		return &SyntaxError{at, "MSH-2 declares no encoding characters"}
	}
	if err := distinct(d.Field, msh2, at); err != nil {
		return err
	}
	places := []*byte{&d.Component, &d.Repetition, &d.Escape, &d.Subcomponent, &d.Truncation}
	if len(msh2) == 3 && msh2[2] == '&' {
		places[2] = &d.Subcomponent
	}
	for i := 0; i < len(msh2) && i < len(places); i++ {
		*places[i] = msh2[i]
	}
	return nil
}

// distinct reports an error unless every character of MSH-2 can delimit and differs from all the others.
func distinct(field byte, msh2 []byte, at int) error {
	for i, c := range msh2 {
		if !canDelimit(c) {
			return &SyntaxError{at + i, "MSH-2 holds a character that cannot be a delimiter"}
		}
		if c == field || bytes.IndexByte(msh2[:i], c) >= 0 {
			return &SyntaxError{at + i, "MSH-2 declares one character for two purposes"}
		}
	}
	return nil
}

// canDelimit reports whether c is printable ASCII that is neither a letter, a digit, a space nor the double quote,
// which is needed to write the null value.
func canDelimit(c byte) bool {
	switch {
	case c <= ' ' || c >= 0x7f || c == '"':
		return false
	case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
		return false
	}
	return true
}
