package browser

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheRecordOfTheDemo looks at every page that stands for the hospital's own record, in windows of four sizes.
func TestTheRecordOfTheDemo(t *testing.T) {
	s := ready(t)
	b := newTab(t, nil, "")
	look := func(path, name string) {
		b.resize(sizes()[0])
		b.open(s.record + path)
		b.audit(name)
	}
	look("/", "record")
	b.resize(sizes()[0])
	patient := ask[string](b, `document.querySelector("th a").getAttribute("href")`)
	look(patient, "record-chart")
	b.resize(sizes()[0])
	b.do(chromedp.SendKeys(chromedp.CSS("#substance"), "lanolin"), chromedp.Focus(chromedp.CSS("#substance")))
	b.submit()
	b.audit("record-message")
	b.resize(sizes()[0])
	b.open(s.record + "/")
	b.strike(`button[value="restore"]`) // nothing is to be restored: the hospital goes on for the other tests as it is
	b.audit("record-mishap")
	look("/no-such-page", "record-problem")
}
