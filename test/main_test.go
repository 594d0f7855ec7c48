package test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// program is the path of the program under test, which TestMain builds.
var program string

func TestMain(m *testing.M) {
	code, err := buildAndRun(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// buildAndRun builds the program, with the race detector where the tests have
// it, and runs the tests.
func buildAndRun(m *testing.M) (int, error) {
	folder, err := os.MkdirTemp("", "redoutlet-test-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(folder)
	program = filepath.Join(folder, "redoutlet")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	args := []string{"build", "-buildvcs=false", "-o", program}
	if raceDetector {
		args = append(args, "-race")
	}
	build := exec.Command("go", append(args, "redoutlet/cmd/redoutlet")...)
	if out, err := build.CombinedOutput(); err != nil {
		return 1, fmt.Errorf("building the program: %w\n%s", err, out)
	}
	return m.Run(), nil
}

// must ends the test where something the test itself needs went wrong.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// count reads a number of rounds from the environment.
func count(t testing.TB, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		t.Fatalf("%s is %q: give a number", variable, text)
	}
	return max(n, 1)
}

// missing skips a test for want of something, and fails it where nothing may
// be skipped.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("REDOUTLET_CI") != "" {
		t.Fatalf("%s, and with REDOUTLET_CI nothing may be missing", what)
	}
	t.Skip(what)
}

// said is what a command that ran to its end said.
type said struct {
	out, err string
	code     int
}

// command runs the program to its end. typed is its standard input.
func command(t testing.TB, typed string, args ...string) said {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	var out, problems bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(typed), &out, &problems
	err := cmd.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatalf("running redoutlet %s: %v", args[0], err)
	}
	return said{out.String(), problems.String(), cmd.ProcessState.ExitCode()}
}

// run runs a command that must succeed and returns what it prints.
func run(t testing.TB, args ...string) string {
	t.Helper()
	s := command(t, "", args...)
	if s.code != 0 {
		t.Fatalf("redoutlet %s exits %d: %s%s", strings.Join(args, " "), s.code, s.err, s.out)
	}
	return s.out
}

// facts runs a command with --json and reads what it prints.
func facts[T any](t testing.TB, args ...string) T {
	t.Helper()
	var f T
	text := run(t, append(args, "--json")...)
	if err := json.Unmarshal([]byte(text), &f); err != nil {
		t.Fatalf("redoutlet %s --json: %v\n%s", strings.Join(args, " "), err, text)
	}
	return f
}
