package browser

import (
	"context"
	"crypto/rand"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"redoutlet/internal/serve"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/store"
)

// small is a house inside the test, whose clock the test can move on.
type small struct {
	*house
	ahead atomic.Int64
	dir   string
	store *store.Store
	stop  func() error
}

func (s *small) now() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) }

// wait lets the house's clock run on. Sessions may have ended by then.
func (s *small) wait(d time.Duration) {
	s.ahead.Add(int64(d))
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.keys)
}

// newSmall opens a house inside the test. It is closed with the test.
func newSmall(t *testing.T, passphrase string, config serve.Config) *small {
	t.Helper()
	dir := t.TempDir()
	must(t, furnish(dir, passphrase, config))
	s := &small{house: &house{keys: map[string]string{}}}
	s.open(t, dir)
	t.Cleanup(func() { s.shut(t) })
	return s
}

// open starts the server of a house on its data folder.
func (s *small) open(t *testing.T, dir string) {
	t.Helper()
	var err error
	s.dir, s.feeds = dir, map[string]string{}
	s.store, err = store.Open(dir, store.Options{})
	must(t, err)
	around := tenancy.Surroundings{Store: s.store, Now: s.now, Random: rand.Reader}
	keyFile := func(tenant string) string { return tenancy.KeyFile(dir, tenant) }
	read, err := serve.ReadConfig(filepath.Join(dir, serve.ConfigFile))
	must(t, err)
	server, err := serve.NewServer(t.Context(), around, read, keyFile, slog.New(slog.DiscardHandler))
	must(t, err)
	ctx, stop := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- server.Run(ctx) }()
	s.stop = func() error { stop(); return <-ran }
	s.page = "http://" + server.PagesAddress().String()
	for _, source := range read.Sources {
		s.feeds[source.Name] = server.FeedAddress(source.Name).String()
	}
}

// shut ends the server as whoever runs it does.
func (s *small) shut(t *testing.T) {
	t.Helper()
	if err := s.stop(); err != nil {
		t.Errorf("the server: %v", err)
	}
	must(t, s.store.Close())
}

// again starts the server anew after something was done to its data folder.
func (s *small) again(t *testing.T, meanwhile func()) {
	t.Helper()
	s.shut(t)
	meanwhile()
	s.wait(0) // its sessions
	s.open(t, s.dir)
}

// segments makes a message of them, sent now.
func segments(lines ...string) string {
	return strings.ReplaceAll(strings.Join(lines, "\r")+"\r", "NOW", time.Now().UTC().Format("20060102150405+0000"))
}
