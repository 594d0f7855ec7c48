package arch_test

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// hazard is one entry of docs/hazards.yaml.
type hazard struct {
	id    string   // as "H-005"
	says  string   // what could harm a patient
	held  string   // what is done against it here
	tests []string // what shows that it is done, as "internal/feed:TestName"
}

var (
	hazardID    = regexp.MustCompile(`^H-\d{3}$`)
	hazardTest  = regexp.MustCompile(`^((internal|cmd)/[a-z0-9/]+|test(/[a-z0-9]+)?):Test[A-Za-z0-9_]+$`)
	hazardNamed = regexp.MustCompile(`^TestH(\d{3})`)
)

// readHazards reads the part of YAML that the hazard log is written in: a list
// of entries with an id, two folded texts and a list of tests. Anything else is
// an error, so that no line is passed over.
func readHazards(text string) ([]hazard, error) {
	var all []hazard
	var folded *string
	inTests := false
	for i, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(line)
		id, begins := strings.CutPrefix(line, "- id: ")
		test, item := strings.CutPrefix(line, "    - ")
		switch {
		case trimmed == "" || strings.HasPrefix(line, "#"):
		case begins:
			all, folded, inTests = append(all, hazard{id: id}), nil, false
		case len(all) == 0:
			return nil, fmt.Errorf("line %d: an entry begins with \"- id: H-\" and a number", i+1)
		case line == "  says: >-":
			folded, inTests = &all[len(all)-1].says, false
		case line == "  held: >-":
			folded, inTests = &all[len(all)-1].held, false
		case line == "  tests:":
			folded, inTests = nil, true
		case inTests && item:
			all[len(all)-1].tests = append(all[len(all)-1].tests, test)
		case folded != nil && strings.HasPrefix(line, "    "):
			*folded = strings.TrimSpace(*folded + " " + trimmed)
		default:
			return nil, fmt.Errorf("line %d: write id, says, held and tests, and nothing else", i+1)
		}
	}
	return all, nil
}

// incomplete says what is wrong with the entries themselves.
func incomplete(all []hazard) []string {
	var breaches []string
	last := ""
	for _, h := range all {
		if !hazardID.MatchString(h.id) {
			breaches = append(breaches, h.id+": the id must be H- and three digits")
		}
		if h.id <= last {
			breaches = append(breaches, h.id+" stands after "+last+": keep the entries in order, each once")
		}
		last = h.id
		if h.says == "" || h.held == "" || len(h.tests) == 0 {
			breaches = append(breaches, h.id+" must say what the hazard is (says), what is done against it (held), and which tests show it (tests)")
		}
		own := "Test" + strings.ReplaceAll(h.id, "-", "")
		if !slices.ContainsFunc(h.tests, func(name string) bool { return strings.Contains(name, ":"+own) }) {
			breaches = append(breaches, h.id+" must have a test of its own, whose name begins with "+own)
		}
	}
	return breaches
}

// testNames gives every top-level test of the program as "internal/x:TestName".
func testNames(all []*pkg) map[string]bool {
	found := map[string]bool{}
	for _, p := range all {
		for _, f := range p.tests {
			for _, decl := range f.syntax.Decls {
				if d, ok := decl.(*ast.FuncDecl); ok && d.Recv == nil && strings.HasPrefix(d.Name.Name, "Test") {
					found[p.path+":"+d.Name.Name] = true
				}
			}
		}
	}
	return found
}

// unheld says which hazards name tests that do not exist, and which tests are
// named for a hazard that does not name them.
func unheld(all []hazard, exist map[string]bool) []string {
	var breaches []string
	named := map[string]bool{}
	for _, h := range all {
		for _, name := range h.tests {
			named[h.id+" "+name] = true
			switch {
			case !hazardTest.MatchString(name):
				breaches = append(breaches, fmt.Sprintf("%s: %q must be a package and a test, as internal/feed:TestName", h.id, name))
			case !exist[name]:
				breaches = append(breaches, fmt.Sprintf("%s is not held: there is no test %s", h.id, name))
			}
		}
	}
	for name := range exist {
		_, short, _ := strings.Cut(name, ":")
		if m := hazardNamed.FindStringSubmatch(short); m != nil && !named["H-"+m[1]+" "+name] {
			breaches = append(breaches, fmt.Sprintf("%s is named for H-%s, which does not name it: add it to docs/hazards.yaml", name, m[1]))
		}
	}
	slices.Sort(breaches)
	return breaches
}

func TestHazardsAreHeldByTests(t *testing.T) {
	all, err := readHazards(readText(t, "docs/hazards.yaml"))
	if err != nil {
		t.Fatalf("docs/hazards.yaml: %v", err)
	}
	if len(all) == 0 {
		t.Fatal("docs/hazards.yaml names no hazard")
	}
	for _, breach := range slices.Concat(incomplete(all), unheld(all, testNames(packages(t)))) {
		t.Error("docs/hazards.yaml: " + breach)
	}
}

func TestHazardsAreReadStrictly(t *testing.T) {
	good := "# Remark\n- id: H-001\n  says: >-\n    A thing\n    happens.\n  held: >-\n    It cannot.\n  tests:\n    - internal/x:TestH001Thing\n"
	all, err := readHazards(good)
	if err != nil {
		t.Fatal(err)
	}
	want := []hazard{{"H-001", "A thing happens.", "It cannot.", []string{"internal/x:TestH001Thing"}}}
	if diff := cmp.Diff(want, all, cmp.AllowUnexported(hazard{})); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"says: >-\n", good + "  severity: major\n", good + "    more\n"} {
		if _, err := readHazards(bad); err == nil {
			t.Errorf("was read without an error: %q", bad)
		}
	}
}

func TestHazardsWithoutTestsAreNamed(t *testing.T) {
	exist := map[string]bool{"internal/x:TestH001Thing": true, "internal/x:TestH002Thing": true}
	one := hazard{"H-001", "a", "b", []string{"internal/x:TestH001Thing"}}
	for _, c := range []struct {
		name string
		got  []string
		want string
	}{
		{"no tests", incomplete([]hazard{{"H-001", "a", "b", nil}})[:1], "must say what the hazard is"},
		{"not its own", incomplete([]hazard{{"H-001", "a", "b", []string{"internal/x:TestThing"}}}), "a test of its own"},
		{"twice", incomplete([]hazard{one, one}), "in order"},
		{"strange id", incomplete([]hazard{{"H-1", "a", "b", []string{"internal/x:TestH1"}}}), "three digits"},
		{"gone", unheld([]hazard{{"H-002", "a", "b", []string{"internal/x:TestH002Thing", "internal/x:TestGone"}}},
			map[string]bool{"internal/x:TestH002Thing": true}), "there is no test internal/x:TestGone"},
		{"not named", unheld([]hazard{one}, exist), "TestH002Thing is named for H-002"},
	} {
		if len(c.got) != 1 || !strings.Contains(c.got[0], c.want) {
			t.Errorf("%s: got %q, want one breach that says %q", c.name, c.got, c.want)
		}
	}
}
