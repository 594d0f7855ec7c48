package hl7

import (
	"bytes"
	"unsafe"
)

// Text returns the text that the value stands for, in UTF-8: escape sequences decoded, the character set of the
// message applied. The text of a null is "". Delimiters between the parts of the value are kept, so that the text of a
// component with an unescaped '&' in it stays whole; a part that is null is left out. Line breaks of any kind, escaped
// or not, are "\n".
//
// Escape sequences that stand for a character become that character (\F\ \S\ \T\ \R\ \E\ \P\ and \Xhh..\, whose bytes
// are in the message's character set). \.br\, \.ce\ and \.sp\ become line breaks and \.sk\ spaces; \.in\, \.ti\, \.fi\
// and \.nf\ become one space if text precedes on the line, so that no two words or numbers run together; \H\ and \N\
// (highlighting) are dropped. Any other sequence (\C..\, \M..\, \Z..\ among them) is kept as sent, as is an escape
// character that begins none.
//
// Where nothing has to be decoded, the text shares the memory of the message and costs no allocation.
func (v Value) Text() string {
	if v.start == v.end {
		return ""
	}
	if v.isPlain() {
		return view(v.msg.raw[v.start:v.end])
	}
	var buffer [128]byte
	return string(v.appendDecoded(buffer[:0]))
}

// AppendText appends what Text returns to dst.
func (v Value) AppendText(dst []byte) []byte {
	if v.start == v.end {
		return dst
	}
	if v.isPlain() {
		return append(dst, v.msg.raw[v.start:v.end]...)
	}
	return v.appendDecoded(dst)
}

// isPlain reports whether the bytes of the value are its text. A mark of the field may come from another part of it,
// so for short parts of marked fields the answer may be no without need; that only costs time.
func (v Value) isPlain() bool {
	special := v.traits.marks() & (markEscape | markQuote | markBreak | markHigh)
	if special == 0 {
		return true
	}
	return special == markHigh && v.msg.decoder.table == nil
}

// appendDecoded is Text in full.
func (v Value) appendDecoded(dst []byte) []byte {
	if v.IsNull() {
		return dst
	}
	raw := v.Raw()
	if v.has(markQuote) && v.has(markSplit) && v.traits.level() < levelSubcomponent {
		raw = v.withoutNulls(raw)
	}
	if v.has(markEscape) && bytes.IndexByte(raw, v.msg.delims.Escape) >= 0 {
		var buffer [128]byte
		raw = v.msg.delims.unescape(buffer[:0], raw)
	}
	start := len(dst)
	dst = v.msg.decoder.append(dst, raw)
	return dst[:start+len(normalizeBreaks(dst[start:]))]
}

// withoutNulls returns raw without the parts that are null.
func (v Value) withoutNulls(raw []byte) []byte {
	if !bytes.Contains(raw, []byte(`""`)) {
		return raw
	}
	class := v.msg.class
	var kept []byte
	for start, i := 0, 0; i <= len(raw); i++ {
		if i < len(raw) && class[raw[i]]&markSplit == 0 {
			continue
		}
		if part := raw[start:i]; string(part) != `""` {
			kept = append(kept, part...)
		}
		if i < len(raw) {
			kept = append(kept, raw[i])
		}
		start = i + 1
	}
	return kept
}

// normalizeBreaks makes every CR LF and every CR in text a single LF, in place.
func normalizeBreaks(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	kept := text[:0]
	for i, c := range text {
		if c == '\r' {
			if i+1 < len(text) && text[i+1] == '\n' {
				continue
			}
			c = '\n'
		}
		kept = append(kept, c)
	}
	return kept
}

// view returns b as a string without copying it. It is safe because the bytes of a message must not change (see the
// package comment) and this package never writes to them.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
