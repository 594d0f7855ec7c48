package reading_test

import (
	"slices"
	"strings"
	"testing"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
)

// unreadIn are the sections in which a reading marks something as unread.
func unreadIn(r reading.Reading) []fact.Section {
	var sections []fact.Section
	for _, u := range bodies[*fact.Unread](r) {
		sections = append(sections, u.Section)
	}
	return sections
}

// What is seen to be cut off behind the patient's name is set aside, and the
// chart says that it is incomplete: half a value is not charted.
func TestH065MessageCutOffBehindTheNameMarksItsPatient(t *testing.T) {
	whole := string(about("ADT^A08", "20261124080000", "PV1|1|I|W1^1^A", "AL1|1|DA|70618^Penicillin^RxNorm|SV|HIVES"))
	upTo := func(words string) string { return whole[:strings.Index(whole, words)+len(words)] }
	ends := reading.NewProfile("feed", "UTC")
	ends.EndsLines = true
	utf8 := strings.Replace(upTo("PID|1||ZZ1^^^ZZHOSP^MR||ZZTEST-ONE^ADA"), "|2.5.1", "|2.5.1||||||UNICODE UTF-8", 1)
	for name, tt := range map[string]struct {
		raw     string
		profile reading.Profile
		cut     bool
	}{
		"whole":                                  {whole, ends, false},
		"whole, with LF":                         {strings.ReplaceAll(whole, "\r", "\n"), ends, false},
		"no line end, which nobody promised":     {strings.TrimSuffix(whole, "\r"), profile(""), false},
		"no line end, which is always sent":      {strings.TrimSuffix(whole, "\r"), ends, true},
		"in the name, a line end always sent":    {upTo("ZZTEST-ONE^AD"), ends, true},
		"in an escape sequence":                  {upTo("Penicillin") + `\T`, profile(""), true},
		"at the start of an escape sequence":     {upTo("Penicillin") + `\`, profile(""), true},
		"an escape sequence as the last word":    {upTo("Penicillin") + `\T\`, profile(""), false},
		"a lone escape character and blanks":     {upTo("Penicillin") + `\ and more`, profile(""), false},
		"in a character":                         {utf8 + "\xc3", profile(""), true},
		"behind a character":                     {utf8 + "\xc3\xa9", profile(""), false},
		"in a segment's name":                    {upTo("PV1|1|I|W1^1^A\r") + "AL", profile(""), true},
		"behind a segment's name":                {upTo("PV1|1|I|W1^1^A\r") + "AL1", profile(""), true},
		"a word of a note behind a line feed":    {upTo("HIVES") + "\nOK", profile(""), false},
		"a line end behind an unclosed sequence": {upTo("Penicillin") + "\\T\r", ends, false},
	} {
		r := readBy(tt.profile, []byte(tt.raw))[0]
		if cut := r.State == reading.Quarantined; cut != tt.cut {
			t.Errorf("%s: %s (%s)", name, r.State, r.Reason)
			continue
		}
		if !tt.cut {
			continue
		}
		if sections := unreadIn(r); !slices.Contains(sections, fact.SectionCensus) || !slices.Contains(sections, fact.SectionAllergies) {
			t.Errorf("%s: marks %v, and the allergies may have stood behind the cut", name, sections)
		}
		if !strings.HasPrefix(r.Reason, "Cut off") || strings.Contains(r.Reason, "ZZTEST") {
			t.Errorf("%s: the reason is %q", name, r.Reason)
		}
	}
}

// A registration that is set aside for whatever reason takes its allergies with
// it, and the allergies say so.
func TestH065AllergiesOfAMessageSetAsideAreMissedAmongTheAllergies(t *testing.T) {
	r := read("", message(header("ADT^A99", "20261124080000"), pid, "AL1|1|DA|70618^Penicillin^RxNorm|SV|HIVES"))[0]
	if r.State != reading.Quarantined {
		t.Fatalf("an unknown event is %s", r.State)
	}
	if sections := unreadIn(r); !slices.Contains(sections, fact.SectionAllergies) {
		t.Errorf("marks %v", sections)
	}
}
