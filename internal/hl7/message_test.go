package hl7

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
)

const msh = `MSH|^~\&|A|B|C|D|20261124||ADT^A01^ADT_A01|1|P|2.5.1`

func names(m *Message) (names []string) {
	for _, s := range m.Segments() {
		names = append(names, s.Name())
	}
	return names
}

func TestParseLines(t *testing.T) {
	for name, tc := range map[string]struct {
		raw  string
		want []string
	}{
		"CR":                    {msh + "\rPID|1\rPV1|1\r", []string{"MSH", "PID", "PV1"}},
		"LF":                    {msh + "\nPID|1\nPV1|1", []string{"MSH", "PID", "PV1"}},
		"CRLF":                  {msh + "\r\nPID|1\r\nPV1|1\r\n", []string{"MSH", "PID", "PV1"}},
		"mixed":                 {msh + "\rPID|1\nPV1|1\r\nZZ1|1\n\r", []string{"MSH", "PID", "PV1", "ZZ1"}},
		"blank lines and a BOM": {"\xef\xbb\xbf\r\n \n" + msh + "\n\n\nPID|1\n \n\t\n", []string{"MSH", "PID"}},
		"frame bytes":           {"\x0b" + msh + "\rPID|1\r\x1c\r", []string{"MSH", "PID"}},
		"no fields":             {msh + "\rPID\rZPD\rPV1|1", []string{"MSH", "PID", "ZPD", "PV1"}},
		"indented":              {msh + "\n  PID|1\n  PV1|1\n", []string{"MSH", "PID", "PV1"}},
		"misspelt":              {msh + "\rPIDD|1\rPV|1\r", []string{"MSH", "PIDD", "PV"}},
		"text behind MSH":       {msh + "\rno segment\rPID|1\r", []string{"MSH", "no segment", "PID"}},
		"only MSH":              {`MSH|^~\&`, []string{"MSH"}},
	} {
		if diff := cmp.Diff(tc.want, names(parse(t, tc.raw))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Senders forget to escape line breaks in texts. The text goes on, and so do the fields behind it.
func TestParseBrokenText(t *testing.T) {
	m := parse(t, msh+"\rOBX|1|TX|X^note||first\r\rsecond: x\nNEG\nthird||||||F\rOBX|2|NM|||5")
	obx := all(m, "OBX")
	if len(obx) != 2 {
		t.Fatalf("segments: %q", names(m))
	}
	want(t, "OBX-5", obx[0].Field(5).Text(), "first\n\nsecond: x\nNEG\nthird")
	want(t, "OBX-11", obx[0].Field(11).Text(), "F")

	real := read(t, "real-oru-epic.hl7")
	if _, split := real.First("VOL"); split {
		t.Error("the rest of MEAN CORPUSCULAR VOL is taken for a segment")
	}
	want(t, "wrapped order", first(t, real, "OBR").Field(4).Component(2).Text(), "HEMOGRAM WITH\nPLATEL")
}

// TestAddendumGoesOnInTheFieldBefore: what an ADD segment says belongs to the last
// field of the segment before it, and its further fields follow.
func TestAddendumGoesOnInTheFieldBefore(t *testing.T) {
	head := "MSH|^~\\&|LAB\r"
	for _, c := range []struct{ name, raw, want string }{
		{"a text", head + "OBX|1|TX|N||the liver is\rADD| not enlarged|mg\rOBX|2", "the liver is not enlarged/mg/2"},
		{"twice", head + "OBX|1|TX|N||one \rADD|two \rADD|three\rOBX|2", "one two three//2"},
		{"with line feeds", head + "OBX|1|TX|N||one\r\nADD| two\r\nOBX|2", "one two//2"},
		{"ADD in a text", head + "OBX|1|TX|N||see ADD|mg\rOBX|2", "see ADD/mg/2"},
	} {
		m, err := Parse(Joined([]byte(c.raw)))
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		segments := m.Segments()
		all = append(all, segments[1].Field(5).Text(), segments[1].Field(6).Text(), segments[2].Field(1).Text())
		if got := strings.Join(all, "/"); got != c.want || len(segments) != 3 {
			t.Errorf("%s: %q in %d segments, want %q in 3", c.name, got, len(segments), c.want)
		}
	}
	if m, err := Parse(Joined([]byte("MSH|^~\\&|LAB\rADD|x\rPID|1"))); err != nil || len(m.Segments()) != 3 {
		t.Errorf("behind MSH: %v", err)
	}
}

func TestParseErrors(t *testing.T) {
	for raw, wanted := range map[string]SyntaxError{
		"":                           {0, "nothing there but blanks"},
		" \r\n\x0b\x1c\r":            {6, "nothing there but blanks"},
		"PID|1":                      {0, "no MSH segment at the start"},
		`FHS|^~\&|A`:                 {0, "a batch begins here; split it into messages first"},
		"MSH":                        {0, "the message ends before MSH-1, the field separator"},
		"MSHx^~":                     {3, "MSH-1 is not a character that can separate fields"},
		"MSH||A":                     {4, "MSH-2 declares no encoding characters"},
		"MSH|^a|A":                   {5, "MSH-2 holds a character that cannot be a delimiter"},
		"MSH|^~^|A":                  {6, "MSH-2 declares one character for two purposes"},
		msh + "\rPID|1\r" + msh:      {len(msh) + 7, "a second MSH segment; split the messages first"},
		msh + "\x1c\r\x0b" + msh:     {len(msh) + 3, "a second MSH segment; split the messages first"},
		msh + "\n\xef\xbb\xbf" + msh: {len(msh) + 4, "a second MSH segment; split the messages first"},
	} {
		_, err := Parse([]byte(raw))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || *syntax != wanted {
			t.Errorf("%.20q: got %v, want %v", raw, err, &wanted)
		}
	}
}

func TestHeaderNumbers(t *testing.T) {
	s := parse(t, msh+"\rPID|1|2").Segments()
	want(t, "MSH-1", s[0].Field(1).Text(), "|")
	want(t, "MSH-2", s[0].Field(2).Text(), `^~\&`)
	want(t, "MSH-2 as a component", s[0].Field(2).Component(1).Text(), `^~\&`)
	want(t, "MSH-3", s[0].Field(3).Text(), "A")
	want(t, "MSH-12", s[0].Field(12).Text(), "2.5.1")
	want(t, "raw PID", string(s[1].Raw()), "PID|1|2")
	want(t, "raw MSH", string(s[0].Raw()), msh)
	if s[0].Fields() != 12 || s[1].Fields() != 2 || s[1].Field(0).State() != Absent || s[1].Field(-1).State() != Absent {
		t.Errorf("MSH has %d fields and PID %d", s[0].Fields(), s[1].Fields())
	}
	old := parse(t, `MSH|^~\&|A|B|||19900101||ADT|1|P|2.1`+"\rEVN|A03|19900101")
	want(t, "event", old.Header().Event, "A03")
}

func TestParts(t *testing.T) {
	s := first(t, parse(t, msh+"\r"+`ZZZ|a&b^c~d^^e&f&g|plain|^^^|""|x^""^y|~~|`), "ZZZ")
	f := s.Field(1)
	if f.Reps() != 2 || f.Rep(0).Components() != 2 || f.Rep(1).Components() != 3 || f.Rep(1).Component(3).Subs() != 3 {
		t.Error("the parts of field 1 are counted wrong")
	}
	want(t, "whole", f.Text(), "a&b^c~d^^e&f&g")
	want(t, "sub of rep 0", f.Component(1).Sub(2).Text(), "b")
	want(t, "sub through rep", f.Rep(0).Sub(2).Text(), "b")
	want(t, "first component of a component", f.Component(1).Component(1).Text(), "a&b")
	want(t, "sub of rep 1", f.Rep(1).Component(3).Sub(3).Text(), "g")
	want(t, "leaf of a plain field", s.Field(2).Component(1).Sub(1).Text(), "plain")
	want(t, "raw", string(f.Rep(1).Raw()), "d^^e&f&g")
	for what, v := range map[string]Value{
		"component beyond": f.Component(3), "component 0": f.Component(0), "rep beyond": f.Rep(2), "rep -1": f.Rep(-1),
		"empty component": f.Rep(1).Component(2), "second of plain": s.Field(2).Component(2),
		"second component of a component": f.Component(1).Component(2), "nothing": {}, "rep of null": s.Field(4).Rep(1),
	} {
		if v.State() != Absent || v.Text() != "" || v.Components() != 0 {
			t.Errorf("%s is %v: %q", what, v.State(), v.Text())
		}
	}
	if !s.Field(3).IsEmpty() || !s.Field(4).IsNull() || !s.Field(6).IsEmpty() || s.Field(5).IsNull() {
		t.Error("empty and null fields are confused")
	}
	if !s.Field(5).Component(2).IsNull() || !s.Field(4).Component(9).IsNull() || !s.Field(4).Component(1).Sub(2).IsNull() {
		t.Error("a null does not reach its parts")
	}
	want(t, "a null within a text", s.Field(5).Text(), "x^^y")
}

func TestAllAndValues(t *testing.T) {
	s := first(t, parse(t, msh+"\r"+`ZZZ|a&b^c~d^^e||""|^x`), "ZZZ")
	var reps []string
	for i, v := range s.Field(1).All {
		reps = append(reps, string(rune('0'+i))+v.Text())
	}
	if diff := cmp.Diff([]string{"0a&b^c", "1d^^e"}, reps); diff != "" {
		t.Error(diff)
	}
	got := map[Place]string{}
	for p, v := range s.Values {
		got[p] = string(v.Raw())
	}
	if diff := cmp.Diff(map[Place]string{
		{1, 0, 1, 1}: "a", {1, 0, 1, 2}: "b", {1, 0, 2, 1}: "c", {1, 1, 1, 1}: "d", {1, 1, 3, 1}: "e",
		{3, 0, 1, 1}: `""`, {4, 0, 2, 1}: "x",
	}, got); diff != "" {
		t.Error(diff)
	}
	for p := range parse(t, msh).Segments()[0].Values {
		if p.Field != 3 {
			t.Errorf("the first value of MSH is MSH-%d", p.Field)
		}
		break
	}
}

// Text without anything to decode shares the memory of the message, in other text it does not.
func TestTextShares(t *testing.T) {
	raw := []byte(msh + `|||||UNICODE UTF-8` + "\rOBX|1|ST|||38 °C|a\\T\\b")
	m, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	obx := first(t, m, "OBX")
	text := obx.Field(5).Text()
	at := strings.Index(string(raw), "38")
	want(t, "plain", text, "38 °C")
	if unsafe.StringData(text) != &raw[at] {
		t.Error("plain text was copied")
	}
	if n := testing.AllocsPerRun(100, func() { _ = obx.Field(5).Text() }); n != 0 {
		t.Errorf("plain text costs %v allocations", n)
	}
	dst := obx.Field(6).AppendText([]byte("x"))
	want(t, "appended", string(obx.Field(5).AppendText(dst)), "xa&b38 °C")
	if string(m.Raw()) != string(raw) || m.Delimiters() != DefaultDelimiters() {
		t.Error("reading changed the message")
	}
}

func TestSplitBatch(t *testing.T) {
	for name, tc := range map[string]struct {
		raw  string
		want []string
	}{
		"plain":    {"MSH|a\rPID|1\rMSH|b\r", []string{"MSH|a\rPID|1\r", "MSH|b\r"}},
		"batch":    {"FHS|x\nBHS|x\nMSH|a\nPID|1\nMSH|b\nBTS|2\nFTS|1\n", []string{"MSH|a\nPID|1\n", "MSH|b\n"}},
		"frames":   {"\x0bMSH|a\rPID|1\r\x1c\r\x0bMSH|b\x1c\r", []string{"MSH|a\rPID|1\r", "MSH|b"}},
		"no CR":    {"\x0bMSH|a\x1c\x0bMSH|b\x1c", []string{"MSH|a", "MSH|b"}},
		"no FS":    {"\x0bMSH|a\r\x0bMSH|b\r", []string{"MSH|a\r", "MSH|b\r"}},
		"BOM":      {"\xef\xbb\xbfMSH|a\r\n\xef\xbb\xbfMSH|b", []string{"MSH|a\r\n", "MSH|b"}},
		"stray":    {"hello\rMSH|a\rFTS\rworld|1\n", []string{"hello\r", "MSH|a\r", "world|1\n"}},
		"VT in it": {"MSH|a\rNTE|1||x\x0by\x1cz\r", []string{"MSH|a\rNTE|1||x\x0by\x1cz\r"}},
		"blank":    {" \r\n\x0b\x1c\r", nil},
	} {
		var got []string
		for _, piece := range SplitBatch([]byte(tc.raw)) {
			got = append(got, string(piece))
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRealFiles(t *testing.T) {
	for name, wanted := range map[string]string{
		"real-adt-a01.hl7": "ADT^A01 2.8", "real-rde.hl7": "RDE^O11 2.8", "real-batch.hl7": "ORU^R01 2.5.1",
		"real-utf8.hl7": "ORU^R01 2.5.1", "real-frames.mllp": "ADT^A01 2.3 ORU^R01 2.3 ORU^R01 2.3",
	} {
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, piece := range SplitBatch(raw) {
			h := parse(t, string(piece)).Header()
			got = append(got, h.Type+"^"+h.Event+" "+h.Version)
		}
		want(t, name, strings.Join(got, " "), wanted)
	}
}
