package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"sync"
	"time"
)

// hospital is the simulated hospital at work in a process of its own.
type hospital struct {
	*child
	mu      sync.Mutex
	page    string
	acked   int
	secrets []string // once it has ended
	loaded  chan struct{}
	ready   chan struct{}
	read    chan struct{} // closed when everything it printed was read
}

// startHospital starts it, sending to the addresses of the sources. beat is where its pharmacy says that it is alive.
func startHospital(addresses map[string]net.Addr, beat string, busy float64) (*hospital, error) {
	args := []string{"sim", "--busy", fmt.Sprint(busy), "--beat", beat}
	for source, address := range addresses {
		args = append(args, "--"+source, address.String())
	}
	c, err := startChild(args...)
	if err != nil {
		return nil, err
	}
	h := &hospital{child: c, loaded: make(chan struct{}), ready: make(chan struct{}), read: make(chan struct{})}
	go h.follow()
	return h, nil
}

func (h *hospital) follow() {
	defer close(h.read)
	for line := range h.lines {
		var r report
		if json.Unmarshal([]byte(line), &r) != nil {
			continue
		}
		h.mu.Lock()
		switch r.Event {
		case "page":
			h.page = r.Page
			close(h.ready)
		case "loaded":
			close(h.loaded)
		case "ended":
			h.secrets = r.Secrets
		}
		h.acked = max(h.acked, r.Acked)
		h.mu.Unlock()
	}
}

func (h *hospital) counted() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.acked
}

// wait waits for something the hospital does, for a limited time.
func (h *hospital) wait(ctx context.Context, done <-chan struct{}, limit time.Duration) error {
	select {
	case <-done:
		return nil
	case <-h.ended:
		return h.errEnded()
	case <-time.After(limit):
		return fmt.Errorf("the simulated hospital could not tell its past within %s: what is said above tells why; a full disk is mended by --data with a folder on another", limit)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// sourceNames lists the sources of the demo.
func sourceNames() []string {
	var names []string
	for _, s := range Sources() {
		names = append(names, string(s))
	}
	return names
}

// finish ends the hospital and returns everything it sent that names somebody.
func (h *hospital) finish() []string {
	_ = h.stdin.Close()
	<-h.read
	<-h.ended
	return h.secrets
}
