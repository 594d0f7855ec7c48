package ui

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"regexp"
	"strings"

	"redoutlet/internal/notation"
)

//go:embed template/*.tmpl
var parts embed.FS

// Templates are the templates of a set of pages together with the parts of this
// package, parsed once. They may be used by many requests at a time.
type Templates struct{ set *template.Template }

// Parse reads the templates of this package and of every page, and fails where
// one cannot be parsed or a page names a template that is not there.
func Parse(pages []Page) (*Templates, error) {
	set, err := template.New("").Funcs(functions()).ParseFS(parts, "template/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("the parts of pages: %w", err)
	}
	read := map[fs.FS]bool{}
	for _, p := range pages {
		if p.Files == nil || read[p.Files] {
			continue
		}
		read[p.Files] = true
		if err := parseAll(set, p.Files); err != nil {
			return nil, fmt.Errorf("the templates of page %s: %w", p.Name, err)
		}
	}
	for _, p := range pages {
		if set.Lookup(p.Template) == nil {
			return nil, fmt.Errorf("page %s: there is no template %q", p.Name, p.Template)
		}
	}
	return &Templates{set}, nil
}

// parseAll reads every *.tmpl of a file system, in whatever folder.
func parseAll(set *template.Template, files fs.FS) error {
	return fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		_, err = set.ParseFS(files, path)
		return err
	})
}

// functions are what templates may call besides the methods of their data.
func functions() template.FuncMap {
	return template.FuncMap{
		"sent":     Sent,
		"count":    notation.Count,
		"number":   notation.Number,
		"duration": notation.Duration,
	}
}

// Page returns one template, for a check of its types; nil where there is none.
func (t *Templates) Page(name string) *template.Template { return t.set.Lookup(name) }

// Render draws a page inside the layout. Nothing is written where drawing
// fails, so that half a chart never reaches a reader.
func (t *Templates) Render(w io.Writer, name string, l Layout, data any) error {
	if headed, ok := data.(Headed); ok {
		l.take(headed.Head())
	}
	var body, page bytes.Buffer
	if err := t.set.ExecuteTemplate(&body, name, data); err != nil {
		return fmt.Errorf("drawing page %s: %w", name, err)
	}
	l.Main = template.HTML(whole(body.String())) // escaped by html/template a few lines above
	if err := t.set.ExecuteTemplate(&page, "layout", l); err != nil {
		return fmt.Errorf("drawing the frame of page %s: %w", name, err)
	}
	_, err := page.WriteTo(w)
	return err
}

// tagOrTime finds the tags of a page, and the times between them.
var tagOrTime = regexp.MustCompile(`<[^>]*>|\d\d-[A-Z][a-z]{2}-\d{4}( \d\d:\d\d)?`)

// whole keeps every day and its time of day on one line: a browser would break
// 24-Nov-2026 at its hyphens, and a date in two halves is misread.
func whole(page string) string {
	kept := false // the tag just before keeps a line whole by itself
	return tagOrTime.ReplaceAllStringFunc(page, func(found string) string {
		if found[0] == '<' {
			kept = strings.HasPrefix(found, "<time") || strings.Contains(found, `class="nowrap"`)
			return found
		}
		if kept {
			return found
		}
		return `<span class="nowrap">` + found + `</span>`
	})
}

// Sent writes a sender's text: escaped, apart from the direction of the text
// around it, and with hidden characters made visible. Line ends are kept.
func Sent(text string) template.HTML {
	return template.HTML("<bdi class=\"sent\">" + template.HTMLEscapeString(notation.Visible(text)) + "</bdi>")
}
