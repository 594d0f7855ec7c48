package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"redoutlet/internal/sim"
	"redoutlet/internal/sim/ehr"
	"redoutlet/internal/sim/engine"
)

// simReport is a line that the simulated hospital prints for whoever started it.
type simReport struct {
	Event string `json:"event"` // page, loaded, counts
	Page  string `json:"page,omitempty"`
	Acked int    `json:"acked"`
	Sent  int    `json:"sent"`
}

// simCommand runs the hospital of the demo, as a process of its own: what it
// says has to come over a socket.
func simCommand(t terminal) *cobra.Command {
	var seed uint64
	var busy float64
	var page string
	to := map[string]*string{}
	c := &cobra.Command{
		Use: "sim", Short: "Run a hospital that does not exist", Hidden: true, Args: noArgs,
		Long: `sim sends what the registration, pharmacy and laboratory of an invented hospital say, and
shows a page that stands for the hospital's own record. It ends when its standard input is
closed. Never point it at a server that charts real patients.`,
		Example: "  redoutlet sim --registration 127.0.0.1:2575",
		RunE: func(c *cobra.Command, _ []string) error {
			addresses := map[sim.Source]string{}
			for source, address := range to {
				addresses[sim.Source(source)] = *address
			}
			return runSim(c.Context(), t, addresses, page, sim.New(seed, time.Now().Truncate(time.Second), sim.Options{Busy: busy}))
		},
	}
	for _, source := range sim.Sources() {
		to[string(source)] = c.Flags().String(string(source), "", "address of the server's "+string(source)+" listener")
	}
	c.Flags().StringVar(&page, "page", "127.0.0.1:0", "address of the page that stands for the hospital's record")
	c.Flags().Uint64Var(&seed, "seed", 1, "another seed is another hospital")
	c.Flags().Float64Var(&busy, "busy", 20, "how many times more happens than in a hospital of this size")
	return c
}

func runSim(ctx context.Context, t terminal, addresses map[sim.Source]string, page string, hospital *sim.Hospital) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() { // ends with whoever started it
		_, _ = io.Copy(io.Discard, t.in)
		stop()
	}()
	out := &simPrinter{encoder: json.NewEncoder(t.out)}
	sender, err := engine.New(engine.Config{
		Hospital: hospital, Addresses: addresses, Speed: 1, Now: time.Now, Report: out.report,
	})
	if err != nil {
		return err
	}
	handler, err := ehr.New(ehr.Config{Hospital: hospital, Sender: sender})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", page)
	if err != nil {
		return fmt.Errorf("page of the simulated hospital: %w", err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	out.print(simReport{Event: "page", Page: "http://" + listener.Addr().String()})
	parts, ctx := errgroup.WithContext(ctx)
	parts.Go(func() error {
		<-ctx.Done()
		return server.Close()
	})
	parts.Go(func() error {
		if err := server.Serve(listener); err != http.ErrServerClosed {
			return err
		}
		return nil
	})
	parts.Go(func() error {
		if err := sender.Run(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		return nil
	})
	return parts.Wait()
}

// simPrinter prints reports, one a line.
type simPrinter struct {
	mu      sync.Mutex
	encoder *json.Encoder
	sum     map[sim.Source]engine.Counts
}

func (p *simPrinter) print(r simReport) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.encoder.Encode(r)
}

// report adds up the counts of the sources.
func (p *simPrinter) report(e engine.Event) {
	if p.sum == nil {
		p.sum = map[sim.Source]engine.Counts{}
	}
	if e.Source != "" {
		p.sum[e.Source] = e.Counts
	}
	r := simReport{Event: "counts"}
	for _, c := range p.sum {
		r.Acked += c.Acked
		r.Sent += c.Sent
	}
	switch e.Kind {
	case engine.LoadFinished:
		r.Event = "loaded"
	case engine.Acknowledged:
	default:
		return
	}
	p.print(r)
}
