package tenancy

import (
	"bytes"
	"context"
	"net"
	"testing"
	"time"

	"redoutlet/internal/mllp"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// heartbeatSource listens as a source that answers heartbeats does, and returns where.
func heartbeatSource(t *testing.T, answer func(query []byte) []byte) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	budget, err := mllp.NewBudget(1<<20, 1<<16)
	must(t, err)
	server := &mllp.Server{Budget: budget, Handler: mllp.HandlerFunc(func(_ context.Context, f mllp.Frame) ([]byte, error) {
		return answer(f.Data), nil
	})}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx, l) }()
	t.Cleanup(func() { stop(); must(t, <-done) })
	return l.Addr().String()
}

// reply answers a query with a code.
func reply(code string) func([]byte) []byte {
	return func(query []byte) []byte {
		control := bytes.Split(query, []byte("|"))[9]
		return []byte("MSH|^~\\&|EHR||||20261124||NMR^N01|1|P|2.5.1\rMSA|" + code + "|" + string(control) + "\r")
	}
}

func TestHeartbeatIsAnsweredByWhoeverIsAlive(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	must(t, closed.Close())
	for _, tt := range []struct {
		name    string
		address string
		alive   bool
	}{
		{"accepts", heartbeatSource(t, reply("AA")), true},
		{"refuses, and is alive", heartbeatSource(t, reply("AR")), true},
		{"hangs up", heartbeatSource(t, func([]byte) []byte { return nil }), false},
		{"nobody there", closed.Addr().String(), false},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		if tt.name == "hangs up" {
			cancel() // it would be waited for
		}
		if err := beat(ctx, tt.address, time.Now()); (err == nil) != tt.alive {
			t.Errorf("%s: %v, want alive %v", tt.name, err, tt.alive)
		}
		cancel()
	}
}
