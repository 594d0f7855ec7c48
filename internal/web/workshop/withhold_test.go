package workshop

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/feed/reading"
)

// A rule of what is withheld that says less than it must is refused.
func TestRulesOfWhatIsWithheld(t *testing.T) {
	for line, want := range map[string]string{
		"Program = unit 5N":                          "",
		"Program = code A; code B = 2; only notes; ": "",
		"Program = mark PV1-16 = V; mark ARV":        "",
		"Program":                                    "a rule says why, and names a unit, a code or a mark at least",
		" = unit 5N":                                 "a rule says why, and names a unit, a code or a mark at least",
		"Program = only notes":                       "a rule says why, and names a unit, a code or a mark at least",
		"Program = unit 5N; code ":                   `say which after "code"`,
		"Program = ward 5N":                          `"ward" is not known here: begin with unit, code, mark or only`,
		"Program = unit 5N; only allergies and such": "there is no part of the chart called",
	} {
		rule, err := withholding(line)
		if (err == nil) != (want == "") || err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %q", line, err, want)
		}
		if again, _ := withholding(withholdings([]reading.Withholding{rule})[0]); err == nil && !cmp.Equal(again, rule) {
			t.Errorf("%q: %v is read back as %v", line, rule, again)
		}
	}
}
