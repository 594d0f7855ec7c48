package hl7

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUnescape(t *testing.T) {
	d := Delimiters{Field: '|', Component: '^', Repetition: '~', Escape: '\\', Subcomponent: '&', Truncation: '#'}
	for raw, wanted := range map[string]string{
		`a\F\b\S\c\T\d\R\e\E\f\P\g`:       `a|b^c&d~e\f#g`,
		`\H\high\N\ light`:                `high light`,
		`\X41\\X4243\`:                    `ABC`,
		`\XC3A9\ \XC3\\XA9\ \XE9\`:        `é é é`,
		`a\X0D\b\X0D0A\c\X0A\d`:           "a\nb\nc\nd",
		`a\.br\b\.sp\c\.sp2\d\.ce\e`:      "a\nb\nc\n\nd\ne",
		`a\.sk3\b\.in+4\c\.ti-2\ d\.fi\`:  `a   b c  d `,
		`\.in+4\start`:                    `start`,
		`\.br3\ \.sp9999\ \.zz\ \.\ \.b\`: `\.br3\ \.sp9999\ \.zz\ \.\ \.b\`,
		`\C2842\ \M244242\ \Zfoo1\ \Q\`:   `\C2842\ \M244242\ \Zfoo1\ \Q\`,
		`\X4\ \XZZ\ \X\ \FF\ \f\`:         `\X4\ \XZZ\ \X\ \FF\ \f\`,
		`C:\temp\F\x`:                     `C:\temp|x`,
		`10\20 a\b \\ end\`:               `10\20 a\b \\ end\`,
		`\\F\`:                            `\|`,
		``:                                ``,
	} {
		want(t, raw, unescaped(raw, d), wanted)
		m := parse(t, `MSH|^~\&#|`+"\rZZZ|"+raw+"|"+raw)
		want(t, "in a message: "+raw, first(t, m, "ZZZ").Field(1).Text(), wanted)
		want(t, "as a component: "+raw, first(t, m, "ZZZ").Field(2).Component(1).Text(), wanted)
	}
	plain := Delimiters{Field: '|', Component: '^'}
	want(t, "nothing declared", unescaped(`a\F\b`, plain), `a\F\b`)
	want(t, "no truncation", unescaped(`a\P\b`, DefaultDelimiters()), `a\P\b`)
}

func TestEscape(t *testing.T) {
	d := DefaultDelimiters()
	for text, wanted := range map[string]string{
		`a|b^c&d~e\f#g`:    `a\F\b\S\c\T\d\R\e\E\f#g`,
		"a\nb\r\nc\rd":     `a\.br\b\.br\c\.br\d`,
		"\x00\x0b\x1c\x7f": `\X00\\X0B\\X1C\\X7F\`,
		`""`:               `\X2222\`,
		`"x"`:              `"x"`,
		"é 漢":              "é 漢",
	} {
		got, ok := Escape(text, d)
		if want(t, text, got, wanted); !ok {
			t.Errorf("%q: not ok", text)
		}
	}
	d.Escape = 0
	if got, ok := Escape("a|b\nc", d); got != "a b c" || ok {
		t.Errorf("without an escape character: %q, %v", got, ok)
	}
	if got, ok := Escape(`""`, d); got == `""` || ok {
		t.Errorf("without an escape character: %q, %v", got, ok)
	}
}

func TestCharset(t *testing.T) {
	for name, tc := range map[string]struct {
		msh18, raw, text string
		charset          Charset
	}{
		"nothing":                {"", "abc", "abc", Charset{"", "ASCII", false}},
		"UTF-8":                  {"UNICODE UTF-8", "é°", "é°", Charset{"UNICODE UTF-8", "UNICODE UTF-8", false}},
		"utf8":                   {"utf8", "é", "é", Charset{"utf8", "UNICODE UTF-8", false}},
		"latin 1":                {"8859/1", "\xe9\xb0", "é°", Charset{"8859/1", "8859/1", false}},
		"latin 1 by register":    {"ISO IR100", "\xe9", "é", Charset{"ISO IR100", "8859/1", false}},
		"latin 1 by ISO":         {"ISO-8859-1", "\xe9", "é", Charset{"ISO-8859-1", "8859/1", false}},
		"latin 9":                {"8859/15", "\xa4", "€", Charset{"8859/15", "8859/15", false}},
		"latin 2":                {"8859/2", "\xb1", "ą", Charset{"8859/2", "8859/2", false}},
		"1252":                   {"WINDOWS-1252", "\x80\x81", "€\u0081", Charset{"WINDOWS-1252", "WINDOWS-1252", false}},
		"not UTF-8":              {"UNICODE UTF-8", "M\xfcller \x96", "Müller –", Charset{"UNICODE UTF-8", "WINDOWS-1252", true}},
		"undeclared, not UTF-8":  {"", "M\xfcller", "Müller", Charset{"", "WINDOWS-1252", true}},
		"ASCII but UTF-8":        {"ASCII", "Müller", "Müller", Charset{"ASCII", "UNICODE UTF-8", true}},
		"latin 1 but UTF-8":      {"8859/1", "Müller", "Müller", Charset{"8859/1", "UNICODE UTF-8", true}},
		"latin 1 but 1252":       {"8859/1", "it\x92s \xe9", "it’s é", Charset{"8859/1", "WINDOWS-1252", true}},
		"unknown, plain":         {"ISO IR87", "abc", "abc", Charset{"ISO IR87", "ASCII", true}},
		"unknown, UTF-8":         {"X", "é", "é", Charset{"X", "UNICODE UTF-8", true}},
		"two declared":           {"8859/1~ISO IR87", "\xe9", "é", Charset{"8859/1", "8859/1", false}},
		"hexadecimal in its set": {"8859/15", `\XA4\`, "€", Charset{"8859/15", "8859/15", false}},
	} {
		m := parse(t, msh+"||||||"+tc.msh18+"\rZZZ|"+tc.raw+"|"+tc.raw+`\F\`)
		if diff := cmp.Diff(tc.charset, m.Charset()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		want(t, name, first(t, m, "ZZZ").Field(1).Text(), tc.text)
		want(t, name+", escaped", first(t, m, "ZZZ").Field(2).Text(), tc.text+"|")
	}
	mixed := first(t, parse(t, msh+"||||||UTF-8\rZZZ|M\xfcller|Müller"), "ZZZ")
	want(t, "parts of different sets", mixed.Field(1).Text()+mixed.Field(2).Text(), "MüllerMüller")
}

// unescaped returns text with its escape sequences decoded as [Value.Text] does it, for UTF-8 text that is not part of
// a message.
func unescaped(text string, d Delimiters) string {
	plain := decoder{}.append(nil, d.unescape(nil, []byte(text)))
	return string(normalizeBreaks(plain))
}
