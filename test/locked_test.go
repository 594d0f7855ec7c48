package test

import (
	"path/filepath"
	"strings"
	"testing"

	"redoutlet/internal/sim"
)

// halves are two parts of a synthetic day.
func halves() (morning, evening []sim.Message) {
	day := understood(sim.SyntheticDay(3))
	return day[:len(day)/2], day[len(day)/2:]
}

// TestLockedServerKeepsAndChartsLater restarts a server without its key: it
// cannot read, and receives, keeps and acknowledges all the same. With the key
// back, everything is charted.
func TestLockedServerKeepsAndChartsLater(t *testing.T) {
	t.Parallel()
	morning, evening := halves()
	s := newSite(t, names()...)
	open := s.serve()
	open.sendDay(morning)
	s.charted(int64(len(morning)))
	open.kill()

	noKey := filepath.Join(t.TempDir(), "no.key")
	locked := s.serve("--key", noKey)
	locked.sendDay(evening)
	s.isLocked(locked, int64(len(evening)))
	locked.stop()
	locked = s.serve("--key", noKey)
	s.isLocked(locked, int64(len(evening)))
	locked.kill()

	server := s.serve()
	s.allCharted(server, len(morning)+len(evening))
	server.stop()
	s.comparePlain(append(morning, evening...))
}

// isLocked holds that a server says it is locked wherever it is asked, and
// counts what waits.
func (s *site) isLocked(r *server, waiting int64) {
	s.t.Helper()
	b := browse(s.t, r.page)
	b.sees("/readyz", "Charts are locked")
	b.sees("/metrics", `redoutlet_locked{tenant="main"} 1`)
	b.signIn("admin", s.password).sees("/", "The charts are locked")
	if got := command(s.t, "", "feed", "status", "--data", s.data, "--key", filepath.Join(s.temp, "no.key")); got.code != 0 ||
		!strings.Contains(got.out, "The charts are locked") {
		s.t.Errorf("feed status of a locked server: exit %d, %s%s", got.code, got.out, got.err)
	}
	if status := s.status(); status.Waiting != waiting {
		s.t.Errorf("%d messages came while the charts were locked, and %d wait", waiting, status.Waiting)
	}
}

// allCharted holds that a server charts everything it has kept, and says so.
func (s *site) allCharted(r *server, sent int) {
	s.t.Helper()
	status := s.charted(int64(sent))
	if status.Received != int64(sent) || status.Charted != int64(sent) {
		s.t.Errorf("%d messages were sent: %+v", sent, status)
	}
	b := browse(s.t, r.page)
	b.sees("/readyz", "Messages are kept and charted.")
	if page := b.signIn("admin", s.password).get("/"); strings.Contains(page, "The charts are locked") {
		s.t.Error("the board says that the charts are locked, and they are open")
	}
}

// TestPassphraseUnlocks sets up a site by answering what init asks. Its charts
// open with the passphrase, given to `redoutlet unlock`, and with nothing else.
func TestPassphraseUnlocks(t *testing.T) {
	t.Parallel()
	const password, passphrase = "three lamps and a kettle", "the river is wide at Fernhollow"
	morning, _ := halves()
	s := &site{t: t, data: filepath.Join(t.TempDir(), "data"), temp: t.TempDir(), password: password}
	if got := command(t, "Fernhollow\n"+password+"\n"+passphrase+"\n", "init", "--data", s.data, "--zone", zone); got.code != 0 {
		t.Fatalf("init exits %d: %s", got.code, got.err)
	}
	s.settle(names()...)
	server := s.serve()
	server.sendDay(morning)
	s.isLocked(server, int64(len(morning)))

	unlock := func(password, passphrase string) said {
		return command(t, password+"\n"+passphrase+"\n", "unlock", "--data", s.data, "--server", server.page)
	}
	for _, wrong := range []said{unlock(password, "the river is narrow"), unlock("three lamps and no kettle", passphrase)} {
		if wrong.code != 1 || strings.Count(wrong.err, "redoutlet: ") != 1 {
			t.Errorf("a wrong secret: exit %d, %s", wrong.code, wrong.err)
		}
		s.isLocked(server, int64(len(morning)))
	}
	if right := unlock(password, passphrase); right.code != 0 {
		t.Fatalf("unlock exits %d: %s", right.code, right.err)
	}
	b := browse(t, server.page).signIn("admin", password)
	until(t, "charting what was kept", func() bool {
		return strings.Contains(b.get("/metrics"), `redoutlet_messages{outcome="waiting",tenant="main"} 0`)
	})
	b.sees("/readyz", "Messages are kept and charted.")
	server.stop()

	locked := s.serve()
	b = browse(t, locked.page)
	b.sees("/readyz", "Charts are locked")
	locked.kill()
}
