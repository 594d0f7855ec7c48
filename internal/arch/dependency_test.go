package arch_test

import (
	"encoding/json"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// dependencyRow is a line of the table in docs/dependencies.md: a module and why.
var dependencyRow = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.*) \\|$")

// direct lists the modules that go.mod requires because the program imports them.
func direct(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("go", "mod", "edit", "-json")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go.mod cannot be read: %v", err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, r := range mod.Require {
		if !r.Indirect {
			found = append(found, r.Path)
		}
	}
	return found
}

// unexplained holds the modules of go.mod against the table that explains them.
func unexplained(required []string, text string) []string {
	reasons := map[string]string{}
	var breaches []string
	for _, m := range dependencyRow.FindAllStringSubmatch(text, -1) {
		reasons[m[1]] = strings.TrimSpace(m[2])
		if !slices.Contains(required, m[1]) {
			breaches = append(breaches, m[1]+" is explained, and go.mod does not require it: remove its row")
		}
	}
	for _, module := range required {
		if reasons[module] == "" {
			breaches = append(breaches, module+" is required by go.mod without a reason: say what it is for, or remove it")
		}
	}
	return breaches
}

func TestDependenciesAreExplained(t *testing.T) {
	for _, breach := range unexplained(direct(t), readText(t, "docs/dependencies.md")) {
		t.Error("docs/dependencies.md: " + breach)
	}
}

func TestUnexplainedDependenciesAreNamed(t *testing.T) {
	text := "| module | why |\n|---|---|\n| `example.org/a` | It reads a. |\n| `example.org/b` |  |\n"
	if got := unexplained([]string{"example.org/a", "example.org/b"}, text); len(got) != 1 || !strings.Contains(got[0], "example.org/b is required by go.mod without a reason") {
		t.Errorf("without a reason: got %q", got)
	}
	if got := unexplained([]string{"example.org/b", "example.org/c"}, strings.Replace(text, "|  |", "| It reads b. |", 1)); len(got) != 2 {
		t.Errorf("one too many and one too few: got %q", got)
	}
}
