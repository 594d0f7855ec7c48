package test

import (
	"fmt"
	"strings"
	"testing"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/guard"
)

// The ward of the freeze: so many patients, each allergic to latex, of whom
// some lose that within a minute.
const (
	frozenWard = 30
	frozenLost = 12
)

// wardMessage writes an ADT message of the nth patient of the ward.
func wardMessage(event, clock string, n int, allergy string) []byte {
	at, mrn := "20261124"+clock, fmt.Sprintf("77%04d", n)
	lines := []string{
		"MSH|^~\\&|ADT|ZZHOSP|RO|ZZHOSP|" + at + "||ADT^" + event + "|" + event + at + mrn + "|T|2.5.1",
		"EVN|" + event + "|" + at,
		"PID|1||" + mrn + "^^^ZZHOSP^MR||ZZTEST-" + mrn + "^ADA||19440305|F",
		fmt.Sprintf("PV1|1|I|4W^%d^A||||||||||||||||V%s", n, mrn),
		"IAM|1|DA|LTX^latex^L|" + allergy + "|" + mrn + "^ZZHOSP",
	}
	return []byte(strings.Join(lines, "\r") + "\r")
}

// TestH067FortyPercentOfAllergiesVanishAndTheChartsKeepThem takes 40 % of the
// allergies of a unit away through a real socket, kills the server in the middle
// of it and at the end, and looks at every chart.
func TestH067FortyPercentOfAllergiesVanishAndTheChartsKeepThem(t *testing.T) {
	t.Parallel()
	s := newSite(t, "feed")
	server := s.serve()
	ward := &sender{source: "feed"}
	for n := range frozenWard {
		ward.queue = append(ward.queue, wardMessage("A01", "080000", n, "SV|rash|A"))
	}
	talkAll(t, server, []*sender{ward}, func() {})
	for n := range frozenLost {
		ward.queue = append(ward.queue, wardMessage("A08", "2301"+fmt.Sprintf("%02d", n), n, "||D"))
	}
	answers := 0
	talkAll(t, server, []*sender{ward}, func() {
		if answers++; answers == frozenLost/2 {
			_ = server.cmd.Process.Kill()
		}
	})
	server.kill()
	server = s.serve()
	talkAll(t, server, []*sender{ward}, func() {})
	s.charted(frozenWard + frozenLost)
	server.kill()

	list := facts[[]struct {
		ID    string      `json:"id"`
		State guard.State `json:"state"`
		Held  int         `json:"patients_held"`
	}](t, "feed", "freeze", "list", "--data", s.data)
	if len(list) != 1 || list[0].State != guard.Waiting || list[0].Held != frozenLost {
		t.Fatalf("freezes: %+v, want one that waits and holds %d", list, frozenLost)
	}
	if status := s.status(); len(status.Frozen) != 1 || status.Waiting != 0 {
		t.Errorf("the status says %+v is frozen", status.Frozen)
	}
	if active, marked := s.latex(); active != frozenWard || marked != frozenLost {
		t.Errorf("%d charts show latex, %d of them as held back; want %d and %d", active, marked, frozenWard, frozenLost)
	}
	hash := s.hash()
	s.run("feed", "freeze", "release", list[0].ID, "--reason", "the allergy desk confirms its clean-up")
	if active, marked := s.latex(); active != frozenWard-frozenLost || marked != 0 {
		t.Errorf("released, %d charts show latex and %d something held back; want %d and 0", active, marked, frozenWard-frozenLost)
	}
	if after := s.hash(); after != hash {
		t.Errorf("the hash is of the freeze: %s before the release, %s after", hash, after)
	}
}

// latex counts the charts that list latex as an active allergy, and those that
// say of it that a change is held back.
func (s *site) latex() (active, marked int) {
	s.t.Helper()
	s.look(func(book *feed.Book) {
		eachChart(s.t, book, func(v *asof.View) {
			for _, a := range v.Allergies.Items {
				if a.State == "active" {
					active++
				}
				if strings.Contains(strings.Join(a.Marks, " "), "HELD BACK") {
					marked++
				}
			}
		})
	})
	return active, marked
}
