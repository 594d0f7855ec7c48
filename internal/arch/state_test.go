package arch_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// unchanging are functions of other packages whose values nothing can change,
// so that a package-level variable may hold one. Errors are apart: they may be
// exported, since callers compare with them.
var unchanging = []string{
	"regexp.MustCompile", "html/template.Must", "strings.NewReplacer",
	"time.Date", "time.FixedZone", "net/netip.MustParseAddr", "net/netip.MustParsePrefix",
	"sync.OnceValue", "sync.OnceValues",
}

// noInit finds functions that run before main, where nobody called them.
func noInit(p *pkg) []string {
	var breaches []string
	p.each(func(_ *file, n ast.Node) {
		if d, ok := n.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == "init" {
			breaches = append(breaches, p.breach(d, "%s has an init function: call it by name from where it is needed", p.path))
		}
	})
	return breaches
}

// noSharedState finds package-level variables that can change, or could be
// changed by another package.
func noSharedState(p *pkg) []string {
	info := p.resolve()
	changed := p.changed(info)
	var breaches []string
	for _, f := range p.files {
		for _, decl := range f.syntax.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.VAR {
				continue
			}
			for _, spec := range d.Specs {
				v := spec.(*ast.ValueSpec)
				for i, name := range v.Names {
					why := mutable(f, v, i)
					if where := changed[info.Defs[name]]; where != nil {
						why = "it is changed or lent out at " + p.at(where)
					}
					if why != "" && name.Name != "_" && !embeds(d, v) {
						breaches = append(breaches, p.breach(name, "%s is package-level state (%s): make it a constant, a table that nobody changes, or a field", name.Name, why))
					}
				}
			}
		}
	}
	return breaches
}

// embeds says whether a variable is filled from a file by the compiler.
func embeds(d *ast.GenDecl, v *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{d.Doc, v.Doc} {
		if doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") }) {
			return true
		}
	}
	return false
}

// mutable says why the variable's value could change, or nothing.
func mutable(f *file, v *ast.ValueSpec, i int) string {
	if len(v.Values) == 0 {
		return "it has no value yet, so something gives it one"
	}
	value := v.Values[min(i, len(v.Values)-1)]
	call, _ := value.(*ast.CallExpr)
	if call != nil {
		if made := f.calls(call.Fun); made == "errors.New" || made == "fmt.Errorf" {
			return ""
		}
	}
	if v.Names[i].IsExported() {
		return "any package could change it"
	}
	switch x := value.(type) {
	case *ast.UnaryExpr:
		if x.Op == token.AND {
			return "what it points to can change"
		}
	case *ast.CompositeLit:
		if of := f.calls(x.Type); strings.HasPrefix(of, "sync.") || strings.HasPrefix(of, "sync/atomic.") {
			return "a " + of + " is there to change"
		}
	case *ast.CallExpr:
		return mutableCall(f, x)
	}
	return ""
}

// mutableCall says why what a call gives could change. A function of the same
// package that fills a table is fine, and so is a conversion.
func mutableCall(f *file, call *ast.CallExpr) string {
	if name, ok := call.Fun.(*ast.Ident); ok && (name.Name == "make" || name.Name == "new") {
		return "it is of no use until something is put into it"
	}
	made := f.calls(call.Fun)
	if made == "" || slices.Contains(unchanging, made) {
		return ""
	}
	return made + " is not known to give a value that stays as it is"
}

// resolve finds what the names of the package stand for. Other packages are
// not read: only its own variables matter here.
func (p *pkg) resolve() *types.Info {
	info := &types.Info{
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: unread{}, Error: func(error) {}}
	var files []*ast.File
	for _, f := range p.files {
		files = append(files, f.syntax)
	}
	conf.Check(module+p.path, p.fset, files, info) //nolint:errcheck // errors are those of the packages that are not read
	return info
}

// unread gives an empty package for every import.
type unread struct{}

func (unread) Import(importPath string) (*types.Package, error) {
	p := types.NewPackage(importPath, baseName(importPath))
	p.MarkComplete()
	return p, nil
}

