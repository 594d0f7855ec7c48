package mllp_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"redoutlet/internal/mllp"
)

const (
	vt = "\x0b"
	fs = "\x1c"
	cr = "\r"
)

// readAll returns all frames of a stream, and what else was in it.
func readAll(t testing.TB, src io.Reader, maxFrame int) ([]mllp.Frame, mllp.Counts) {
	t.Helper()
	r := mllp.NewReader(src, maxFrame)
	var frames []mllp.Frame
	for {
		f, err := r.Next()
		if err == io.EOF {
			return frames, r.Counts()
		}
		if err != nil {
			t.Fatal(err)
		}
		frames = append(frames, f)
	}
}

// inPieces is a reader of pieces, each of which is one read.
func inPieces(pieces ...string) io.Reader {
	var readers []io.Reader
	for _, p := range pieces {
		readers = append(readers, strings.NewReader(p))
	}
	return io.MultiReader(readers...)
}

func message(text string) mllp.Frame { return frameOf(mllp.Message, text) }
func damaged(text string) mllp.Frame { return frameOf(mllp.Damaged, text) }

func frameOf(kind mllp.Kind, text string) mllp.Frame {
	return mllp.Frame{Kind: kind, Data: []byte(text), Size: int64(len(text))}
}

func tooLarge(head string, size int64) mllp.Frame {
	return mllp.Frame{Kind: mllp.TooLarge, Data: []byte(head), Size: size}
}

func TestReader(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		want  []mllp.Frame
		noise int64
	}{
		{"nothing", "", nil, 0},
		{"only noise", "\n\x00GET / HTTP/1.1\r\n\r\n" + fs + cr, nil, 22},
		{"one", vt + "MSH|a\r" + fs + cr, []mllp.Frame{message("MSH|a\r")}, 0},
		{"empty", vt + fs + cr, []mllp.Frame{message("")}, 0},
		{"two with a line feed and NULs around", "\x00" + vt + "a" + fs + cr + "\n\x00" + vt + "b" + fs + cr + "\n",
			[]mllp.Frame{message("a"), message("b")}, 4},
		{"no CR, next frame follows", vt + "a" + fs + vt + "b" + fs + cr, []mllp.Frame{message("a"), message("b")}, 0},
		{"sender begins again", vt + "MSH|a\rPID|1" + vt + "MSH|b\r" + fs + cr,
			[]mllp.Frame{damaged("MSH|a\rPID|1"), message("MSH|b\r")}, 0},
		{"sender begins again twice", vt + "a" + vt + "b" + vt + "c" + fs + cr,
			[]mllp.Frame{damaged("a"), damaged("b"), message("c")}, 0},
		{"start byte doubled", vt + vt + "a" + fs + cr, []mllp.Frame{message("a")}, 1},
		{"closed within", vt + "a" + fs + cr + vt + "MSH|b", []mllp.Frame{message("a"), damaged("MSH|b")}, 0},
		{"closed after the start byte", vt + "a" + fs + cr + vt, []mllp.Frame{message("a")}, 1},
		{"closed between FS and CR", vt + "a" + fs, []mllp.Frame{damaged("a" + fs)}, 0},
		{"FS within the text", vt + "a" + fs + "b" + fs + cr, []mllp.Frame{message("a" + fs + "b")}, 0},
		{"FS doubled", vt + "a" + fs + fs + cr, []mllp.Frame{message("a" + fs)}, 0},
		{"FS and LF end nothing", vt + "a" + fs + "\n" + vt + "b" + fs + cr,
			[]mllp.Frame{damaged("a" + fs + "\n"), message("b")}, 0},
		{"second MSH is for the caller", vt + "MSH|a\rMSH|b\r" + fs + cr, []mllp.Frame{message("MSH|a\rMSH|b\r")}, 0},
		{"as long as may be", vt + "0123456789abcdef" + fs + cr, []mllp.Frame{message("0123456789abcdef")}, 0},
		{"one byte too long", vt + "0123456789abcdefg" + fs + cr + vt + "b" + fs + cr,
			[]mllp.Frame{tooLarge("0123456789abcdef", 17), message("b")}, 0},
		{"too long by an FS", vt + "0123456789abcdef" + fs + fs + cr, []mllp.Frame{tooLarge("0123456789abcdef", 17)}, 0},
		{"too long and broken off", vt + strings.Repeat("x", 40) + vt + "b" + fs + cr,
			[]mllp.Frame{{Kind: mllp.Damaged, Data: []byte(strings.Repeat("x", 16)), Size: 40}, message("b")}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for cut := range len(tt.in) + 1 {
				got, counts := readAll(t, inPieces(tt.in[:cut], tt.in[cut:]), 16)
				if d := diff(tt.want, got); d != "" {
					t.Fatalf("cut at %d (-want +got):\n%s", cut, d)
				}
				if counts.Noise != tt.noise {
					t.Fatalf("cut at %d: %d bytes of noise, want %d", cut, counts.Noise, tt.noise)
				}
			}
		})
	}
}

