// Package typeface finds a face that draws a text whole.
//
// A PDF writer draws an empty box for a character that its font lacks, without
// an error, and the text that is taken out of the page looks right all the same.
// So every character is looked up before anything is drawn (specification P4,
// hazard H-045). A text is drawn in one face from its first character to its
// last: the Go fonts, in which I, l, 1, O and 0 differ; else DejaVu, which draws
// more letters than they do. What neither draws, or what has to be joined or
// turned around to be read, is not drawn at all: the sender's own alphabetic
// form stands for it where one was sent, else its code points.
package typeface

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// Family names a face and its bold in a document.
type Family string

// The families, in the order in which they are asked.
const (
	Go     Family = "go"
	DejaVu Family = "dejavu"
)

// Face is a font file of a family.
type Face struct {
	Family Family
	Bold   bool
	TTF    []byte
	font   *sfnt.Font
}

// Faces are all faces there are. They may be used by many at a time.
type Faces struct{ faces []Face }

// New reads the fonts that are built in.
func New() (*Faces, error) {
	fs := &Faces{faces: []Face{
		{Family: Go, TTF: goregular.TTF}, {Family: Go, Bold: true, TTF: gobold.TTF},
		{Family: DejaVu, TTF: dejavusans.TTF}, {Family: DejaVu, Bold: true, TTF: dejavusansbold.TTF},
	}}
	for i := range fs.faces {
		font, err := sfnt.Parse(fs.faces[i].TTF)
		if err != nil {
			return nil, fmt.Errorf("reading the font %s: %w", fs.faces[i].Family, err)
		}
		fs.faces[i].font = font
	}
	return fs, nil
}

// Of lists the faces of a family.
func (fs *Faces) Of(family Family) []Face {
	var list []Face
	for _, f := range fs.faces {
		if f.Family == family {
			list = append(list, f)
		}
	}
	return list
}

// Drawing is how a text is drawn.
type Drawing struct {
	Text   string
	Family Family
	// Whole says that Text is what was asked for. Otherwise something stands for
	// it, and the page has to show the sender's text as code points.
	Whole bool
}

// Choose says how a text is drawn, in regular or bold. spellings are the forms
// of the text in other letters that the sender gave.
func (fs *Faces) Choose(text string, bold bool, spellings ...string) Drawing {
	if composed, family, ok := fs.whole(text, bold); ok {
		return Drawing{composed, family, true}
	}
	for _, spelling := range spellings {
		if composed, family, ok := fs.whole(spelling, bold); ok && spelling != "" {
			return Drawing{composed, family, false}
		}
	}
	return Drawing{CodePoints(text), Go, false}
}

// whole finds the first family that draws a text.
func (fs *Faces) whole(text string, bold bool) (composed string, family Family, ok bool) {
	composed = norm.NFC.String(text)
	if strings.IndexFunc(composed, shaped) >= 0 {
		return "", "", false
	}
	var buffer sfnt.Buffer
	for i := range fs.faces {
		if f := &fs.faces[i]; f.Bold == bold && f.draws(&buffer, composed) {
			return composed, f.Family, true
		}
	}
	return "", "", false
}

func (f *Face) draws(buffer *sfnt.Buffer, text string) bool {
	for _, r := range text {
		if r == '\n' {
			continue
		}
		if glyph, err := f.font.GlyphIndex(buffer, r); err != nil || glyph == 0 {
			return false
		}
	}
	return true
}

// shaped reports whether a character is not drawn by putting its glyph behind
// the one before: it joins its neighbors, is read from right to left, stands
// on another letter, or lies beyond what a PDF writer of 16-bit characters takes.
func shaped(r rune) bool {
	switch {
	case r > 0xFFFF, unicode.Is(unicode.M, r), unicode.IsControl(r) && r != '\n', unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
		return true
	}
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu,
		unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Thai, unicode.Lao, unicode.Tibetan, unicode.Myanmar, unicode.Khmer, unicode.Mongolian)
}

// CodePoints writes a text so that any printer draws it and anybody can find
// out what it was: letters of ASCII as they are, every other as [U+hhhh].
func CodePoints(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r >= ' ' && r <= '~' || r == '\n' {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, "[U+%04X]", r)
	}
	return b.String()
}
