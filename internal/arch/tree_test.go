package arch_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// module is the path of the program's module; packages are named below it.
const module = "redoutlet/"

// pkg is one package of the program as it is written, tests apart.
type pkg struct {
	path  string // below the module, as "internal/hl7"
	fset  *token.FileSet
	files []*file
	tests []*file
}

// file is one Go file. Files for every system are read, whatever the system.
type file struct {
	path   string // below the root of the tree
	source []byte
	syntax *ast.File
}

// at says where in the tree a piece of syntax begins, as "internal/hl7/ack.go:12".
func (p *pkg) at(n ast.Node) string { return atLine(p.fset.Position(n.Pos())) }

// imported gives the path of the package that name stands for in the file, or
// nothing where the file has no such import.
func (f *file) imported(name string) string {
	for _, spec := range f.syntax.Imports {
		target := strings.Trim(spec.Path.Value, `"`)
		if spec.Name != nil && spec.Name.Name == name || spec.Name == nil && baseName(target) == name {
			return target
		}
	}
	return ""
}

// calls gives the imported name that an expression selects, as "time.Now" by
// the path of its package, or nothing where it selects something else.
func (f *file) calls(e ast.Node) string {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	x, ok := sel.X.(*ast.Ident)
	if !ok || f.imported(x.Name) == "" {
		return ""
	}
	return f.imported(x.Name) + "." + sel.Sel.Name
}

// baseName is the name a package most likely has, from its import path.
func baseName(importPath string) string {
	base := path.Base(importPath)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(importPath))
	}
	return strings.TrimPrefix(base, "go-")
}

// root is the folder that holds go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
		t.Fatalf("the root of the tree is not where it should be: %v", err)
	}
	return dir
}

// packages are all packages of the program, in the order of their paths.
func packages(t *testing.T) []*pkg {
	t.Helper()
	all, err := parsedTree()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// parsedTree reads the tree once: every rule asks the same of it.
var parsedTree = sync.OnceValues(func() ([]*pkg, error) {
	top := filepath.Join("..", "..")
	names, err := treeFiles(top)
	if err != nil {
		return nil, err
	}
	found := map[string]*pkg{}
	for _, name := range names {
		if path.Ext(name) != ".go" || !inProgram(name) {
			continue
		}
		source, err := os.ReadFile(filepath.Join(top, name))
		if err != nil {
			return nil, err
		}
		dir := path.Dir(name)
		if found[dir] == nil {
			found[dir] = &pkg{path: dir, fset: token.NewFileSet()}
		}
		if err := found[dir].add(name, source); err != nil {
			return nil, err
		}
	}
	byPath := func(a, b *pkg) int { return strings.Compare(a.path, b.path) }
	return slices.SortedFunc(maps.Values(found), byPath), nil
})

// inProgram tells the program's own Go files from data and from the tools,
// which are a module of their own.
func inProgram(name string) bool {
	return !strings.Contains(name, "testdata/") && !strings.HasPrefix(name, "tools/")
}

func (p *pkg) add(name string, source []byte) error {
	syntax, err := parser.ParseFile(p.fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return fmt.Errorf("%s cannot be read as Go: %w", name, err)
	}
	f := &file{path: name, source: source, syntax: syntax}
	if strings.HasSuffix(name, "_test.go") {
		p.tests = append(p.tests, f)
	} else {
		p.files = append(p.files, f)
	}
	return nil
}

// treeFiles lists the files of the tree by their slash-separated paths below
// it, leaving out what version control keeps for itself and what is built.
func treeFiles(top string) ([]string, error) {
	var names []string
	err := fs.WalkDir(os.DirFS(top), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (name == ".git" || name == "dist" || name == "artifacts"):
			return fs.SkipDir
		case d.Type().IsRegular() && name != ".git": // a file where the tree is one of several of a repository
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// readText reads one text file of the tree.
func readText(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
