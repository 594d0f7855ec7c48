package test

import (
	"bytes"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/roster"
	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
	"redoutlet/internal/sim"
)

// longSecret is from how many bytes on a secret does not occur in megabytes of
// sealed bytes by chance. What is shorter is looked for in text alone.
const longSecret = 7

// secrets are what identifies the patients of a hospital, in the forms in
// which it could be written down, by their first bytes.
type secrets struct {
	words []string
	heads map[[4]byte][]string
}

func secretsOf(words []string) *secrets {
	s := &secrets{words, map[[4]byte][]string{}}
	for _, w := range words {
		forms := []string{w}
		if latin, ok := latin1(w); ok && latin != w {
			forms = append(forms, latin)
		}
		for _, form := range forms {
			head := [4]byte([]byte(form))
			s.heads[head] = append(s.heads[head], form)
		}
	}
	return s
}

// latin1 writes text in ISO 8859-1, where it can be.
func latin1(text string) (string, bool) {
	var out []byte
	for _, r := range text {
		if r > 0xff {
			return "", false
		}
		out = append(out, byte(r))
	}
	return string(out), true
}

// in counts the secrets in a text. In a file with sealed bytes it counts those
// that are too long to be there by chance, in words those that stand by
// themselves and are no part of a longer word or number.
func (s *secrets) in(text []byte, file bool) int {
	found := map[string]bool{}
	for i := 0; i+4 <= len(text); i++ {
		for _, form := range s.heads[[4]byte(text[i:])] {
			end := i + len(form)
			if end > len(text) || string(text[i:end]) != form {
				continue
			}
			alone := (i == 0 || !wordly(text[i-1])) && (end == len(text) || !wordly(text[end]))
			if file && len(form) >= longSecret || !file && alone {
				found[form] = true
			}
		}
	}
	return len(found)
}

// wordly reports whether a byte belongs to a word or a number.
func wordly(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80
}

// TestNothingThatIdentifiesIsReadable sends everything that a hospital says,
// opens charts, and then looks for names, numbers, addresses and telephone
// numbers in all that the program writes anywhere, while it serves, after it was
// killed and after it has stopped.
func TestNothingThatIdentifiesIsReadable(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, time.February, 2, 7, 0, 0, 0, time.FixedZone("", -5*60*60))
	hospital := sim.New(5, start, sim.Options{})
	day := hospital.Until(start.Add(12 * time.Hour))
	hidden := secretsOf(hospital.Secrets())
	hidden.areIn(t, day)

	s := newSite(t, names()...)
	s.addAccount("nurse", s.password, identity.Nurse)
	server := s.serve()
	server.sendDay(day[:len(day)/2])
	server.damage(day[0].Body)
	s.charted(int64(len(day) / 2))
	s.openCharts(server)
	hidden.notIn(t, "what the program writes while it serves", s.written(server))
	server.kill()
	hidden.notIn(t, "what is there after it was killed", s.written(server))

	server = s.serve()
	server.sendDay(day)
	s.charted(int64(len(day)))
	hidden.notIn(t, "what the program writes while it serves again", s.written(server))
	server.stop()
	hidden.notIn(t, "what is there after it has stopped", s.written(server))
}

// areIn holds that the search finds what is there to be found: nearly every
// secret is in the messages as they are sent.
func (s *secrets) areIn(t *testing.T, day []sim.Message) {
	t.Helper()
	var all []byte
	for _, m := range day {
		all = append(all, m.Body...)
	}
	long := 0
	for _, w := range s.words {
		if len(w) >= longSecret {
			long++
		}
	}
	if words, sealed := s.in(all, false), s.in(all, true); words < len(s.words)*9/10 || sealed < long*9/10 || long < 300 {
		t.Fatalf("of %d secrets %d are found in the messages, and %d of %d long ones: the search does not find what is there", len(s.words), words, sealed, long)
	}
	t.Logf("%d names, numbers, addresses and telephone numbers, %d of them long", len(s.words), long)
}

// output is something that the program has written.
type output struct {
	name string
	text []byte
	file bool // with sealed bytes in it; else words
}

// notIn fails the test for each output that holds a secret.
func (s *secrets) notIn(t *testing.T, when string, outputs []output) {
	t.Helper()
	files, size := 0, 0
	for _, o := range outputs {
		if o.file {
			files, size = files+1, size+len(o.text)
		}
		if n := s.in(o.text, o.file); n > 0 {
			t.Errorf("%s: %s holds %d of the secrets", when, o.name, n)
		}
	}
	t.Logf("%s: searched %d files of %.1f MB, and %d other outputs", when, files, float64(size)/1e6, len(outputs)-files)
}

// written is all that the program has written: its files, its temporary files,
// what it printed and logged, and, where it still runs, what it answers to
// whoever asks without signing in.
func (s *site) written(r *server) []output {
	s.t.Helper()
	all := []output{{"what it printed and logged", []byte(r.said()), false}}
	databases := 0
	for _, folder := range []string{s.data, s.temp} {
		must(s.t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(path)
			all = append(all, output{filepath.Base(path), text, true})
			if strings.Contains(path, ".db") && len(text) > 0 {
				databases++
			}
			return err
		}))
	}
	if databases < 2 {
		s.t.Fatalf("%d database files were found to search", databases)
	}
	select {
	case <-r.ended:
	default:
		b := browse(s.t, r.page)
		for _, path := range []string{"/metrics", "/healthz", "/readyz", "/sign-in"} {
			all = append(all, output{path, []byte(b.get(path)), false})
		}
	}
	return all
}

// openCharts has a nurse look at the pages of some patients, and at one that is
// not there.
func (s *site) openCharts(r *server) {
	s.t.Helper()
	nurse := browse(s.t, r.page).signIn("nurse", s.password)
	lines := facts[[]roster.Line](s.t, "chart", "list", "--data", s.data)
	if len(lines) < 20 {
		s.t.Fatalf("there are %d charts to open", len(lines))
	}
	for _, l := range lines[:20] {
		nurse.sees("/patient/"+l.ID, l.Given)
		resp, err := nurse.client.Get(r.page + "/patient/" + l.Identifiers[0].Value)
		must(s.t, err)
		resp.Body.Close()
	}
}

// damage sends what cannot be read: a message without its patient, bytes that
// are no message, and one that breaks off in the middle.
func (r *server) damage(message []byte) {
	r.t.Helper()
	conn, err := net.Dial("tcp", r.feeds[string(sim.Laboratory)])
	must(r.t, err)
	defer conn.Close()
	for _, m := range [][]byte{bytes.ReplaceAll(message, []byte("PID|"), []byte("ZID|")), message[40:]} {
		must(r.t, mllp.WriteFrame(conn, m))
	}
	_, err = conn.Write(append([]byte{0x0b}, message[:len(message)/2]...))
	must(r.t, err)
	must(r.t, conn.(*net.TCPConn).CloseWrite())
	_, err = io.Copy(io.Discard, conn) // until the server has answered and hung up
	must(r.t, err)
}
