package browser

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"redoutlet/internal/chart/fact"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
	"redoutlet/internal/serve"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/sim"
	"redoutlet/internal/store"
)

// password opens every account of every house.
const password = "lantern-orchard-seven-mile"

// zone is where every house stands; it has no summer time that could end
// during a test.
const zone = "America/Phoenix"

// house is one server with its pages and listeners.
type house struct {
	page  string
	feeds map[string]string // addresses by source
	mu    sync.Mutex
	keys  map[string]string // sessions by account, made when first needed

	choosing sync.Mutex
	chosen   map[string]string // patients by what they have; see choose
}

// settings are the sources of a house by name, each with what it is known to
// give.
func settings(sources map[string][]fact.Section) serve.Config {
	c := serve.DefaultConfig(zone)
	c.Web.Listen, c.Sources = "127.0.0.1:0", nil
	for name, gives := range sources {
		p := reading.NewProfile(name, zone)
		p.Gives = gives
		c.Sources = append(c.Sources, serve.SourceConfig{Tenant: serve.DefaultTenant, Listen: "127.0.0.1:0", Profile: p})
	}
	return c
}

// simulated are the sources of the simulated hospital, and one more that sends
// what a test needs.
func simulated() map[string][]fact.Section {
	return map[string][]fact.Section{
		string(sim.Registration): {fact.SectionCensus, fact.SectionAllergies},
		string(sim.Pharmacy):     {fact.SectionMedications, fact.SectionAdministrations},
		string(sim.Laboratory):   {fact.SectionResults},
		string(sim.Flowsheet):    {fact.SectionVitals},
		string(sim.Documents):    {fact.SectionNotes},
		string(sim.Orders):       {fact.SectionOrders, fact.SectionProblems},
		string(sim.Schedule):     {fact.SectionAppointments},
		"clinic":                 nil,
	}
}

// furnish makes a data folder with an account for each role. Where a passphrase
// is given the key is kept under it and the charts begin locked.
func furnish(dir, passphrase string, config serve.Config) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := config.Write(filepath.Join(dir, serve.ConfigFile)); err != nil {
		return err
	}
	st, err := store.Open(dir, store.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	n := tenancy.Draft{Name: serve.DefaultTenant, Title: "Test hospital", Passphrase: passphrase}
	if passphrase == "" {
		n.KeyFile = tenancy.KeyFile(dir, serve.DefaultTenant)
	}
	for _, role := range identity.Roles() {
		n.Accounts = append(n.Accounts, tenancy.NewAccount{Password: password, Account: identity.Account{
			Tenant: serve.DefaultTenant, Name: string(role), Title: "R. Adeyemi", Role: role,
		}})
	}
	around := tenancy.Surroundings{Store: st, Now: time.Now, Random: rand.Reader}
	return tenancy.SetUp(context.Background(), around, identity.NewHasher(rand.Reader), n)
}

// openHouse starts the program and the simulated hospital, and waits until the
// hospital has told its past.
func (s *stage) openHouse() error {
	dir := filepath.Join(s.dir, "busy")
	if err := furnish(dir, "", settings(simulated())); err != nil {
		return err
	}
	h, server, err := s.serve(dir, len(simulated()))
	if err != nil {
		return err
	}
	s.busy = h
	s.ends = append(s.ends, server.end)
	args := []string{"sim", "--busy", "20"}
	for _, source := range sim.Sources() {
		args = append(args, "--"+string(source), h.feeds[string(source)])
	}
	hospital, err := startProcess(filepath.Join(dir, "sim.log"), s.program, args...)
	if err != nil {
		return err
	}
	s.ends = append(s.ends, hospital.end)
	for line := range hospital.lines {
		var said struct{ Event, Page string }
		if json.Unmarshal([]byte(line), &said) != nil {
			continue
		}
		if said.Page != "" {
			s.record = said.Page
		}
		if said.Event == "loaded" {
			go hospital.drain()
			return nil
		}
	}
	return fmt.Errorf("the simulated hospital ended: %w", hospital.ended())
}

// serve runs the program on a data folder.
func (s *stage) serve(dir string, sources int) (*house, *process, error) {
	p, err := startProcess(filepath.Join(dir, "serve.log"), s.program, "serve", "--data", dir)
	if err != nil {
		return nil, nil, err
	}
	h := &house{feeds: map[string]string{}, keys: map[string]string{}}
	for line := range p.lines {
		if page, ok := strings.CutPrefix(line, "Pages at "); ok {
			h.page = page
		}
		if fields := strings.Fields(line); len(fields) > 3 && fields[0] == "Source" {
			h.feeds[fields[1]] = fields[len(fields)-1]
		}
		if h.page != "" && len(h.feeds) == sources {
			go p.drain()
			return h, p, nil
		}
	}
	return nil, nil, fmt.Errorf("the server ended: %w", p.ended())
}

// send has a source of the house say something, and waits until it is kept.
func (h *house) send(ctx context.Context, source string, messages ...string) error {
	c, err := mllp.Dial(ctx, h.feeds[source], mllp.ClientOptions{})
	if err != nil {
		return err
	}
	defer c.Close()
	for _, m := range messages {
		answer, err := c.Send(ctx, []byte(m))
		if err != nil {
			return err
		}
		if !strings.Contains(string(answer), "MSA|AA") {
			return fmt.Errorf("a message was answered %q", answer)
		}
	}
	return nil
}

// process is a program of ours that runs until it is told to end.
type process struct {
	cmd   *exec.Cmd
	stdin io.Closer
	lines chan string
	log   string
}

func startProcess(log, program string, args ...string) (*process, error) {
	errs, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer errs.Close()
	p := &process{cmd: exec.Command(program, args...), lines: make(chan string), log: log}
	p.cmd.Stderr = errs
	p.cmd.Env = append(os.Environ(), "TZ="+zone)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if p.stdin, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	return p, nil
}

func (p *process) drain() {
	for range p.lines {
	}
}

// ended waits for a process that has closed its output, and says what it wrote.
func (p *process) ended() error {
	err := p.cmd.Wait()
	wrote, _ := os.ReadFile(p.log)
	return fmt.Errorf("%w: %s", err, wrote)
}

// end asks the process to end and waits for it.
func (p *process) end() {
	_ = p.stdin.Close()
	_ = p.cmd.Process.Signal(os.Interrupt)
	_ = p.cmd.Wait()
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}
