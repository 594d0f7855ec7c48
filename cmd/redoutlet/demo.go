package main

import (
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"redoutlet/internal/demo"
)

func demoCommand(t terminal) *cobra.Command {
	var data, listen string
	var story bool
	c := &cobra.Command{
		Use: "demo", Short: "Run a small hospital that does not exist, and its charts", Args: noArgs,
		Long: `demo sets up a data folder, starts the server, and starts a small invented hospital as a
process of its own that talks HL7 v2 to it. It prints where to start, on a page that leads
through it in three minutes, where to look and how to sign in. Each demo is a new hospital.

With --story it does the same in the terminal: one line for each step with what was
measured. It exits 0 only if every step held.`,
		Example: "  redoutlet demo\n  redoutlet demo --story",
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGHUP) // the terminal was closed
			defer stop()
			screen := demo.Screen{Out: t.out, Err: t.err}
			if !story {
				return demo.Run(ctx, screen, data, listen)
			}
			held, err := demo.Tell(ctx, screen, data)
			if err == nil && !held {
				return errFinding
			}
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "data folder (default: a new one that is removed at the end)")
	c.Flags().StringVar(&listen, "listen", "", "address of the pages (default 127.0.0.1:8080, or a free port)")
	c.Flags().BoolVar(&story, "story", false, "tell it in the terminal, step by step, and check each")
	return c
}
