package arch_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// outside are traces of one machine or one network that text of the project
// must not carry. They are spelled in two parts here, since this file is text
// of the project too.
var outside = []struct{ part, rest, why string }{
	{"/wo", "rk/", "a path of one machine"},
	{"/ro", "ot/", "a path of one machine"},
	{"/ho", "me/", "a path of one machine"},
	{"/Us", "ers/", "a path of one machine"},
	{"proxy.", "golang.org", "the host of a registry"},
	{"sum.", "golang.org", "the host of a registry"},
	{"deb.", "debian.org", "the host of a registry"},
	{"security.", "debian.org", "the host of a registry"},
	{"pypi", ".org", "the host of a registry"},
	{"python", "hosted.org", "the host of a registry"},
	{"registry.", "npmjs.org", "the host of a registry"},
	{"crates", ".io", "the host of a registry"},
	{"repo1.", "maven.org", "the host of a registry"},
	{"docker", ".io", "the host of a registry"},
	{"ghcr", ".io", "the host of a registry"},
}

// traces finds what in a text points outside of the project.
func traces(name, text string) []string {
	var breaches []string
	for i, line := range strings.Split(text, "\n") {
		for _, o := range outside {
			if strings.Contains(line, o.part+o.rest) {
				breaches = append(breaches, fmt.Sprintf("%s:%d: %s is %s: the project speaks of itself alone", name, i+1, o.part+o.rest, o.why))
			}
		}
	}
	return breaches
}

// british are spellings of which the project uses the American form.
var british = regexp.MustCompile(`(?i)\b(colour\w*|behaviour\w*|favour\w*|centres?|licences?|organis[ei]\w*|organisation\w*|recognis\w+|hospitalis\w+|summaris\w+|haemo\w+|paediatric\w*|anaesth\w+|oedema|diarrhoea|theatres?|programmes?|labelled|grey|whilst)\b`)

// spelling finds British spellings in a text.
func spelling(name, text string) []string {
	var breaches []string
	for i, line := range strings.Split(text, "\n") {
		for _, word := range british.FindAllString(line, -1) {
			breaches = append(breaches, fmt.Sprintf("%s:%d: %q is not US English", name, i+1, word))
		}
	}
	return breaches
}

// ownText gives the project's own texts by name: neither test data, nor what
// is no text, nor the licence, whose words are not ours.
func ownText(t *testing.T) map[string]string {
	t.Helper()
	top := root(t)
	texts := map[string]string{}
	names, err := treeFiles(top)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.Contains(name, "testdata/") || name == "LICENSE" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(top, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(text, []byte{0}) {
			texts[name] = string(text)
		}
	}
	return texts
}

func TestProjectSpeaksOfItselfAlone(t *testing.T) {
	for name, text := range ownText(t) {
		for _, breach := range traces(name, text) {
			t.Error(breach)
		}
	}
}

func TestSpellingIsAmerican(t *testing.T) {
	for name, text := range ownText(t) {
		if name == "internal/arch/words_test.go" || name == "go.sum" {
			continue
		}
		for _, breach := range spelling(name, text) {
			t.Error(breach)
		}
	}
}

func TestTracesAndSpellingsAreNamed(t *testing.T) {
	for _, o := range outside {
		if got := traces("a.md", "see\n"+o.part+o.rest+"x"); len(got) != 1 || !strings.HasPrefix(got[0], "a.md:2: ") {
			t.Errorf("%s%s: got %q", o.part, o.rest, got)
		}
	}
	if got := spelling("a.md", "The colour of a grey color in the centre."); len(got) != 3 {
		t.Errorf("three British words: got %q", got)
	}
}

// refusedNames are words that stand for something else here, or for nothing.
var refusedNames = map[string]string{
	"ward":    "say unit",
	"wards":   "say units",
	"helper":  "name what it does",
	"helpers": "name what they do",
	"util":    "name what it does",
	"utils":   "name what they do",
}

var nameParts = regexp.MustCompile(`[A-Z]?[a-z]+|[A-Z]+`)

// plainNames finds declared names that use a word we have refused.
func plainNames(p *pkg) []string {
	var breaches []string
	declared := func(name *ast.Ident) {
		for _, word := range nameParts.FindAllString(name.Name, -1) {
			if instead := refusedNames[strings.ToLower(word)]; instead != "" {
				breaches = append(breaches, p.breach(name, "the name %s uses the word %q: %s", name.Name, word, instead))
			}
		}
	}
	p.each(func(_ *file, n ast.Node) {
		switch d := n.(type) {
		case *ast.FuncDecl:
			declared(d.Name)
		case *ast.TypeSpec:
			declared(d.Name)
		case *ast.ValueSpec:
			for _, name := range d.Names {
				declared(name)
			}
		case *ast.Field:
			for _, name := range d.Names {
				declared(name)
			}
		}
	})
	return breaches
}

func TestPlainNames(t *testing.T) { keep(t, plainNames) }

func TestRefusedNamesAreNamed(t *testing.T) {
	try(t, plainNames, []trial{
		{"a field", "", "type t struct{ homeWard string }", "homeWard uses the word \"Ward\": say unit"},
		{"a function", "", "func parseUtil() {}", "name what it does"},
		{"a word that only contains it", "", "func forward(backwards, award int) {}", ""},
	})
}
