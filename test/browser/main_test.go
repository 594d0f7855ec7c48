package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// stage is what all tests share: a browser, the program, and a house at work.
type stage struct {
	dir     string
	program string
	busy    *house // the program, with the simulated hospital talking to it
	record  string // address of the page that stands for the hospital's own record
	browser context.Context
	ends    []func()
}

// standing is set up once, before the first test.
var standing = sync.OnceValues(setUp)

// errNoBrowser says that there is nothing to look at pages with.
var errNoBrowser = errors.New("pages are looked at in Chromium, which is not installed: on Debian, apt-get install chromium")

func TestMain(m *testing.M) {
	s, err := standing()
	if err != nil && (!errors.Is(err, errNoBrowser) || os.Getenv("REDOUTLET_CI") != "") {
		fmt.Fprintln(os.Stderr, "setting the stage:", err)
		s.end()
		os.Exit(1)
	}
	status := m.Run()
	s.end()
	os.Exit(status)
}

// ready is the stage, for a test that needs it.
func ready(t *testing.T) *stage {
	t.Helper()
	s, err := standing()
	if errors.Is(err, errNoBrowser) {
		t.Skip(err)
	}
	must(t, err)
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// setUp starts everything. The stage it returns is to be ended, with an error
// too.
func setUp() (*stage, error) {
	s := &stage{}
	path, err := exec.LookPath("chromium")
	if err != nil {
		return s, errNoBrowser
	}
	if s.dir, err = os.MkdirTemp("", "redoutlet-browser-"); err != nil {
		return s, err
	}
	s.ends = append(s.ends, func() { _ = os.RemoveAll(s.dir) })
	s.program = filepath.Join(s.dir, "redoutlet")
	if out, err := exec.Command("go", "build", "-o", s.program, "redoutlet/cmd/redoutlet").CombinedOutput(); err != nil {
		return s, fmt.Errorf("building the program: %w: %s", err, out)
	}
	if err := s.openHouse(); err != nil {
		return s, err
	}
	return s, s.openBrowser(path)
}

// end ends what was started, the last first.
func (s *stage) end() {
	for i := len(s.ends) - 1; i >= 0; i-- {
		s.ends[i]()
	}
}

// openBrowser starts Chromium with a profile of its own that talks to nobody
// but the pages.
func (s *stage) openBrowser(path string) error {
	allocator, endAllocator := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoSandbox,
		chromedp.UserDataDir(filepath.Join(s.dir, "profile")),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("hide-scrollbars", true),
	)
	browser, endBrowser := chromedp.NewContext(allocator)
	s.ends = append(s.ends, endAllocator, endBrowser)
	s.browser = browser
	if err := chromedp.Do(browser); err != nil {
		return fmt.Errorf("starting Chromium: %w", err)
	}
	return nil
}
