package serve

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/tenancy/tenancytest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A tenant whose charts do not open stays locked, and is received for all the
// same; the reason is logged.
func TestChartsThatDoNotOpenStopNoReception(t *testing.T) {
	s := tenancytest.New(t, func() time.Time { return time.Date(2026, 11, 24, 23, 59, 0, 0, time.UTC) })
	keyFile := filepath.Join(t.TempDir(), "key")
	must(t, seal.WriteKeyFile(keyFile, s.Key))
	must(t, s.Tenant(t).Unlock(t.Context(), s.Key)) // its first epoch is made
	db, err := sql.Open("sqlite", filepath.Join(s.Dir, "tenants", DefaultTenant+".db"))
	must(t, err)
	_, err = db.ExecContext(t.Context(), `INSERT INTO keepsake (kind, id, at, epoch, sealed) VALUES ('loss', zeroblob(16), 0, 4242, zeroblob(40))`)
	must(t, err)
	must(t, db.Close())

	config := DefaultConfig("UTC")
	config.Web.Listen, config.Sources[0].Listen = "127.0.0.1:0", "127.0.0.1:0"
	var log strings.Builder
	server, err := NewServer(t.Context(), s.Around, config, func(string) string { return keyFile }, slog.New(slog.NewTextHandler(&log, nil)))
	must(t, err)
	if !server.tenants[DefaultTenant].Locked() || !strings.Contains(log.String(), "charts cannot be opened") {
		t.Errorf("charts of which a key is missing were opened; the log says %s", log.String())
	}
	running, stop := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- server.Run(running) }()
	t.Cleanup(func() { stop(); must(t, <-ran) })
	client, err := mllp.Dial(t.Context(), server.FeedAddress("feed").String(), mllp.ClientOptions{})
	must(t, err)
	_, err = client.Send(t.Context(), []byte("MSH|^~\\&|ADT|ZZ|RO|ZZ|20261124100000||ADT^A08|1|P|2.5.1\rPID|1||1^^^ZZ^MR||ZZTEST^A||19700101|F\r"))
	must(t, err)
	must(t, client.Close())
}
