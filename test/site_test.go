package test

import (
	"bufio"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/identity"
	"redoutlet/internal/serve"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/store"
)

// zone is where the hospitals of the tests are.
const zone = "America/New_York"

// site is a data folder, set up by the program itself.
type site struct {
	t        testing.TB
	data     string
	temp     string // where the program puts temporary files
	password string // of the administrator
	config   serve.Config
}

// newSite sets up a data folder with a key file and a source for each name.
func newSite(t testing.TB, sources ...string) *site {
	t.Helper()
	return newSiteIn(t, t.TempDir(), sources...)
}

// newSiteIn sets one up in a folder.
func newSiteIn(t testing.TB, folder string, sources ...string) *site {
	t.Helper()
	s := &site{t: t, data: filepath.Join(folder, "data"), temp: t.TempDir()}
	out := run(t, "init", "--data", s.data, "--yes", "--zone", zone)
	s.password = regexp.MustCompile(`password (\S+)`).FindStringSubmatch(out)[1]
	s.settle(sources...)
	return s
}

// settle writes settings with these sources, all on addresses that are free.
func (s *site) settle(sources ...string) {
	s.t.Helper()
	s.config = serve.DefaultConfig(zone)
	s.config.Web.Listen = "127.0.0.1:0"
	s.config.Sources = nil
	for _, name := range sources {
		s.config.Sources = append(s.config.Sources, serve.SourceConfig{
			Tenant: serve.DefaultTenant, Listen: "127.0.0.1:0", Profile: reading.NewProfile(name, zone),
		})
	}
	must(s.t, s.config.Write(filepath.Join(s.data, serve.ConfigFile)))
}

// run runs a command on the data folder; it must succeed.
func (s *site) run(args ...string) string {
	s.t.Helper()
	return run(s.t, append(args, "--data", s.data)...)
}

// status is what `feed status` says.
func (s *site) status() feed.Status {
	s.t.Helper()
	return facts[feed.Status](s.t, "feed", "status", "--data", s.data)
}

// hash is what `chart hash` says.
func (s *site) hash() string {
	s.t.Helper()
	return strings.TrimSpace(s.run("chart", "hash"))
}

// look opens the charts with their key, as the program does, while no server
// runs on the data folder.
func (s *site) look(see func(*feed.Book)) {
	s.t.Helper()
	ctx := s.t.Context()
	st, err := store.Open(s.data, store.Options{})
	must(s.t, err)
	defer st.Close()
	around := tenancy.Surroundings{Store: st, Now: time.Now, Random: rand.Reader}
	tenant, err := tenancy.Open(ctx, around, serve.DefaultTenant, s.config.Of(serve.DefaultTenant), zone)
	must(s.t, err)
	found, err := tenant.UnlockWithFile(ctx, tenancy.KeyFile(s.data, serve.DefaultTenant))
	must(s.t, err)
	if !found {
		s.t.Fatal("the key file of the data folder is not there")
	}
	book, err := tenant.Book()
	must(s.t, err)
	see(book)
}

// addAccount makes an account, while no server runs.
func (s *site) addAccount(name, password string, role identity.Role) {
	s.t.Helper()
	st, err := store.Open(s.data, store.Options{})
	must(s.t, err)
	defer st.Close()
	around := tenancy.Surroundings{Store: st, Now: time.Now, Random: rand.Reader}
	account := identity.Account{Tenant: serve.DefaultTenant, Name: name, Title: name, Role: role}
	must(s.t, tenancy.AddAccount(s.t.Context(), around, identity.NewHasher(rand.Reader), tenancy.NewAccount{Account: account, Password: password}))
}

// eachMessage reads every message kept, in the order of arrival.
func eachMessage(t testing.TB, book *feed.Book, kept int64, see func(*feed.Kept)) {
	t.Helper()
	for number, seen := int64(1), int64(0); seen < kept; number++ {
		m, err := book.Message(t.Context(), number, nil)
		if errors.Is(err, feed.ErrNoMessage) && number < 10*kept {
			continue // a replay had the number, and was dropped
		}
		must(t, err)
		see(m)
		seen++
	}
}

