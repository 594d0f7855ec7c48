package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"

	"github.com/spf13/cobra"

	"redoutlet/internal/serve"
)

func serveCommand(t terminal) *cobra.Command {
	var p place
	var listen, feedAddress string
	c := &cobra.Command{
		Use: "serve", Short: "Receive what the sources send, chart it, and show the pages", Args: noArgs,
		Long: `serve listens to the sources, keeps every message before it is acknowledged, charts it,
and shows the pages. Where the key is under a passphrase the charts stay locked until
somebody unlocks them (on the page /unlock or with redoutlet unlock); messages are kept all
the same. It stops in order on an interrupt.

Where there is no account yet, it prints an address and a code. Whoever has both makes the
first administrator in a browser; the code is good once, and a new one is made at each start.`,
		Example: "  redoutlet serve --data /var/lib/redoutlet\n  redoutlet serve --data data --listen 127.0.0.1:8080 --mllp 127.0.0.1:2575",
		RunE: func(c *cobra.Command, _ []string) error {
			at, err := p.record()
			if err != nil {
				return err
			}
			if listen != "" {
				at.Config.Web.Listen = listen
			}
			if feedAddress != "" {
				if len(at.Config.Sources) != 1 {
					return usage("--mllp is for one source, and the settings name %d: set their addresses there", len(at.Config.Sources))
				}
				at.Config.Sources[0].Listen, at.Config.Sources[0].Commanded = feedAddress, true
			}
			log := slog.New(slog.NewTextHandler(t.err, nil))
			err = at.Run(c.Context(), log, func(s *serve.Server) error { return announce(c.Context(), t, at.Config, s) })
			if inUse := new(net.OpError); errors.As(err, &inUse) && inUse.Op == "listen" {
				return fmt.Errorf("%w Give another address with --listen (pages) or --mllp (a source), or in the settings", err)
			}
			return err
		},
	}
	p.dataFlags(c)
	c.Flags().StringVar(&p.key, "key", "", "key file of the tenant (default DATA/TENANT.key)")
	c.Flags().StringVar(&listen, "listen", "", "address of the pages (default from the settings)")
	c.Flags().StringVar(&feedAddress, "mllp", "", "address of the source (default from the settings)")
	return c
}

// announce says where the server listens, and how the first administrator is
// made where nobody can sign in yet.
func announce(ctx context.Context, t terminal, config serve.Config, s *serve.Server) error {
	scheme := "http"
	if config.Web.Certificate != "" {
		scheme = "https"
	}
	page := fmt.Sprintf("%s://%s", scheme, s.PagesAddress())
	fmt.Fprintf(t.out, "Pages at %s\n", page)
	invitations, err := s.Invitations(ctx)
	if err != nil {
		return err
	}
	for _, i := range invitations {
		whose := ""
		if i.Tenant != serve.DefaultTenant {
			whose = " of " + i.Tenant
		}
		fmt.Fprintf(t.out, "No account yet. Make the first administrator%s at %s/setup/first with the code %s (good once, until %s)\n",
			whose, page, i.Code, i.Until.Local().Format("15:04"))
	}
	for _, src := range s.Listening() {
		mode := "on trial"
		if src.Live {
			mode = "live"
		}
		if src.At == nil {
			fmt.Fprintf(t.out, "Source %s (%s) is not listened to\n", src.Source, mode)
			continue
		}
		fmt.Fprintf(t.out, "Source %s (%s) at %s\n", src.Source, mode, src.At)
	}
	return nil
}
