package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"redoutlet/internal/feed"
	"redoutlet/internal/serve"
	"redoutlet/internal/store"
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

func (p *place) keyFile() string {
	if p.key != "" {
		return p.key
	}
	return serve.KeyFile(p.data, p.tenant)
}

func (p *place) settings() (serve.Config, error) {
	if p.config != "" {
		return serve.ReadConfig(p.config)
	}
	return serve.FindConfig(p.data, localZone())
}

// localZone is this machine's time zone by name, UTC where it has none.
func localZone() string {
	if name := os.Getenv("TZ"); name != "" {
		if _, err := time.LoadLocation(name); err == nil {
			return name
		}
	}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(target, "zoneinfo/"); ok && name != "" {
			return name
		}
	}
	return "UTC"
}

// house is an opened record: a tenant, unlocked where the key could be had.
type house struct {
	tenant *serve.Tenant
	store  *store.Store
	lock   *store.Lock
	config serve.Config
}

// openHouse opens the record of a command that reads. Where no server runs it
// takes the record for itself, so that what waits can be read first; beside a
// running server it only looks.
func (p *place) openHouse(ctx context.Context) (*house, error) {
	config, err := p.settings()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(p.data, "control.db")); err != nil {
		return nil, usage("there is no record in %s: `redoutlet init --data %s` makes one", p.data, p.data)
	}
	h := &house{config: config}
	h.lock, err = store.TryLock(p.data, fmt.Sprintf("a redoutlet command, process %d", os.Getpid()))
	var held *store.HeldError
	if err != nil && !errors.As(err, &held) {
		return nil, err
	}
	if h.store, err = store.Open(p.data, store.Options{ReadOnly: h.lock == nil}); err != nil {
		return nil, errors.Join(err, h.close())
	}
	h.tenant, err = serve.OpenTenant(ctx, h.surroundings(), p.tenant, config.Profiles(p.tenant), config.Zone)
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	if _, err := h.tenant.UnlockWithFile(ctx, p.keyFile()); err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

func (h *house) surroundings() serve.Surroundings {
	return serve.Surroundings{Store: h.store, Now: time.Now, Random: rand.Reader}
}

func (h *house) close() error {
	var errs []error
	if h.store != nil {
		errs = append(errs, h.store.Close())
	}
	if h.lock != nil {
		errs = append(errs, h.lock.Unlock())
	}
	return errors.Join(errs...)
}

// book opens the charts and, where the record is ours, first reads what waits.
func (h *house) book(ctx context.Context, t terminal, keyFile string) (*feed.Book, error) {
	book, err := h.tenant.Book()
	if err != nil {
		return nil, fmt.Errorf("the charts are locked: there is no key file %s; give it with --key", keyFile)
	}
	if h.lock == nil {
		return book, nil
	}
	p := newProgress(t.err, "reading what waits")
	defer p.done()
	return book, book.CatchUp(ctx, func(n int64) { p.at(n, "messages") })
}
