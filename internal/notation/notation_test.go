package notation

import (
	"strings"
	"testing"
)

func TestName(t *testing.T) {
	for _, tt := range []struct{ family, given, middle, suffix, title, want string }{
		{"EVANS WEST", "Jonathan", "", "", "Mr", "EVANS WEST, Jonathan (Mr)"},
		{"al-ZZTEST", "Huda", "", "Jr", "Prof", "AL-ZZTEST, Huda (Jr) (Prof)"},
		{"O'ZZTEST", "Niamh", "Áine", "", "", "O'ZZTEST, Niamh Áine"},
		{"ZZTESTONLY", "", "", "", "", "ZZTESTONLY"},
		{"", "Ngozi", "", "", "", "Ngozi"},
		{"Null", "Test", "", "", "", "NULL, Test"},
		{"Işık-Deneme", "İpek", "", "", "", "Işık-Deneme, İpek"},
		{"", "", "", "", "", NameNotRecorded},
		{"", "", "", "", "Dr", NameNotRecorded + " (Dr)"},
	} {
		if got := Name(tt.family, tt.given, tt.middle, tt.suffix, tt.title); got != tt.want {
			t.Errorf("Name(%q, %q) = %q, want %q", tt.family, tt.given, got, tt.want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 patients", 1: "1 patient", 24: "24 patients", 999: "999 patients",
		1000: "1,000 patients", 1204567: "1,204,567 patients", -1234: "-1,234 patients",
	} {
		if got := Count(n, "patient", "patients"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestSexSaysWhatWasSent(t *testing.T) {
	for code, want := range map[string]string{
		"M": "Male", "F": "Female", "O": "Other", "A": "Ambiguous", "U": "Sent as unknown", "": NotRecorded, "X9": "X9",
	} {
		if got := Sex(code); got != want {
			t.Errorf("Sex(%q) = %q, want %q", code, got, want)
		}
	}
}

// TestSeverityIsNeverMildByDefault holds hazard H-032: what was not sent, or is
// not in the table, does not read like mild.
func TestSeverityIsNeverMildByDefault(t *testing.T) {
	for code, want := range map[string]string{
		"SV": "severe", "Severe": "severe", "MO": "moderate", "MI": "mild", "U": SeverityUnknown, "unknown": SeverityUnknown,
		"": SeverityNotRecorded, "MX": "severity MX",
	} {
		if got := Severity(code); got != want {
			t.Errorf("Severity(%q) = %q, want %q", code, got, want)
		}
	}
}

func TestFlag(t *testing.T) {
	for sent, want := range map[string]string{
		"": "", "H": "high (H)", "HH": "CRITICALLY HIGH (HH)", "L A": "low (L), abnormal (A)",
		">": "above the range of the instrument (>)", "H*": "H*", "H odd": "H odd",
	} {
		if got := Flag(sent); got != want {
			t.Errorf("Flag(%q) = %q, want %q", sent, got, want)
		}
	}
}

func TestPriority(t *testing.T) {
	for sent, want := range map[string]string{"": "", "S": "stat (S)", "R": "routine (R)", "PRN": "PRN", "T3": "T3", "STAT": "STAT", "s": "stat (s)"} {
		if got := Priority(sent); got != want {
			t.Errorf("Priority(%q) = %q, want %q", sent, got, want)
		}
	}
}

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                       "plain",
		"two\nlines\tand a tab":       "two\nlines\tand a tab",
		"\u202e05\u202c mg":           "[U+202E]05[U+202C] mg",
		"bell\x07 del\x7f c1\u0085":   "bell[U+0007] del[U+007F] c1[U+0085]",
		"N\xe9":                       "N[0xE9]",
		"ليلى \u200f Ng\u0323oc":      "ليلى \u200f Ng\u0323oc",
		"\ufeffmark \u2067isolate":    "[U+FEFF]mark [U+2067]isolate",
		"\ufffd was sent as a letter": "\ufffd was sent as a letter",
	} {
		if got := Visible(text); got != want {
			t.Errorf("Visible(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	for raw, want := range map[string]string{
		"":                      "",
		"MSH|a\rPID|b\r":        "MSH|a[CR] / PID|b[CR]",
		"MSH|a\r\nPID|b\nZZZ|c": "MSH|a[CR][LF] / PID|b[LF] / ZZZ|c",
		"\x0bMSH|\t\x1c\r":      "[U+000B]MSH|[TAB][U+001C][CR]",
	} {
		if got := strings.Join(Lines([]byte(raw)), " / "); got != want {
			t.Errorf("Lines(%q) = %q, want %q", raw, got, want)
		}
	}
}

// FuzzVisible holds that nothing hidden is left, that nothing visible is lost,
// and that text without hidden characters is untouched.
func FuzzVisible(f *testing.F) {
	f.Add("O'ZZTEST-\u202eNEVE\u202c\x07")
	f.Add("\xff\r\n[U+0000]")
	f.Fuzz(func(t *testing.T, text string) {
		got := Visible(text)
		if strings.IndexFunc(got, hides) >= 0 {
			t.Errorf("Visible(%q) = %q still hides something", text, got)
		}
		if Visible(got) != got {
			t.Errorf("Visible(%q) is not its own fixed point", text)
		}
		for _, r := range text {
			if !hides(r) && !strings.ContainsRune(got, r) && r != '\ufffd' {
				t.Errorf("Visible(%q) has lost %q", text, r)
			}
		}
	})
}
