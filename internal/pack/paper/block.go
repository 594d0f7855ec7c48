package paper

import (
	"codeberg.org/go-pdf/fpdf"

	"redoutlet/internal/pack/sheet"
)

// body lays out what stands below the banner of a sheet.
type body struct{ *document }

// block lays out a part of a sheet below the last.
func (d body) block(b sheet.Block) {
	switch b := b.(type) {
	case sheet.Heading:
		d.heading(b)
	case sheet.Notice:
		d.notice(b)
	case sheet.Para:
		d.line(d.wrap(b.Words, d.inner(), bodySize), marginLeft, bodySize)
		d.y += 2
	case sheet.Facts:
		d.facts(b)
	case sheet.Items:
		d.items(b)
	case sheet.Table:
		d.table(b)
	case sheet.Writing:
		d.writing(b)
	case sheet.Verbatim:
		d.line(d.wrap(sheet.Words{b.Text}, d.inner(), bodySize), marginLeft, bodySize)
		d.y += 2
	}
}

// heading stands with the first lines below it.
func (d body) heading(h sheet.Heading) {
	d.room(6*bodySize*leading + headSize*leading)
	d.y += 5
	d.line(d.wrap(sheet.Words{sheet.Bold(h.Title)}, d.inner(), headSize-1), marginLeft, headSize-1)
	if h.Known != "" {
		d.line(d.wrap(sheet.Words{sheet.Plain(h.Known)}, d.inner(), smallSize), marginLeft, smallSize)
	}
	d.rule(0.6)
}

// rule draws a line across the side.
func (d body) rule(width float64) {
	x, y, to := marginLeft, d.y+1, marginLeft+d.inner()
	d.do(func(out *fpdf.Fpdf) {
		out.SetLineWidth(width)
		out.Line(x, y, to, y)
	})
	d.y += 4
}

// notice draws a warning in the frame that its weight asks for: a thin one, or
// a heavy one with hatching, as a photocopy keeps it.
func (d body) notice(n sheet.Notice) {
	const pad = 4
	if n.Weight == sheet.Light {
		d.line(d.wrap(n.Words, d.inner(), bodySize), marginLeft, bodySize)
		d.y += 2
		return
	}
	lines := d.wrap(n.Words, d.inner()-2*pad-8, bodySize+1)
	height := float64(len(lines))*(bodySize+1)*leading + 2*pad
	d.room(height + 4)
	x, y, width := marginLeft, d.y, d.inner()
	d.do(func(out *fpdf.Fpdf) {
		if n.Weight == sheet.Heavy {
			box{x, y, width, height}.hatch(out, 7)
			out.SetFillColor(255, 255, 255)
			out.Rect(x+7, y+3, width-14, height-6, "F")
			out.SetLineWidth(2)
		} else {
			out.SetLineWidth(0.8)
		}
		out.Rect(x, y, width, height, "D")
	})
	d.y += pad
	d.line(lines, x+pad+4, bodySize+1)
	d.y += pad + 4
}

// box is a part of a side.
type box struct{ x, y, width, height float64 }

// hatch shades a box with lines that a photocopy keeps.
func (b box) hatch(out *fpdf.Fpdf, gap float64) {
	out.ClipRect(b.x, b.y, b.width, b.height, false)
	out.SetLineWidth(0.4)
	out.SetDrawColor(110, 110, 110)
	for at := b.x - b.height; at < b.x+b.width; at += gap {
		out.Line(at, b.y+b.height, at+b.height, b.y)
	}
	out.SetDrawColor(0, 0, 0)
	out.ClipEnd()
}

// facts draws short values side by side, each with its label before it.
func (d body) facts(f sheet.Facts) {
	d.line(d.wrap(factWords(f.Facts), d.inner(), bodySize), marginLeft, bodySize)
	d.y += 2
}

// items draws a list. The first line of each entry hangs out.
func (d body) items(list sheet.Items) {
	const indent = 10
	for _, item := range list.Items {
		for i, words := range item {
			x, width := marginLeft, d.inner()
			if i > 0 {
				x, width = x+indent, width-indent
			}
			d.line(d.wrap(words, width, bodySize), x, bodySize)
		}
		d.y += 3
	}
}

// writing draws lines for a pen.
func (d body) writing(w sheet.Writing) {
	const gap = 22
	d.room(gap * 2)
	d.line(d.wrap(sheet.Words{sheet.Plain(w.Label)}, d.inner(), smallSize), marginLeft, smallSize)
	for range w.Lines {
		d.room(gap)
		d.y += gap - 4
		d.rule(0.4)
	}
}
