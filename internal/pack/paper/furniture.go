package paper

import (
	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"

	"redoutlet/internal/pack/sheet"
)

// head draws what stands on every side.
type head struct{ *document }

// band says across the head of a side that it is none of a real outage, or of a
// real patient (hazard H-091).
func (d head) band() {
	text := d.about.Band
	if text == "" && d.current.Banner != nil {
		text = d.current.Banner.Band
	}
	if text == "" {
		return
	}
	words := d.wrap(sheet.Words{sheet.Bold(text)}, d.inner(), bodySize)
	x, y, width, height := marginLeft, d.y, d.inner(), float64(len(words))*bodySize*leading+6
	d.do(func(out *fpdf.Fpdf) {
		out.SetLineWidth(1)
		out.Rect(x, y, width, height, "D")
		out.Rect(x+2, y+2, width-4, height-4, "D")
	})
	d.y += 3
	d.line(words, x+6, bodySize)
	d.y += 7
}

// banner says whose the side is, on every side (specification P6).
func (d head) banner() {
	b := d.current.Banner
	if b == nil {
		return
	}
	const pad = 6
	top, x, width := d.y, marginLeft, d.inner()
	right := width * 0.3
	d.y += pad
	name := sheet.Words{b.Name}
	name[0].Bold = true
	if b.Alias.Text != "" {
		name = append(name, sheet.Plain(` "`), b.Alias, sheet.Plain(`"`))
	}
	begun := d.y
	d.below(d.wrap(name, width-right-2*pad, nameSize), x+pad, nameSize)
	d.below(d.wrap(factWords(b.Persons), width-right-2*pad, bodySize), x+pad, bodySize)
	leftEnd := max(d.y, head{d.document}.code(b.Scan, x+width-pad, begun)+2)
	d.y = begun
	d.below(d.wrap(sheet.Words{sheet.Plain("Bed at print, verify wristband")}, right-2*pad-46, smallSize), x+width-right+pad, smallSize)
	place := b.Place
	place.Bold = true
	d.below(d.wrap(sheet.Words{place}, right-2*pad-46, headSize), x+width-right+pad, headSize)
	d.y = max(leftEnd, d.y) + 2
	split := d.y
	allergies := append(sheet.Words{sheet.Plain("ALLERGIES  ")}, b.Allergies...)
	d.y += 3
	d.below(d.wrap(allergies, width-2*pad, headSize-1), x+pad, headSize-1)
	for _, warning := range b.Warnings {
		d.below(d.wrap(sheet.Words{warning}, width-2*pad, bodySize), x+pad, bodySize)
	}
	d.y += 3
	bottom := d.y
	d.do(func(out *fpdf.Fpdf) {
		out.SetLineWidth(1.6)
		out.Rect(x, top, width, bottom-top, "D")
		out.SetLineWidth(0.8)
		out.Line(x, split, x+width, split)
		out.Line(x+width-right, top, x+width-right, split)
	})
	d.y += 6
}

// code draws what a scanner reads off the wristband, its right edge at x, and
// returns where it ends. Nothing is drawn where there is nothing to say, or more
// than the code holds: the number stands beside it in letters anyway.
func (d head) code(text string, x, y float64) (end float64) {
	const side, quiet = 44.0, 4 // the quiet zone, in modules
	symbol, err := qr.Encode(text, qr.M)
	if text == "" || err != nil {
		return y
	}
	module := side / float64(symbol.Size+2*quiet)
	d.do(func(out *fpdf.Fpdf) {
		out.SetFillColor(0, 0, 0)
		for row := range symbol.Size {
			for column := range symbol.Size {
				if symbol.Black(column, row) {
					out.Rect(x-side+float64(column+quiet)*module, y+float64(row+quiet)*module, module, module, "F")
				}
			}
		}
	})
	return y + side
}

// below draws lines below one another and never turns the page: a banner stands
// on one side.
func (d head) below(lines []line, x, size float64) {
	for _, l := range lines {
		d.set(l, x, d.y, size)
		d.y += size * leading
	}
}

// factWords writes facts side by side.
func factWords(facts []sheet.Fact) sheet.Words {
	var words sheet.Words
	for i, f := range facts {
		if i > 0 {
			words = append(words, sheet.Plain("   "))
		}
		words = append(words, sheet.Plain(f.Label+" "))
		words = append(words, f.Value...)
	}
	return words
}

// foot draws the lines at the end of a side.
func (d head) foot(out *fpdf.Fpdf, p *page, number string) {
	width, height := p.extent(d.size)
	y := height - marginTop - footHeight + 8
	out.SetLineWidth(0.6)
	out.Line(marginLeft, y, width-marginRight, y)
	out.SetFont("go", "", 7.5)
	out.Text(marginLeft, y+10, d.about.Pack+", sheet "+string(p.sheet.Kind)+". "+d.about.Times)
	out.Text(marginLeft, y+20, d.about.Note)
	out.SetFont("go", "B", 7.5)
	right := func(text string, y float64) {
		w := d.ruler.Width(text, "go", true, 7.5)
		out.Text(width-marginRight-w, y, text)
	}
	right(number, y+10)
	if p.sheet.Banner != nil {
		right(d.faces.Choose(p.sheet.Banner.Footer.Text, true, p.sheet.Banner.Footer.Spelt...).Text, y+20)
	}
}
