package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"redoutlet": main})
}

// TestScripts runs the scripts of testdata against the real program. Besides
// the usual commands of a script there are:
//
//	exits CODE redoutlet ARG...   runs the program, which must exit with CODE
//	sentence                      standard error is one line that begins with our name
//	has FILE PLACE NAME...        the JSON object at a place has these fields
//	is FILE PLACE VALUE           the JSON value at a place is this one
//	busy NAME                     takes an address and puts it into a variable
//
// A place in JSON is written as .sources.0.name.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TZ", "America/New_York")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "sentence": sentence, "has": has, "is": is, "busy": busy,
		},
	})
}

// exits runs a command and compares its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARG...")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Check(err)
		}
		code = exit.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit %d, want %s", code, args[0])
	}
}

// sentence holds that the last command said one thing on standard error.
func sentence(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: sentence")
	}
	said := ts.ReadFile("stderr")
	if !strings.HasPrefix(said, "redoutlet: ") || strings.Count(said, "\n") != 1 || strings.Contains(said, "panic") {
		ts.Fatalf("standard error is not one sentence: %q", said)
	}
	if ts.ReadFile("stdout") != "" {
		ts.Fatalf("an error was also said on standard output")
	}
}

// at finds the JSON value at a place in a file.
func at(ts *testscript.TestScript, file, place string) any {
	var value any
	if err := json.Unmarshal([]byte(ts.ReadFile(file)), &value); err != nil {
		ts.Fatalf("%s is not JSON: %v", file, err)
	}
	for _, step := range strings.FieldsFunc(place, func(r rune) bool { return r == '.' }) {
		switch v := value.(type) {
		case map[string]any:
			inner, ok := v[step]
			if !ok {
				ts.Fatalf("%s: there is no field %q", place, step)
			}
			value = inner
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n >= len(v) {
				ts.Fatalf("%s: a list of %d has no item %q", place, len(v), step)
			}
			value = v[n]
		default:
			ts.Fatalf("%s: %v has nothing below it", place, v)
		}
	}
	return value
}

// has holds that an object has fields of these names.
func has(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: has FILE PLACE NAME...")
	}
	object, ok := at(ts, args[0], args[1]).(map[string]any)
	if !ok {
		ts.Fatalf("%s is no object", args[1])
	}
	for _, name := range args[2:] {
		if _, ok := object[name]; !ok {
			ts.Fatalf("%s has no field %q", args[1], name)
		}
	}
}

// is compares a value, written as JSON, but for the quotes around a text.
func is(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: [!] is FILE PLACE VALUE")
	}
	value := at(ts, args[0], args[1])
	text, ok := value.(string)
	if !ok {
		written, err := json.Marshal(value)
		ts.Check(err)
		text = string(written)
	}
	if (text == args[2]) == neg {
		ts.Fatalf("%s is %s", args[1], text)
	}
}

// busy takes a free address and keeps it until the script ends.
func busy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: busy NAME")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = l.Close() })
	ts.Setenv(args[0], l.Addr().String())
}

// TestEveryCommandShowsAnExample asks every command for help, those included
// that are not listed.
func TestEveryCommandShowsAnExample(t *testing.T) {
	asked := 0
	for _, c := range below(rootCommand(terminal{})) {
		var out, problems bytes.Buffer
		args := append(strings.Fields(c.CommandPath())[1:], "--help")
		if code := run(t.Context(), args, terminal{strings.NewReader(""), &out, &problems}); code != 0 || problems.Len() > 0 {
			t.Errorf("%s --help exits %d and says %q", c.CommandPath(), code, problems.String())
		}
		if example := fmt.Sprintf("\n  %s", c.CommandPath()); !strings.Contains(out.String(), example) {
			t.Errorf("%s --help shows no example of it", c.CommandPath())
		}
		asked++
	}
	if asked < 18 {
		t.Errorf("only %d commands were found", asked)
	}
}

// below lists a command and all below it, leaving out those that cobra adds.
func below(c *cobra.Command) []*cobra.Command {
	list := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		list = append(list, below(sub)...)
	}
	return list
}
