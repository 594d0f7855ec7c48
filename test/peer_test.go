package test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"redoutlet/internal/hl7"
	"redoutlet/internal/mllp"
)

// captureFile holds 2,500 messages of another program, google/simhospital.
const captureFile = "../internal/feed/testdata/simhospital-open.mllp.gz"

// captured is the number of messages in it, and raced how many of them are sent
// under the race detector.
const captured, raced = 2500, 300

// capture unpacks it.
func capture(t testing.TB) string {
	t.Helper()
	f, err := os.Open(captureFile)
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	frames, err := io.ReadAll(z)
	must(t, err)
	if raceDetector { // it multiplies time, and one connection shows it little
		end := []byte("\x1c\r")
		frames = bytes.Join(bytes.SplitAfterN(frames, end, raced+1)[:raced], nil)
	}
	file := filepath.Join(t.TempDir(), "capture.mllp")
	must(t, os.WriteFile(file, frames, 0o600))
	return file
}

// pythonWithHL7 finds a Python that has python3-hl7. A Python of the user's own
// may come first on the path and lack what the system's has.
func pythonWithHL7(t testing.TB) string {
	t.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import hl7.client").Run() == nil {
			return python
		}
	}
	missing(t, "python3-hl7 is not installed")
	return ""
}

// controlIDs are those of the messages of a file, in order.
func controlIDs(t *testing.T, file string) []string {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	var ids []string
	for r := mllp.NewReader(f, mllp.DefaultMaxFrame); ; {
		frame, err := r.Next()
		if err == io.EOF {
			return ids
		}
		must(t, err)
		m, err := hl7.Parse(frame.Data)
		must(t, err)
		ids = append(ids, m.Header().ControlID)
	}
}

// TestAnotherProgramsSenderIsAcknowledged has the MLLP client of python3-hl7
// send what google/simhospital wrote, neither of which knows of us.
func TestAnotherProgramsSenderIsAcknowledged(t *testing.T) {
	t.Parallel()
	python := pythonWithHL7(t)
	s := newSite(t, "feed")
	server := s.serve()
	host, port, err := net.SplitHostPort(server.feeds["feed"])
	must(t, err)
	file := capture(t)
	send := exec.CommandContext(t.Context(), python, "-c", "import sys, hl7.client; sys.argv[0] = 'mllp_send'; hl7.client.mllp_send()",
		"--port", port, "--file", file, host)
	var problems bytes.Buffer
	send.Stderr = &problems
	answers, err := send.Output()
	if err != nil {
		t.Fatalf("mllp_send: %v\n%s", err, problems.String())
	}
	var acknowledged []string // the messages ask for a commit answer
	for _, msa := range regexp.MustCompile(`\rMSA\|CA\|([^\r|]*)`).FindAllSubmatch(answers, -1) {
		acknowledged = append(acknowledged, string(msa[1]))
	}
	want := controlIDs(t, file)
	if diff := cmp.Diff(want, acknowledged); diff != "" {
		t.Errorf("the messages sent are not those acknowledged (-want +got):\n%s", diff)
	}
	if len(want) != captured && !raceDetector {
		t.Errorf("the capture holds %d messages, want %d", len(want), captured)
	}
	status := s.charted(int64(len(want)))
	if status.Received != int64(len(want)) || status.Duplicates != 0 {
		t.Errorf("%d messages were sent, all different: %+v", len(want), status)
	}
	server.stop()
}
