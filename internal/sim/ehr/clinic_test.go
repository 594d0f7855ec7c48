package ehr

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
	"redoutlet/internal/sim"
	"redoutlet/internal/sim/engine"
)

// clinic is a hospital whose page is served over HTTP and whose feed is received.
type clinic struct {
	t        *testing.T
	hospital *sim.Hospital
	engine   *engine.Engine
	server   *httptest.Server

	mu       sync.Mutex
	befell   []Mishap
	received map[string]*hl7.Message // by MSH-10
}

// open returns a clinic whose past has been received. Everything ends with the test.
func open(t *testing.T, patience time.Duration) *clinic {
	t.Helper()
	start := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)
	c := &clinic{t: t, received: map[string]*hl7.Message{}}
	c.hospital = sim.New(5, start, sim.Options{Past: time.Hour, Patients: 12})
	address, loaded := c.receive(), make(chan struct{})
	e, err := engine.New(engine.Config{
		Hospital: c.hospital, Speed: 1, Now: time.Now,
		Addresses: map[sim.Source]string{sim.Registration: address, sim.Pharmacy: address},
		Report: func(e engine.Event) {
			if e.Kind == engine.LoadFinished {
				close(loaded)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.engine = e
	c.untilTheEnd(func(ctx context.Context) { e.Run(ctx) })
	<-loaded
	handler, err := New(Config{Hospital: c.hospital, Sender: e, Patience: patience, Befall: c.befall})
	if err != nil {
		t.Fatal(err)
	}
	c.server = httptest.NewServer(handler)
	t.Cleanup(c.server.Close)
	return c
}

// befall notes what was let go wrong. Of what vanishes, one message is sent.
func (c *clinic) befall(m Mishap) []sim.Message {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.befell = append(c.befell, m); m != Vanish {
		return nil
	}
	said := c.hospital.Next()
	said.Source = sim.Registration
	return []sim.Message{said}
}

// untilTheEnd runs do until the test ends.
func (c *clinic) untilTheEnd(do func(context.Context)) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		do(c.t.Context())
	}()
	c.t.Cleanup(func() { <-ended })
}

// receive acknowledges everything that is sent to the address it returns.
func (c *clinic) receive() string {
	c.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		c.t.Fatal(err)
	}
	budget, err := mllp.NewBudget(mllp.DefaultBudget, mllp.DefaultMaxFrame)
	if err != nil {
		c.t.Fatal(err)
	}
	server := &mllp.Server{Budget: budget, Handler: mllp.HandlerFunc(c.keep)}
	c.untilTheEnd(func(ctx context.Context) { server.Serve(ctx, l) })
	return l.Addr().String()
}

func (c *clinic) keep(_ context.Context, f mllp.Frame) ([]byte, error) {
	m, err := hl7.Parse(f.Data)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.received[m.Header().ControlID] = m
	return hl7.Ack(m, hl7.AckAccept, "R1", time.Unix(0, 0).UTC(), ""), nil
}

// arrived returns the message received under a control id.
func (c *clinic) arrived(id string) *hl7.Message {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.received[id]
	if m == nil {
		c.t.Fatalf("no message %q arrived", id)
	}
	return m
}

// answer is what the page says to a request.
type answer struct {
	status int
	header http.Header
	body   string
}

// get asks for a page; header is names and values in turn.
func (c *clinic) get(path string, header ...string) answer {
	c.t.Helper()
	return c.ask(http.MethodGet, path, "", header)
}

// post sends a form.
func (c *clinic) post(path string, form url.Values, header ...string) answer {
	c.t.Helper()
	return c.ask(http.MethodPost, path, form.Encode(), append(header, "Content-Type", "application/x-www-form-urlencoded"))
}

// ask makes a request and follows no redirect.
func (c *clinic) ask(method, path, body string, header []string) answer {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, c.server.URL+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(text)}
}
