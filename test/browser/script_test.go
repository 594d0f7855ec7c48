package browser

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestWithoutScripts signs in, reads a chart and signs out in a browser that
// runs no scripts: nothing is missing from what it shows.
func TestWithoutScripts(t *testing.T) {
	h := ready(t).busy
	patient := h.choose(t)["corrected"]
	with := newTab(t, h, "nurse")
	with.resize(sizes()[0])
	with.open(h.page + patient)

	b := newTab(t, h, "")
	b.resize(sizes()[0])
	b.do()
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open(h.page + "/sign-in")
	b.do(chromedp.SendKeys(chromedp.CSS("#name"), "nurse"), chromedp.SendKeys(chromedp.CSS("#password"), password+kb.Enter))
	b.do(chromedp.WaitVisible(chromedp.CSS(".who button")))
	b.open(h.page + patient)
	if note := b.text("noscript"); !strings.Contains(note, "Reload") {
		t.Errorf("where no script runs the page says %q", note)
	}
	b.shoot("patient-without-scripts")
	if got, want := sections(b), sections(with); got != want {
		t.Errorf("without scripts the page has the sections %s, with them %s", got, want)
	}
	for _, section := range []string{".identity", ".allergies", "section[aria-labelledby=census]"} {
		if got, want := lasting(b.text(section)), lasting(with.text(section)); got != want || got == "" {
			t.Errorf("%s without scripts:\n%s\nwith them:\n%s", section, got, want)
		}
	}
	b.do(chromedp.Click(chromedp.CSS(".who button")), chromedp.WaitVisible(chromedp.CSS("#password")))
	b.open(h.page + patient)
	if at := ask[string](b, "location.pathname"); at != "/sign-in" {
		t.Errorf("after signing out a chart is still shown at %s", at)
	}
}

// lasting leaves out when a source was last heard, which moves on while two
// pages of a live hospital are read one after the other.
func lasting(text string) string {
	lines := strings.Split(text, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "source ") }), "\n")
}

// sections lists the headings of a page.
func sections(b *tab) string {
	b.t.Helper()
	return ask[string](b, "[...document.querySelectorAll('main h1, main h2')].map(h => h.innerText).join(', ')")
}
