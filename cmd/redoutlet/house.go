package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"redoutlet/internal/clock"
	"redoutlet/internal/feed"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve"
)

// place says which record a command works on.
type place struct {
	data   string
	tenant string
	config string
	key    string
	json   bool
}

// flags adds the flags of a command that reads.
func (p *place) flags(c *cobra.Command) {
	p.dataFlags(c)
	c.Flags().BoolVar(&p.json, "json", false, "print facts as JSON")
	c.Flags().StringVar(&p.key, "key", "", "key file of the tenant (default DATA/TENANT.key)")
}

func (p *place) dataFlags(c *cobra.Command) {
	c.Flags().StringVar(&p.data, "data", "redoutlet-data", "data folder")
	c.Flags().StringVar(&p.tenant, "tenant", serve.DefaultTenant, "tenant: the organization whose record it is")
	c.Flags().StringVar(&p.config, "config", "", "settings file (default DATA/"+serve.ConfigFile+")")
}

func (p *place) settings() (serve.Config, error) {
	if p.config != "" {
		return serve.ReadConfig(p.config)
	}
	return serve.FindConfig(p.data, clock.LocalZone())
}

// record is the record the flags name, with the settings that are in force.
func (p *place) record() (serve.Place, error) {
	config, err := p.settings()
	return serve.Place{Data: p.data, Tenant: p.tenant, KeyFile: p.key, Config: config}, err
}

// open opens the record.
func (p *place) open(ctx context.Context) (*serve.Record, error) {
	at, err := p.record()
	if err != nil {
		return nil, err
	}
	return at.Open(ctx)
}

// book opens the charts and, where the record is ours, first reads what waits.
func (p *place) book(ctx context.Context, t terminal, r *serve.Record) (*feed.Book, error) {
	progress := newProgress(t.err, "reading what waits")
	defer progress.done()
	book, err := r.Charts(ctx, func(n int64) { progress.at(n, "messages") })
	if errors.Is(err, seal.ErrLocked) {
		at, _ := p.record()
		return nil, fmt.Errorf("the charts are locked: there is no key file %s; give it with --key", at.Key())
	}
	return book, err
}

// charts opens the record and its charts for as long as use takes.
func (p *place) charts(ctx context.Context, t terminal, use func(*feed.Book) error) error {
	r, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	book, err := p.book(ctx, t, r)
	if err != nil {
		return err
	}
	return use(book)
}

// owned opens the record for as long as use takes, and not beside a running
// server; instead is what to do there.
func (p *place) owned(ctx context.Context, instead string, use func(*serve.Record) error) error {
	r, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	if !r.Owned() {
		return fmt.Errorf("a server is running on this data folder: %s", instead)
	}
	return use(r)
}

// ownedCharts does the same with the charts, once what waits is read.
func (p *place) ownedCharts(ctx context.Context, t terminal, instead string, use func(*serve.Record, *feed.Book) error) error {
	return p.owned(ctx, instead, func(r *serve.Record) error {
		book, err := p.book(ctx, t, r)
		if err != nil {
			return err
		}
		return use(r, book)
	})
}
