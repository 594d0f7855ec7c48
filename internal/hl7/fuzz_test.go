package hl7

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// seeds gives every file of testdata to f.
func seeds(f *testing.F) (files [][]byte) {
	names, err := filepath.Glob("testdata/*-*.*")
	if err != nil || len(names) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		files = append(files, raw)
	}
	return files
}

// FuzzParse holds for any bytes: they are not changed; the segments and the pieces of a batch cover all that is not
// blank, a frame or an envelope; and a message written from the texts of another has the same texts.
func FuzzParse(f *testing.F) {
	for _, raw := range seeds(f) {
		f.Add(raw)
	}
	f.Add([]byte("MSH|^~\\&|A\rOBX|1|TX|||x\n\ny z\n|\"\"^\"\"|\xff\\X0D\\"))
	f.Add([]byte("MSH|^~\\&|A\rOBX|1|TX|||x\rADD| y|z\r\nADD|\rADD"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := bytes.Clone(raw)
		for _, piece := range append(SplitBatch(raw), raw) {
			m, err := Parse(piece)
			if err != nil {
				continue
			}
			covers(t, m)
			roundTrip(t, m)
			if answer, err := Parse(Ack(m, AckAccept, "1", time.Unix(0, 0), "text | more")); err != nil {
				t.Errorf("the answer cannot be read: %v", err)
			} else if len(answer.Segments()) != 2 {
				t.Errorf("the answer has %d segments", len(answer.Segments()))
			}
		}
		if whole := Joined(raw); len(whole) > len(raw) {
			t.Errorf("joined, %d bytes became %d", len(raw), len(whole))
		}
		if !bytes.Equal(before, raw) {
			t.Error("the bytes were changed")
		}
	})
}

// covers checks that the segments of m hold all its bytes but blanks, frame bytes and byte order marks between them,
// and that the fields of each segment make up the segment.
func covers(t *testing.T, m *Message) {
	rest := m.Raw()
	for _, s := range m.Segments() {
		at := bytes.Index(rest, s.Raw())
		if at < 0 || skipLead(rest[:at]) != at {
			t.Fatalf("segment %q is not where it should be", s.Raw())
		}
		rest = rest[at+len(s.Raw()):]
		fields := [][]byte{[]byte(s.Name())}
		for n := 1; n <= s.Fields(); n++ {
			if s.isHeader() && n == 1 {
				continue
			}
			fields = append(fields, s.Field(n).Raw())
		}
		if whole := bytes.Join(fields, []byte{m.Delimiters().Field}); !bytes.Equal(whole, s.Raw()) {
			t.Errorf("fields make %q, the segment is %q", whole, s.Raw())
		}
	}
	if rest = bytes.ReplaceAll(rest, []byte{0}, nil); skipLead(rest) != len(rest) {
		t.Errorf("%q is left over", rest)
	}
}

// roundTrip writes a message from the texts of m and compares every text and null of the two. Segments with names that
// may not be written are left out, as are messages whose MSH-2 has characters that mean nothing.
func roundTrip(t *testing.T, m *Message) {
	d := m.Delimiters()
	if string(m.segments[0].Field(2).Raw()) != d.EncodingCharacters() || d.Escape == 0 {
		return
	}
	b := NewBuilder(d)
	var sources []Segment
	for _, s := range m.Segments() {
		if s.is("MSH") != (len(sources) == 0) || !isKnownName([]byte(s.Name())) {
			continue
		}
		sources = append(sources, s)
		target := b.Segment(s.Name())
		for p, v := range s.Values {
			switch {
			case p.Field > maxPlace || p.Rep > maxPlace || p.Component > maxPlace || p.Sub > maxPlace:
				return
			case v.IsNull():
				target.SetNull(p)
			default:
				target.SetAt(p, v.Text())
			}
		}
	}
	written, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	copied, err := Parse(written)
	if err != nil {
		t.Fatalf("%q: %v", written, err)
	}
	if len(copied.Segments()) != len(sources) {
		t.Fatalf("%d segments from %d: %q", len(copied.Segments()), len(sources), written)
	}
	for i, s := range copied.Segments() {
		sameValues(t, sources[i], s)
	}
}

func sameValues(t *testing.T, source, target Segment) {
	for p, v := range source.Values {
		got := target.Field(p.Field).Rep(p.Rep).Component(p.Component).Sub(p.Sub)
		if got.Text() != v.Text() || got.IsNull() != v.IsNull() {
			t.Fatalf("%s %v: %q became %q, written %q", source.Name(), p, v.Raw(), got.Text(), got.Raw())
		}
	}
}

// FuzzEscape holds for any text and any escape character: what was escaped comes back, but for the kind of line break;
// nothing escaped holds a delimiter or a control character; and bytes that are no escape sequence are kept.
func FuzzEscape(f *testing.F) {
	for _, text := range []string{"", `""`, `a|b^c&d~e\f`, "a\r\nb\rc", `\C2842\`, `\\F\`, "C:\\é\x00", `\.br\`, "a.b"} {
		f.Add(text, byte('\\'))
		f.Add(text, byte('.'))
	}
	f.Fuzz(func(t *testing.T, text string, escape byte) {
		d := DefaultDelimiters()
		d.Escape = escape
		if escape == 0 || !d.canBeRead() || !utf8.ValidString(text) {
			return
		}
		escaped, ok := Escape(text, d)
		if back := unescaped(escaped, d); !ok || back != strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text) {
			t.Errorf("%q became %q and came back as %q", text, escaped, back)
		}
		if strings.ContainsAny(escaped, "|^&~\x00\x0b\x1c\r\n\t") {
			t.Errorf("%q holds what cannot stand in a field", escaped)
		}
		unknown := string(escape) + "Z9" + string(escape)
		if !strings.Contains(text, string(escape)) && !strings.Contains(text, "\r") {
			want(t, "an unknown sequence", unescaped(text+unknown, d), text+unknown)
		}
	})
}

// FuzzTime holds for any text: it is kept, no precision is read that its digits do not have, and the instants are in
// order.
func FuzzTime(f *testing.F) {
	for _, text := range []string{"1951", "202611242400", "20261101013000-0500", "20261124235500.1234+0000", "19510000", "x", "20110613122406637"} {
		f.Add(text)
	}
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := ParseTime(text, loc)
		if got.Text != text || !strings.HasSuffix(strings.Trim(text, " \t"), got.Zone) {
			t.Errorf("%q was kept as %q and %q", text, got.Text, got.Zone)
		}
		body := strings.Trim(text, " \t")
		digits := len(body) - len(strings.TrimLeft(body, "0123456789"))
		if most := Precision(max(digits/2-1, 0)); got.Precision > most && !(got.Precision == Fraction && digits >= 14) {
			t.Errorf("%q with %d digits is read to the %v", text, digits, got.Precision)
		}
		if got.Precision != Unreadable && !got.At.Before(got.Until) {
			t.Errorf("%q: from %v until %v", text, got.At, got.Until)
		}
	})
}
