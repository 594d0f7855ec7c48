package feed_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
	"redoutlet/internal/seal"
	"redoutlet/internal/serve/tenancy"
	"redoutlet/internal/serve/tenancy/tenancytest"
)

// house is a tenant on a real record in a folder of the test's own.
type house struct {
	t      testing.TB
	dir    string
	key    *seal.PrivateKey
	tenant *tenancy.Tenant
	book   *feed.Book
	now    time.Time
	open   func() (*tenancy.Tenant, *feed.Book) // the tenant again, as after a restart
}

// at is when the tests happen: a few minutes after the cases' last messages.
var at = time.Date(2026, 11, 24, 23, 59, 0, 0, time.UTC)

func newHouse(t *testing.T, profiles ...reading.Profile) *house {
	t.Helper()
	if len(profiles) == 0 {
		p := reading.NewProfile("feed", "America/New_York")
		p.Live = true
		profiles = []reading.Profile{p}
	}
	return openHouse(t, profiles...)
}

func openHouse(t testing.TB, profiles ...reading.Profile) *house {
	t.Helper()
	h := &house{t: t, now: at}
	s := tenancytest.New(t, func() time.Time { return h.now })
	h.dir, h.key = s.Dir, s.Key
	ctx := t.Context()
	h.open = func() (*tenancy.Tenant, *feed.Book) {
		tenant, err := tenancy.Open(ctx, s.Around, tenancytest.Name, tenancytest.Seeds(profiles), "America/New_York")
		must(t, err)
		must(t, tenant.Unlock(ctx, h.key))
		book, err := tenant.Book()
		must(t, err)
		return tenant, book
	}
	h.tenant, h.book = h.open()
	running, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- h.tenant.RunPost(running) }()
	t.Cleanup(func() { stop(); must(t, <-done) })
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// send gives messages to a source as frames, reads them into charts, and
// returns the answers.
func (h *house) send(source string, messages ...[]byte) []string {
	h.t.Helper()
	intake := h.tenant.Intake(source)
	var answers []string
	for _, m := range messages {
		wait := intake.Receive(h.t.Context(), mllp.Frame{Data: m, Size: int64(len(m))})
		frames, err := wait()
		must(h.t, err)
		answers = append(answers, string(bytes.Join(frames, []byte("|"))))
		h.now = h.now.Add(time.Millisecond)
	}
	must(h.t, h.book.CatchUp(h.t.Context(), nil))
	return answers
}

// view returns the chart of a number.
func (h *house) view(number string) *asof.View {
	h.t.Helper()
	lines := h.book.Find(number)
	if len(lines) != 1 {
		h.t.Fatalf("%s names %d charts, want 1", number, len(lines))
	}
	id, err := feed.ParsePatientID(lines[0].ID)
	must(h.t, err)
	v, err := h.book.View(h.t.Context(), id)
	must(h.t, err)
	return v
}

func (h *house) hash() [32]byte {
	h.t.Helper()
	sum, err := h.book.Hash(h.t.Context(), nil)
	must(h.t, err)
	return sum
}

func (h *house) status() feed.Status {
	h.t.Helper()
	s, err := h.book.Status(h.t.Context())
	must(h.t, err)
	return s
}

// caseMessages reads the inputs of a case, in the order of their names.
func caseMessages(t *testing.T, name string) [][]byte {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join("testdata", "cases", name+"*"))
	must(t, err)
	if len(folders) != 1 {
		t.Fatalf("case %s: %d folders", name, len(folders))
	}
	files, err := filepath.Glob(filepath.Join(folders[0], "*.hl7"))
	must(t, err)
	sort.Strings(files)
	var messages [][]byte
	for _, f := range files {
		b, err := os.ReadFile(f)
		must(t, err)
		messages = append(messages, b)
	}
	return messages
}

// msg writes a message from lines.
func msg(lines ...string) []byte {
	return []byte(strings.Join(lines, "\r") + "\r")
}

// permutations calls fn with every order of n things, or with a fixed number
// of shuffles where there are too many.
func permutations(n int, fn func(order []int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var walk func(k int)
	walk = func(k int) {
		if k == n {
			fn(order)
			return
		}
		for i := k; i < n; i++ {
			order[k], order[i] = order[i], order[k]
			walk(k + 1)
			order[k], order[i] = order[i], order[k]
		}
	}
	walk(0)
}

func inOrder(messages [][]byte, order []int) [][]byte {
	out := make([][]byte, len(order))
	for i, at := range order {
		out[i] = bytes.Clone(messages[at])
	}
	return out
}

// bytesOf is a chart as scripts see it.
func (h *house) bytesOf(id string) string {
	h.t.Helper()
	parsed, err := feed.ParsePatientID(id)
	must(h.t, err)
	v, err := h.book.View(h.t.Context(), parsed)
	must(h.t, err)
	text, err := json.Marshal(v)
	must(h.t, err)
	return string(text)
}

// keep keeps messages as a source would have sent them, and leaves them unread.
func (h *house) keep(source string, messages [][]byte) {
	h.t.Helper()
	intake := h.tenant.Intake(source)
	for part := range slices.Chunk(messages, 256) {
		var waits []mllp.Wait
		for _, m := range part {
			waits = append(waits, intake.Receive(h.t.Context(), mllp.Frame{Data: m, Size: int64(len(m))}))
		}
		for _, wait := range waits {
			_, err := wait()
			must(h.t, err)
		}
	}
}
