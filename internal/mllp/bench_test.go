package mllp_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"redoutlet/internal/mllp"
)

// stream returns n frames of about 1.9 KB each.
func stream(n int) []byte {
	var b []byte
	text := append(adt("1", "", ""), bytes.Repeat([]byte("OBX|1|NM|K^potassium^L||4.1|mmol/L|3.5-5.1|N|||F\r"), 38)...)
	for range n {
		b, _ = mllp.AppendFrame(b, text)
	}
	return b
}

// BenchmarkReader reads frames from memory. BenchmarkIndexByte is its limit: the same bytes looked
// through once for the end byte, with nothing kept.
func BenchmarkReader(b *testing.B) {
	const frames = 1000
	in := stream(frames)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		r := mllp.NewReader(bytes.NewReader(in), 0)
		for {
			if _, err := r.Next(); err == io.EOF {
				break
			}
		}
	}
	b.ReportMetric(frames*float64(b.N)/b.Elapsed().Seconds(), "frames/s")
}

func BenchmarkIndexByte(b *testing.B) {
	const frames = 1000
	in := stream(frames)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		for rest := in; ; {
			i := bytes.IndexByte(rest, fs[0])
			if i < 0 {
				break
			}
			rest = rest[i+1:]
		}
	}
	b.ReportMetric(frames*float64(b.N)/b.Elapsed().Seconds(), "frames/s")
}

// BenchmarkStopAndWait is one sender over loopback TCP that waits for each answer, against a handler
// that keeps nothing.
func BenchmarkStopAndWait(b *testing.B) {
	address, _ := listen(b, &mllp.Server{Handler: mllp.HandlerFunc(acknowledge), Budget: newBudget(b, mllp.DefaultBudget, mllp.DefaultMaxFrame)}, nil)
	c := dial(b, address, nil)
	text := stream(1)
	text = text[1 : len(text)-2]
	for b.Loop() {
		if _, err := c.Send(b.Context(), text); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// BenchmarkSenders is many senders, each of which waits for its answers.
func BenchmarkSenders(b *testing.B) {
	for _, n := range []int{8, 64} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			address, _ := listen(b, &mllp.Server{Handler: mllp.HandlerFunc(acknowledge), Budget: newBudget(b, mllp.DefaultBudget, mllp.DefaultMaxFrame)}, nil)
			text := stream(1)
			text = text[1 : len(text)-2]
			b.SetParallelism(n) // per processor
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				c := dial(b, address, nil)
				for pb.Next() {
					if _, err := c.Send(b.Context(), text); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}
