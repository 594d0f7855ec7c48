package feed_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"redoutlet/internal/chart/asof"
	"redoutlet/internal/feed"
)

// A book that holds fewer facts than one batch touches says the same as one
// that holds them all.
func TestChartsDoNotDependOnWhatIsHeld(t *testing.T) {
	const patients = 60
	tell := func(event, unit, minute string) (messages [][]byte) {
		for n := range patients {
			messages = append(messages, msg(
				fmt.Sprintf(`MSH|^~\&|ADT|HOSP|REDOUTLET|HOSP|202611241%s00-0500||ADT^%s|%s%d|P|2.5.1`, minute, event, event, n),
				fmt.Sprintf(`EVN||202611241%s00-0500`, minute),
				fmt.Sprintf(`PID|1||%07d^^^HOSP^MR||ZZTEST^N%d||19700101|F`, n, n),
				fmt.Sprintf(`PV1|1|I|%s^1^%d||||||||||||||||V%d^^^HOSP`, unit, n, n),
			))
		}
		return messages
	}
	first, second := tell("A01", "MED", "100"), tell("A02", "ICU", "200")
	h, all := newHouse(t), newHouse(t)
	h.keep("feed", first)
	must(t, h.book.CatchUp(t.Context(), nil))
	h.book.HoldAtMost(patients) // as after a restart: nothing is held, and soon too much
	for _, line := range h.book.Lines() {
		h.bytesOf(line.Line.ID)
	}
	h.keep("feed", second)
	must(t, h.book.CatchUp(t.Context(), nil))
	all.send("feed", append(first, second...)...)
	for _, line := range h.book.Lines() {
		if line.Line.Unit != "ICU" {
			t.Errorf("a patient who was moved to ICU is listed on %q", line.Line.Unit)
		}
	}
	if h.hash() != all.hash() {
		t.Error("the charts differ from those of a book that holds everything")
	}
}

// slow is a projection that keeps a batch when it is told to.
type slow struct {
	feed.Projection
	asked, begin chan struct{}
}

func (p *slow) Commit(ctx context.Context, b feed.Batch) error {
	p.asked <- struct{}{}
	<-p.begin
	return p.Projection.Commit(ctx, b)
}

// Pages do not wait for the disk: while a step is being kept, charts and lists
// say what it brought, whether a chart is in memory or read for the page.
func TestPagesDoNotWaitForTheDisk(t *testing.T) {
	for _, held := range []int{0, 1000} {
		h := newHouse(t)
		h.send("feed", threeMessages()[:2]...)
		disk := &slow{asked: make(chan struct{}), begin: make(chan struct{})}
		h.reopen(func(d *feed.Desk) { disk.Projection = d.Projection; d.Projection = disk })
		h.book.HoldAtMost(held)
		if held > 0 {
			h.view("one")
		}
		h.keep("feed", [][]byte{
			adt("A02", "20261124090000", "one", "PV1|1|I|ICU^4^1||||||||||||||||V1"),
			adt("A01", "20261124091500", "two", pv1),
			oru("20261124093000", "one", "6.2"),
		})
		stepped := make(chan error)
		go func() { _, err := h.book.Step(t.Context()); stepped <- err }()
		<-disk.asked
		if v := h.view("one"); v.Unit != "ICU" || v.Results.Items[0].Value != "6.2" {
			t.Errorf("holding %d: unit %s and result %s while the step is kept, want ICU and 6.2", held, v.Unit, v.Results.Items[0].Value)
		}
		if v := h.view("two"); v.Unit != "W1" {
			t.Errorf("holding %d: who is new is on unit %q", held, v.Unit)
		}
		close(disk.begin)
		must(t, <-stepped)
		if v := h.view("one"); v.Results.Items[0].Value != "6.2" {
			t.Errorf("holding %d: result %s once the step was kept, want 6.2", held, v.Results.Items[0].Value)
		}
	}
}

// A message that speaks of two numbers of one patient says all of it on the
// chart that is read while the step is kept, and afterwards.
func TestChartReadWhileAStepIsKeptIsWhole(t *testing.T) {
	link := adt("A24", "20261124080000", "a", "PV1|1|I|W1^101^1||||||||||||||||Va", "AL1|1|DA|PCN^penicillin^L",
		"PID|2||b^^^ZZHOSP^MR||ZZTEST-B^ADA||19440305|F", "AL1|1|DA|LTX^latex^L")
	whole := newHouse(t)
	whole.send("feed", link)
	h := newHouse(t)
	disk := &slow{asked: make(chan struct{}), begin: make(chan struct{})}
	h.reopen(func(d *feed.Desk) { disk.Projection = d.Projection; d.Projection = disk })
	h.book.HoldAtMost(0) // nothing is in memory when the page asks
	h.keep("feed", [][]byte{link})
	stepped := make(chan error)
	go func() { _, err := h.book.Step(t.Context()); stepped <- err }()
	<-disk.asked
	h.book.HoldAtMost(1000)
	if got, want := substances(h.view("a")), substances(whole.view("a")); len(want) != 2 || !slices.Equal(got, want) {
		t.Errorf("while the step is kept the chart shows %q, want %q", got, want)
	}
	close(disk.begin)
	must(t, <-stepped)
	if h.hash() != whole.hash() {
		t.Error("the chart stays another than that of a book that was not asked meanwhile")
	}
}

func substances(v *asof.View) (all []string) {
	for _, a := range v.Allergies.Items {
		all = append(all, a.Substance)
	}
	return all
}
