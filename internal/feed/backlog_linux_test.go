package feed_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"testing"
)

// BenchmarkBacklog reads a backlog of as many messages as the benchmark runs,
// of 500 patients, kept before the clock starts:
//
//	go test -run XXX -bench Backlog -benchtime 1000000x ./internal/feed
//
// The memory is the most that was resident while reading.
func BenchmarkBacklog(b *testing.B) {
	h := benchHouse(b)
	b.StopTimer()
	h.keepTraffic(b.N)
	forgetPeak(b)
	begun := cpu()
	b.StartTimer()
	if err := h.book.CatchUp(context.Background(), nil); err != nil {
		b.Fatal(err)
	}
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "msgs/s")
	b.ReportMetric(float64(b.N)/(cpu()-begun).Seconds(), "msgs/cpu-s")
	b.ReportMetric(float64(peakMemory(b))/1e6, "peak-MB")
}

// keepTraffic keeps messages a few thousand at a time: a million of them do not
// fit in the memory that reading them may take.
func (h *house) keepTraffic(n int) {
	for from := 0; from < n; from += 4096 {
		h.keep("feed", trafficFrom(from, min(4096, n-from)))
	}
}

// BenchmarkOpen opens the charts of a hospital that has seen 50,000 patients, as
// after a restart, once the key is there.
func BenchmarkOpen(b *testing.B) {
	const patients = 50_000
	h := benchHouse(b)
	for from := 0; from < patients; from += 5000 {
		messages := make([][]byte, 5000)
		for i := range messages {
			number := fmt.Sprintf("p%05d", from+i)
			visit := strings.Replace(pv1, "|V1", "|v"+number, 1)
			messages[i] = adt("A01", "20261124080000", number, visit, "AL1|1|DA|PCN^penicillin^L|SV|anaphylaxis")
		}
		h.keep("feed", messages)
	}
	must(b, h.book.CatchUp(context.Background(), nil))
	h.book, h.tenant = nil, nil // what is measured is one that opens them
	for b.Loop() {
		b.StopTimer()
		forgetPeak(b)
		b.StartTimer()
		_, book := h.open()
		b.StopTimer()
		if n := len(book.Lines()); n != patients {
			b.Fatalf("%d patients, want %d", n, patients)
		}
		b.StartTimer()
		b.ReportMetric(float64(peakMemory(b))/1e6, "peak-MB")
	}
}

// forgetPeak has the system count the peak of memory from here on, without what
// is no longer needed.
func forgetPeak(b *testing.B) {
	b.Helper()
	debug.FreeOSMemory()
	must(b, os.WriteFile("/proc/self/clear_refs", []byte("5"), 0))
}

// peakMemory is the most memory this process had resident, in bytes.
func peakMemory(b *testing.B) int64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	must(b, err)
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	var kib int64
	if _, err := fmt.Sscanf(string(rest), "%d kB", &kib); err != nil {
		b.Fatalf("reading VmHWM: %v", err)
	}
	return kib << 10
}
