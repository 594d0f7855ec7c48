package feed_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/feed/tally"
	"redoutlet/internal/hl7"
)

var update = flag.Bool("update", false, "write the table of docs/feed.md again")

// corpus reads every message of the test data, in the order of the file names.
func corpus(t *testing.T) [][]byte {
	t.Helper()
	messages := capture(t)
	must(t, filepath.WalkDir("testdata/hl7v2", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, piece := range hl7.SplitBatch(raw) {
			if len(strings.TrimSpace(string(piece))) > 0 {
				messages = append(messages, piece)
			}
		}
		return err
	}))
	return messages
}

func TestCorpusTableIsTheOneInTheDocs(t *testing.T) {
	h := newHouse(t, reading.NewProfile("feed", "UTC"))
	messages := corpus(t)
	h.keep("feed", messages)
	must(t, h.book.CatchUp(t.Context(), nil))
	rows, err := h.book.Table(t.Context())
	must(t, err)
	s := h.status()
	if s.Received+s.Duplicates != int64(len(messages)) || s.Received != s.Charted+s.Quarantined+s.Ignored {
		t.Errorf("%d messages sent: %+v", len(messages), s)
	}
	for _, r := range rows {
		if r.State != reading.Charted && r.Reason == "" {
			t.Errorf("%s is %s without a reason", r.Kind, r.State)
		}
	}
	const path = "../../docs/feed.md"
	text, err := os.ReadFile(path)
	must(t, err)
	head, rest, _ := strings.Cut(string(text), "<!-- corpus -->\n")
	_, tail, found := strings.Cut(rest, "<!-- end of corpus -->\n")
	if !found {
		t.Fatal("docs/feed.md has no place for the table")
	}
	want := head + "<!-- corpus -->\n" + tally.Markdown(rows) + "<!-- end of corpus -->\n" + tail
	if *update {
		must(t, os.WriteFile(path, []byte(want), 0o644))
		return
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("docs/feed.md is out of date; go test ./internal/feed -update writes it (-want +got):\n%s", diff)
	}
}
