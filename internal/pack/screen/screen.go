// Package screen writes sheets as one HTML file that any browser opens from a
// disk: no script, no network, the fonts in the file, the same words in the same
// order as on paper.
package screen

import (
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"

	"redoutlet/internal/notation"
	"redoutlet/internal/pack/sheet"
)

//go:embed template/*
var files embed.FS

// Page is one file: the sheets of the unit, and those of each patient.
type Page struct {
	Title string
	Band  string // DRILL, DEMO or TEST; "" for none
	Times string // as of when, built when
	Note  string
	Unit  []sheet.Sheet
	// Patients are the sheets of each patient, by the code that names them.
	Patients []Patient
}

// Patient is a patient's part of the file.
type Patient struct {
	Code   string
	Sheets []sheet.Sheet
}

// Screen writes pages. It may be used by many at a time.
type Screen struct{ page *template.Template }

// New reads the template.
func New() (*Screen, error) {
	style, err := files.ReadFile("template/screen.css")
	if err != nil {
		return nil, fmt.Errorf("reading the style of packs: %w", err)
	}
	page, err := template.New("screen.tmpl").Funcs(template.FuncMap{
		"kind": kind, "visible": notation.Visible,
		"style": func() template.CSS { return template.CSS(faces() + string(style)) }, // our own
	}).ParseFS(files, "template/screen.tmpl")
	if err != nil {
		return nil, fmt.Errorf("reading the template of packs: %w", err)
	}
	return &Screen{page}, nil
}

// faces are the fonts, in the file itself.
func faces() string {
	face := func(ttf []byte, weight string) string {
		return "@font-face{font-family:Go;font-weight:" + weight + ";src:url(data:font/ttf;base64," + base64.StdEncoding.EncodeToString(ttf) + ")}\n"
	}
	return face(goregular.TTF, "400") + face(gobold.TTF, "700")
}

// Write writes a page.
func (s *Screen) Write(w io.Writer, p Page) error {
	if err := s.page.Execute(w, p); err != nil {
		return fmt.Errorf("writing sheets for a screen: %w", err)
	}
	return nil
}

// kind names a block for the template.
func kind(b sheet.Block) string {
	switch b.(type) {
	case sheet.Heading:
		return "heading"
	case sheet.Notice:
		return "notice"
	case sheet.Para:
		return "para"
	case sheet.Facts:
		return "facts"
	case sheet.Items:
		return "items"
	case sheet.Table:
		return "table"
	case sheet.Writing:
		return "writing"
	case sheet.Verbatim:
		return "verbatim"
	}
	return ""
}
