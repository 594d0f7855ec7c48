package paper

import (
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"redoutlet/internal/pack/sheet"
	"redoutlet/internal/pack/typeface"
)

// run is a piece of a line in one face.
type run struct {
	text   string
	family typeface.Family
	bold   bool
	struck bool
	width  float64
}

// line is a line of type that fits its width.
type line []run

// wrap breaks words into lines of a width. Nothing is left out: a word that is
// wider than the line goes on in the next.
func (d *document) wrap(words sheet.Words, width, size float64) []line {
	w := wrapping{d: d, width: width, size: size, lines: []line{nil}}
	for _, span := range words {
		w.span(span)
	}
	return w.lines
}

// wrapping is a paragraph while it is broken.
type wrapping struct {
	d     *document
	width float64
	size  float64
	lines []line
	at    float64 // how far the last line goes
}

func (w *wrapping) span(s sheet.Span) {
	drawn := w.d.faces.Choose(s.Text, s.Bold, s.Spelt...)
	w.d.used[drawn.Family] = true
	if raw := typeface.CodePoints(s.Text); !drawn.Whole && !slices.Contains(w.d.missing, raw) {
		w.d.missing = append(w.d.missing, raw)
	}
	like := run{family: drawn.Family, bold: s.Bold, struck: s.Struck}
	for i, part := range strings.Split(drawn.Text, "\n") {
		if i > 0 {
			w.lines, w.at = append(w.lines, nil), 0
		}
		for word := range fields(part) {
			w.word(word, like)
		}
	}
}

// fields yields words, each with the spaces behind it.
func fields(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for len(text) > 0 {
			n := strings.IndexByte(text, ' ')
			if n < 0 {
				n = len(text)
			}
			for n < len(text) && text[n] == ' ' {
				n++
			}
			if !yield(text[:n]) {
				return
			}
			text = text[n:]
		}
	}
}

// word puts a word on the line, or on the next.
func (w *wrapping) word(word string, like run) {
	bare := w.measure(strings.TrimRight(word, " "), like)
	if w.at > 0 && w.at+bare > w.width {
		w.lines, w.at = append(w.lines, nil), 0
	}
	for bare > w.width {
		head := w.fitting(word, like)
		w.put(head, like)
		word = word[len(head):]
		w.lines, w.at = append(w.lines, nil), 0
		bare = w.measure(strings.TrimRight(word, " "), like)
	}
	w.put(word, like)
}

// fitting is as much of a word as fits on a line, one letter at least.
func (w *wrapping) fitting(word string, like run) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && w.measure(word[:next], like) > w.width {
			break
		}
		end = next
	}
	return word[:end]
}

func (w *wrapping) measure(text string, like run) float64 {
	return w.d.ruler.Width(text, like.family, like.bold, w.size)
}

func (w *wrapping) put(text string, like run) {
	like.text, like.width = text, w.measure(text, like)
	w.lines[len(w.lines)-1] = append(w.lines[len(w.lines)-1], like)
	w.at += like.width
}

// line draws lines of type below one another, turning the page between them.
func (d *document) line(lines []line, x, size float64) {
	for _, l := range lines {
		d.room(size * leading)
		d.set(l, x, d.y, size)
		d.y += size * leading
	}
}

// set draws one line of type whose top is at y.
func (d *document) set(l line, x, y, size float64) {
	baseline := y + size*0.95
	d.do(func(out *fpdf.Fpdf) {
		at := x
		for _, r := range l {
			style := ""
			if r.bold {
				style = "B"
			}
			out.SetFont(string(r.family), style, size)
			out.Text(at, baseline, strings.TrimRight(r.text, " "))
			if r.struck {
				out.SetLineWidth(0.8)
				out.Line(at, baseline-size*0.3, at+r.width, baseline-size*0.3)
			}
			at += r.width
		}
	})
}
