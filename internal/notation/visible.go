package notation

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible writes text so that nothing in it can hide or move its neighbors:
// control characters and those that reorder text become marks such as [U+202E].
// Line ends and tabs stay, and so does every letter, joiner and accent.
func Visible(s string) string {
	if strings.IndexFunc(s, hides) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, "[0x%02X]", s[0])
		case hides(r):
			fmt.Fprintf(&b, "[U+%04X]", r)
		default:
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String()
}

// hides reports whether a character is invisible or changes the order of the
// text around it. Joiners and the plain left-to-right and right-to-left marks
// belong to names in some scripts and stay.
func hides(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF, r == 0x2028, r == 0x2029:
		return true
	}
	return unicode.IsControl(r)
}

// Lines takes a message apart into its segments and writes each so that every
// character can be seen: CR and LF as they stood, other control characters and
// bytes that are not UTF-8 by their number. Nothing is interpreted.
func Lines(raw []byte) []string {
	var lines []string
	for len(raw) > 0 {
		end := lineEnd(raw)
		line := strings.NewReplacer("\r", "[CR]", "\n", "[LF]", "\t", "[TAB]").Replace(string(raw[:end]))
		lines = append(lines, Visible(line))
		raw = raw[end:]
	}
	return lines
}

// lineEnd is the length of the first line with its CR, LF or CR LF.
func lineEnd(raw []byte) int {
	for i, c := range raw {
		switch {
		case c == '\n':
			return i + 1
		case c == '\r' && i+1 < len(raw) && raw[i+1] == '\n':
			return i + 2
		case c == '\r':
			return i + 1
		}
	}
	return len(raw)
}
