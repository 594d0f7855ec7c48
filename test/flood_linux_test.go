package test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"sync"
	"testing"

	"redoutlet/internal/feed"
	"redoutlet/internal/mllp"
)

// TestFloodOfLongMessagesStaysInMemoryAndIsKept has 40 senders send the longest
// message there may be, all at once: 671 MB. The server stays within 512 MB while
// it receives and while it charts them, and each is there as it was sent after
// kill -9.
func TestFloodOfLongMessagesStaysInMemoryAndIsKept(t *testing.T) {
	const most = 512_000_000
	senders := 40
	if raceDetector {
		senders = 4 // it multiplies time as well
	}
	s := newSite(t, "laboratory")
	server := s.serve()
	sums := map[[sha256.Size]byte]bool{}
	var all sync.WaitGroup
	var mu sync.Mutex
	for i := range senders {
		client, err := mllp.Dial(t.Context(), server.feeds["laboratory"], mllp.ClientOptions{AnswerTimeout: patience})
		must(t, err)
		defer client.Close() // as a system does, it stays connected
		all.Go(func() {
			message := longMessage(i)
			if _, err := client.Send(t.Context(), message); err != nil {
				t.Errorf("sender %d is not answered: %v", i, err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			sums[sha256.Sum256(message)] = true
		})
	}
	all.Wait()
	received := server.peakMemory()
	server.waitCharted()
	peak := server.peakMemory()
	server.kill()

	found := 0
	s.look(func(book *feed.Book) {
		eachMessage(t, book, s.status().Received, func(m *feed.Kept) {
			if len(m.Passages.Raw()) == mllp.DefaultMaxFrame && sums[sha256.Sum256(m.Passages.Raw())] {
				found++
			}
		})
	})
	t.Logf("%d messages of %d bytes acknowledged, %d found as sent; peak memory of the server %d MB receiving, %d MB charting",
		len(sums), mllp.DefaultMaxFrame, found, received/1_000_000, peak/1_000_000)
	if found != senders || len(sums) != senders {
		t.Errorf("%d messages sent, %d acknowledged, %d found", senders, len(sums), found)
	}
	if peak >= most && !raceDetector {
		t.Errorf("peak memory %d bytes, want less than %d", peak, most)
	}
}

// longMessage is a report with a scanned document in it, as long as a frame may
// be.
func longMessage(n int) []byte {
	var m bytes.Buffer
	fmt.Fprintf(&m, "MSH|^~\\&|LAB|HOSP|REDOUTLET|HOSP|20261124120000-0500||ORU^R01^ORU_R01|LONG%d|T|2.5.1\r", n)
	fmt.Fprintf(&m, "PID|1||%07d^^^HOSP^MR||ZZTEST^Scan||19700101|F\r", n)
	fmt.Fprintf(&m, "OBR|1||F%d^LAB|18842-5^Discharge summary^LN|||20261124115500-0500|||||||||||||||20261124115900-0500|||F\r", n)
	m.WriteString("OBX|1|ED|18842-5^Discharge summary^LN||^application^pdf^Base64^")
	const end = "||||||F\r"
	m.Write(bytes.Repeat([]byte{byte('A' + n%26)}, mllp.DefaultMaxFrame-m.Len()-len(end)))
	m.WriteString(end)
	return m.Bytes()
}

// waitCharted waits until no message waits.
func (r *server) waitCharted() {
	r.t.Helper()
	b := browse(r.t, r.page)
	until(r.t, "charting what was sent", func() bool {
		return bytes.Contains([]byte(b.get("/metrics")), []byte(`redoutlet_messages{outcome="waiting",tenant="main"} 0`))
	})
}

// peakMemory is the most memory the server ever had resident, in bytes.
func (r *server) peakMemory() int64 {
	r.t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid))
	must(r.t, err)
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	var kib int64
	if _, err := fmt.Sscanf(string(rest), "%d kB", &kib); err != nil {
		r.t.Fatalf("reading VmHWM: %v", err)
	}
	return kib << 10
}
