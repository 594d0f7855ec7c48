package mllp_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"

	"redoutlet/internal/mllp"
)

func TestNewBudget(t *testing.T) {
	tests := []struct {
		total    int64
		maxFrame int
		ok       bool
	}{
		{mllp.DefaultBudget, mllp.DefaultMaxFrame, true},
		{27 << 20, 16 << 20, true},
		{26 << 20, 16 << 20, false},
		{256 << 10, 1, true},
		{256<<10 - 1, 1, false},
		{0, 1000, false},
		{1 << 30, 0, false},
		{1 << 30, -1, false},
	}
	for _, tt := range tests {
		b, err := mllp.NewBudget(tt.total, tt.maxFrame)
		if (err == nil) != tt.ok {
			t.Errorf("NewBudget(%d, %d): error %v, want ok: %v", tt.total, tt.maxFrame, err, tt.ok)
		}
		if err == nil && b.MaxFrame() != tt.maxFrame {
			t.Errorf("MaxFrame() = %d, want %d", b.MaxFrame(), tt.maxFrame)
		}
	}
}

func TestNewBudgetSaysHowMuchIsEnough(t *testing.T) {
	for _, maxFrame := range []int{1, 100 << 10, 1_000_001, mllp.DefaultMaxFrame} {
		_, err := mllp.NewBudget(0, maxFrame)
		if err == nil {
			t.Fatal("a budget of nothing: no error")
		}
		_, after, _ := strings.Cut(err.Error(), "at least ")
		least, convErr := strconv.ParseInt(after, 10, 64)
		if convErr != nil {
			t.Fatalf("error %q does not say how much is enough", err)
		}
		newBudget(t, least, maxFrame)
	}
}

// TestTheLeastBudgetIsEnough has more connections than there is memory for, with frames of all sizes
// cut at random: all come through, as sent and in order.
func TestTheLeastBudgetIsEnough(t *testing.T) {
	const limit, conns, frames = 100 << 10, 12, 60
	s := run(t, &mllp.Server{Handler: new(recorder), Budget: newBudget(t, 4*mllp.HeadSize, limit)})
	var all sync.WaitGroup
	for i := range conns {
		c := s.dial()
		all.Go(func() {
			defer c.Close()
			rng := rand.New(rand.NewPCG(uint64(i), 0))
			var in []byte
			var want []string
			for n := range frames {
				text := fmt.Sprintf("%d of %d ", n, i) + strings.Repeat("x", rng.IntN(1<<(5+rng.IntN(14))))
				in, _ = mllp.AppendFrame(in, []byte(text))
				want = append(want, text[:min(20, len(text))])
			}
			answers := receives(c)
			go io.Copy(c, struct{ io.Reader }{&randomReader{rng: rng, rest: in}})
			for _, w := range want {
				if got := <-answers; got != w {
					t.Errorf("answer %q, want %q", got, w)
					return
				}
			}
		})
	}
	all.Wait()
	s.stopAndWait(t)
	if got := s.Budget.InUse(); got != 0 {
		t.Errorf("%d bytes in use in the end, want 0", got)
	}
	if got := s.Stats(); got.Messages+got.TooLarge != conns*frames || got.TooLarge == 0 {
		t.Errorf("Stats() = %+v, want %d frames, some too large", got, conns*frames)
	}
}

// TestBudgetCountsUntilTheHandlerIsDone has one frame of each way to hold room.
func TestBudgetCountsUntilTheHandlerIsDone(t *testing.T) {
	const slot = 256<<10 + 64<<10
	tests := []struct {
		name   string
		pieces []string
		want   int64
	}{
		{"in one read", []string{frame("0123456789")}, 10},
		{"in two reads", []string{vt + "01234", "56789" + fs + cr}, 10},
		{"large", []string{frame(strings.Repeat("x", 100<<10))}, slot},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := batch{received: make(chan string, 1), commit: make(chan struct{})}
			s := run(t, &mllp.Server{Handler: b, Budget: newBudget(t, 1<<20, 256<<10)})
			c := s.dial()
			answers := receives(c)
			go send(c, tt.pieces...)
			<-b.received
			if got := s.Budget.InUse(); got != tt.want {
				t.Errorf("%d bytes in use while handled, want %d", got, tt.want)
			}
			close(b.commit)
			<-answers
			if got := s.Budget.InUse(); got != 0 {
				t.Errorf("%d bytes in use after the answer, want 0", got)
			}
		})
	}
}
