package hl7

import (
	"bytes"
	"os"
	"testing"
)

// benchMessage reads the message of 1.9 KB that the benchmarks use: UTF-8, with escapes, as a laboratory sends it.
func benchMessage(b *testing.B) []byte {
	raw, err := os.ReadFile("testdata/bench-oru.hl7")
	if err != nil {
		b.Fatal(err)
	}
	return raw
}

// visit asks for the text of every value of the message.
func visit(m *Message) (values, size int) {
	for _, s := range m.Segments() {
		for _, v := range s.Values {
			size += len(v.Text())
			values++
		}
	}
	return values, size
}

// visitByNumber asks for the text of every component by its number, as code that looks for certain fields does.
func visitByNumber(m *Message) (values, size int) {
	for _, s := range m.Segments() {
		for n := 1; n <= s.Fields(); n++ {
			for _, rep := range s.Field(n).All {
				for c := 1; c <= rep.Components(); c++ {
					size += len(rep.Component(c).Text())
					values++
				}
			}
		}
	}
	return values, size
}

// perCPUSecond runs work in the benchmark's loop and reports how often it was done per second of processor time.
func perCPUSecond(b *testing.B, work func()) {
	b.ReportAllocs()
	before := cpuTime(b)
	for b.Loop() {
		work()
	}
	b.ReportMetric(float64(b.N)/(cpuTime(b)-before).Seconds(), "msgs/CPU-s")
}

// tokenize parses raw in the benchmark's loop and reads it with read.
func tokenize(b *testing.B, read func(*Message) (values, size int)) {
	raw := benchMessage(b)
	var values int
	perCPUSecond(b, func() {
		m, err := Parse(raw)
		if err != nil {
			b.Fatal(err)
		}
		values, _ = read(m)
	})
	b.ReportMetric(float64(values), "values/msg")
}

// BenchmarkTokenize parses a message and reads the text of every value in it. The goal is 150,000 messages per
// CPU-second; compare BenchmarkIndexOnly of the same run.
func BenchmarkTokenize(b *testing.B) { tokenize(b, visit) }

// BenchmarkTokenizeByNumber does the same and asks for every component by its number.
func BenchmarkTokenizeByNumber(b *testing.B) { tokenize(b, visitByNumber) }

// BenchmarkParse parses a message and reads no value.
func BenchmarkParse(b *testing.B) {
	tokenize(b, func(*Message) (int, int) { return 0, 0 })
}

// BenchmarkIndexOnly finds the delimiters one after the other and handles nothing: the limit for a reader that looks
// at every value.
func BenchmarkIndexOnly(b *testing.B) {
	raw := benchMessage(b)
	var found int
	perCPUSecond(b, func() {
		found = 0
		for line := range bytes.SplitSeq(raw, []byte{'\r'}) {
			found += countFields(line)
		}
	})
	b.ReportMetric(float64(found), "found/msg")
}

// countFields steps through the fields of a line and their components with bytes.IndexByte.
func countFields(line []byte) (found int) {
	for len(line) > 0 {
		field, rest, _ := bytes.Cut(line, []byte{'|'})
		for {
			at := bytes.IndexByte(field, '^')
			if found++; at < 0 {
				break
			}
			field = field[at+1:]
		}
		line = rest
	}
	return found
}
