package typeface

import (
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Ruler measures texts. It is for one document at a time.
type Ruler struct {
	faces  *Faces
	buffer sfnt.Buffer
	known  map[letter]float64
}

type letter struct {
	family Family
	bold   bool
	r      rune
}

// Ruler returns a ruler for these faces.
func (fs *Faces) Ruler() *Ruler { return &Ruler{faces: fs, known: map[letter]float64{}} }

// Width is how wide a text is in a face at a size, in the unit of the size.
func (r *Ruler) Width(text string, family Family, bold bool, size float64) float64 {
	em := 0.0
	for _, c := range text {
		l := letter{family, bold, c}
		w, ok := r.known[l]
		if !ok {
			w = r.advance(l)
			r.known[l] = w
		}
		em += w
	}
	return em * size
}

// advance is the width of a letter in parts of the size.
func (r *Ruler) advance(l letter) float64 {
	for i := range r.faces.faces {
		f := &r.faces.faces[i]
		if f.Family != l.family || f.Bold != l.bold {
			continue
		}
		glyph, err := f.font.GlyphIndex(&r.buffer, l.r)
		if err != nil {
			return 0
		}
		units := f.font.UnitsPerEm()
		advance, err := f.font.GlyphAdvance(&r.buffer, glyph, fixed.Int26_6(units)<<6, font.HintingNone)
		if err != nil {
			return 0
		}
		return float64(advance) / 64 / float64(units)
	}
	return 0
}
