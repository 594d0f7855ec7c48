//go:build unix

package feed_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"redoutlet/internal/feed/reading"
	"redoutlet/internal/mllp"
)

// Each figure stands beside a limit measured in the same run: what one write
// and one fsync of the same bytes cost on this disk.

// cpu is the processor time this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// benchHouse is a house for a benchmark.
func benchHouse(b *testing.B) *house {
	b.Helper()
	return openHouse(b, reading.NewProfile("feed", "UTC"))
}

// traffic makes n messages, like the capture's but all different: the patients
// are as many as a hospital of 500 beds has.
func traffic(n int) [][]byte { return trafficFrom(0, n) }

// trafficFrom makes n messages of such traffic, from one of them on.
func trafficFrom(first, n int) [][]byte {
	messages := make([][]byte, n)
	for at := range messages {
		i := first + at
		patient := fmt.Sprintf("p%05d", (i*7+i/500)%500)
		second := time.Date(2026, time.November, 1, 0, 0, i, 0, time.UTC).Format("20060102150405") + fmt.Sprintf(".%04d", i%10000)
		switch i % 4 {
		case 0:
			messages[at] = adt("A08", second, patient, pv1, "AL1|1|DA|PCN^penicillin^L|SV|anaphylaxis")
		default:
			messages[at] = panel(second, patient, i)
		}
	}
	return messages
}

// panel is a result message of about 1.9 KB.
func panel(at, number string, i int) []byte {
	lines := []string{
		"MSH|^~\\&|LAB|ZZHOSP|RO|ZZHOSP|" + at + "||ORU^R01^ORU_R01|" + fmt.Sprint(i) + "|P|2.5.1",
		"PID|1||" + number + "^^^ZZHOSP^MR||ZZTEST-" + number + "^ADA^MARIA||19440305|F|||1 ZZTEST LANE^^ZZTOWN^ZZ^00001^USA||555-0100",
		"PV1|1|I|W1^101^1||||ZZD7^ZZDOC^HUGO||||||||||||V" + number,
		fmt.Sprintf("ORC|RE|P%d^CPOE|F%d^LAB", i, i),
		fmt.Sprintf("OBR|1|P%d^CPOE|F%d^LAB|CHEM^basic metabolic panel^L|||%s|||||||||||||||%s|||F", i, i, at, at),
	}
	for n, test := range []string{"sodium", "potassium", "chloride", "bicarbonate", "urea nitrogen", "creatinine", "glucose", "calcium", "albumin", "bilirubin", "phosphate", "magnesium", "lactate", "amylase"} {
		lines = append(lines, fmt.Sprintf("OBX|%d|NM|T%02d^%s^L||%d.%d|mmol/L|3.5-5.1|N|||F|||%s||ZZT1^TECH^TINA", n+1, n, test, i%9, n, at))
	}
	return msg(lines...)
}

func BenchmarkRead(b *testing.B) {
	messages := traffic(1000)
	p := reading.NewProfile("feed", "UTC")
	size := 0
	for _, m := range messages {
		size += len(m)
	}
	b.ReportAllocs()
	begun := cpu()
	for i := 0; b.Loop(); i++ {
		reading.Of(reading.Letter{Number: int64(i), Source: "feed", Raw: messages[i%len(messages)]}, &p, time.UTC)
	}
	b.ReportMetric(float64(b.N)/(cpu()-begun).Seconds(), "msgs/cpu-s")
	b.ReportMetric(float64(size/len(messages)), "bytes/msg")
}