// changed gives, for each variable that some statement assigns to, in part or
// whole, or takes the address of, one such place.
func (p *pkg) changed(info *types.Info) map[types.Object]ast.Node {
	found := map[types.Object]ast.Node{}
	mark := func(e ast.Expr, n ast.Node) {
		if name := base(e); name != nil && info.Uses[name] != nil {
			found[info.Uses[name]] = n
		}
	}
	p.each(func(_ *file, n ast.Node) {
		switch s := n.(type) {
		case *ast.AssignStmt:
			for _, e := range s.Lhs {
				mark(e, s)
			}
		case *ast.IncDecStmt:
			mark(s.X, s)
		case *ast.RangeStmt:
			mark(s.Key, s)
			mark(s.Value, s)
		case *ast.UnaryExpr:
			if s.Op == token.AND {
				mark(s.X, s)
			}
		case *ast.CallExpr:
			if name, ok := s.Fun.(*ast.Ident); ok && len(s.Args) > 0 && slices.Contains([]string{"delete", "clear", "copy"}, name.Name) {
				mark(s.Args[0], s)
			}
		case *ast.SelectorExpr:
			if sel := info.Selections[s]; sel != nil && lends(sel) {
				mark(s.X, s)
			}
		}
	})
	return found
}

// lends says whether calling a method hands it the address of its receiver.
func lends(sel *types.Selection) bool {
	f, ok := sel.Obj().(*types.Func)
	if !ok {
		return false
	}
	_, wants := f.Signature().Recv().Type().(*types.Pointer)
	_, has := sel.Recv().(*types.Pointer)
	return wants && !has
}

// base is the name at the bottom of an expression such as a.b[i].c.
func base(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		default:
			return nil
		}
	}
}

func TestNoInit(t *testing.T)        { keep(t, noInit) }
func TestNoSharedState(t *testing.T) { keep(t, noSharedState) }

func TestInitIsNamed(t *testing.T) {
	try(t, noInit, []trial{
		{"a function", "", "func init() {}", "has an init function"},
		{"a method", "", "type t int\nfunc (t) init() {}", ""},
	})
}

func TestSharedStateIsNamed(t *testing.T) {
	try(t, noSharedState, []trial{
		{"no value", "", "var count int", "count is package-level state"},
		{"exported table", "", "var Table = []int{1}", "any package could change it"},
		{"map to be filled", "", "var seen = make(map[string]bool)", "until something is put into it"},
		{"pointer", "", "type t struct{}\nvar one = &t{}", "what it points to can change"},
		{"lock", "", "import \"sync\"\nvar lock = sync.Mutex{}", "is there to change"},
		{"logger", "", "import \"log/slog\"\nvar out = slog.Default()", "log/slog.Default is not known"},
		{"assigned", "", "var a = 1\nfunc f() { a = 2 }", "changed or lent out at internal/x/x.go:3"},
		{"counted", "", "var a = 1\nfunc f() { a++ }", "changed or lent out"},
		{"an element assigned", "", "var a = [2]int{}\nfunc f() { a[1] = 2 }", "changed or lent out"},
		{"an element deleted", "", "var a = map[int]int{1: 1}\nfunc f() { delete(a, 1) }", "changed or lent out"},
		{"address taken", "", "var a = [2]int{}\nfunc f() *int { return &a[1] }", "changed or lent out"},
		{"address handed to a method", "", "type t struct{ n int }\nfunc (x *t) add() {}\nvar a = t{}\nfunc f() { a.add() }", "changed or lent out"},
		{"error", "", "import \"errors\"\n// ErrGone is.\nvar ErrGone = errors.New(\"gone\")", ""},
		{"error replaced", "", "import \"errors\"\nvar ErrGone = errors.New(\"gone\")\nfunc f() { ErrGone = nil }", "changed or lent out"},
		{"pattern", "", "import \"regexp\"\nvar number = regexp.MustCompile(`\\d`)", ""},
		{"table", "", "var names = map[string]int{\"a\": 1}\nfunc f() int { return names[\"a\"] }", ""},
		{"a local of the same name", "", "var a = [2]int{}\nfunc f() { a := [2]int{}; a[1] = 2 }", ""},
		{"a file", "", "import \"embed\"\n//go:embed *.sql\nvar migrations embed.FS", ""},
		{"a proof that a type fits", "", "var _ error = (*t)(nil)", ""},
		{"a table that a function makes", "", "var odd = sieve()\nfunc sieve() [9]bool { return [9]bool{} }", ""},
	})
}
