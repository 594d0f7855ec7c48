package fiction

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestTheFormularyIsWhole(t *testing.T) {
	known := []string{Emergency, Medical, Intensive, Maternity, Surgery, Infusion, Newborn}
	codes := map[string]bool{}
	for _, d := range Formulary() {
		if codes[d.Code] || d.Code == "" {
			t.Errorf("%q is the code of two drugs, or of none", d.Code)
		}
		codes[d.Code] = true
		if d.Words == "" || d.Dose == "" || d.Unit == "" || d.Form == "" || d.Sig == "" || RouteWords(d.Route) == "" || d.Often.Words == "" {
			t.Errorf("%s lacks something that every order says", d.Code)
		}
		if (d.Rate == "") != (d.RateUnit == "") || (d.Strength == "") != (d.Per == "") {
			t.Errorf("%s says a number without its unit", d.Code)
		}
		for _, unit := range strings.Fields(d.Units) {
			if !slices.Contains(known, unit) {
				t.Errorf("%s is used in %q, which is no unit", d.Code, unit)
			}
		}
		for _, clock := range d.Often.Times {
			if _, err := time.Parse("1504", clock); err != nil {
				t.Errorf("%s is due at %q", d.Code, clock)
			}
		}
		if len(d.Often.Times) == 0 && !d.Often.Once() && d.AsNeeded == "" {
			t.Errorf("%s is never due", d.Code)
		}
	}
}

func TestTheTestsAreWhole(t *testing.T) {
	for _, p := range Panels() {
		for _, m := range p.Tests {
			if m.Code == "" || m.Span == "" || m.Low >= m.High || m.Least >= m.High || m.Most <= m.High {
				t.Errorf("%s of %s: its limits do not fit each other", m.Words, p.Words)
			}
		}
	}
	for _, c := range Cultures() {
		if c.Early == "" || c.Late == "" {
			t.Errorf("%s says nothing", c.Words)
		}
	}
}

func TestTheNamesAreVaried(t *testing.T) {
	hyphen, accent, space := 0, 0, 0
	for _, list := range [][]string{FamilyNames(), GivenNames("F"), GivenNames("M"), Streets()} {
		sorted := slices.Sorted(slices.Values(list))
		if len(slices.Compact(sorted)) != len(list) {
			t.Error("a list holds a name twice")
		}
		for _, name := range list {
			if utf8.RuneCountInString(name) < 4 {
				t.Errorf("%q is too short to be told from other text", name)
			}
			if strings.Contains(name, "-") {
				hyphen++
			}
			if len(name) != utf8.RuneCountInString(name) {
				accent++
			}
			if strings.Contains(name, " ") {
				space++
			}
		}
	}
	if hyphen < 5 || accent < 20 || space < 5 {
		t.Errorf("%d names with hyphens, %d with accents, %d with spaces", hyphen, accent, space)
	}
}

func TestAllergensAreFoundByName(t *testing.T) {
	for _, a := range Allergens() {
		if kind, code := AllergenNamed(strings.ToUpper(a.Words)); kind != a.Kind || code != a.Code {
			t.Errorf("%s is found as %s %s", a.Words, kind, code)
		}
	}
	if kind, code := AllergenNamed("moonlight"); kind != "MA" || code != "" {
		t.Errorf("an unknown substance has the kind %q and the code %q", kind, code)
	}
}
