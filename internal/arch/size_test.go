package arch_test

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Limits of size. None of them makes code good: they keep the longest thing in
// the tree short enough to be read.
const (
	mostFunctionLines    = 60   // one screen
	mostFileLines        = 600  // beyond this a file is two subjects
	mostPackageLines     = 2000 // lines of code, without blank lines and comments
	mostInterfaceMethods = 5    // an interface belongs to its consumer, who needs little
	mostParameters       = 5    // besides a context
	mostMethods          = 25   // a type with more is two types
)

// shortFunctions holds functions to one screen and to few parameters.
func shortFunctions(p *pkg) []string {
	var breaches []string
	p.each(func(_ *file, n ast.Node) {
		d, ok := n.(*ast.FuncDecl)
		if !ok {
			return
		}
		lines := p.fset.Position(d.End()).Line - p.fset.Position(d.Pos()).Line + 1
		if lines > mostFunctionLines {
			breaches = append(breaches, p.breach(d, "%s is %d lines long, %d at most: it does several things, so name them", d.Name.Name, lines, mostFunctionLines))
		}
		if n := parameters(d.Type); n > mostParameters {
			breaches = append(breaches, p.breach(d, "%s takes %d parameters, %d at most besides a context: some of them are one thing", d.Name.Name, n, mostParameters))
		}
	})
	return breaches
}

// parameters counts the parameters of a function, a leading context apart.
func parameters(f *ast.FuncType) int {
	count := 0
	for i, field := range f.Params.List {
		if i == 0 && isContext(field.Type) {
			continue
		}
		count += max(1, len(field.Names))
	}
	return count
}

func isContext(e ast.Expr) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Context" {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "context"
}

// shortFiles holds files and packages, tests apart, to a length that is one subject.
func shortFiles(p *pkg) []string {
	var breaches []string
	total := 0
	for _, f := range p.files {
		lines := strings.Count(string(f.source), "\n")
		if lines > mostFileLines {
			breaches = append(breaches, fmt.Sprintf("%s has %d lines, %d at most: it is two subjects", f.path, lines, mostFileLines))
		}
		total += p.code(f)
	}
	if total > mostPackageLines {
		breaches = append(breaches, fmt.Sprintf("%s has %d lines of code, %d at most: it is two packages", p.path, total, mostPackageLines))
	}
	return breaches
}

// code counts the lines of a file that are neither blank nor wholly comment.
func (p *pkg) code(f *file) int {
	comment := map[int]bool{}
	for _, group := range f.syntax.Comments {
		for _, c := range group.List {
			for line := p.fset.Position(c.Pos()).Line; line <= p.fset.Position(c.End()).Line; line++ {
				comment[line] = true
			}
		}
	}
	count := 0
	for i, line := range strings.Split(string(f.source), "\n") {
		line = strings.TrimSpace(line)
		wholly := comment[i+1] && (strings.HasPrefix(line, "//") || strings.HasPrefix(line, "/*") || !strings.Contains(line, "//"))
		if line != "" && !wholly {
			count++
		}
	}
	return count
}

// narrowTypes holds interfaces and types to few methods, and the methods of
// interfaces to few parameters.
func narrowTypes(p *pkg) []string {
	var breaches []string
	local := p.interfaces()
	methods := map[string]int{}
	p.each(func(_ *file, n ast.Node) {
		switch d := n.(type) {
		case *ast.FuncDecl:
			if name := receiver(d, ""); name != "" {
				methods[name]++
			}
		case *ast.TypeSpec:
			if n := width(d.Type, local); n > mostInterfaceMethods {
				breaches = append(breaches, p.breach(d, "the interface %s has %d methods, %d at most: its consumers need less each", d.Name.Name, n, mostInterfaceMethods))
			}
		case *ast.Field:
			if f, ok := d.Type.(*ast.FuncType); ok && len(d.Names) > 0 && parameters(f) > mostParameters {
				breaches = append(breaches, p.breach(d, "%s takes %d parameters, %d at most besides a context", d.Names[0].Name, parameters(f), mostParameters))
			}
		}
	})
	for _, name := range slices.Sorted(maps.Keys(methods)) {
		if n := methods[name]; n > mostMethods {
			breaches = append(breaches, fmt.Sprintf("%s.%s has %d methods, %d at most: it is two types", p.path, name, n, mostMethods))
		}
	}
	return breaches
}

