package arch_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
	"testing"
)

// rule gives a sentence for each place where a package breaks it.
type rule func(*pkg) []string

// keep fails the test for each breach of the rule in the tree.
func keep(t *testing.T, r rule) {
	t.Helper()
	all := packages(t)
	if len(all) == 0 {
		t.Fatal("no package was found to hold against the rule")
	}
	for _, p := range all {
		for _, breach := range r(p) {
			t.Error(breach)
		}
	}
}

// trial is a little source and what a rule must say of it.
type trial struct {
	name   string
	in     string // path of the package; "internal/x" where empty
	source string // the file after its package clause
	want   string // part of the one breach, or nothing where the rule is kept
}

// try fails the test where the rule does not say of a trial what it must.
func try(t *testing.T, r rule, trials []trial) {
	t.Helper()
	for _, c := range trials {
		t.Run(c.name, func(t *testing.T) {
			got := r(written(t, c.in, c.source))
			switch {
			case c.want == "" && len(got) > 0:
				t.Errorf("the rule is kept, and yet: %s", strings.Join(got, "\n"))
			case c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)):
				t.Errorf("got %q, want one breach that says %q", got, c.want)
			}
		})
	}
}

// written makes a package of one file.
func written(t *testing.T, in, source string) *pkg {
	t.Helper()
	if in == "" {
		in = "internal/x"
	}
	p := &pkg{path: in, fset: token.NewFileSet()}
	name := baseName(in)
	p.write(t, in+"/"+name+".go", "package "+name+"\n"+source)
	return p
}

// write puts one more file into a package that a test makes.
func (p *pkg) write(t *testing.T, name, source string) {
	t.Helper()
	if err := p.add(name, []byte(source)); err != nil {
		t.Fatal(err)
	}
}

// each calls visit for every node of every file that is not a test.
func (p *pkg) each(visit func(*file, ast.Node)) {
	for _, f := range p.files {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if n != nil {
				visit(f, n)
			}
			return true
		})
	}
}

// breach begins every sentence with the place, so that an editor can go there.
func (p *pkg) breach(n ast.Node, format string, args ...any) string {
	return p.at(n) + ": " + fmt.Sprintf(format, args...)
}

func atLine(where token.Position) string {
	return fmt.Sprintf("%s:%d", where.Filename, where.Line)
}
