package test

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"redoutlet/internal/identity"
)

// TestStoryHolds runs the demo in the terminal: every step measures what it
// claims and says that it held.
func TestStoryHolds(t *testing.T) {
	t.Parallel()
	told := command(t, "", "demo", "--story", "--data", filepath.Join(t.TempDir(), "data"))
	t.Log("\n" + told.out)
	if told.code != 0 || strings.Contains(told.out, "DID NOT HOLD") {
		t.Errorf("demo --story exits %d\n%s", told.code, told.err)
	}
	if !regexp.MustCompile(`Medicines: from "no warning" to "STALE: .*Doses in the last 24 h: from "no warning" to "STALE: .*The words of the other \d+ parts`).MatchString(told.out) {
		t.Error("the silent pharmacy is not told of by the words that changed and those that did not")
	}
	if told, proved := strings.Count(told.out, "  held  "), strings.Count(told.out, "   Proves: "); told != proved {
		t.Errorf("%d steps held, and %d say what they prove", told, proved)
	}
	if held := regexp.MustCompile(`(?m)^\d+  held  .*: .*\d`).FindAllString(told.out, -1); len(held) < 11 {
		t.Errorf("%d steps held with something measured, want 11 or more", len(held))
	}
}

// TestDemoLetsEveryRoleIn starts the demo, reads from what it prints where to
// look and how to sign in, and signs in as everybody.
func TestDemoLetsEveryRoleIn(t *testing.T) {
	t.Parallel()
	demo := exec.Command(program, "demo", "--listen", "127.0.0.1:0")
	temp := t.TempDir()
	demo.Env = append(os.Environ(), "TMPDIR="+temp, "TMP="+temp, "TEMP="+temp)
	out, err := demo.StdoutPipe()
	must(t, err)
	begun := time.Now()
	must(t, demo.Start())
	t.Cleanup(func() { _ = demo.Process.Kill() }) // where the test ends early
	lines := bufio.NewScanner(out)
	said := map[string]string{}
	for len(said) < 5 && lines.Scan() {
		for _, what := range []string{"Start here", "Its charts", "Its own record", "Sign in as", "Password"} {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), what); ok {
				said[what] = strings.TrimSpace(rest)
			}
		}
	}
	if len(said) < 5 {
		t.Fatalf("the demo ended or did not say where to look and how to sign in: %v", said)
	}
	t.Logf("the demo said where to look and how to sign in after %.1f s", time.Since(begun).Seconds())
	visit(t, said)
	must(t, demo.Process.Signal(syscall.SIGTERM))
	for lines.Scan() {
	}
	if err := demo.Wait(); err != nil {
		t.Errorf("the demo did not stop in order: %v", err)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("the demo left %d files behind (%v)", len(left), err)
	}
}

// visit signs in as everybody and looks at the first page each may see.
func visit(t *testing.T, said map[string]string) {
	t.Helper()
	accounts := strings.NewReplacer(",", "", " or ", " ").Replace(said["Sign in as"])
	if got, want := len(strings.Fields(accounts)), len(identity.Roles()); got != want {
		t.Errorf("the demo names %d accounts, and there are %d roles", got, want)
	}
	for name := range strings.FieldsSeq(accounts) {
		browse(t, said["Its charts"]).signIn(name, said["Password"]).sees("/", "Board")
	}
	for _, what := range []string{"Start here", "Its own record"} {
		page, _, _ := strings.Cut(said[what], " ")
		resp, err := http.Get(page)
		must(t, err)
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s: the page is answered %s", what, resp.Status)
		}
	}
}