// BenchmarkChart measures reading kept messages into charts: open, parse, fold
// and keep.
func BenchmarkChart(b *testing.B) {
	const n = 20_000
	for b.Loop() {
		b.StopTimer()
		h := benchHouse(b)
		h.keep("feed", traffic(n))
		begun, cpuBegun := time.Now(), cpu()
		b.StartTimer()
		if err := h.book.CatchUp(context.Background(), nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(n/time.Since(begun).Seconds(), "msgs/s")
		b.ReportMetric(n/(cpu()-cpuBegun).Seconds(), "msgs/cpu-s")
	}
}

// BenchmarkLate reads a day of traffic, and then the day before, as where the
// queues of two senders are drained one after the other.
func BenchmarkLate(b *testing.B) {
	const n, day = 10_000, 86_400
	h := benchHouse(b)
	h.keep("feed", trafficFrom(day, n))
	h.keep("feed", trafficFrom(0, n))
	for b.Loop() {
		begun := cpu()
		if err := h.book.CatchUp(context.Background(), nil); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(2*n/b.Elapsed().Seconds(), "msgs/s")
		b.ReportMetric(2*n/(cpu()-begun).Seconds(), "msgs/cpu-s")
	}
}

// fsyncRate is how many messages a second one writer appends to a file with an
// fsync after each: the limit of a sender that waits for every answer.
func fsyncRate(b *testing.B, message []byte) (rate float64, median time.Duration) {
	f, err := os.Create(filepath.Join(b.TempDir(), "limit"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var took []time.Duration
	begun := time.Now()
	for time.Since(begun) < 2*time.Second {
		one := time.Now()
		if _, err := f.Write(message); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(one))
	}
	rate = float64(len(took)) / time.Since(begun).Seconds()
	slices.Sort(took)
	return rate, took[len(took)/2]
}

// listen serves the house's source on a real socket.
func (h *house) listen(b *testing.B) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	budget, err := mllp.NewBudget(mllp.DefaultBudget, mllp.DefaultMaxFrame)
	if err != nil {
		b.Fatal(err)
	}
	server := &mllp.Server{Handler: h.tenant.Intake("feed"), Budget: budget}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- server.Serve(ctx, l) }()
	b.Cleanup(func() { stop(); <-done })
	return l.Addr().String()
}

// pour sends messages from several senders that wait for each answer, and
// returns how long each answer took. pace is the time between two messages of
// one sender, 0 for none.
func pour(b *testing.B, address string, senders int, messages [][]byte, pace time.Duration) []time.Duration {
	var wg sync.WaitGroup
	took := make([][]time.Duration, senders)
	for s := range senders {
		wg.Go(func() {
			c, err := mllp.Dial(context.Background(), address, mllp.ClientOptions{})
			if err != nil {
				b.Error(err)
				return
			}
			defer c.Close()
			next := time.Now()
			for i := s; i < len(messages); i += senders {
				if pace > 0 {
					next = next.Add(pace)
					time.Sleep(time.Until(next))
				}
				one := time.Now()
				if _, err := c.Send(context.Background(), messages[i]); err != nil {
					b.Error(err)
					return
				}
				took[s] = append(took[s], time.Since(one))
			}
		})
	}
	wg.Wait()
	all := slices.Concat(took...)
	slices.Sort(all)
	return all
}

func reportLatency(b *testing.B, took []time.Duration) {
	if len(took) == 0 {
		b.Fatal("nothing was sent")
	}
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

func BenchmarkOneSender(b *testing.B) {
	const n = 10_000
	messages := traffic(n)
	for b.Loop() {
		b.StopTimer()
		limit, _ := fsyncRate(b, messages[1])
		h := benchHouse(b)
		address := h.listen(b)
		begun := time.Now()
		b.StartTimer()
		took := pour(b, address, 1, messages, 0)
		rate := n / time.Since(begun).Seconds()
		reportLatency(b, took)
		b.ReportMetric(rate, "msgs/s")
		b.ReportMetric(limit, "fsync/s")
		b.ReportMetric(100*rate/limit, "%-of-fsync")
	}
}

func Benchmark64Senders(b *testing.B) {
	const n = 100_000
	messages := traffic(n)
	for b.Loop() {
		b.StopTimer()
		limit, _ := fsyncRate(b, messages[1])
		h := benchHouse(b)
		address := h.listen(b)
		begun := time.Now()
		b.StartTimer()
		took := pour(b, address, 64, messages, 0)
		reportLatency(b, took)
		b.ReportMetric(n/time.Since(begun).Seconds(), "msgs/s")
		b.ReportMetric(limit, "fsync/s")
		b.ReportMetric(float64(h.walSize())/1e6, "wal-MB")
	}
}

func Benchmark500ASecond(b *testing.B) {
	const n = 5_000
	messages := traffic(n)
	for b.Loop() {
		b.StopTimer()
		_, fsync := fsyncRate(b, messages[1])
		h := benchHouse(b)
		address := h.listen(b)
		b.StartTimer()
		took := pour(b, address, 10, messages, 20*time.Millisecond)
		reportLatency(b, took)
		b.ReportMetric(float64(fsync.Microseconds()), "fsync-p50-µs")
		b.ReportMetric(float64(took[len(took)*99/100])/float64(fsync), "p99/fsync")
	}
}

// walSize is how large the write-ahead log of the tenant's record is.
func (h *house) walSize() int64 {
	info, err := os.Stat(filepath.Join(h.dir, "tenants", "main.db-wal"))
	if err != nil {
		return 0
	}
	return info.Size()
}
