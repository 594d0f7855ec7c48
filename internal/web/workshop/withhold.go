package workshop

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
)

// withholdHint says how a rule is written: a line of the form, and why.
const withholdHint = "One a line: why it is withheld, and by what, as Substance use program = unit 5N; code METHADONE; mark PV1-16 = V; only medications; only notes. " +
	"Where a patient is and allergies are never withheld."

// withholdings writes rules as lines.
func withholdings(rules []reading.Withholding) []string {
	var lines []string
	for _, w := range rules {
		var terms []string
		for word, list := range map[string][]string{"unit": w.Units, "code": w.Codes, "mark": w.Marked, "only": names(w.Sections)} {
			for _, term := range list {
				terms = append(terms, word+" "+term)
			}
		}
		slices.SortStableFunc(terms, func(a, b string) int { return rankOf(a) - rankOf(b) })
		lines = append(lines, w.Why+" = "+strings.Join(terms, "; "))
	}
	return lines
}

// rankOf orders what a rule goes by: units, codes, marks, parts.
func rankOf(term string) int {
	word, _, _ := strings.Cut(term, " ")
	return slices.Index([]string{"unit", "code", "mark", "only"}, word)
}

// typedWithholdings reads the rules of the form.
func typedWithholdings(typed url.Values) ([]reading.Withholding, error) {
	var rules []reading.Withholding
	for _, line := range linesOf(typed, "withhold") {
		rule, err := withholding(line)
		if err != nil {
			return nil, &fieldError{"withhold", fmt.Sprintf("%s: %v.", line, err)}
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

func withholding(line string) (reading.Withholding, error) {
	why, terms, _ := strings.Cut(line, "=")
	w := reading.Withholding{Why: strings.TrimSpace(why)}
	for term := range strings.SplitSeq(terms, ";") {
		word, value, _ := strings.Cut(strings.TrimSpace(term), " ")
		value = strings.TrimSpace(value)
		switch {
		case word == "" && value == "":
		case value == "":
			return w, fmt.Errorf("say which after %q", word)
		case word == "unit":
			w.Units = append(w.Units, value)
		case word == "code":
			w.Codes = append(w.Codes, value)
		case word == "mark":
			w.Marked = append(w.Marked, value)
		case word == "only" && slices.Contains(fact.Sections(), fact.Section(value)):
			w.Sections = append(w.Sections, fact.Section(value))
		case word == "only":
			return w, fmt.Errorf("there is no part of the chart called %q: use %s", value, strings.Join(sectionNames(), ", "))
		default:
			return w, fmt.Errorf("%q is not known here: begin with unit, code, mark or only", word)
		}
	}
	if w.Why == "" || len(w.Units)+len(w.Codes)+len(w.Marked) == 0 {
		return w, fmt.Errorf("a rule says why, and names a unit, a code or a mark at least")
	}
	return w, nil
}
