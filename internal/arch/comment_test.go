package arch_test

import (
	"go/ast"
	"go/doc"
	"go/token"
	"path"
	"strings"
	"testing"
)

// caption is what a package's comment must begin with.
func (p *pkg) caption() string {
	if strings.HasPrefix(p.path, "cmd/") {
		name := path.Base(p.path)
		return strings.ToUpper(name[:1]) + name[1:] + " "
	}
	return "Package " + path.Base(p.path) + " "
}

// onePackageComment wants one comment a package, with one sentence as caption.
func onePackageComment(p *pkg) []string {
	var breaches []string
	var found *ast.CommentGroup
	for _, f := range p.files {
		switch comment := f.syntax.Doc; {
		case comment == nil:
		case found != nil:
			breaches = append(breaches, p.breach(comment, "%s has a second package comment: keep one", p.path))
		default:
			found = comment
		}
	}
	if len(p.files) > 0 && found == nil {
		return []string{p.path + " has no package comment: begin one with \"" + p.caption() + "\""}
	}
	if found != nil && !strings.HasPrefix(found.Text(), p.caption()) {
		breaches = append(breaches, p.breach(found, "the package comment must begin with \"%s\"", p.caption()))
	}
	return breaches
}

// synopsis is the first sentence of the package comment.
func (p *pkg) synopsis() string {
	for _, f := range p.files {
		if f.syntax.Doc != nil {
			return new(doc.Package).Synopsis(f.syntax.Doc.Text())
		}
	}
	return ""
}

// everyExportDocumented wants a comment at each exported name: types, functions,
// methods of exported types and of exported interfaces, constants, variables.
// The fields of a struct may be explained together, in the comment of the type.
func everyExportDocumented(p *pkg) []string {
	var breaches []string
	bare := func(name *ast.Ident) {
		breaches = append(breaches, p.breach(name, "%s is exported without a comment: say what it means", name.Name))
	}
	for _, f := range p.files {
		for _, decl := range f.syntax.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Doc == nil && d.Name.IsExported() && ast.IsExported(receiver(d, d.Name.Name)) {
					bare(d.Name)
				}
			case *ast.GenDecl:
				undocumented(d, bare)
			}
		}
	}
	return breaches
}

// undocumented calls bare for each exported name of a declaration of types,
// constants or variables. One comment may stand for a whole group.
func undocumented(d *ast.GenDecl, bare func(*ast.Ident)) {
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && s.Doc == nil && d.Doc == nil {
				bare(s.Name)
			}
			if iface, ok := s.Type.(*ast.InterfaceType); ok && s.Name.IsExported() {
				undocumentedMethods(iface, bare)
			}
		case *ast.ValueSpec:
			if d.Doc != nil || s.Doc != nil || s.Comment != nil {
				continue
			}
			for _, name := range s.Names {
				if name.IsExported() {
					bare(name)
				}
			}
		}
	}
}

func undocumentedMethods(iface *ast.InterfaceType, bare func(*ast.Ident)) {
	for _, m := range iface.Methods.List {
		if m.Doc == nil && m.Comment == nil && len(m.Names) > 0 && m.Names[0].IsExported() {
			bare(m.Names[0])
		}
	}
}

// receiver names the type a method belongs to, or gives other for a function.
func receiver(d *ast.FuncDecl, other string) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return other
	}
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return other
		}
	}
}

func TestOnePackageComment(t *testing.T) { keep(t, onePackageComment) }

func TestPackageCommentsAreHeldToTheirForm(t *testing.T) {
	if got := onePackageComment(written(t, "", "")); len(got) != 1 || !strings.Contains(got[0], "has no package comment") {
		t.Errorf("without a comment: got %q", got)
	}
	p := commented(t, "internal/x", "// Package x is tried.", "// Package x is tried twice.")
	if got := onePackageComment(p); len(got) != 1 || !strings.Contains(got[0], "second package comment") {
		t.Errorf("with two comments: got %q", got)
	}
	p = commented(t, "internal/x", "// This package is tried.")
	if got := onePackageComment(p); len(got) != 1 || !strings.Contains(got[0], `must begin with "Package x "`) {
		t.Errorf("with another beginning: got %q", got)
	}
	p = commented(t, "cmd/redoutlet", "// Redoutlet is tried. It is.")
	if got := onePackageComment(p); len(got) != 0 {
		t.Errorf("with a right one: got %q", got)
	}
	if got := p.synopsis(); got != "Redoutlet is tried." {
		t.Errorf("synopsis: got %q", got)
	}
}

// commented makes a package of a file for each package comment.
func commented(t *testing.T, in string, comments ...string) *pkg {
	t.Helper()
	p := &pkg{path: in, fset: token.NewFileSet()}
	for _, c := range comments {
		p.write(t, in+"/file.go", c+"\npackage "+baseName(in)+"\n")
	}
	return p
}

func TestEveryExportDocumented(t *testing.T) { keep(t, everyExportDocumented) }

func TestBareExportsAreNamed(t *testing.T) {
	try(t, everyExportDocumented, []trial{
		{"function", "", "func Read() {}", "Read is exported without a comment"},
		{"type", "", "type Reader struct{}", "Reader is exported"},
		{"method", "", "// T is.\ntype T[K any] struct{}\nfunc (t *T[K]) Read() {}", "Read is exported"},
		{"method of an interface", "", "// T is.\ntype T interface{ Read() }", "Read is exported"},
		{"constant", "", "const Limit = 1", "Limit is exported"},
		{"variable in a group", "", "var (\n\tone = 1\n\tTwo = 2\n)", "Two is exported"},
		{"documented", "", "// Limit is.\nconst Limit = 1\n\n// Kinds of things.\nconst (\n\tA = 1\n\tB = 2\n)\n\n// T is.\ntype T struct{ Field int }", ""},
		{"sealed interface", "", "// T is.\ntype T interface{ read() }", ""},
		{"method of a type that is not exported", "", "type t struct{}\nfunc (t) Error() string { return \"\" }", ""},
	})
}
