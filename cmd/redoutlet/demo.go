package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"redoutlet/internal/serve"
)

func demoCommand(t terminal) *cobra.Command {
	var data, listen string
	var story bool
	c := &cobra.Command{
		Use: "demo", Short: "Run a small hospital that does not exist, and its charts", Args: noArgs,
		Long: `demo sets up a data folder, starts the server, and starts a small invented hospital as a
process of its own that talks HL7 v2 to it. It prints where to look and how to sign in.

With --story it does the same in the terminal: one line for each step with what was
measured. It exits 0 only if every step held.`,
		Example: "  redoutlet demo\n  redoutlet demo --story",
		RunE: func(c *cobra.Command, _ []string) error {
			if story {
				return tellStory(c.Context(), t, data)
			}
			return runDemo(c.Context(), t, data, listen)
		},
	}
	c.Flags().StringVar(&data, "data", "", "data folder (default: a new one that is removed at the end)")
	c.Flags().StringVar(&listen, "listen", "", "address of the pages (default 127.0.0.1:8080, or a free port)")
	c.Flags().BoolVar(&story, "story", false, "tell it in the terminal, step by step, and check each")
	return c
}

// freeAddress is 127.0.0.1:8080 where nobody has it, else any free port.
func freeAddress() string {
	l, err := net.Listen("tcp", "127.0.0.1:8080")
	if err != nil {
		return "127.0.0.1:0"
	}
	_ = l.Close()
	return "127.0.0.1:8080"
}

// demoBusy makes the hospital busy enough to watch.
const demoBusy = 20

// loadLimit is how long the hospital may take to tell its past.
const loadLimit = time.Minute

func runDemo(ctx context.Context, t terminal, data, listen string) error {
	if listen == "" {
		listen = freeAddress()
	}
	d, err := newDemoHouse(ctx, data, listen)
	if err != nil {
		return err
	}
	defer func() { _ = d.remove() }()
	parts, ctx := errgroup.WithContext(ctx)
	started := make(chan *serve.Server, 1)
	quiet := terminal{t.in, discard{}, t.err}
	parts.Go(func() error { return d.serve(ctx, quiet, d.config, func(s *serve.Server) { started <- s }) })
	parts.Go(func() error {
		select {
		case server := <-started:
			return d.showHospital(ctx, t, server)
		case <-ctx.Done():
			return nil
		}
	})
	return parts.Wait()
}

// discard is a writer that keeps nothing.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// showHospital starts the hospital and says where to look.
func (d *demoHouse) showHospital(ctx context.Context, t terminal, server *serve.Server) error {
	begun := time.Now()
	addresses := map[string]net.Addr{}
	for _, source := range sourceNames() {
		addresses[source] = server.FeedAddress(source)
	}
	fmt.Fprintln(t.err, "A hospital that does not exist is telling its past ...")
	h, err := startHospital(t, addresses, demoBusy)
	if err != nil {
		return err
	}
	defer h.end()
	for _, step := range []<-chan struct{}{h.ready, h.loaded} {
		if err := h.wait(ctx, step, loadLimit); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
	}
	fmt.Fprintf(t.out, demoGuide, time.Since(begun).Seconds(), server.PagesAddress(), h.page, d.password, d.data)
	select {
	case <-ctx.Done():
		return nil
	case <-h.ended:
		return fmt.Errorf("the simulated hospital ended by itself: %w", h.err)
	}
}

const demoGuide = `
Red Outlet is charting a hospital that does not exist (ready in %.1f s).

  Its charts        http://%s
  Its own record    %s   (type an allergy there and watch it arrive)

  Sign in as        nurse, manager, engineer, auditor or admin
  Password          %s

Every name, number and result is invented. Data folder: %s
Stop with Ctrl-C.
`
