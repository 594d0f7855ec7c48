package browser

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// vacant is a house in which nobody can sign in yet: a data folder as `init`
// leaves it, served by the program.
type vacant struct {
	*house
	code string // as the terminal told it
}

func newVacant(t *testing.T) *vacant {
	t.Helper()
	s := ready(t)
	dir := filepath.Join(t.TempDir(), "vacant")
	out, err := exec.Command(s.program, "init", "--data", dir, "--yes", "--no-account", "--zone", zone).CombinedOutput()
	if err != nil {
		t.Fatalf("init: %v: %s", err, out)
	}
	p, err := startProcess(filepath.Join(dir, "serve.log"), s.program, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--mllp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(p.end)
	v := &vacant{house: &house{feeds: map[string]string{}, keys: map[string]string{}}}
	for line := range p.lines {
		fields := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "Pages at "):
			v.page = fields[2]
		case strings.HasPrefix(line, "No account yet"):
			_, after, _ := strings.Cut(line, "with the code ")
			v.code = strings.Fields(after)[0]
		case len(fields) > 3 && fields[0] == "Source":
			v.feeds[fields[1]] = fields[len(fields)-1]
			go p.drain()
			return v
		}
	}
	t.Fatalf("the server ended: %v", p.ended())
	return nil
}

// setUpPages sets up a house in a browser, from an empty data folder to the first
// message, and returns the pages of the table that it opened.
func setUpPages(t *testing.T) []string {
	t.Helper()
	h := newVacant(t)
	b := newTab(t, h.house, "")
	b.resize(sizes()[0])
	b.open(h.page + "/")
	b.audit("setup-first")
	b.write("#code", "not the code")
	b.write("#name", "jwhit")
	b.write("#title", "J. Whitfield")
	b.write("#password", password)
	b.write("#again", password)
	b.submit()
	b.audit("setup-first-refused")
	ask[string](b, `document.querySelector("#code").value = ""`)
	b.write("#code", h.code)
	b.write("#password", password)
	b.write("#again", password)
	b.submit()
	b.isAt("/setup")
	b.audit("setup-begun")
	b.strike("main form button")
	b.await(`document.querySelector("main").innerText.includes("Noted by J. Whitfield")`)
	b.open(h.page + "/setup/units")
	b.audit("setup-units-none")

	b.open(h.page + "/source/feed")
	b.audit("setup-source-waiting")
	must(t, h.send(t.Context(), "feed", longest()))
	b.await(`document.querySelector("main").innerText.includes("The first message arrived")`)
	if page := b.text("main"); !strings.Contains(page, "Charted on 1 chart") || strings.Contains(page, "Wolfe") {
		t.Errorf("the page of the source says:\n%s", page)
	}
	must(t, h.send(t.Context(), "feed", odd()...))
	b.await(`document.querySelector("main").innerText.includes("In quarantine")`)
	b.audit("setup-source-first")
	must(t, h.send(t.Context(), "feed", neighbors()...))
	b.await(`document.querySelector("h1").innerText !== ""`)
	for !strings.Contains(b.text("main"), "4W") {
		b.open(h.page + "/setup/units")
	}
	b.audit("setup-units")
	b.write("#name-0", strings.Repeat("a name that is too long ", 3))
	b.submit()
	b.audit("setup-units-refused")
	ask[string](b, `document.querySelector("#name-0").value = ""`)
	b.write("#name-0", "4 West, surgery")
	b.submit()
	b.isAt("/setup/units")
	b.audit("setup-units-named")
	b.open(h.page + "/")
	if board := b.text("main"); !strings.Contains(board, "4 West, surgery (4W)") {
		t.Errorf("the board does not call the unit by its name:\n%s", board)
	}
	b.audit("setup-board")
	h.makeNurse(t, b)
	b.open(h.page + "/setup")
	b.audit("setup-on")
	if page := b.text("main"); !strings.Contains(page, "Set-up: 1 thing is to do") || !strings.Contains(page, "Declare it live") {
		t.Errorf("a source is left to be declared live, and the page says:\n%s", page)
	}
	return []string{"password", "password-refused", "first", "first-refused", "setup", "setup-noted", "setup-units", "setup-units-refused", "census", "census-given", "census-withdrawn"}
}

// makeNurse has the administrator make an account, and its owner choose a
// password of their own.
func (v *vacant) makeNurse(t *testing.T, b *tab) {
	t.Helper()
	b.open(v.page + "/accounts")
	b.write("#name", "radeyemi")
	b.write("#title", "R. Adeyemi")
	b.do(chromedp.Click(chromedp.CSS("input[name=role][value=nurse]")), chromedp.Focus(chromedp.CSS("#unit")))
	b.submit()
	handed := b.text("b.secret")
	nurse := newTab(t, v.house, "")
	nurse.resize(sizes()[0])
	nurse.open(v.page + "/sign-in")
	nurse.signIn("radeyemi", handed)
	nurse.isAt("/password")
	nurse.audit("password-handed")
	nurse.open(v.page + "/units")
	nurse.isAt("/password")
	for _, again := range []string{"not the same", password} {
		nurse.write("#old", handed)
		nurse.write("#new", password)
		nurse.write("#again", again)
		nurse.submit()
		if again != password {
			nurse.audit("password-refused")
		}
	}
	nurse.isAt("/units")
	nurse.audit("setup-nurse")
	nurse.open(v.page + "/census")
	nurse.audit("setup-census")
	list := filepath.Join(t.TempDir(), "census.csv")
	must(t, os.WriteFile(list, []byte("MRN,Authority,Unit\n8080001,WARD,4W\n8080002,WARD,4W\n8080003,WARD,4W\n"), 0o600))
	nurse.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{list}), chromedp.Focus(chromedp.CSS("main form[enctype] button")))
	nurse.submit()
	nurse.audit("setup-census-given")
	nurse.open(v.page + "/password")
	nurse.audit("password")
}

// isAt holds that the tab is at a page.
func (b *tab) isAt(path string) {
	b.t.Helper()
	if at := ask[string](b, "location.pathname"); at != path {
		b.t.Fatalf("the page is %s, want %s:\n%s", at, path, b.text("main"))
	}
}

// write types into a field.
func (b *tab) write(field, text string) {
	b.t.Helper()
	b.do(chromedp.SendKeys(chromedp.CSS(field), text))
}
