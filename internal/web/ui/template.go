package ui

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"
	"sync"

	"redoutlet/internal/notation"
)

//go:embed template/*.tmpl
var parts embed.FS

// Templates are the templates of a set of pages together with the parts of this
// package, parsed once. They may be used by many requests at a time.
type Templates struct {
	set     *template.Template
	doubted *template.Template // the same, with no ages: for while our clock is not trusted
	paper   sync.Pool          // of *bytes.Buffer that pages were drawn on
}

// withoutAges are the parts of a page that say how long ago something was, as
// they are while our own clock is not trusted (hazard H-004).
const withoutAges = `{{define "moment"}}{{if .ISO}}<time datetime="{{.ISO}}">{{.Text}}</time>{{else}}{{.Text}}{{end}}{{end}}`

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
	doubted, err := set.Clone()
	if err == nil {
		_, err = doubted.Parse(withoutAges)
	}
	if err != nil {
		return nil, fmt.Errorf("the parts of pages without ages: %w", err)
	}
	return &Templates{set: set, doubted: doubted}, nil
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
	set := t.set
	if l.Doubt != "" {
		set = t.doubted
	}
	body, page := t.sheet(), t.sheet()
	defer t.paper.Put(body)
	defer t.paper.Put(page)
	if err := set.ExecuteTemplate(body, name, data); err != nil {
		return fmt.Errorf("drawing page %s: %w", name, err)
	}
	l.Main = template.HTML(whole(body.Bytes())) // escaped by html/template a few lines above
	if err := set.ExecuteTemplate(page, "layout", l); err != nil {
		return fmt.Errorf("drawing the frame of page %s: %w", name, err)
	}
	_, err := page.WriteTo(w)
	return err
}

// sheet is a buffer that grew to the length of a page before, where there is
// one: a chart is long, and drawn often.
func (t *Templates) sheet() *bytes.Buffer {
	sheet, ok := t.paper.Get().(*bytes.Buffer)
	if !ok {
		return &bytes.Buffer{}
	}
	sheet.Reset()
	return sheet
}

// whole keeps every day and its time of day on one line: a browser would break
// 24-Nov-2026 at its hyphens, and a date in two halves is misread.
func whole(page []byte) string {
	var b strings.Builder
	b.Grow(len(page) + len(page)/8)
	kept := false // the tag just before keeps a line whole by itself
	done := 0     // bytes that are written
	for at := 0; at < len(page); {
		switch c := page[at]; {
		case c == '<':
			tag := page[at : at+max(tagLength(page[at:]), 1)]
			kept = bytes.HasPrefix(tag, []byte("<time")) || bytes.Contains(tag, []byte(`class="nowrap"`))
			at += len(tag)
		case c >= '0' && c <= '9':
			day := momentLength(page[at:])
			if day > 0 && !kept {
				b.Write(page[done:at])
				b.WriteString(`<span class="nowrap">`)
				b.Write(page[at : at+day])
				b.WriteString(`</span>`)
				done = at + day
			}
			at += max(day, 1)
		default:
			at++
		}
	}
	b.Write(page[done:])
	return b.String()
}

// tagLength is the length of the tag that a page begins with, 0 where it has
// no end.
func tagLength(page []byte) int { return bytes.IndexByte(page, '>') + 1 }

// momentLength is the length of the day that a page begins with, as in
// 24-Nov-2026, with its time of day where that follows; 0 where it begins with
// none. In a pattern 0 is a digit, A a capital and a a small letter.
func momentLength(page []byte) int {
	switch {
	case looksLike(page, "00-Aaa-0000 00:00"):
		return len("00-Aaa-0000 00:00")
	case looksLike(page, "00-Aaa-0000"):
		return len("00-Aaa-0000")
	}
	return 0
}

func looksLike(text []byte, pattern string) bool {
	if len(text) < len(pattern) {
		return false
	}
	for i := range len(pattern) {
		c, like := text[i], pattern[i]
		switch {
		case like == '0' && (c < '0' || c > '9'),
			like == 'A' && (c < 'A' || c > 'Z'),
			like == 'a' && (c < 'a' || c > 'z'),
			(like == '-' || like == ' ' || like == ':') && c != like:
			return false
		}
	}
	return true
}

// Sent writes a sender's text: escaped, apart from the direction of the text
// around it, and with hidden characters made visible. Line ends are kept.
func Sent(text string) template.HTML {
	return template.HTML("<bdi class=\"sent\">" + template.HTMLEscapeString(notation.Visible(text)) + "</bdi>")
}