// interfaces are the named interfaces of the package.
func (p *pkg) interfaces() map[string]*ast.InterfaceType {
	found := map[string]*ast.InterfaceType{}
	p.each(func(_ *file, n ast.Node) {
		if spec, ok := n.(*ast.TypeSpec); ok {
			if iface, ok := spec.Type.(*ast.InterfaceType); ok {
				found[spec.Name.Name] = iface
			}
		}
	})
	return found
}

// width counts the methods of an interface with those it embeds; an interface
// of another package counts as one.
func width(e ast.Expr, local map[string]*ast.InterfaceType) int {
	iface, ok := e.(*ast.InterfaceType)
	if !ok {
		return 0
	}
	count := 0
	for _, m := range iface.Methods.List {
		name, _ := m.Type.(*ast.Ident)
		switch {
		case len(m.Names) > 0:
			count += len(m.Names)
		case name != nil && local[name.Name] != nil:
			count += width(local[name.Name], local)
		default:
			count++
		}
	}
	return count
}

func TestShortFunctions(t *testing.T) { keep(t, shortFunctions) }
func TestShortFiles(t *testing.T)     { keep(t, shortFiles) }
func TestNarrowTypes(t *testing.T)    { keep(t, narrowTypes) }

func TestLongFunctionsAreNamed(t *testing.T) {
	try(t, shortFunctions, []trial{
		{"too long", "", "func f() {\n" + strings.Repeat("\tg()\n", 59) + "}", "f is 61 lines long"},
		{"just short enough", "", "func f() {\n" + strings.Repeat("\tg()\n", 58) + "}", ""},
		{"six parameters", "", "func f(a, b, c, d, e int, _ string) {}", "f takes 6 parameters"},
		{"five and a context", "", "func f(ctx context.Context, a, b, c, d, e int) {}", ""},
	})
}

func TestLongFilesAreNamed(t *testing.T) {
	line := "var _ = 1\n"
	try(t, shortFiles, []trial{
		{"a long file", "", strings.Repeat("\n", 600), "x.go has 601 lines"},
		{"blank lines and comments are not code", "", strings.Repeat("\n// Remark.\n", 290), ""},
		{"code", "", strings.Repeat(line, 500), ""},
	})
	p := written(t, "", strings.Repeat(line, 500))
	for range 4 {
		p.write(t, "internal/x/more.go", "package x\n"+strings.Repeat(line, 500))
	}
	if got := shortFiles(p); len(got) != 1 || !strings.Contains(got[0], "2505 lines of code") {
		t.Errorf("a long package: got %q", got)
	}
}

func TestWideTypesAreNamed(t *testing.T) {
	four := "type Four interface { A(); B(); C(); D() }\n"
	try(t, narrowTypes, []trial{
		{"six methods", "", "type T interface { A(); B(); C(); D(); E(); F() }", "the interface T has 6 methods"},
		{"four embedded and two", "", four + "type T interface { Four; E(); F() }", "the interface T has 6 methods"},
		{"five", "", four + "type T interface { Four; E() }", ""},
		{"a wide method", "", "type T interface { A(a, b, c, d, e, f int) }", "A takes 6 parameters"},
		{"a type of 26 methods", "", "type T struct{}\n" + strings.Repeat("func (t *T) M() {}\n", 26), "internal/x.T has 26 methods"},
		{"a type of 25 methods", "", "type T struct{}\n" + strings.Repeat("func (t T) M() {}\n", 25), ""},
	})
}
