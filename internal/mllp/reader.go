package mllp

import (
	"bytes"
	"io"
	"slices"
)

// bufferSize is what a Reader takes from its source at once, and so the memory a silent connection
// costs. It bounds what can be pipelined: 16 messages of 2 KiB.
const bufferSize = 32 << 10

// maxEmptyReads is how often a source may return neither bytes nor an error.
const maxEmptyReads = 100

// A Reader finds the frames in a stream of bytes. However the stream is cut into reads, the same
// frames come out. It is not safe for concurrent use.
//
// It works in steps (advance, fill, grant), so that whoever drives it decides how long to wait for
// bytes and whether there is memory for them. Next is the plain driver.
type Reader struct {
	src io.Reader
	max int // longest text kept whole

	buf      []byte
	pos, end int // read but not looked at: buf[pos:end]

	state state
	body  []byte // text of the present frame so far; its head only, if over
	size  int64  // length of that text as sent
	over  bool   // the text is longer than max
	room  int    // how long body may become before more room must be granted
	want  ask    // what the last needRoom was about

	frame  Frame // what the last gotFrame was about
	counts Counts
	err    error // why the source ended
}

// Counts are the bytes a Reader has seen that are not the text of a frame.
type Counts struct {
	Noise   int64 // bytes between frames, and start bytes with nothing behind them
	Framing int64 // start and end bytes of frames
}

// state is where in the stream a Reader stands.
type state uint8

const (
	outside state = iota // between frames
	inside               // after a start byte
	ending               // after an end byte; the next byte decides what it meant
)

// step is why a Reader stopped advancing.
type step uint8

const (
	goOn      step = iota
	gotFrame       // r.frame is complete
	needBytes      // everything read has been looked at
	needRoom       // r.want must be granted before the text can be kept
)

// ask is room that a frame needs.
type ask struct {
	room int  // length of the text so far, with what is to be kept next
	last bool // its end is already in sight, so that no more will be asked for
}

// NewReader returns a Reader of the frames in src. Texts longer than maxFrame bytes are not kept
// whole; zero or less stands for DefaultMaxFrame.
func NewReader(src io.Reader, maxFrame int) *Reader {
	r := newReader(src, maxFrame)
	r.room = r.max
	return r
}

// newReader returns a Reader that has no room for text until it is granted.
func newReader(src io.Reader, maxFrame int) *Reader {
	if maxFrame <= 0 {
		maxFrame = DefaultMaxFrame
	}
	return &Reader{src: src, max: maxFrame}
}

// Next returns the next frame. When the source ends within a frame, the fragment is returned as
// Damaged first, and then the source's own error: io.EOF at a regular end.
func (r *Reader) Next() (Frame, error) {
	for {
		switch r.advance() {
		case gotFrame:
			return r.frame, nil
		case needBytes:
			if r.fill() == nil {
				continue
			}
			if r.breakOff() {
				return r.frame, nil
			}
			return Frame{}, r.err
		}
	}
}

// Counts returns what was seen besides text so far. Once the source has ended, the sizes of all
// frames, Noise and Framing add up to the length of the stream.
func (r *Reader) Counts() Counts { return r.counts }

// advance looks at the bytes already read until a frame is complete or something is needed.
func (r *Reader) advance() step {
	for r.pos < r.end {
		var s step
		switch r.state {
		case outside:
			r.seekStart()
		case inside:
			s = r.readText()
		case ending:
			s = r.readEnd()
		}
		if s != goOn {
			return s
		}
	}
	return needBytes
}

