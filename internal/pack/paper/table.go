package paper

import (
	"codeberg.org/go-pdf/fpdf"

	"redoutlet/internal/pack/sheet"
)

const (
	cellPad   = 3
	tallRow   = 34
	cellSize  = 8.5
	lineWidth = 0.5
)

// grid is a table while it is drawn.
type grid struct {
	*document
	table sheet.Table
	x     []float64 // left edges, and the right one of the last
}

// table draws a table, its head on every side that it reaches.
func (d body) table(t sheet.Table) {
	g := grid{document: d.document, table: t, x: []float64{marginLeft}}
	total := 0.0
	for _, c := range t.Columns {
		total += c.Share
	}
	for _, c := range t.Columns {
		g.x = append(g.x, g.x[len(g.x)-1]+d.inner()*c.Share/total)
	}
	g.head()
	for i := range t.Rows {
		g.row(&t.Rows[i])
	}
	d.y += 4
}

// head draws the titles of the columns, on every side the table reaches.
func (g *grid) head() {
	cells := make([][]line, len(g.table.Columns))
	for i, c := range g.table.Columns {
		cells[i] = g.wrap(sheet.Words{sheet.Bold(c.Title)}, g.inside(i), smallSize)
	}
	height := tallest(cells)*smallSize*leading + 2*cellPad
	g.room(height + 3*cellSize*leading)
	g.boxes(height, nil)
	for i, lines := range cells {
		g.fill(lines, i, g.y, smallSize)
	}
	g.y += height
}

func (g *grid) inside(column int) float64 { return g.x[column+1] - g.x[column] - 2*cellPad }

func tallest(cells [][]line) float64 {
	n := 1
	for _, c := range cells {
		n = max(n, len(c))
	}
	return float64(n)
}

// row draws a row on one side where it fits on one; else it goes on.
func (g *grid) row(r *sheet.Row) {
	if r.Cells == nil {
		g.group(r.Group)
		return
	}
	cells := make([][]line, len(r.Cells))
	for i, c := range r.Cells {
		for _, words := range c.Lines {
			cells[i] = append(cells[i], g.wrap(words, g.inside(i), cellSize)...)
		}
	}
	var lead line // what the row is about
	if len(cells[0]) > 0 {
		lead = cells[0][0]
	}
	for {
		height := tallest(cells)*cellSize*leading + 2*cellPad
		if r.Tall {
			height = max(height, tallRow)
		}
		if g.y+height <= g.bottom() {
			g.part(r, cells, height)
			return
		}
		fresh := g.full() - 4*smallSize*leading
		if height <= fresh || g.bottom()-g.y < 4*cellSize*leading {
			g.turn()
			g.head()
			if height <= fresh {
				g.part(r, cells, height)
				return
			}
		}
		fit := int((g.bottom() - g.y - 2*cellPad) / (cellSize * leading))
		rest := make([][]line, len(cells))
		for i, c := range cells {
			n := min(fit, len(c))
			cells[i], rest[i] = c[:n], c[n:]
		}
		g.part(r, cells, float64(fit)*cellSize*leading+2*cellPad)
		cells = rest
		cells[0] = append(g.continued(lead), cells[0]...)
		g.turn()
		g.head()
	}
}

// continued heads the rest of a row on another side: what it is about, and that
// it goes on.
func (g *grid) continued(lead line) []line {
	return append([]line{lead}, g.wrap(sheet.Words{sheet.Plain("continued")}, g.inside(0), cellSize)...)
}

// part draws the lines of a row that fit on this side.
func (g *grid) part(r *sheet.Row, cells [][]line, height float64) {
	g.boxes(height, r.Cells)
	for i, lines := range cells {
		g.fill(lines, i, g.y, cellSize)
	}
	g.y += height
}

func (g *grid) fill(lines []line, column int, y, size float64) {
	for n, l := range lines {
		g.set(l, g.x[column]+cellPad, y+cellPad+float64(n)*size*leading, size)
	}
}

// boxes draws the frames of a row, and the shade of cells that are to be asked
// about.
func (g *grid) boxes(height float64, cells []sheet.Cell) {
	y, x := g.y, g.x
	g.do(func(out *fpdf.Fpdf) {
		for i := range x[1:] {
			if i < len(cells) && cells[i].Check {
				box{x[i], y, x[i+1] - x[i], height}.hatch(out, 5)
			}
			out.SetLineWidth(lineWidth)
			out.Rect(x[i], y, x[i+1]-x[i], height, "D")
			if i < len(cells) && cells[i].Frame {
				out.SetLineWidth(1.6)
				out.Rect(x[i]+1, y+1, x[i+1]-x[i]-2, height-2, "D")
			}
		}
	})
}

// group draws a row that heads the rows below it.
func (g *grid) group(title string) {
	lines := g.wrap(sheet.Words{sheet.Bold(title)}, g.x[len(g.x)-1]-g.x[0]-2*cellPad, cellSize)
	height := float64(len(lines))*cellSize*leading + 2*cellPad
	if g.y+height+3*cellSize*leading > g.bottom() {
		g.turn()
		g.head()
	}
	y, x, to := g.y, g.x[0], g.x[len(g.x)-1]
	g.do(func(out *fpdf.Fpdf) {
		out.SetFillColor(236, 236, 236)
		out.SetLineWidth(lineWidth)
		out.Rect(x, y, to-x, height, "FD")
	})
	g.fill(lines, 0, g.y, cellSize)
	g.y += height
}
