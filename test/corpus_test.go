package test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/tally"
)

// TestEveryMessageOfTheCorpusIsAccountedFor sends every file of the test data
// over MLLP: messages of many systems, some of them malformed on purpose. Each
// is acknowledged or asked for no answer, each is kept, and what is not charted
// has a reason.
func TestEveryMessageOfTheCorpusIsAccountedFor(t *testing.T) {
	t.Parallel()
	files := append(hl7Files(t, "../internal/feed/testdata/hl7v2"), capture(t))
	if len(files) < 200 {
		t.Fatalf("there are %d files in the corpus", len(files))
	}
	accountFor(t, files)
}

// TestEveryMessageBesideTheCheckoutIsAccountedFor does the same with the data
// sets that lie beside a developer's checkout.
func TestEveryMessageBesideTheCheckoutIsAccountedFor(t *testing.T) {
	t.Parallel()
	const beside = "../../shared/data/hl7v2"
	if _, err := os.Stat(beside); err != nil {
		missing(t, "there are no data sets beside the checkout")
	}
	accountFor(t, hl7Files(t, beside))
}

// hl7Files are the files with messages below a folder.
func hl7Files(t *testing.T, folder string) []string {
	t.Helper()
	var files []string
	must(t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if ext := filepath.Ext(path); err == nil && (ext == ".hl7" || ext == ".mllp") {
			files = append(files, path)
		}
		return err
	}))
	return files
}

// sent is what `feed send --json` says.
type sent struct {
	Sent, Accepted, Refused, Unanswered int
	Errors                              []string
}

// accountFor sends files to a server and holds its books against what was sent.
func accountFor(t *testing.T, files []string) {
	t.Helper()
	s := newSite(t, "feed")
	server := s.serve()
	got := facts[sent](t, append([]string{"feed", "send", "--to", server.feeds["feed"]}, files...)...)
	if got.Accepted != got.Sent || got.Refused+got.Unanswered != 0 || len(got.Errors) != 0 {
		t.Errorf("%d sent, %d accepted, %d refused, %d unanswered: %s",
			got.Sent, got.Accepted, got.Refused, got.Unanswered, strings.Join(got.Errors, "; "))
	}
	status := s.charted(int64(got.Sent) - s.status().Duplicates)
	server.stop()
	if status.Received+status.Duplicates != int64(got.Sent) {
		t.Errorf("%d sent; %d received and %d replays", got.Sent, status.Received, status.Duplicates)
	}
	if status.Received != status.Charted+status.Quarantined+status.Ignored {
		t.Errorf("received is not the sum of what became of it: %+v", status)
	}
	t.Logf("%d files: %d sent, %d replays, %d received = %d charted + %d quarantined + %d ignored",
		len(files), got.Sent, status.Duplicates, status.Received, status.Charted, status.Quarantined, status.Ignored)
	s.reasoned(status)
}

// reasoned holds that every message not charted has a reason, and that the
// lists agree with the counts.
func (s *site) reasoned(status feed.Status) {
	s.t.Helper()
	became := map[reading.Outcome]int64{}
	for _, row := range facts[[]tally.Row](s.t, "feed", "table", "--data", s.data) {
		became[row.State] += int64(row.Count)
		if (row.State == reading.Charted) != (row.Reason == "") {
			s.t.Errorf("messages of kind %s are %s for the reason %q", row.Kind, row.State, row.Reason)
		}
	}
	if became[reading.Charted] != status.Charted || became[reading.Quarantined] != status.Quarantined || became[reading.Ignored] != status.Ignored {
		s.t.Errorf("the table counts %v, the status %+v", became, status)
	}
	list := facts[[]struct{ Reason string }](s.t, "feed", "quarantine", "list", "--limit", "100000", "--data", s.data)
	if int64(len(list)) != status.Quarantined {
		s.t.Errorf("%d messages are quarantined, and %d are listed", status.Quarantined, len(list))
	}
	for _, q := range list {
		if q.Reason == "" {
			s.t.Error("a message is quarantined without a reason")
		}
	}
}