// fill reads once from the source. It may be called only when all that was read has been looked at.
func (r *Reader) fill() error {
	if r.err != nil {
		return r.err
	}
	if r.buf == nil {
		r.buf = make([]byte, bufferSize)
	}
	for range maxEmptyReads {
		n, err := r.src.Read(r.buf)
		r.pos, r.end, r.err = 0, n, err
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	r.err = io.ErrNoProgress
	return r.err
}

// breakOff makes a Damaged frame of what has been read of the present one, and reports whether
// there was anything. It is called when no more bytes will come.
func (r *Reader) breakOff() bool {
	before := r.state
	r.state = outside
	switch {
	case before == ending:
		r.keep([]byte{endByte}, true)
	case before == inside && r.size == 0:
		r.counts.Noise++
		return false
	case before == outside:
		return false
	}
	r.counts.Framing++
	r.complete(Damaged)
	return true
}

// seekStart drops what stands between frames.
func (r *Reader) seekStart() {
	rest := r.buf[r.pos:r.end]
	i := bytes.IndexByte(rest, startByte)
	if i < 0 {
		r.counts.Noise += int64(len(rest))
		r.pos = r.end
		return
	}
	r.counts.Noise += int64(i)
	r.pos += i + 1
	r.state = inside
}

// readText keeps text up to the next start or end byte.
func (r *Reader) readText() step {
	rest := r.buf[r.pos:r.end]
	n := textLength(rest)
	last := n < len(rest)
	if !r.fits(n, last) {
		return needRoom
	}
	r.keep(rest[:n], last)
	r.pos += n
	if !last {
		return goOn
	}
	r.pos++
	if rest[n] == endByte {
		r.state = ending
		return goOn
	}
	return r.startAgain()
}

// startAgain deals with a start byte inside a frame: the new frame is open already.
func (r *Reader) startAgain() step {
	if r.size == 0 {
		r.counts.Noise++
		return goOn
	}
	r.counts.Framing++
	r.complete(Damaged)
	return gotFrame
}

// readEnd looks at the byte behind an end byte.
func (r *Reader) readEnd() step {
	switch r.buf[r.pos] {
	case lastByte:
		r.pos++
		r.counts.Framing += 3
	case startByte: // left where it is, to open the next frame
		r.counts.Framing += 2
	default:
		return r.endByteWasText()
	}
	r.state = outside
	r.complete(Message)
	return gotFrame
}

// endByteWasText puts an end byte that ended nothing back into the text.
func (r *Reader) endByteWasText() step {
	if !r.fits(1, false) {
		return needRoom
	}
	r.keep([]byte{endByte}, false)
	r.state = inside
	return goOn
}

// fits reports whether n more bytes of text may be kept, and notes what is asked for if not.
func (r *Reader) fits(n int, last bool) bool {
	if r.over || r.size+int64(n) > int64(r.max) {
		return true // no more than a head will be kept
	}
	r.want = ask{room: len(r.body) + n, last: last}
	return r.want.room <= r.room
}

// keep adds text to the frame. If last, no more is expected to follow.
func (r *Reader) keep(text []byte, last bool) {
	r.size += int64(len(text))
	switch {
	case r.over:
	case r.size > int64(r.max):
		r.over = true
		r.body = head(r.body, text, min(HeadSize, r.max))
	default:
		r.body = appendText(r.body, text, r.max, last)
	}
}

// complete makes a frame of the text kept and makes ready for the next.
func (r *Reader) complete(kind Kind) {
	if r.over && kind == Message {
		kind = TooLarge
	}
	r.frame = Frame{Kind: kind, Data: r.body, Size: r.size}
	r.body, r.size, r.over = nil, 0, false
}

// textLength returns how many bytes stand before the first start or end byte. It looks for both in
// one window after the other, so that a stream of nothing but start bytes costs little more than
// any other.
func textLength(b []byte) int {
	const window = 1 << 10
	n := 0
	for rest := b; len(rest) > 0; rest = b[n:] {
		part := rest[:min(window, len(rest))]
		size := len(part)
		if i := bytes.IndexByte(part, endByte); i >= 0 {
			part = part[:i]
		}
		if i := bytes.IndexByte(part, startByte); i >= 0 {
			part = part[:i]
		}
		n += len(part)
		if len(part) < size {
			break
		}
	}
	return n
}

// head returns the first n bytes of body and text together in memory of their own, so that a
// long body can be freed.
func head(body, text []byte, n int) []byte {
	h := slices.Clone(body[:min(len(body), n)])
	return append(h, text[:n-len(h)]...)
}

// appendText appends with a capacity that fits the text exactly if it is the last, and otherwise
// four times the former, so that little is copied and no more than a quarter is held twice.
func appendText(body, text []byte, limit int, last bool) []byte {
	need := len(body) + len(text)
	switch {
	case need <= cap(body):
		return append(body, text...)
	case last && len(body) == 0: // the usual case, without clearing the memory first
		return bytes.Clone(text)
	}
	size := need
	if !last {
		size = min(limit, max(need, 4*cap(body), 1<<10))
	}
	grown := make([]byte, need, size)
	copy(grown, body)
	copy(grown[len(body):], text)
	return grown
}