// diff says how frames differ, and is quick when they do not.
func diff(want, got []mllp.Frame) string {
	same := func(a, b mllp.Frame) bool { return a.Kind == b.Kind && a.Size == b.Size && bytes.Equal(a.Data, b.Data) }
	if slices.EqualFunc(want, got, same) {
		return ""
	}
	return cmp.Diff(want, got, cmpopts.EquateEmpty())
}

// pipelined is three frames with a line feed and NULs between them, cut anywhere by its senders.
// Origin of the kind: apache/camel pull requests 26259 and 26262, nextgenhealthcare/connect #510 and
// #249, oehf/ipf #148 and #106. The people in it are invented.
func pipelined(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/pipelined_trailing_lf.mllp")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestPipelinedFramesHoweverTheyAreCut(t *testing.T) {
	in := pipelined(t)
	want, counts := readAll(t, strings.NewReader(in), 0)
	if len(want) != 3 || counts.Noise != 3 {
		t.Fatalf("%d frames and %d bytes of noise in one read, want 3 and 3", len(want), counts.Noise)
	}
	for i, f := range want {
		if f.Kind != mllp.Message || !bytes.HasPrefix(f.Data, []byte("MSH")) || f.Data[len(f.Data)-1] != '\r' {
			t.Errorf("frame %d is not a message from MSH to CR", i)
		}
		if bytes.ContainsAny(f.Data, vt+fs+"\n\x00") {
			t.Errorf("frame %d contains bytes from between the frames", i)
		}
	}
	for k := range len(in) + 1 {
		if got, _ := readAll(t, inPieces(in[:k], in[k:]), 0); diff(want, got) != "" {
			t.Fatalf("cut at %d: other frames", k)
		}
	}
	if got, _ := readAll(t, iotest.OneByteReader(strings.NewReader(in)), 0); diff(want, got) != "" {
		t.Error("one byte a read: other frames")
	}
}

// TestLongStreamsHoweverTheyAreCut has frames from nothing to beyond the limit, cut at random.
func TestLongStreamsHoweverTheyAreCut(t *testing.T) {
	const limit = 300 << 10
	rng := rand.New(rand.NewPCG(1, 2))
	var stream []byte
	var want []mllp.Frame
	for _, size := range []int{0, 1, 2000, 32 << 10, 64 << 10, 64<<10 + 1, limit, limit + 1, 3 * limit, 7} {
		text := bytes.Repeat([]byte{byte('a' + len(want))}, size)
		stream, _ = mllp.AppendFrame(stream, text)
		f := frameOf(mllp.Message, string(text))
		if size > limit {
			f = tooLarge(string(text[:mllp.HeadSize]), int64(size))
		}
		want = append(want, f)
	}
	for range 20 {
		if got, _ := readAll(t, &randomReader{rng: rng, rest: stream}, limit); diff(want, got) != "" {
			t.Fatal("other frames after another cut")
		}
	}
}

// randomReader returns what it has in pieces of random length, now and then empty.
type randomReader struct {
	rng  *rand.Rand
	rest []byte
}

func (r *randomReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := min(r.rng.IntN(1<<r.rng.IntN(17)), len(p), len(r.rest))
	copy(p, r.rest[:n])
	r.rest = r.rest[n:]
	return n, nil
}

func TestReaderReturnsTheSourcesErrorAfterTheFragment(t *testing.T) {
	lost := errors.New("connection reset")
	r := mllp.NewReader(io.MultiReader(strings.NewReader(vt+"MSH|a"), iotest.ErrReader(lost)), 0)
	f, err := r.Next()
	if err != nil || diff([]mllp.Frame{damaged("MSH|a")}, []mllp.Frame{f}) != "" {
		t.Errorf("Next() = %v %q, %v, want the fragment", f.Kind, f.Data, err)
	}
	if _, err := r.Next(); err != lost {
		t.Errorf("Next() after the fragment: error %v, want %v", err, lost)
	}
}

func TestReaderGivesUpOnASourceThatNeverReads(t *testing.T) {
	r := mllp.NewReader(stuckReader{}, 0)
	if _, err := r.Next(); err != io.ErrNoProgress {
		t.Errorf("error %v, want %v", err, io.ErrNoProgress)
	}
}

type stuckReader struct{}

func (stuckReader) Read([]byte) (int, error) { return 0, nil }

func TestWriteFrame(t *testing.T) {
	for _, size := range []int{0, 1, 64 << 10, 64<<10 + 1} {
		text := strings.Repeat("x", size)
		var b bytes.Buffer
		if err := mllp.WriteFrame(&b, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if b.String() != vt+text+fs+cr {
			t.Errorf("%d bytes: framed wrongly", size)
		}
	}
}

func TestWriteFrameRefusesFramingBytes(t *testing.T) {
	long := strings.Repeat("x", 65<<10)
	for _, text := range []string{vt, fs, "a" + vt, fs + cr, long + vt, long + fs} {
		var b bytes.Buffer
		if err := mllp.WriteFrame(&b, []byte(text)); !errors.Is(err, mllp.ErrUnframable) {
			t.Errorf("error %v, want ErrUnframable", err)
		}
		if b.Len() != 0 {
			t.Error("something was written all the same")
		}
	}
}
