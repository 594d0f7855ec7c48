package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"redoutlet/internal/chart"
	"redoutlet/internal/feed"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve"
	"redoutlet/internal/sim"
	"redoutlet/internal/store"
)

// demoPeople are the accounts of the demo, one for each role.
func demoPeople() []identity.Account {
	return []identity.Account{
		{Name: "nurse", Title: "R. Adeyemi", Role: identity.Nurse},
		{Name: "manager", Title: "M. Okafor", Role: identity.Manager},
		{Name: "engineer", Title: "T. Lindqvist", Role: identity.Engineer},
		{Name: "auditor", Title: "P. Castellano", Role: identity.Auditor},
		{Name: "admin", Title: "J. Whitfield", Role: identity.Administrator},
	}
}

// demoHouse is the data folder of a demo.
type demoHouse struct {
	place
	password string
	config   serve.Config
	made     bool // a folder of ours, to be removed at the end
}

// demoPassword is the file that keeps the password of a demo that is run again
// in the same folder.
const demoPassword = "demo-password"

// newDemoHouse sets up a data folder with three sources on trial.
func newDemoHouse(ctx context.Context, data, listen string) (*demoHouse, error) {
	d := &demoHouse{place: place{data: data, tenant: serve.DefaultTenant}}
	if data == "" {
		made, err := os.MkdirTemp("", "redoutlet-demo-")
		if err != nil {
			return nil, fmt.Errorf("making a folder for the demo: %w", err)
		}
		d.data, d.made = made, true
	}
	zone := localZone()
	d.config = demoConfig(zone, listen)
	if kept, err := os.ReadFile(filepath.Join(d.data, demoPassword)); err == nil {
		d.password = string(kept)
		return d, nil
	}
	d.password = generatedPassword()
	return d, d.setUp(ctx)
}

// demoConfig has the sources of the simulated hospital, on free ports.
func demoConfig(zone, listen string) serve.Config {
	config := serve.DefaultConfig(zone)
	config.Web.Listen = listen
	config.Sources = nil
	gives := map[sim.Source][]chart.Section{
		sim.Registration: {chart.SectionCensus, chart.SectionAllergies},
		sim.Pharmacy:     {chart.SectionMedications, chart.SectionAdministrations},
		sim.Laboratory:   {chart.SectionResults},
	}
	for _, source := range sim.Sources() {
		p := feed.NewProfile(string(source), zone)
		p.Gives = gives[source]
		config.Sources = append(config.Sources, serve.SourceConfig{Tenant: serve.DefaultTenant, Listen: "127.0.0.1:0", Profile: p})
	}
	return config
}

func (d *demoHouse) setUp(ctx context.Context) error {
	if err := os.MkdirAll(d.data, 0o700); err != nil {
		return fmt.Errorf("making a folder for the demo: %w", err)
	}
	st, err := store.Open(d.data, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	n := serve.NewTenant{Name: d.tenant, Title: "Demo hospital", KeyFile: d.keyFile()}
	for _, a := range demoPeople() {
		a.Tenant = d.tenant
		n.Accounts = append(n.Accounts, serve.NewAccount{Account: a, Password: d.password})
	}
	around := serve.Surroundings{Store: st, Now: time.Now, Random: rand.Reader}
	if err := serve.SetUp(ctx, around, identity.NewHasher(rand.Reader), n); err != nil {
		return fmt.Errorf("%s: %w; give the demo a folder of its own", d.data, err)
	}
	return os.WriteFile(filepath.Join(d.data, demoPassword), []byte(d.password), 0o600)
}

func (d *demoHouse) remove() error {
	if !d.made {
		return nil
	}
	return os.RemoveAll(d.data)
}

// child is a process of ours that runs until it is told to end.
type child struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	lines chan string
	ended chan struct{}
	err   error
}

// startChild runs this program again with other arguments.
func startChild(t terminal, args ...string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	c := &child{cmd: exec.Command(self, args...), lines: make(chan string, 256), ended: make(chan struct{})}
	c.cmd.Stderr = t.err
	if c.stdin, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", args[0], err)
	}
	go c.read(out)
	return c, nil
}

func (c *child) read(out io.Reader) {
	scanner := bufio.NewScanner(out)
	for scanner.Scan() {
		c.lines <- scanner.Text()
	}
	close(c.lines)
	c.err = c.cmd.Wait()
	close(c.ended)
}

// end asks the process to end and waits for it.
func (c *child) end() {
	_ = c.stdin.Close()
	_ = c.cmd.Process.Signal(os.Interrupt)
	for range c.lines {
	}
	<-c.ended
}

// kill ends the process at once, as a power cut would.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	for range c.lines {
	}
	<-c.ended
}

// hospital is the simulated hospital at work in a process of its own.
type hospital struct {
	*child
	mu     sync.Mutex
	page   string
	acked  int
	loaded chan struct{}
	ready  chan struct{}
}

// startHospital starts it, sending to the addresses of the sources.
func startHospital(t terminal, addresses map[string]net.Addr, busy float64) (*hospital, error) {
	args := []string{"sim", "--busy", fmt.Sprint(busy)}
	for source, address := range addresses {
		args = append(args, "--"+source, address.String())
	}
	c, err := startChild(terminal{t.in, t.out, io.Discard}, args...)
	if err != nil {
		return nil, err
	}
	h := &hospital{child: c, loaded: make(chan struct{}), ready: make(chan struct{})}
	go h.follow()
	return h, nil
}

func (h *hospital) follow() {
	for line := range h.lines {
		var r simReport
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
		return errors.New("the simulated hospital ended by itself")
	case <-time.After(limit):
		return fmt.Errorf("the simulated hospital did not get there within %s", limit)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// sourceNames lists the sources of the demo.
func sourceNames() []string {
	var names []string
	for _, s := range sim.Sources() {
		names = append(names, string(s))
	}
	return names
}

// addressesOf reads the addresses of pages and sources that `serve` prints.
func addressesOf(c *child, sources int) (page string, feeds map[string]net.Addr, err error) {
	feeds = map[string]net.Addr{}
	for line := range c.lines {
		if url, ok := strings.CutPrefix(line, "Pages at "); ok {
			page = url
		}
		if fields := strings.Fields(line); len(fields) > 3 && fields[0] == "Source" {
			address, err := net.ResolveTCPAddr("tcp", fields[len(fields)-1])
			if err != nil {
				return "", nil, err
			}
			feeds[fields[1]] = address
		}
		if page != "" && len(feeds) == sources {
			go func() { // whatever else it prints
				for range c.lines {
				}
			}()
			return page, feeds, nil
		}
	}
	return "", nil, errors.New("the server did not start")
}
