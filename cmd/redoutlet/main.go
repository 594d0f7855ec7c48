// Redoutlet keeps a healthcare organization treating patients through a
// cyberattack, and proves beforehand that it can.
//
// Rules of this command line: facts go to standard output, and with --json as
// JSON; progress and errors go to standard error; an error is one sentence that
// says what happened and what to do next. It exits 0 on success, 1 on a failed
// check or finding, 2 on wrong use. Help is written by hand and shows an
// example.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // ward PCs have no zone files

	"github.com/spf13/cobra"

	"redoutlet/internal/serve/misuse"
)

// version is set by the release build.
var version = "development"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, func() { time.AfterFunc(patience, stop) }) // should it hang, a second Ctrl-C ends it at once
	os.Exit(run(ctx, os.Args[1:], terminal{os.Stdin, os.Stdout, os.Stderr}))
}

// patience is how long a command may take to stop in order.
const patience = 3 * time.Second

// terminal is where a command reads and writes.
type terminal struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}

// usageError is a mistake in how a command was used: exit 2.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errFinding is a check that failed and has already said so: exit 1, no more
// words.
var errFinding = errors.New("a check failed")

// run runs one command and returns its exit code.
func run(ctx context.Context, args []string, t terminal) int {
	root := rootCommand(t)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var wrong usageError
	var misused *misuse.Error
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFinding):
		return 1
	case errors.As(err, &wrong), errors.As(err, &misused):
		fmt.Fprintln(t.err, "redoutlet: "+err.Error())
		return 2
	}
	fmt.Fprintln(t.err, "redoutlet: "+err.Error())
	return 1
}

// rootCommand is the table of commands.
func rootCommand(t terminal) *cobra.Command {
	root := &cobra.Command{
		Use:           "redoutlet",
		Short:         "Keep treating patients through a cyberattack",
		Long:          rootHelp,
		SilenceErrors: true, SilenceUsage: true,
		Version: version,
		Args:    known,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(t.in)
	root.SetOut(t.out)
	root.SetErr(t.err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usage("%w; `%s --help` shows how it is used", err, c.CommandPath())
	})
	root.AddCommand(
		demoCommand(t), initCommand(t), unlockCommand(t), serveCommand(t),
		feedCommand(t), chartCommand(t), packCommand(t), accountCommand(t), accessCommand(t), configCommand(t), versionCommand(t),
		simCommand(t),
	)
	return root
}

const rootHelp = `Red Outlet keeps a copy of what a hospital's systems say, as it is said, and turns
it into a chart for each patient that shows how old each part of it is.

Begin with a hospital that does not exist:

  redoutlet demo

Then with your own:

  redoutlet init --data /var/lib/redoutlet
  redoutlet serve --data /var/lib/redoutlet`

// noArgs and the like turn cobra's argument errors into wrong use.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%q is too much: `%s` takes no arguments", args[0], c.CommandPath())
	}
	return nil
}

// known refuses a verb that a noun does not have.
func known(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("`%s` has no %q: `%s --help` lists what it can do", c.CommandPath(), args[0], c.CommandPath())
	}
	return nil
}

func someArgs(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage("%s is missing: `%s --help` shows how it is used", what, c.CommandPath())
		}
		return nil
	}
}

func twoArgs(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usage("give exactly a %s: `%s --help` shows how it is used", what, c.CommandPath())
		}
		return nil
	}
}

func oneArg(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("give exactly one %s: `%s --help` shows how it is used", what, c.CommandPath())
		}
		return nil
	}
}

// group is a noun with verbs below it.
func group(use, short, long string, verbs ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short, Long: long,
		Args: known,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(verbs...)
	return c
}
