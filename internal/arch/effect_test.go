package arch_test

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// leave lets one package do what others may not, with the reason.
type leave struct{ path, because string }

// clocks are the packages that may ask what time it is. Elsewhere the time is
// a parameter, so that a test can say what time it is.
var clocks = []leave{
	{"cmd/redoutlet", "a command begins now"},
	{"internal/demo", "a demo happens now, and says how long things took"},
	{"internal/demo/scene", "what is seen is timed as it happens"},
	{"internal/serve", "it hands the clock to the parts it starts"},
	{"internal/web", "how long a request took and how long a stream may wait are told by the machine's own clock; what a page shows is not"},
	{"internal/mllp", "a connection's deadline is an instant of the machine's own clock, and nothing that is kept depends on it"},
}

// dice are the packages that may draw at random. Elsewhere what was drawn is a
// parameter, so that the same input gives the same output.
var dice = []leave{
	{"cmd/redoutlet", "a command makes the first keys and passwords"},
	{"internal/demo", "a demo makes its own keys and password"},
	{"internal/serve", "it hands randomness to the parts it starts"},
	{"internal/serve/tenancy/tenancytest", "a tenant that a test makes has keys of its own"},
	{"internal/seal", "a nonce or a key that a caller could choose could repeat"},
	{"internal/web", "the page of an error carries a number that finds its line in the log"},
	{"internal/sim/fault", "what goes wrong is drawn from a seed, so that it can go wrong again"},
	{"internal/sim/stage", "an invented hospital is drawn from a seed, so that it can be drawn again"},
}

func given(leaves []leave, path string) bool {
	return slices.ContainsFunc(leaves, func(l leave) bool { return l.path == path })
}

// asksTime finds the places that read the clock.
func asksTime(p *pkg) []ast.Node {
	var found []ast.Node
	p.each(func(f *file, n ast.Node) {
		switch f.calls(n) {
		case "time.Now", "time.Since", "time.Until":
			found = append(found, n)
		}
	})
	return found
}

// drawsAtRandom finds the imports of sources of randomness.
func drawsAtRandom(p *pkg) []ast.Node {
	var found []ast.Node
	for _, f := range p.files {
		for _, spec := range f.syntax.Imports {
			switch strings.Trim(spec.Path.Value, `"`) {
			case "math/rand", "math/rand/v2", "crypto/rand":
				found = append(found, spec)
			}
		}
	}
	return found
}

// timeIsGiven lets only the listed packages read the clock.
func timeIsGiven(p *pkg) []string {
	if given(clocks, p.path) {
		return nil
	}
	var breaches []string
	for _, n := range asksTime(p) {
		breaches = append(breaches, p.breach(n, "%s must not read the clock: take the time as a parameter", p.path))
	}
	return breaches
}

// chanceIsGiven lets only the listed packages draw at random.
func chanceIsGiven(p *pkg) []string {
	if given(dice, p.path) {
		return nil
	}
	var breaches []string
	for _, n := range drawsAtRandom(p) {
		breaches = append(breaches, p.breach(n, "%s must not draw at random: take an io.Reader or a seed as a parameter", p.path))
	}
	return breaches
}

func TestTimeIsGiven(t *testing.T)   { keep(t, timeIsGiven) }
func TestChanceIsGiven(t *testing.T) { keep(t, chanceIsGiven) }

func TestClocksAndDiceAreNamed(t *testing.T) {
	try(t, timeIsGiven, []trial{
		{"now", "internal/chart", "import \"time\"\nvar _ = time.Now()", "internal/chart must not read the clock"},
		{"now, lent", "internal/chart", "import clock \"time\"\nvar _ = clock.Now", "must not read the clock"},
		{"since", "internal/feed", "import \"time\"\nfunc f(t time.Time) { time.Since(t) }", "must not read the clock"},
		{"a length of time", "internal/feed", "import \"time\"\nconst x = time.Second", ""},
		{"a command", "cmd/redoutlet", "import \"time\"\nvar _ = time.Now()", ""},
	})
	try(t, chanceIsGiven, []trial{
		{"drawn", "internal/chart", `import "crypto/rand"`, "internal/chart must not draw at random"},
		{"a nonce", "internal/seal", `import "crypto/rand"`, ""},
	})
}

func TestEveryLeaveIsUsed(t *testing.T) {
	for _, p := range packages(t) {
		if given(clocks, p.path) && len(asksTime(p)) == 0 {
			t.Errorf("%s may read the clock and does not: remove its row", p.path)
		}
		if given(dice, p.path) && len(drawsAtRandom(p)) == 0 {
			t.Errorf("%s may draw at random and does not: remove its row", p.path)
		}
	}
}

// quiet finds what only a command may do: write to the terminal, end the
// process, and use the one log or set of routes that all packages share.
func quiet(p *pkg) []string {
	if strings.HasPrefix(p.path, "cmd/") {
		return nil
	}
	var breaches []string
	p.each(func(f *file, n ast.Node) {
		if called := f.calls(n); loud(called) {
			breaches = append(breaches, p.breach(n, "%s must not use %s: take an io.Writer or a *slog.Logger, or return an error", p.path, called))
		}
	})
	return breaches
}

func loud(called string) bool {
	switch called {
	case "fmt.Print", "fmt.Printf", "fmt.Println",
		"os.Stdout", "os.Stderr", "os.Exit",
		"log/slog.Default", "log/slog.SetDefault", "log/slog.Debug", "log/slog.Info", "log/slog.Warn", "log/slog.Error", "log/slog.Log",
		"net/http.Handle", "net/http.HandleFunc", "net/http.DefaultServeMux", "net/http.DefaultClient":
		return true
	}
	return strings.HasPrefix(called, "log.")
}

func TestOnlyCommandsSpeak(t *testing.T) { keep(t, quiet) }

func TestLoudPackagesAreNamed(t *testing.T) {
	try(t, quiet, []trial{
		{"print", "", "import \"fmt\"\nfunc f() { fmt.Println() }", "must not use fmt.Println"},
		{"log", "", "import \"log\"\nfunc f() { log.Fatal() }", "must not use log.Fatal"},
		{"the shared logger", "", "import \"log/slog\"\nfunc f() { slog.Info(\"\") }", "must not use log/slog.Info"},
		{"the terminal", "", "import \"os\"\nvar _ = os.Stderr", "must not use os.Stderr"},
		{"a writer", "", "import (\n\"fmt\"\n\"io\"\n)\nfunc f(w io.Writer) { fmt.Fprintln(w) }", ""},
		{"a command", "cmd/redoutlet", "import \"fmt\"\nfunc f() { fmt.Println() }", ""},
	})
}
