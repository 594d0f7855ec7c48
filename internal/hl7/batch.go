package hl7

import "bytes"

// The bytes that MLLP puts around a message.
const (
	frameStart = 0x0b // VT
	frameEnd   = 0x1c // FS, followed by CR
)

// SplitBatch cuts a file or a frame into its messages: plain messages one after the other, MLLP frames, or a batch,
// whose envelope (FHS, BHS, BTS, FTS) is left out. Whatever else stands outside a message is returned as a piece of
// its own, which [Parse] refuses, so that nothing disappears without a word. The pieces share the memory of raw.
func SplitBatch(raw []byte) [][]byte {
	pieces, _ := CutBatch(raw, len(raw))
	return pieces
}

// CutBatch is SplitBatch for at most so many pieces. What stands behind them is returned uncut, nil where all was cut.
func CutBatch(raw []byte, most int) (pieces [][]byte, rest []byte) {
	start := -1 // of the piece that is open
	add := func(end int) {
		if start >= 0 {
			pieces = append(pieces, raw[start:end:end])
			start = -1
		}
	}
	for at := 0; at < len(raw); {
		line, next := cutLine(raw, at)
		lead := skipLead(line)
		rest := line[lead:]
		switch {
		case isEnvelope(rest):
			add(at)
		case isMessageStart(rest), start < 0 && len(rest) > 0:
			if add(at); len(pieces) == most {
				return pieces, raw[at:]
			}
			start = at + lead
		}
		if closesFrame(raw, next) {
			add(next - 1)
		}
		at = next
	}
	add(len(raw))
	return pieces, nil
}

// cutLine returns the line that starts at raw[at], with what ends it, and where the next one starts. A frame end ends
// a line, and so does a frame start that a header follows; elsewhere these bytes are text.
func cutLine(raw []byte, at int) (line []byte, next int) {
	for i := at; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\r', c == '\n', c == frameEnd && closesFrame(raw, i+1):
			return raw[at : i+1], i + 1
		case c == frameStart && i > at && (isMessageStart(raw[i+1:]) || isEnvelope(raw[i+1:])):
			return raw[at:i], i
		}
	}
	return raw[at:], len(raw)
}

// closesFrame reports whether the byte before raw[next] is a frame end, which only a line break, the next frame or the
// end of the file may follow.
func closesFrame(raw []byte, next int) bool {
	if raw[next-1] != frameEnd {
		return false
	}
	return next == len(raw) || raw[next] == '\r' || raw[next] == '\n' || raw[next] == frameStart
}

// isEnvelope reports whether line is a segment of a batch envelope.
func isEnvelope(line []byte) bool {
	for _, name := range [...]string{"FHS", "BHS", "BTS", "FTS"} {
		if bytes.HasPrefix(line, []byte(name)) {
			return len(line) == 3 || line[3] < ' ' || canDelimit(line[3])
		}
	}
	return false
}
