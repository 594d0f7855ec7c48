package paper

import (
	"fmt"

	"codeberg.org/go-pdf/fpdf"

	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/pack/typeface"
)

// The page, in points. The left margin has room for the holes of a binder.
const (
	marginLeft  = 54.0
	marginRight = 36
	marginTop   = 36
	footHeight  = 34
	bodySize    = 9.5
	smallSize   = 8
	headSize    = 12
	nameSize    = 14
	leading     = 1.25
)

// document is a document while it is laid out. How many pages there are is known
// at its end, so that each page keeps what to draw until then.
type document struct {
	faces   *typeface.Faces
	ruler   *typeface.Ruler
	size    Size
	about   Furniture
	pages   []*page
	used    map[typeface.Family]bool
	missing []string
	current *sheet.Sheet
	y       float64 // where the next block begins
}

// page is one side.
type page struct {
	wide  bool
	sheet *sheet.Sheet
	ops   []func(*fpdf.Fpdf)
}

func (d *document) page() *page { return d.pages[len(d.pages)-1] }

func (d *document) do(op func(*fpdf.Fpdf)) { d.page().ops = append(d.page().ops, op) }

// extent is how wide and high a side is.
func (p *page) extent(size Size) (width, height float64) {
	width, height = size.points()
	if p.wide {
		return height, width
	}
	return width, height
}

// inner is how wide a line may be.
func (d *document) inner() float64 {
	width, _ := d.page().extent(d.size)
	return width - marginLeft - marginRight
}

// bottom is where the foot begins.
func (d *document) bottom() float64 {
	_, height := d.page().extent(d.size)
	return height - marginTop - footHeight
}

// sheet lays out a sheet. It begins on a new side.
func (d *document) sheet(s *sheet.Sheet) {
	d.current = s
	d.turn()
	d.line(d.wrap(sheet.Words{sheet.Bold(s.Title)}, d.inner(), headSize), marginLeft, headSize)
	d.y += 3
	for _, b := range s.Blocks {
		body{d}.block(b)
	}
}

// turn begins a new side of the sheet.
func (d *document) turn() {
	d.pages = append(d.pages, &page{wide: d.current.Wide, sheet: d.current})
	d.y = marginTop
	head{d}.band()
	head{d}.banner()
}

// room turns the page where less than so much is left.
func (d *document) room(height float64) {
	if d.y+height > d.bottom() {
		d.turn()
	}
}

// full is the most that a side holds below its banner.
func (d *document) full() float64 {
	y, pages := d.y, d.pages
	d.turn()
	full := d.bottom() - d.y
	d.y, d.pages = y, pages
	return full
}

// draw draws all sides, each with its foot.
func (d *document) draw(out *fpdf.Fpdf) {
	for n, p := range d.pages {
		orientation := "P"
		if p.wide {
			orientation = "L"
		}
		width, height := d.size.points()
		out.AddPageFormat(orientation, fpdf.SizeType{Wd: width, Ht: height})
		for _, op := range p.ops {
			op(out)
		}
		head{d}.foot(out, p, fmt.Sprintf("page %d of %d", n+1, len(d.pages)))
	}
}

// overflow lists what no face draws, on a page of its own (specification P4).
func (d *document) overflow(sheets []sheet.Sheet) {
	if len(d.missing) == 0 || len(sheets) == 0 {
		return
	}
	items := make([][]sheet.Words, len(d.missing))
	for i, text := range d.missing {
		items[i] = []sheet.Words{{sheet.Plain(text)}}
	}
	d.sheet(&sheet.Sheet{
		Kind: sheets[0].Kind, Title: "AS IT WAS SENT", Banner: sheets[0].Banner,
		Blocks: []sheet.Block{
			sheet.Para{Words: sheet.Words{sheet.Plain("These texts hold letters that this program cannot draw. Each [U+hhhh] is one of them by its number in Unicode. Ask the patient how it is written.")}},
			sheet.Items{Items: items},
		},
	})
}
