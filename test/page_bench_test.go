package test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"redoutlet/internal/identity"
	"redoutlet/internal/mllp"
)

const (
	wardPatients = 5000 // of a hospital whose peak is 500 messages a second
	wardPassword = "correct horse battery staple"
	connections  = 10 // connections
	// pagesPerSecond is how many charts are opened a second: twice a minute by
	// each of a thousand people. Faster, and the reader takes from the server the
	// processors that they share.
	pagesPerSecond = 32
)

var chartAddress = regexp.MustCompile(`/patient/[0-9a-f]+`)

// BenchmarkPatientPage reads the charts of one unit while 500 messages a second
// arrive of 5,000 patients, and says how long a page takes, by the reader from
// asking to the last byte and by the server's log; the patients' admissions and
// twenty panels each were kept before:
//
//	go test -run XXX -bench PatientPage -benchtime 2000x ./test
func BenchmarkPatientPage(b *testing.B) {
	s := newSite(b, "hospital")
	s.addAccount("nurse", wardPassword, identity.Nurse)
	server := s.serve()
	w := &ward{b: b, address: server.feeds["hospital"]}
	w.send(0, 21*wardPatients, 0)
	ward := browse(b, server.page).signIn("nurse", wardPassword)
	until(b, "charting what was sent", func() bool {
		return len(chartAddress.FindAllString(ward.get("/unit/W0"), -1)) >= 20
	})
	pages := chartAddress.FindAllString(ward.get("/unit/W0"), -1)
	stop := w.flow(21*wardPatients, 500)
	var took []time.Duration
	next := time.Now()
	for i := 0; b.Loop(); i++ {
		next = next.Add(time.Second / pagesPerSecond)
		time.Sleep(time.Until(next))
		begun := time.Now()
		ward.get(pages[i%len(pages)])
		took = append(took, time.Since(begun))
	}
	b.StopTimer()
	sent := stop()
	report := func(took []time.Duration, where string) {
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds()), where+"p50-µs")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), where+"p99-µs")
	}
	report(took, "")
	report(server.took("GET /patient/{id}"), "server-")
	b.ReportMetric(float64(sent)/b.Elapsed().Seconds(), "msgs/s")
}

// took lists how long requests of a route took, by the log.
func (r *server) took(route string) []time.Duration {
	var all []time.Duration
	for line := range strings.Lines(r.said()) {
		_, after, _ := strings.Cut(line, " took=")
		if took, err := time.ParseDuration(strings.TrimSpace(after)); err == nil && strings.Contains(line, `route="`+route+`"`) {
			all = append(all, took)
		}
	}
	return all
}

// ward is a hospital of 5,000 patients on a hundred units, all messages on one source.
type ward struct {
	b       *testing.B
	address string
}

// message is the i-th: an admission of each patient first, then panels.
func (w *ward) message(i int) []byte {
	patient, second := i%wardPatients, time.Date(2026, 11, 24, 8, 0, i/100, 0, time.UTC).Format("20060102150405")
	head := func(kind string) string {
		born := time.Date(1930, time.January, 1+patient, 0, 0, 0, 0, time.UTC).Format("20060102")
		return fmt.Sprintf("MSH|^~\\&|ZZ|ZZHOSP|RO|ZZHOSP|%s||%s|%d|P|2.5.1\rPID|1||z%05d^^^ZZHOSP^MR||ZZTEST-%s^ADA||%s|F", second, kind, i, patient, word(patient), born)
	}
	if i < wardPatients {
		return []byte(fmt.Sprintf("%s\rPV1|1|I|W%d^%d^1||||||||||||||||V%d\rAL1|1|DA|PCN^penicillin^L|SV|anaphylaxis\r", head("ADT^A01"), patient%100, patient/100, patient))
	}
	lines := []string{head("ORU^R01"), fmt.Sprintf("OBR|1|P%d^CPOE|F%d^LAB|CHEM^basic metabolic panel^L|||%s|||||||||||||||%s|||F", i, i, second, second)}
	for n, test := range []string{"sodium", "potassium", "chloride", "bicarbonate", "urea nitrogen", "creatinine", "glucose", "calcium", "albumin", "bilirubin", "phosphate", "magnesium", "lactate", "amylase"} {
		lines = append(lines, fmt.Sprintf("OBX|%d|NM|T%02d^%s^L||%d.%d|mmol/L|3.5-5.1|N|||F|||%s||ZZT1^TECH^TINA", n+1, n, test, i%9, n, second))
	}
	return []byte(strings.Join(lines, "\r") + "\r")
}

// word spells a number, so that no two names are nearly one.
func word(n int) string {
	var letters []byte
	for range 6 {
		n = n*7919 + 104729
		letters = append(letters, byte('A'+n%26))
	}
	return string(letters)
}

// send sends n messages from one of them on over ten connections, each waiting
// for its answer, and pace between two of one connection.
func (w *ward) send(first, n int, pace time.Duration) {
	var all sync.WaitGroup
	for pen := range connections {
		all.Go(func() {
			client, err := mllp.Dial(context.Background(), w.address, mllp.ClientOptions{AnswerTimeout: patience})
			if err != nil {
				w.b.Error(err)
				return
			}
			defer client.Close()
			next := time.Now()
			for i := first + pen; i < first+n; i += connections {
				next = next.Add(pace)
				time.Sleep(time.Until(next))
				if _, err := client.Send(context.Background(), w.message(i)); err != nil {
					w.b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// flow sends messages at a rate a second until it is stopped, and then returns
// how many there were.
func (w *ward) flow(first, rate int) (stop func() int64) {
	var sent atomic.Int64
	ended, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-ended:
				return
			default:
			}
			w.send(first+int(sent.Load()), rate/5, connections*time.Second/time.Duration(rate))
			sent.Add(int64(rate / 5))
		}
	}()
	return func() int64 { close(ended); <-done; return sent.Load() }
}
