package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"redoutlet/internal/serve"
	"redoutlet/internal/store"
)

func serveCommand(t terminal) *cobra.Command {
	var p place
	var listen, feedAddress string
	c := &cobra.Command{
		Use: "serve", Short: "Receive what the sources send, chart it, and show the pages", Args: noArgs,
		Long: `serve listens to the sources, keeps every message before it is acknowledged, charts it,
and shows the pages. Where the key is under a passphrase the charts stay locked until
somebody unlocks them (on the page /unlock or with redoutlet unlock); messages are kept all
the same. It stops in order on an interrupt.`,
		Example: "  redoutlet serve --data /var/lib/redoutlet\n  redoutlet serve --data data --listen 127.0.0.1:8080 --mllp 127.0.0.1:2575",
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := p.settings()
			if err != nil {
				return err
			}
			if listen != "" {
				config.Web.Listen = listen
			}
			if feedAddress != "" {
				if len(config.Sources) != 1 {
					return usage("--mllp is for one source, and the settings name %d: set their addresses there", len(config.Sources))
				}
				config.Sources[0].Listen = feedAddress
			}
			return p.serve(c.Context(), t, config, nil)
		},
	}
	p.dataFlags(c)
	c.Flags().StringVar(&p.key, "key", "", "key file of the tenant (default DATA/TENANT.key)")
	c.Flags().StringVar(&listen, "listen", "", "address of the pages (default from the settings)")
	c.Flags().StringVar(&feedAddress, "mllp", "", "address of the source (default from the settings)")
	return c
}

// serve runs a server until ctx ends. started, which may be nil, is told when
// it listens.
func (p *place) serve(ctx context.Context, t terminal, config serve.Config, started func(*serve.Server)) error {
	if _, err := os.Stat(filepath.Join(p.data, "control.db")); err != nil {
		return usage("there is no record in %s: `redoutlet init --data %s` makes one", p.data, p.data)
	}
	lock, err := store.TryLock(p.data, fmt.Sprintf("redoutlet serve, process %d", os.Getpid()))
	if err != nil {
		return err
	}
	defer lock.Unlock()
	st, err := store.Open(p.data, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	log := slog.New(slog.NewTextHandler(t.err, nil))
	around := serve.Surroundings{Store: st, Now: time.Now, Random: rand.Reader}
	keyFile := func(tenant string) string {
		if p.key != "" && tenant == p.tenant {
			return p.key
		}
		return serve.KeyFile(p.data, tenant)
	}
	server, err := serve.NewServer(ctx, around, config, keyFile, log)
	if err != nil {
		return err
	}
	scheme := "http"
	if config.Web.Certificate != "" {
		scheme = "https"
	}
	fmt.Fprintf(t.out, "Pages at %s://%s\n", scheme, server.PagesAddress())
	for _, src := range config.Sources {
		fmt.Fprintf(t.out, "Source %s (%s) at %s\n", src.Name, modeOf(src), server.FeedAddress(src.Name))
	}
	if started != nil {
		started(server)
	}
	return server.Run(ctx)
}

func modeOf(s serve.SourceConfig) string {
	if s.Live {
		return "live"
	}
	return "on trial"
}
