// Package paper draws sheets as a PDF that a ward printer prints in black and
// white: Letter or A4, the same words in the same order as on a screen.
//
// Nothing is cut: rows grow, tables go on over pages under the same head, and a
// text that no built-in face draws stands on a page of its own as code points,
// with what stood for it. Every side says whose it is, which page of how many,
// and how old it is. The bytes are the same for the same sheets.
package paper

import (
	"bytes"
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/pack/typeface"
)

// Size is a size of paper.
type Size string

// The sizes that wards print on.
const (
	Letter Size = "Letter"
	A4     Size = "A4"
)

// points is the size upright.
func (s Size) points() (width, height float64) {
	if s == A4 {
		return 595.28, 841.89
	}
	return 612, 792
}

// Furniture is what stands on every side beside the patient (specification
// section 4).
type Furniture struct {
	Band  string // DRILL, DEMO or TEST: across the head of every side; "" for none
	Times string // as of, built, copied: in words
	Pack  string // unit and number of the pack
	Note  string // INFORMATION COPY - NOT AN ORDER FORM
}

// Press prints. It may be used by many at a time.
type Press struct {
	faces *typeface.Faces
	size  Size
}

// NewPress returns a press for a size of paper.
func NewPress(faces *typeface.Faces, size Size) *Press { return &Press{faces: faces, size: size} }

// Printed is what became of the sheets.
type Printed struct {
	Pages int
	// Missing are the texts that no face draws whole, as code points. They stand
	// on a page of their own.
	Missing []string
}

// Print draws the sheets of one patient, or of a unit, as one document.
func (p *Press) Print(w io.Writer, about Furniture, sheets []sheet.Sheet) (Printed, error) {
	d := &document{faces: p.faces, ruler: p.faces.Ruler(), size: p.size, about: about, used: map[typeface.Family]bool{typeface.Go: true}}
	for i := range sheets {
		d.sheet(&sheets[i])
	}
	d.overflow(sheets)
	out := fpdf.New("P", "pt", string(p.size), "")
	out.SetCatalogSort(true)
	out.SetCreationDate(time.Unix(0, 0).UTC()) // the times that matter are printed
	out.SetModificationDate(time.Unix(0, 0).UTC())
	out.SetAutoPageBreak(false, 0)
	for _, family := range []typeface.Family{typeface.Go, typeface.DejaVu} {
		if !d.used[family] {
			continue
		}
		for _, face := range p.faces.Of(family) {
			style := ""
			if face.Bold {
				style = "B"
			}
			out.AddUTF8FontFromBytes(string(family), style, bytes.Clone(face.TTF))
		}
	}
	d.draw(out)
	if err := out.Output(w); err != nil {
		return Printed{}, fmt.Errorf("writing a PDF: %w", err)
	}
	return Printed{len(d.pages), d.missing}, nil
}
