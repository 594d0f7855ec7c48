package browser

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience ends a test whose page never gets where it should. It is a limit,
// not a measure.
const patience = time.Minute

// tab is one page in a browser of its own: no other tab sees its cookies.
type tab struct {
	t    *testing.T
	ctx  context.Context
	mu   sync.Mutex
	said []string // errors on the console
}

// newTab opens a tab, signed in at a house where an account is named.
func newTab(t *testing.T, h *house, account string) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(ready(t).browser, chromedp.WithNewBrowserContext())
	t.Cleanup(end)
	b := &tab{t: t, ctx: ctx}
	must(t, chromedp.Listen(ctx, b.hear))
	if account != "" {
		name, value, _ := strings.Cut(h.session(t, account), "=")
		call(b, network.SetCookie, network.SetCookieParams{Name: name, Value: value, URL: h.page})
	}
	return b
}

// session signs an account in, once for all tabs, and returns its cookie.
func (h *house) session(t *testing.T, account string) string {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if key, ok := h.keys[account]; ok {
		return key
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.PostForm(h.page+"/sign-in", url.Values{"name": {account}, "password": {password}})
	must(t, err)
	must(t, answer.Body.Close())
	if len(answer.Cookies()) != 1 {
		t.Fatalf("signing %s in: %s", account, answer.Status)
	}
	h.keys[account] = answer.Cookies()[0].Name + "=" + answer.Cookies()[0].Value
	return h.keys[account]
}

// hear keeps what the browser complains about. That a page has an error status
// is no complaint: it is what some pages are for.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.said = append(b.said, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.said = append(b.said, "console: "+string(e.Type))
	case *log.EventEntryAdded:
		if e.Entry.Source != "network" || strings.Contains(e.Entry.URL, "/static/") {
			b.said = append(b.said, fmt.Sprintf("%s: %s", e.Entry.Source, e.Entry.Text))
		}
	}
}

// quiet fails the test where the browser has complained.
func (b *tab) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.said {
		b.t.Errorf("the browser says: %s", s)
	}
	b.said = nil
}

// do runs steps, within the limit.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	must(b.t, chromedp.Do(b.ctx)) // the tab must outlive the limit
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	must(b.t, chromedp.Do(ctx, steps...))
}

// open goes to an address.
func (b *tab) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
}

func call[P, R any](b *tab, c cdp.Command[P, R], params P) R {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, c, params)
	must(b.t, err)
	return result
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// await waits until an expression is true in the page, or in one that follows.
func (b *tab) await(expression string) {
	b.t.Helper()
	limit, end := context.WithTimeout(b.ctx, patience)
	defer end()
	for {
		_, err := chromedp.Run(limit, chromedp.Poll[bool](expression,
			chromedp.WithPollingTimeout(patience), chromedp.WithPollingInterval(50*time.Millisecond)))
		if err == nil {
			return
		}
		if limit.Err() != nil || errors.Is(err, chromedp.ErrPollingTimeout) {
			b.t.Fatalf("waiting until %s: %v; the page says:\n%s", expression, err, b.text("main"))
		}
	}
}

// text is what a reader sees of an element.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return ask[string](b, fmt.Sprintf("(document.querySelector(%q) || {innerText: ''}).innerText", selector))
}

// press strikes a key.
func (b *tab) press(key string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(key))
}

// submit strikes Enter and waits for the page that follows.
func (b *tab) submit() {
	b.t.Helper()
	ask[bool](b, "window.here = true")
	b.press(kb.Enter)
	b.arrive()
}

// post sends an empty form to the page's own address, as a page that was left
// open may: what it was about can be settled since.
func (b *tab) post() {
	b.t.Helper()
	ask[bool](b, `window.here = true; {
		const form = document.body.appendChild(document.createElement("form"));
		form.method = "post"; form.submit();
	} true`)
	b.arrive()
}

// arrive waits until the page that was marked has been left for another.
func (b *tab) arrive() {
	b.t.Helper()
	limit, end := context.WithTimeout(b.ctx, patience)
	defer end()
	for limit.Err() == nil {
		there, err := chromedp.Run(limit, chromedp.Evaluate[bool]("!window.here && document.readyState === 'complete'"))
		if err == nil && there { // between two pages there is nothing to ask
			return
		}
	}
	b.t.Fatal("no page followed")
}

// size is a window to look at pages in.
type size struct {
	name   string
	width  int64
	height int64
	phone  bool
}

// sizes are a desk, a phone, a desk at 200 % zoom, and the narrowest window
// that nothing may be lost in (WCAG 1.4.10).
func sizes() []size {
	return []size{{"desktop", 1280, 900, false}, {"phone", 390, 844, true}, {"zoom", 640, 450, false}, {"narrow", 320, 640, false}}
}

func (b *tab) resize(s size) {
	b.t.Helper()
	call(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.phone,
	})
}

// shots is where pictures go besides the test's artifacts, "" for nowhere.
func shots() string { return os.Getenv("REDOUTLET_SHOTS") }

// shoot keeps a picture of the page, whole and as it first shows, where anybody
// asked for pictures: they take longer than the test.
func (b *tab) shoot(name string) {
	b.t.Helper()
	if shots() == "" && flag.Lookup("test.artifacts").Value.String() != "true" {
		return
	}
	whole, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	must(b.t, err)
	b.keep(name+".png", whole)
	first, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	must(b.t, err)
	b.keep(name+"-first.png", first)
}

// keep writes a file where people look at what tests leave.
func (b *tab) keep(name string, data []byte) {
	b.t.Helper()
	folders := []string{b.t.ArtifactDir()}
	if shots() != "" {
		must(b.t, os.MkdirAll(shots(), 0o755))
		folders = append(folders, shots())
	}
	for _, folder := range folders {
		must(b.t, os.WriteFile(filepath.Join(folder, name), data, 0o644))
	}
}
