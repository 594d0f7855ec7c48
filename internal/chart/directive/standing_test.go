package directive

import (
	"testing"

	"redoutlet/internal/chart/fact"
)

// Where a rule withholds one of two statements, the one that is left contradicts
// nothing that is shown, and that one is withheld is said.
func TestH075OneStatementThatIsLeftDoesNotDisagree(t *testing.T) {
	said := func(words, label string) Statement {
		return Statement{Kind: CodeStatus, Words: words, From: &fact.From{Label: label}}
	}
	for name, tt := range map[string]struct {
		list     []Statement
		disagree bool
		withheld bool
	}{
		"two":                    {[]Statement{said("DNR", ""), said("FULL", "")}, true, false},
		"one of two is withheld": {[]Statement{said("DNR", ""), said("FULL", "a rule")}, false, true},
		"one of three":           {[]Statement{said("DNR", ""), said("FULL", ""), said("LIMITED", "a rule")}, true, true},
	} {
		s := Of(tt.list, []Kind{CodeStatus}, fact.ID{}).Visible()
		if s.Disagree != tt.disagree || s.Withheld != tt.withheld {
			t.Errorf("%s: disagree %v, withheld %v", name, s.Disagree, s.Withheld)
		}
	}
}
