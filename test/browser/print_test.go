package browser

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestPrint prints a long chart: every side says whose it is, and none of what
// only a screen needs.
func TestPrint(t *testing.T) {
	h := ready(t).busy
	patient := h.choose(t)["stopped"]
	b := newTab(t, h, "nurse")
	b.resize(sizes()[0])
	b.open(h.page + patient)
	name := ask[string](b, "document.querySelector('h1').innerText")
	born := strings.Fields(ask[string](b, "document.querySelector('.identity dd').innerText"))[0]
	elapsed := regexp.MustCompile(`[0-9] ?(min|hr) ago`) // a note may say "three days ago"
	for _, p := range printings() {
		t.Run(p.name, func(t *testing.T) {
			pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(p.paper), chromedp.PDFScale(p.scale), chromedp.PDFPreferCSSPageSize()))
			must(t, err)
			sides := readPDF(t, pdf)
			b.t = t
			b.keep("patient-"+p.name+".pdf", pdf)
			if len(sides) < 2 {
				t.Fatalf("the chart takes %d side: choose a longer one", len(sides))
			}
			for i, side := range sides {
				for _, want := range []string{name, born, "MRN", "Page made", "INFORMATION COPY - NOT AN ORDER FORM"} {
					if !strings.Contains(side, want) {
						t.Errorf("side %d does not say %q", i+1, want)
					}
				}
				for _, not := range []string{"Sign out", "Quarantine", "Skip to"} {
					if strings.Contains(side, not) {
						t.Errorf("side %d says %q", i+1, not)
					}
				}
				if ago := elapsed.FindString(side); ago != "" {
					t.Errorf("side %d says %q, which paper goes on saying", i+1, ago)
				}
			}
			for _, want := range []string{"Allergies", "Medicines", "Doses in the last 24 h", "Results", "Stay", "as of"} {
				if !strings.Contains(strings.Join(sides, ""), want) {
					t.Errorf("no side says %q", want)
				}
			}
		})
	}
}

// printing is one way to print a page.
type printing struct {
	name  string
	paper chromedp.PaperSize
	scale float64
}

// printings are both papers in seven sizes, so that a side ends in as many places.
func printings() []printing {
	var all []printing
	for name, paper := range map[string]chromedp.PaperSize{"letter": chromedp.PaperLetter, "a4": chromedp.PaperA4} {
		for percent := 80; percent <= 110; percent += 5 {
			all = append(all, printing{fmt.Sprintf("%s-%d", name, percent), paper, float64(percent) / 100})
		}
	}
	return all
}

// readPDF returns the text of each side.
func readPDF(t *testing.T, pdf []byte) []string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("REDOUTLET_CI") != "" {
			t.Fatal("pdftotext is not installed: on Debian, apt-get install poppler-utils")
		}
		t.Skip("pdftotext is not installed: on Debian, apt-get install poppler-utils")
	}
	path := filepath.Join(t.TempDir(), "chart.pdf")
	must(t, os.WriteFile(path, pdf, 0o600))
	text, err := exec.Command(program, "-layout", path, "-").Output()
	must(t, err)
	sides := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	return sides
}

// TestWithoutColor shows stale and unread facts where no color is: in forced
// colors, and on a screen that has none. The words are there, and boxes around
// them.
func TestWithoutColor(t *testing.T) {
	ready(t)
	ward := newWard(t, "")
	ward.fetchUntil(t, "engineer", "/quarantine", "<td")
	patient := links(ward.fetch(t, "nurse", "/unit/4W"), "/patient/")[0]
	ward.wait(stale)
	for name, look := range map[string]emulation.SetEmulatedMediaParams{
		"forced": {Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}},
		"paper":  {Media: "print"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, ward.house, "nurse")
			b.resize(sizes()[0])
			b.do()
			call(b, emulation.SetEmulatedMedia, look)
			call(b, emulation.SetEmulatedVisionDeficiency, emulation.SetEmulatedVisionDeficiencyParams{Type: "achromatopsia"})
			b.open(ward.page + patient)
			said := b.text("main")
			for _, want := range []string{"nothing heard from feed since", "CONFIRM BEFORE USE", "NEVER HEARD", "INCOMPLETE: 1 item(s) could not be read", "TEST"} {
				if !strings.Contains(said, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			for _, box := range []string{".box.heavy", ".warn", ".band.test"} {
				if width := ask[string](b, "getComputedStyle(document.querySelector('"+box+"')).borderTopWidth"); width == "0px" {
					t.Errorf("%s has no border", box)
				}
			}
			b.shoot("odd-patient-" + name)
			b.open(ward.page + "/units")
			if said := b.text("main"); !slices.ContainsFunc([]string{"Lost", "Stale", "Unknown"}, func(word string) bool { return strings.Contains(said, word) }) {
				t.Errorf("the list of units has no word for its state: %s", said)
			}
		})
	}
}
