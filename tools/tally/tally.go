// Tally reads what go test -json prints and writes it for a person: a line for
// each package as it ends, in full what failed and what was skipped, and last
// how many tests passed, failed and were skipped.
//
// It ends with status 1 where a test failed, and with -strict also where one
// was skipped. A file given with -need lists tests that must have passed, as
// lines of the form "- internal/feed:TestName"; other lines are passed over.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

func main() {
	strict := flag.Bool("strict", false, "fail where a test was skipped")
	need := flag.String("need", "", "`file` that lists the tests that must have passed")
	flag.Parse()
	names, err := needed(*need)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(2)
	}
	held, err := tally(os.Stdin, os.Stdout, names, *strict)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(2)
	}
	if !held {
		os.Exit(1)
	}
}

// event is a line of go test -json.
type event struct {
	Action     string
	Package    string
	ImportPath string // of a package that is being built
	Test       string // nothing for an event of the whole package
	Output     string
}

// count is what has been heard so far.
type count struct {
	out                    io.Writer
	said                   map[string]*strings.Builder // output that has not been written, by package and test
	passed                 map[string]bool             // as "redoutlet/internal/feed:TestName"
	failed                 map[string]bool             // packages in which a test failed
	pass, fail, skip, lost int
}

// tally reports whether all is well: nothing failed, nothing needed is missing
// and, where strict, nothing was skipped.
func tally(in io.Reader, out io.Writer, need []string, strict bool) (bool, error) {
	c := &count{out: out, said: map[string]*strings.Builder{}, passed: map[string]bool{}, failed: map[string]bool{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Fprintln(out, lines.Text()) // go itself speaks plainly, and its status says how it ended
			continue
		}
		c.hear(e)
	}
	if err := lines.Err(); err != nil {
		return false, fmt.Errorf("the results of the tests cannot be read: %w", err)
	}
	for _, name := range need {
		if !slices.ContainsFunc([]string{name, "redoutlet/" + name}, func(n string) bool { return c.passed[n] }) {
			fmt.Fprintf(out, "%s is needed and did not pass\n", name)
			c.lost++
		}
	}
	fmt.Fprintf(out, "%d passed, %d failed, %d skipped\n", c.pass, c.fail+c.lost, c.skip)
	return c.fail+c.lost == 0 && c.pass > 0 && !(strict && c.skip > 0), nil
}

// hear takes one event into account, and writes what a person should see of it.
func (c *count) hear(e event) {
	key := e.Package + ":" + e.Test
	switch {
	case e.Action == "build-output":
		io.WriteString(c.out, e.Output)
	case e.Action == "output" && e.Test == "":
		c.hearPackage(e.Output)
	case e.Action == "output":
		if c.said[key] == nil {
			c.said[key] = new(strings.Builder)
		}
		c.said[key].WriteString(e.Output)
	case e.Test == "":
		if e.Action == "fail" && !c.failed[e.Package] {
			c.lost++ // it did not build, or ended without saying why
		}
	case e.Action == "pass":
		c.pass++
		c.passed[key] = true
		delete(c.said, key)
	case e.Action == "fail":
		c.fail++
		c.failed[e.Package] = true
		c.show(key)
	case e.Action == "skip":
		c.skip++
		c.show(key)
	}
}

// hearPackage writes what is said of a whole package, except for the words that
// only repeat its last line.
func (c *count) hearPackage(said string) {
	switch strings.TrimSpace(said) {
	case "PASS", "FAIL":
	default:
		io.WriteString(c.out, said)
	}
}

// show writes what a test has said.
func (c *count) show(key string) {
	if said := c.said[key]; said != nil {
		fmt.Fprintf(c.out, "%s\n%s", key, said)
		delete(c.said, key)
	}
}

var needLine = regexp.MustCompile(`(?m)^\s*- ((?:internal/|cmd/|test)\S*:Test\w+)$`)

// needed reads the names of the tests that must pass.
func needed(name string) ([]string, error) {
	if name == "" {
		return nil, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("the list of needed tests cannot be read: %w", err)
	}
	var names []string
	for _, m := range needLine.FindAllStringSubmatch(string(text), -1) {
		names = append(names, m[1])
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%s names no test: write lines of the form \"- internal/feed:TestName\"", name)
	}
	return names, nil
}
