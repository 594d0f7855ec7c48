package browser

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// step is where the Tab key has led.
type step struct {
	End     bool   // out of the page again
	Place   int    // which of the page's controls it is, in the order of the page
	Name    string // for a report
	Problem string // what keeps a reader from seeing that they are there
}

// TestTabKey walks through whole pages: every control is reached, in the order
// in which the page is read, and can be seen when it is.
func TestTabKey(t *testing.T) {
	h := ready(t).busy
	patient := h.choose(t)["stopped"]
	for _, v := range []visit{
		{"", "sign-in", "", "/sign-in", nil},
		{"", "board", "manager", "/", nil},
		{"", "unit", "nurse", "/unit/ICU", nil},
		{"", "patient", "nurse", patient, nil},
	} {
		for _, s := range sizes()[:2] {
			t.Run(v.name+"-"+s.name, func(t *testing.T) {
				b := newTab(t, h, v.account)
				b.resize(s)
				b.open(h.page + v.path)
				b.walk()
				b.quiet()
			})
		}
	}
}

// walk strikes Tab until it leads out of the page.
func (b *tab) walk() {
	b.t.Helper()
	script, err := os.ReadFile("testdata/step.js")
	must(b.t, err)
	controls := ask[int](b, `[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
		.filter((el) => el.checkVisibility({ contentVisibilityAuto: true })).length`)
	for place := range controls {
		b.press(kb.Tab)
		at := ask[step](b, string(script))
		if at.End || at.Place != place {
			b.t.Fatalf("the Tab key leads to control %d (%s), not to %d of %d", at.Place, at.Name, place, controls)
		}
		if at.Problem != "" {
			b.t.Errorf("%s: %s", at.Name, at.Problem)
		}
	}
}

// TestSignInToAllergy goes from the door to what a patient is allergic to with
// nothing but a keyboard.
func TestSignInToAllergy(t *testing.T) {
	h := ready(t).busy
	want := h.choose(t)["allergies"]
	unit := h.unitOf(t, want)
	b := newTab(t, h, "")
	b.resize(sizes()[0])
	b.open(h.page + "/")
	b.tabTo("#name")
	b.press("nurse")
	b.tabTo("#password")
	b.press(password)
	b.submit()
	b.tabTo(`main a[href="` + unit + `"]`)
	b.submit()
	b.tabTo(`main a[href="` + want + `"]`)
	b.submit()
	if at := ask[string](b, "location.pathname"); at != want {
		t.Fatalf("the keyboard leads to %s, not to %s", at, want)
	}
	if line := b.text(".allergies"); strings.TrimSpace(strings.TrimPrefix(line, "Allergies")) == "" {
		t.Errorf("the banner says %q of allergies", line)
	}
	top := ask[float64](b, "document.querySelector('.allergies').getBoundingClientRect().bottom")
	if height := float64(sizes()[0].height); top > height {
		t.Errorf("the allergies end at %g px, below the first screen of %g", top, height)
	}
}

// unitOf finds the unit whose census leads to a patient.
func (h *house) unitOf(t *testing.T, patient string) string {
	t.Helper()
	for _, unit := range links(h.fetch(t, "nurse", "/units"), "/unit/") {
		if strings.Contains(h.fetch(t, "nurse", unit), `href="`+patient+`"`) {
			return unit
		}
	}
	t.Fatalf("no unit leads to %s", patient)
	return ""
}

// tabTo strikes Tab until an element has the focus.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	b.do(chromedp.WaitReady(chromedp.CSS(selector)))
	controls := ask[int](b, "document.querySelectorAll('a[href], button, input, select, summary').length")
	for range controls + 1 {
		if ask[bool](b, "document.activeElement === document.querySelector('"+selector+"')") {
			return
		}
		b.press(kb.Tab)
	}
	b.t.Fatalf("the Tab key never leads to %s", selector)
}

// TestSkipLink finds that the first control leads past the navigation.
func TestSkipLink(t *testing.T) {
	h := ready(t).busy
	b := newTab(t, h, "nurse")
	b.resize(sizes()[0])
	b.open(h.page + "/units")
	b.press(kb.Tab)
	b.press(kb.Enter)
	b.await("document.activeElement === document.querySelector('main')")
	b.press(kb.Tab)
	if !ask[bool](b, "document.activeElement.closest('main') !== null") {
		t.Error("after the skip link the Tab key leads back to the navigation")
	}
}
