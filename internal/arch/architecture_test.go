package arch_test

import (
	"cmp"
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the tree in ARCHITECTURE.md anew from the package comments")

// The tree in ARCHITECTURE.md stands between these lines.
const (
	architecture = "ARCHITECTURE.md"
	treeBegins   = "<!-- tree: written by go test ./internal/arch -update -->\n"
	treeEnds     = "<!-- end of tree -->\n"
)

// treeColumn is where the captions begin, treeWidth where they are wrapped.
const (
	treeColumn = 16
	treeWidth  = 96
)

// drawTree draws packages as a tree of folders with a caption each: a folder
// before what is in it, and beside one another in the order of the import table,
// which is the order to read them in.
func drawTree(all []*pkg) string {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b *pkg) int { return compareInTree(all, a.path, b.path) })
	var out strings.Builder
	inside := ""
	for _, p := range all {
		name := p.path + "/"
		if top, below, deeper := strings.Cut(p.path, "/"); deeper && top != "cmd" {
			if inside != top {
				out.WriteString(top + "/\n")
			}
			inside = top
			name = strings.Repeat("  ", strings.Count(p.path, "/")) + path.Base(below) + "/"
		} else {
			inside = top
		}
		out.WriteString(name + caption(name, p) + "\n")
	}
	return "```text\n" + out.String() + "```\n"
}

// compareInTree compares two paths folder by folder.
func compareInTree(all []*pkg, a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			one, other := strings.Join(x[:i+1], "/"), strings.Join(y[:i+1], "/")
			return cmp.Or(firstPlace(all, one)-firstPlace(all, other), strings.Compare(one, other))
		}
	}
	return len(x) - len(y)
}

// firstPlace is the first place that a folder, or anything in it, has in the
// import table.
func firstPlace(all []*pkg, folder string) int {
	first := len(table)
	for _, p := range all {
		if p.path == folder || strings.HasPrefix(p.path, folder+"/") {
			first = min(first, place(p))
		}
	}
	return first
}

// place is where a package, or failing that its nearest parent, stands in the
// import table. What has neither comes last within internal/.
func place(p *pkg) int {
	for at := p.path; at != "."; at = path.Dir(at) {
		if i := slices.IndexFunc(table, func(r row) bool { return r.path == at }); i >= 0 {
			return i
		}
	}
	return slices.IndexFunc(table, func(r row) bool { return r.path == "internal/arch" })
}

// caption wraps the first sentence of the package comment beside the name,
// without the words that all of them begin with.
func caption(name string, p *pkg) string {
	says := strings.TrimPrefix(p.synopsis(), p.caption())
	says = strings.TrimSuffix(strings.TrimPrefix(says, "is "), ".")
	line := strings.Repeat(" ", max(1, treeColumn-len(name)))
	column := len(name) + len(line)
	var out strings.Builder
	for i, word := range strings.Fields(says) {
		if i > 0 && column+1+len(word) > treeWidth {
			out.WriteString(line + "\n")
			line, column = strings.Repeat(" ", treeColumn), treeColumn
		} else if i > 0 {
			line, column = line+" ", column+1
		}
		line, column = line+word, column+len(word)
	}
	return out.String() + line
}

func TestArchitectureShowsTheTree(t *testing.T) {
	text := readText(t, architecture)
	before, rest, begins := strings.Cut(text, treeBegins)
	shown, after, ends := strings.Cut(rest, treeEnds)
	if !begins || !ends {
		t.Fatalf("%s has no tree: put these lines where it belongs and run with -update:\n%s%s", architecture, treeBegins, treeEnds)
	}
	want := drawTree(packages(t))
	if *update {
		name := filepath.Join(root(t), architecture)
		if err := os.WriteFile(name, []byte(before+treeBegins+want+treeEnds+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(want, shown); diff != "" {
		t.Errorf("the tree in %s is not that of the package comments: run go test ./internal/arch -update\n%s", architecture, diff)
	}
}

func TestTreeIsDrawnFromComments(t *testing.T) {
	long := "// Package ui holds " + strings.Repeat("parts and ", 9) + "pages. More."
	got := drawTree([]*pkg{
		commented(t, "cmd/redoutlet", "// Redoutlet keeps charts."),
		commented(t, "internal/web/ui", long),
		commented(t, "internal/hl7/deep", "// Package deep is below."),
		commented(t, "internal/new", "// Package new is not in the table."),
		commented(t, "internal/hl7", "// Package hl7 is messages."),
		commented(t, "internal/chart/fact", "// Package fact is imported by all around it."),
		commented(t, "internal/chart", "// Package chart is above."),
		commented(t, "test/browser", "// Package browser opens pages."),
		commented(t, "test", "// Package test holds promises."),
	})
	want := "```text\n" +
		"internal/\n" +
		"  hl7/          messages\n" +
		"    deep/       below\n" +
		"  chart/        above\n" +
		"    fact/       imported by all around it\n" +
		"    ui/         holds parts and parts and parts and parts and parts and parts and parts and\n" +
		"                parts and parts and pages\n" +
		"  new/          not in the table\n" +
		"cmd/redoutlet/  keeps charts\n" +
		"test/           holds promises\n" +
		"  browser/      opens pages\n" +
		"```\n"
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
