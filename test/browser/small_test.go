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
	st, err := store.Open(dir, store.Options{})
	must(t, err)
	s := &small{house: &house{feeds: map[string]string{}, keys: map[string]string{}}}
	around := tenancy.Surroundings{Store: st, Now: s.now, Random: rand.Reader}
	keyFile := func(tenant string) string { return tenancy.KeyFile(dir, tenant) }
	read, err := serve.ReadConfig(filepath.Join(dir, serve.ConfigFile))
	must(t, err)
	server, err := serve.NewServer(t.Context(), around, read, keyFile, slog.New(slog.DiscardHandler))
	must(t, err)
	ctx, stop := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- server.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ran; err != nil {
			t.Errorf("the server: %v", err)
		}
		must(t, st.Close())
	})
	s.page = "http://" + server.PagesAddress().String()
	for _, source := range config.Sources {
		s.feeds[source.Name] = server.FeedAddress(source.Name).String()
	}
	return s
}

// segments makes a message of them, sent now.
func segments(lines ...string) string {
	return strings.ReplaceAll(strings.Join(lines, "\r")+"\r", "NOW", time.Now().UTC().Format("20060102150405+0000"))
}
