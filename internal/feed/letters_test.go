package feed_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// A guessed character set is said of the message, and on a chart on which letters
// of it stand; where they are gone from the chart, so is the warning.
func TestH065GuessedLettersAreSaid(t *testing.T) {
	const latin, utf8 = "ZZTEST-PE\xd1A", "ZZTEST-PE\xc3\x91A"
	named := func(at, name, set string) []byte {
		m := adt("A08", at, "one", pv1)
		m = bytes.Replace(m, []byte("ZZTEST-ONE"), []byte(name), 1)
		return bytes.Replace(m, []byte("|2.5.1\r"), []byte("|2.5.1||||||"+set+"\r"), 1)
	}
	allergic := adt("A08", "20261124080000", "one", pv1, "AL1|1|DA|PCN^p\xe9nicilline^L|SV|rash")
	for name, tt := range map[string]struct {
		message []byte
		says    string // of the message
		warns   bool   // on the chart
	}{
		"nothing declared":        {named("20261124080000", latin, ""), "MSH-18 names no character set. They are read as WINDOWS-1252, which is a guess", true},
		"declared otherwise":      {named("20261124080000", latin, "UNICODE UTF-8"), "MSH-18 says UNICODE UTF-8, and the bytes are not that. They are read as WINDOWS-1252, which is a guess", true},
		"a text of an allergy":    {allergic, "MSH-18 names no character set. They are read as WINDOWS-1252, which is a guess", true},
		"UTF-8 beyond doubt":      {named("20261124080000", utf8, ""), "MSH-18 names no character set. They are UNICODE UTF-8, and are read so.", false},
		"as declared":             {named("20261124080000", latin, "8859/1"), "", false},
		"no letters beyond ASCII": {named("20261124080000", "ZZTEST-PENA", ""), "", false},
	} {
		h := newHouse(t)
		h.send("feed", tt.message)
		kept, err := h.book.Message(t.Context(), 1, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(kept.Letters, tt.says) || tt.says == "" && kept.Letters != "" {
			t.Errorf("%s: the message says %q", name, kept.Letters)
		}
		warned := func() bool {
			return slices.Contains(h.view("one").Flags, "CHECK SPELLING: letters beyond A to Z in 1 message(s) were read in a character set that is a guess")
		}
		if warned() != tt.warns {
			t.Errorf("%s: the chart says %q", name, h.view("one").Flags)
		}
		h.send("feed", named("20261124090000", utf8, "UNICODE UTF-8"))
		if warned() != (name == "a text of an allergy") {
			t.Errorf("%s, and then the name as UTF-8: the chart says %q", name, h.view("one").Flags)
		}
	}
}
