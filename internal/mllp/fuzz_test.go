package mllp_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"

	"redoutlet/internal/mllp"
)

// byteByByte reads a stream by the rules of the package comment, one byte after the other, with no
// thought of speed or memory. It is what a Reader is compared with.
func byteByByte(in []byte, limit int) (frames []mllp.Frame, counts mllp.Counts) {
	var text []byte
	within, ended := false, false
	emit := func(kind mllp.Kind, framing int64) {
		f := mllp.Frame{Kind: kind, Data: text, Size: int64(len(text))}
		if len(text) > limit {
			f.Data = text[:min(limit, mllp.HeadSize)]
			if kind == mllp.Message {
				f.Kind = mllp.TooLarge
			}
		}
		frames, text, counts.Framing = append(frames, f), nil, counts.Framing+framing
	}
	for _, b := range in {
		switch {
		case !within && b == 0x0B:
			within = true
		case !within:
			counts.Noise++
		case ended && b == '\r':
			emit(mllp.Message, 3)
			within, ended = false, false
		case ended && b == 0x0B:
			emit(mllp.Message, 2)
			ended = false
		case b == 0x0B && len(text) == 0:
			counts.Noise++
		case b == 0x0B:
			emit(mllp.Damaged, 1)
		default:
			if ended {
				text = append(text, 0x1C)
			}
			if ended = b == 0x1C; !ended {
				text = append(text, b)
			}
		}
	}
	if ended {
		text = append(text, 0x1C)
	}
	if within && len(text) == 0 {
		counts.Noise++
	} else if within {
		emit(mllp.Damaged, 1)
	}
	return frames, counts
}

func FuzzFrames(f *testing.F) {
	f.Add([]byte(pipelined(f)), uint16(1000), uint64(1))
	for _, seed := range []string{
		"", "\n", vt, fs, vt + vt, vt + fs, vt + fs + cr, vt + "a" + fs + vt + "b" + fs + cr,
		vt + "MSH|a" + vt + "MSH|b" + fs + cr, vt + "a" + fs + fs + "b" + fs + "\n" + vt + fs + fs + vt,
		vt + "0123456789" + fs + cr + "\n" + vt + "0123456789" + fs,
	} {
		f.Add([]byte(seed), uint16(8), uint64(1))
	}
	f.Fuzz(func(t *testing.T, in []byte, limit uint16, seed uint64) {
		maxFrame := int(limit) + 1
		want, counts := byteByByte(in, maxFrame)
		sum := counts.Noise + counts.Framing
		for _, w := range want {
			sum += w.Size
		}
		if sum != int64(len(in)) {
			t.Fatalf("%d bytes accounted for, %d came", sum, len(in))
		}
		for _, src := range []io.Reader{
			bytes.NewReader(in),
			iotest.OneByteReader(bytes.NewReader(in)),
			iotest.DataErrReader(bytes.NewReader(in)),
			&randomReader{rng: rand.New(rand.NewPCG(seed, 0)), rest: in},
		} {
			got, gotCounts := readAll(t, src, maxFrame)
			if d := diff(want, got); d != "" {
				t.Fatalf("read by %T (-want +got):\n%s", src, d)
			}
			if gotCounts != counts {
				t.Fatalf("read by %T: counted %+v, want %+v", src, gotCounts, counts)
			}
		}
	})
}
