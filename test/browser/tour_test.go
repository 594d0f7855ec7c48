package browser

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheTourIsWalked goes through the page that leads through the demo as a reader does: presses each button, reads what
// was seen, follows its links to the program, and puts everything back.
func TestTheTourIsWalked(t *testing.T) {
	t.Parallel()
	start, secret := openDemo(t)
	b := newTab(t, nil, "")
	b.resize(sizes()[0])
	b.open(start)
	if said := b.text("blockquote"); !strings.HasPrefix(said, "All 8 sources are heard.") {
		t.Errorf("the board is said to say %q", said)
	}
	b.audit("tour-begin")
	b.resize(sizes()[0])

	b.tourStep("allergy", "seen")
	b.tourSays("allergy", "was on the chart", "as of", "What it proves:")
	b.pressStep("pharmacy", "do")
	b.await("document.querySelector('#pharmacy').innerText.includes('loads itself again every second')")
	b.awaitStep("pharmacy", "seen")
	b.tourSays("pharmacy", "STALE: nothing heard from pharmacy", "the words of 2 changed", "as before")
	b.tourStep("vanish", "seen")
	b.tourSays("vanish", "messages deleted allergies", "marked HELD BACK", "Held back: 1 part")
	b.audit("tour-seen")
	b.resize(sizes()[0])

	chart := ask[string](b, `[...document.querySelectorAll("#vanish .links a")].pop().href`)
	b.follow(chart, secret)
	if said := b.text("section[aria-labelledby=allergies]"); !strings.Contains(said, "HELD BACK: sent as removed") {
		t.Errorf("the chart that the tour leads to says of allergies:\n%s", said)
	}
	b.shoot("tour-chart-held-back")
	b.open(start)
	for _, step := range []string{"vanish", "pharmacy", "allergy"} {
		b.pressStep(step, "undo")
		b.awaitStep(step, "not yet")
		b.tourSays(step, "Put back:")
	}
	b.audit("tour-put-back")
	if last := ask[string](b, "document.querySelector('footer').innerText"); !strings.HasPrefix(last, "What was not proven:") {
		t.Errorf("the page ends with %q", last)
	}
}

// openDemo starts the demo, and returns the address where it asks to start and the password.
func openDemo(t *testing.T) (start, secret string) {
	t.Helper()
	dir := t.TempDir()
	demo, err := startProcess(filepath.Join(dir, "demo.log"), ready(t).program, "demo", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"))
	must(t, err)
	t.Cleanup(demo.end)
	for line := range demo.lines {
		fields := strings.Fields(line)
		if strings.HasPrefix(strings.TrimSpace(line), "Start here") {
			start = fields[2]
		}
		if len(fields) == 2 && fields[0] == "Password" {
			go demo.drain()
			return start, fields[1]
		}
	}
	t.Fatalf("the demo ended: %v", demo.ended())
	return "", ""
}

// pressStep presses a button of a step, to do it or to put it back.
func (b *tab) pressStep(step, act string) {
	b.t.Helper()
	ask[bool](b, "window.here = true")
	b.do(chromedp.Click(chromedp.CSS("#" + step + " button[value=" + act + "]")))
	b.arrive()
}

// awaitStep waits until a step is in a state, on the page that loads itself again.
func (b *tab) awaitStep(step, state string) {
	b.t.Helper()
	b.await("document.readyState === 'complete' && document.querySelector('#" + step + " .state').innerText === '" + state + "'")
}

// tourStep presses the button of a step and waits until it is in a state.
func (b *tab) tourStep(step, state string) {
	b.t.Helper()
	b.pressStep(step, "do")
	b.awaitStep(step, state)
}

// tourSays holds that a step says something.
func (b *tab) tourSays(step string, words ...string) {
	b.t.Helper()
	said := b.text("#" + step)
	for _, w := range words {
		if !strings.Contains(said, w) {
			b.t.Errorf("the step does not say %q:\n%s", w, said)
		}
	}
}

// follow signs in as a nurse where a chart is, and opens it.
func (b *tab) follow(chart, secret string) {
	b.t.Helper()
	pages, _, _ := strings.Cut(chart, "/patient/")
	b.open(pages + "/sign-in")
	b.signIn("nurse", secret)
	b.open(chart)
}
