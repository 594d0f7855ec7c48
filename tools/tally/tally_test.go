package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const results = `{"Action":"run","Package":"redoutlet/internal/a","Test":"TestOne"}
{"Action":"output","Package":"redoutlet/internal/a","Test":"TestOne","Output":"--- PASS: TestOne\n"}
{"Action":"pass","Package":"redoutlet/internal/a","Test":"TestOne"}
{"Action":"output","Package":"redoutlet/internal/a","Output":"PASS\n"}
{"Action":"output","Package":"redoutlet/internal/a","Output":"ok  \tredoutlet/internal/a\t0.01s\n"}
{"Action":"pass","Package":"redoutlet/internal/a"}
`

func TestTally(t *testing.T) {
	skipped := `{"Action":"output","Package":"redoutlet/internal/b","Test":"TestTwo","Output":"    no data\n"}
{"Action":"skip","Package":"redoutlet/internal/b","Test":"TestTwo"}
`
	failed := strings.NewReplacer("no data", "got 1", `"skip"`, `"fail"`).Replace(skipped)
	failed += `{"Action":"fail","Package":"redoutlet/internal/b"}` + "\n"
	for _, c := range []struct {
		name   string
		in     string
		need   []string
		strict bool
		held   bool
		want   []string // parts of what is written, in this order
	}{
		{"all passed", results, nil, true, true, []string{"ok  \tredoutlet/internal/a", "1 passed, 0 failed, 0 skipped"}},
		{"skipped", results + skipped, nil, false, true, []string{"internal/b:TestTwo\n    no data", "1 passed, 0 failed, 1 skipped"}},
		{"skipped, strict", results + skipped, nil, true, false, []string{"1 passed, 0 failed, 1 skipped"}},
		{"failed", results + failed, nil, false, false, []string{"internal/b:TestTwo\n    got 1", "1 passed, 1 failed, 0 skipped"}},
		{"not built", `{"Action":"build-output","ImportPath":"redoutlet/internal/c","Output":"c.go:1: no\n"}` + "\n" +
			`{"Action":"fail","Package":"redoutlet/internal/c"}` + "\n" + results, nil, false, false, []string{"c.go:1: no", "1 passed, 1 failed"}},
		{"needed and passed", results, []string{"internal/a:TestOne"}, true, true, []string{"0 failed"}},
		{"needed and not there", results, []string{"internal/a:TestTwo"}, true, false, []string{"internal/a:TestTwo is needed", "1 failed"}},
		{"not begun", "go: no such module\n", nil, false, false, []string{"go: no such module", "0 passed, 0 failed"}},
		{"fetched first", "go: downloading example.org/a v1.0.0\n" + results, nil, true, true, []string{"go: downloading", "1 passed, 0 failed"}},
		{"nothing ran", "", nil, false, false, []string{"0 passed, 0 failed"}},
	} {
		var out strings.Builder
		held, err := tally(strings.NewReader(c.in), &out, c.need, c.strict)
		if err != nil || held != c.held {
			t.Errorf("%s: got %v, %v, want %v", c.name, held, err, c.held)
		}
		rest := out.String()
		for _, part := range c.want {
			_, after, found := strings.Cut(rest, part)
			if !found {
				t.Errorf("%s: got %q, want %q in it", c.name, out.String(), c.want)
				break
			}
			rest = after
		}
	}
}

func TestNeeded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list.yaml")
	if err := os.WriteFile(file, []byte("- id: H-001\n  tests:\n    - internal/a:TestOne\n    - internal/web/ui:TestTwo\n    - test:TestThree\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := needed(file)
	if want := []string{"internal/a:TestOne", "internal/web/ui:TestTwo", "test:TestThree"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := needed(file); err == nil {
		t.Error("an empty list was read without an error")
	}
}