// eachChart reads the chart of every patient.
func eachChart(t testing.TB, book *feed.Book, see func(*asof.View)) {
	t.Helper()
	for _, s := range book.Lines() {
		id, err := feed.ParsePatientID(s.Line.ID)
		must(t, err)
		v, err := book.View(t.Context(), id)
		must(t, err)
		see(v)
	}
}

// server is the program serving from a site, as a process of its own.
type server struct {
	t     testing.TB
	cmd   *exec.Cmd
	page  string            // address of its pages
	feeds map[string]string // addresses of its sources
	ended chan struct{}
	err   error

	mu  sync.Mutex
	log strings.Builder // everything it has printed
}

// serve starts the program and returns when it listens.
func (s *site) serve(args ...string) *server {
	s.t.Helper()
	r := s.begin(args...)
	select {
	case <-r.listening:
	case <-r.ended:
		s.t.Fatalf("the server did not start: %v\n%s", r.err, r.said())
	}
	return r.server
}

// starting is a server that may not listen yet.
type starting struct {
	*server
	listening chan struct{}
}

// begin starts the program and does not wait for it.
func (s *site) begin(args ...string) starting {
	s.t.Helper()
	r := &server{t: s.t, feeds: map[string]string{}, ended: make(chan struct{})}
	r.cmd = exec.Command(program, append([]string{"serve", "--data", s.data}, args...)...)
	r.cmd.Env = append(os.Environ(), "TMPDIR="+s.temp, "TMP="+s.temp, "TEMP="+s.temp)
	out, err := r.cmd.StdoutPipe()
	must(s.t, err)
	problems, err := r.cmd.StderrPipe()
	must(s.t, err)
	must(s.t, r.cmd.Start())
	s.t.Cleanup(func() {
		_ = r.cmd.Process.Kill() // where the test ended early
		<-r.ended
	})
	listening := make(chan struct{})
	go r.follow(out, problems, len(s.config.Sources), listening)
	return starting{r, listening}
}

// follow reads what the program prints until it ends.
func (r *server) follow(out, problems io.Reader, sources int, listening chan<- struct{}) {
	var readers sync.WaitGroup
	readers.Go(func() {
		for lines := bufio.NewScanner(problems); lines.Scan(); {
			r.note(lines.Text())
		}
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		r.note(lines.Text())
		fields := strings.Fields(lines.Text())
		switch {
		case strings.HasPrefix(lines.Text(), "Pages at "):
			r.page = fields[2]
		case len(fields) > 3 && fields[0] == "Source":
			r.feeds[fields[1]] = fields[len(fields)-1]
		}
		if r.page != "" && len(r.feeds) == sources && listening != nil {
			close(listening)
			listening = nil
		}
	}
	readers.Wait()
	r.err = r.cmd.Wait()
	close(r.ended)
}

func (r *server) note(line string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.log.WriteString(line + "\n")
}

// said is everything the program has printed so far.
func (r *server) said() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.log.String()
}

// kill ends the program as a power cut would, and returns when it is gone.
func (r *server) kill() {
	r.t.Helper()
	_ = r.cmd.Process.Kill()
	<-r.ended
	r.raced()
}

// stop asks the program to end, which it must do in order.
func (r *server) stop() {
	r.t.Helper()
	must(r.t, r.cmd.Process.Signal(syscall.SIGTERM))
	<-r.ended
	r.raced()
	if r.err != nil {
		r.t.Errorf("the server did not stop in order: %v\n%s", r.err, r.said())
	}
}

// raced fails the test where the race detector in the program has spoken.
func (r *server) raced() {
	r.t.Helper()
	if strings.Contains(r.said(), "WARNING: DATA RACE") {
		r.t.Errorf("the server has a data race:\n%s", r.said())
	}
}
