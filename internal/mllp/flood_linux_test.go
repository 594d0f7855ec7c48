package mllp_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"redoutlet/internal/mllp"
)

// floodVariable names the environment variable that makes the test binary the server of TestFlood.
const floodVariable = "REDOUTLET_MLLP_FLOOD"

func TestMain(m *testing.M) {
	if os.Getenv(floodVariable) == "" {
		os.Exit(m.Run())
	}
	if err := serveFlood(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// TestFlood has 64 senders send the longest message there may be, all at once, to a server in a
// process of its own. All must be answered, and what was answered must have been kept, in less than
// 512 MB. Where the race detector multiplies memory, only the rest is checked.
func TestFlood(t *testing.T) {
	const senders, most = 64, 512_000_000
	server := startFlood(t)
	filler := strings.Repeat("x", mllp.DefaultMaxFrame)
	var answered sync.Map // control id to digest of the message
	var all sync.WaitGroup
	for i := range senders {
		all.Go(func() {
			id := fmt.Sprint("ZZ", i)
			text := string(adt(id, "", ""))
			answered.Store(id, digest(text, filler[len(text):]))
			if err := sendLong(server.address, id, text, filler[len(text):]); err != nil {
				t.Errorf("sender %d: %v", i, err)
			}
		})
	}
	all.Wait()
	kept, peak := server.finish(t)
	t.Logf("%d messages of %d bytes kept; peak memory of the server %d MB", len(kept), len(filler), peak/1_000_000)
	answered.Range(func(id, want any) bool {
		if kept[id.(string)] != want {
			t.Errorf("message %v was answered and is not kept as sent", id)
		}
		return true
	})
	if peak >= most && !raceDetector {
		t.Errorf("peak memory %d bytes, want less than %d", peak, most)
	}
}

// sendLong sends one message without holding a copy of it, and waits for its answer.
func sendLong(address, id, header, filler string) error {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer c.Close()
	for _, piece := range []string{vt, header, filler, fs + cr} {
		if _, err := io.WriteString(c, piece); err != nil {
			return err
		}
	}
	f, err := mllp.NewReader(c, 0).Next()
	if err != nil {
		return fmt.Errorf("no answer: %w", err)
	}
	if !strings.Contains(string(f.Data), "MSA|AA|"+id+"\r") {
		return fmt.Errorf("answer %q", f.Data)
	}
	return nil
}

func digest(pieces ...string) string {
	h := sha256.New()
	for _, p := range pieces {
		io.WriteString(h, p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// floodServer is the test binary running serveFlood.
type floodServer struct {
	address string
	cmd     *exec.Cmd
	in      io.Closer
	out     *bufio.Scanner
}

func startFlood(t *testing.T) *floodServer {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), floodVariable+"=1")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close() }) // ends the server, should the test end early
	s := &floodServer{cmd: cmd, in: in, out: bufio.NewScanner(out)}
	if !s.out.Scan() {
		t.Fatal("the server did not start")
	}
	s.address = s.out.Text()
	return s
}

// finish stops the server and returns the digests it kept by control id, and its peak memory in bytes.
func (s *floodServer) finish(t *testing.T) (kept map[string]string, peak int64) {
	t.Helper()
	s.in.Close()
	kept = make(map[string]string)
	for s.out.Scan() {
		name, value, _ := strings.Cut(s.out.Text(), " ")
		if name != "peak" {
			kept[name] = value
			continue
		}
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		peak = n
	}
	if err := s.cmd.Wait(); err != nil || peak == 0 {
		t.Fatalf("the server ended with %v and %d bytes", err, peak)
	}
	return kept, peak
}

// serveFlood is the server's side: it prints its address, serves until its input is closed, and
// prints what it has kept and the most memory it had.
func serveFlood() error {
	budget, err := mllp.NewBudget(mllp.DefaultBudget, mllp.DefaultMaxFrame)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	var kept sync.Map
	s := &mllp.Server{Budget: budget, Handler: mllp.HandlerFunc(func(ctx context.Context, f mllp.Frame) ([]byte, error) {
		sum := sha256.Sum256(f.Data)
		kept.Store(controlID(f.Data), hex.EncodeToString(sum[:]))
		return acknowledge(ctx, f)
	})}
	if err := s.Serve(ctx, l); err != nil {
		return err
	}
	kept.Range(func(id, sum any) bool {
		fmt.Println(id, sum)
		return true
	})
	peak, err := peakMemory()
	fmt.Println("peak", peak)
	return err
}

// peakMemory is the most memory this process ever had resident, in bytes. The high-water mark of
// getrusage would not do: a child inherits its parent's.
func peakMemory() (int64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kib int64
	if _, err := fmt.Sscanf(rest, "%d kB", &kib); err != nil {
		return 0, fmt.Errorf("read VmHWM: %w", err)
	}
	return kib << 10, nil
}
