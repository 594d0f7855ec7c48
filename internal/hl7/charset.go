package hl7

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Charset says which character set a message declares in the first repetition of MSH-18, and in which one it is read.
//
// The label is followed unless the bytes prove it wrong, and Fallback says that they do:
//   - bytes above 127 that are all valid UTF-8 are UTF-8 whatever the label says, 8859/1 included. The letters of a
//     one-byte set practically never form UTF-8 by chance, while senders that switched to UTF-8 and kept the old label
//     are common.
//   - declared UTF-8, ASCII, nothing or a set that is not known here, but not valid UTF-8: Windows-1252. A single value
//     that is valid UTF-8 is still read as such, since engines put messages together from parts.
//   - declared 8859/1 but with bytes 80 to 9F, which that set gives to control characters only: Windows-1252.
type Charset struct {
	Declared string // MSH-18 as sent, such as "UNICODE UTF-8"; "" if absent
	Used     string // a name of HL7 table 0211 or "WINDOWS-1252"
	Fallback bool   // the bytes are not what was declared
}

// Guessed reports whether the set is a guess that nothing confirms. Bytes that are valid UTF-8 confirm that they are.
func (c Charset) Guessed() bool {
	return c.Fallback && c.Used != charsetUTF8 && c.Used != charsetASCII
}

// Names for Charset.Used that are compared with in this package.
const (
	charsetASCII  = "ASCII"
	charsetUTF8   = "UNICODE UTF-8"
	charsetLatin1 = "8859/1"
	charset1252   = "WINDOWS-1252"
)

// decoder turns a message's bytes into UTF-8. The zero decoder is for messages that are UTF-8 already.
type decoder struct {
	table *charmap.Charmap // nil for UTF-8
	mixed bool             // a value that is valid UTF-8 is not put through the table
}

// declaredCharset returns MSH-18 of the first repetition as sent.
func (m *Message) declaredCharset() string {
	return strings.TrimSpace(string(m.segments[0].Field(18).Rep(0).Raw()))
}

// chooseCharset applies the rules of [Charset] to a message; high says whether it has bytes above 127.
func chooseCharset(declared string, raw []byte, high bool) (Charset, decoder) {
	name, known := charsetName(declared)
	c := Charset{Declared: declared, Used: name, Fallback: !known}
	table := oneByteSet(name)
	switch {
	case !high && !known:
		c.Used = charsetASCII
		return c, decoder{}
	case !high:
		return c, decoder{table: table} // for \X..\, whose bytes are in the declared set
	case utf8.Valid(raw):
		return Charset{declared, charsetUTF8, name != charsetUTF8}, decoder{}
	case table == nil:
		return Charset{declared, charset1252, true}, decoder{table: charmap.Windows1252, mixed: true}
	case name == charsetLatin1 && hasLatin1Control(raw):
		return Charset{declared, charset1252, true}, decoder{table: charmap.Windows1252}
	}
	return c, decoder{table: table}
}

// charsetName returns the name of HL7 table 0211 for the ways in which senders spell it, and whether it is known.
func charsetName(declared string) (name string, known bool) {
	squeeze := func(r rune) rune {
		if strings.ContainsRune(" -_/.:", r) {
			return -1
		}
		return r
	}
	key := strings.Map(squeeze, strings.ToUpper(declared))
	switch key {
	case "", `""`, "ASCII", "USASCII", "ISOIR6", "ISO646", "ANSIX341968":
		return charsetASCII, true
	case "UNICODEUTF8", "UTF8", "UNICODE", "ISOIR192":
		return charsetUTF8, true
	case "WINDOWS1252", "CP1252", "WIN1252", "1252", "ANSI":
		return charset1252, true
	}
	for _, s := range isoSets {
		if strings.TrimPrefix(key, "ISO") == s.key || key == s.registered {
			return s.name, true
		}
	}
	return "", false
}

// isoSets are the parts of ISO 8859 in table 0211: the name, its digits alone, and the number in the ISO register.
var isoSets = [...]struct{ name, key, registered string }{
	{"8859/1", "88591", "ISOIR100"}, {"8859/2", "88592", "ISOIR101"}, {"8859/3", "88593", "ISOIR109"},
	{"8859/4", "88594", "ISOIR110"}, {"8859/5", "88595", "ISOIR144"}, {"8859/6", "88596", "ISOIR127"},
	{"8859/7", "88597", "ISOIR126"}, {"8859/8", "88598", "ISOIR138"}, {"8859/9", "88599", "ISOIR148"},
	{"8859/15", "885915", "ISOIR203"}, {"8859/1", "LATIN1", ""}, {"8859/15", "LATIN9", ""},
}

// oneByteSet returns the table for a character set of one byte a character, nil for any other.
func oneByteSet(name string) *charmap.Charmap {
	switch name {
	case "8859/1":
		return charmap.ISO8859_1
	case "8859/2":
		return charmap.ISO8859_2
	case "8859/3":
		return charmap.ISO8859_3
	case "8859/4":
		return charmap.ISO8859_4
	case "8859/5":
		return charmap.ISO8859_5
	case "8859/6":
		return charmap.ISO8859_6
	case "8859/7":
		return charmap.ISO8859_7
	case "8859/8":
		return charmap.ISO8859_8
	case "8859/9":
		return charmap.ISO8859_9
	case "8859/15":
		return charmap.ISO8859_15
	case charset1252:
		return charmap.Windows1252
	}
	return nil
}

// hasLatin1Control reports whether raw has a byte that ISO 8859-1 gives to a control character.
func hasLatin1Control(raw []byte) bool {
	for _, c := range raw {
		if 0x80 <= c && c <= 0x9f {
			return true
		}
	}
	return false
}

// append decodes b and appends it to dst. In a UTF-8 message only \X..\ can bring bytes that are not valid; each is
// then read as Windows-1252. A byte to which the table gives no character becomes the code point of the same number.
func (d decoder) append(dst, b []byte) []byte {
	if (d.table == nil || d.mixed) && utf8.Valid(b) {
		return append(dst, b...)
	}
	for len(b) > 0 {
		if d.table == nil {
			if r, n := utf8.DecodeRune(b); r != utf8.RuneError || n > 1 {
				dst, b = append(dst, b[:n]...), b[n:]
				continue
			}
		}
		dst, b = utf8.AppendRune(dst, d.rune(b[0])), b[1:]
	}
	return dst
}

// rune returns the character that the byte c stands for.
func (d decoder) rune(c byte) rune {
	table := d.table
	if table == nil {
		table = charmap.Windows1252
	}
	if r := table.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c)
}
